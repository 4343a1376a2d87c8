"""Flat patches in busy pictures: how far their colours are off after each lossy preset.

    python tests/benchmarks/flat_patches.py [--preset NAME ...]

Eight patches lie still in a photograph that drifts, in a soft texture that drifts, and in noise.
Told of each preset, and of the plain ffmpeg command line of the recipe that it began as: the
largest error inside the patches in levels, how many of their pixels are off by more than one, the
PSNR of the whole picture, and the size. Nothing is judged: clips of one colour are, by
export_matrix.py; here an encoder spends its bits on what moves.
"""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.media.encoding import encode
from svd_desktop.media.ffmpeg import Frames
from svd_desktop.media.presets import PRESETS, VideoPreset
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES
from tests.benchmarks.export_matrix import (
    PATCHES,
    RECIPES,
    by_recipe,
    decoded,
    moving,
    psnr,
)
from tests.benchmarks.export_speed import drifting

WIDTH, HEIGHT, COUNT = 512, 288, 12
SIDE, MARGIN = 64, 8  # of a patch; at its edges the colours of half the width run into others
LOSSY = [
    name for name, preset in PRESETS.items()
    if isinstance(preset, VideoPreset) and preset.suffix in MEDIA_SUFFIXES and name != "ffv1"
]  # fmt: skip


def places() -> list[tuple[int, int]]:
    """Top and left of each patch."""
    return [(32 + number // 4 * 128, 32 + number % 4 * 120) for number in range(len(PATCHES))]


def with_patches(frames: Frames) -> Frames:
    frames = np.ascontiguousarray(frames)
    for (top, left), colour in zip(places(), PATCHES, strict=True):
        frames[:, top : top + SIDE, left : left + SIDE] = colour
    return frames


def told(found: Frames, right: Frames, path: Path) -> str:
    off = np.stack([
        np.abs(found[:, top + MARGIN : top + SIDE - MARGIN, left + MARGIN : left + SIDE - MARGIN]
               .astype(int) - colour).max(-1)
        for (top, left), colour in zip(places(), PATCHES, strict=True)
    ])  # fmt: skip
    return (f"within {off.max():2}, {(off > 1).mean():7.3%} off by more than 1,"
            f" {psnr(found, right):5.2f} dB, {path.stat().st_size / 1000:5.0f} kB")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", action="append", choices=LOSSY)
    options = parser.parse_args()
    shape = (COUNT, HEIGHT, WIDTH, 3)
    pictures = {
        "photograph": drifting()[:COUNT, ::2, ::2],
        "texture": moving(COUNT, WIDTH, HEIGHT),
        "noise": np.random.default_rng(0).integers(0, 256, shape, np.uint8),
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        for preset in map(PRESETS.__getitem__, options.preset or LOSSY):
            for picture, plain in pictures.items():
                frames = with_patches(plain)
                path = folder / f"clip{preset.suffix}"
                encode(preset, frames, Fraction(25), path, {})
                what = f"{preset.name:17} {picture:10}"
                print(f"{what} {told(decoded(path, WIDTH, HEIGHT), frames, path)}", flush=True)
                if preset.name in RECIPES:
                    found = by_recipe(preset.name, frames, Fraction(25), folder)
                    path = folder / f"recipe{preset.suffix}"
                    print(f"{'  its recipe':28} {told(found, frames, path)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
