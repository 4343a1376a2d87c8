"""Makes Costs of an architecture from dry runs: `python -m svd_desktop.engine.fitting`.

Run so, it writes resources/memory/*.json anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from svd_desktop.core.costs import Costs, Terms
from svd_desktop.engine.dry_run import (
    Skeleton,
    count_clip,
    count_decode,
    count_denoise,
    count_encode,
    largest_leaf,
    parameters_of,
    skeleton,
)
from svd_desktop.engine.live_storage import OnlyOutputs
from svd_desktop.media.publishing import write_atomically
from svd_desktop.models.costs import architecture, known_costs

DTYPE, WIDTH = torch.float16, 2  # counts in fp32 are twice these, byte for byte
# Sides in units of side_multiple, and the frames and chunks where each of the two terms is the
# larger one: enough to tell them apart, small sizes included, where constants weigh most.
SIDES = ((2, 2), (4, 3), (9, 5))
FED = ((2, 2), (8, 4), (8, 8))
BETWEEN = ((8, 1), (25, 1))
CHUNKS = (1, 8)


def costs_of(folder: Path, kept: Path) -> Costs:
    """Of any model in the diffusers layout: known ones from resources, others counted once and
    kept in the folder `kept`."""
    known = known_costs(folder)
    if known:
        return known
    parts = json.dumps(architecture(folder), sort_keys=True).encode()
    path = kept / f"costs-{hashlib.sha256(parts).hexdigest()[:16]}.json"
    with suppress(OSError, ValueError, TypeError):
        return Costs.from_json(json.loads(path.read_text(encoding="utf-8")))
    costs = fit(skeleton(folder))
    with suppress(OSError):  # counted again the next time
        write_atomically(path, json.dumps(costs.to_json()).encode())
    return costs


def fit(parts: Skeleton) -> Costs:
    """Some forty dry runs; a minute for SVD's architecture."""
    unit = parts.side_multiple
    sizes = [(across * unit, down * unit) for across, down in SIDES]

    def denoise(batch: int, clips: Sequence[tuple[int, int]]) -> Terms:
        counts = {
            (w, h, frames, chunk): count_denoise(
                parts, w, h, frames, DTYPE, batch=batch, feed_forward_chunk=chunk
            )
            for w, h in sizes
            for frames, chunk in clips
        }
        return _fitted(counts)

    return Costs(
        weights={
            "unet": parameters_of(parts.unet),
            "vae": parameters_of(parts.vae),
            "image_encoder": parameters_of(parts.image_encoder),
        },
        largest_leaf=largest_leaf(parts.unet),
        side_multiple=unit,
        force_upcast=bool(parts.vae.config.force_upcast),
        clip=(count_clip(parts, DTYPE) / WIDTH, 0.0, 0.0, 0.0),
        encode=_fitted({(w, h, 0, 0): count_encode(parts, w, h, DTYPE) for w, h in sizes}),
        fed={str(batch): denoise(batch, FED) for batch in (1, 2)},
        between={str(batch): denoise(batch, BETWEEN) for batch in (1, 2)},
        decode=_fitted(
            {
                (w, h, chunk, 0): count_decode(parts, w, h, chunk, DTYPE)
                for w, h in sizes
                for chunk in CHUNKS
            }
        ),
        teraflops=_teraflops(parts),
    )


def _fitted(counts: dict[tuple[int, int, int, int], int]) -> Terms:
    """Least squares of the relative error, the figure that is promised. Keys are width, height,
    frames and chunk; a term whose factor is always 0 or always the same gets its share or 0."""
    rows = np.array([[1, w * h, w * h * frames, w * h * chunk] for w, h, frames, chunk in counts])
    wanted = np.array(list(counts.values())) / WIDTH
    constant, pixel, clip, chunk = np.linalg.lstsq(
        rows / wanted[:, None], np.ones(len(counts)), rcond=None
    )[0]
    return float(constant), float(pixel), float(clip), float(chunk)


def _teraflops(parts: Skeleton) -> float:
    """Of one forward of the UNet, for every million pixels of the clip."""
    side, frames = 8 * parts.side_multiple, 8
    with FlopCounterMode(display=False) as counter, OnlyOutputs():
        count_denoise(parts, side, side, frames, torch.float16, batch=1, feed_forward_chunk=None)
    flops: int = counter.get_total_flops()
    return flops / 1e12 / (side * side * frames / 1e6)


def main(resources: Path) -> int:
    for name, folder in (
        ("svd", resources / "memory" / "svd"),
        ("svd-mini", resources / "svd_mini"),
    ):
        costs = fit(skeleton(folder))
        path = resources / "memory" / f"{name}.json"
        path.write_text(json.dumps(costs.to_json(), indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
