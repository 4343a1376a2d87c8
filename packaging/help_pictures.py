"""Renders the small pictures of resources/help: what the demonstration model makes of the sample
photograph at a low and a high value of each parameter.

Left the low value, right the high one; above the last frame, below how much it differs from the
first. Run it again when the embedded model or the ranges change.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from svd_desktop.app.help_pictures import PAIRS  # noqa: E402
from svd_desktop.backends.process import ProcessBackend  # noqa: E402
from svd_desktop.core.events import Failed, Finished  # noqa: E402
from svd_desktop.core.orders import RenderOrder  # noqa: E402
from svd_desktop.core.request import RenderRequest  # noqa: E402
from svd_desktop.core.takes import MASTER  # noqa: E402
from svd_desktop.media.masters import read_frames  # noqa: E402
from svd_desktop.models.catalogue import find_model  # noqa: E402

FOLDER = ROOT / "resources" / "help"
SEED = 7
BRIGHTER = 5  # differences between frames are small numbers


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        backend = ProcessBackend(Path(folder) / "log")
        try:
            for name, values in PAIRS.items():
                clips = [render(backend, Path(folder), name, value) for value in values]
                picture = Image.fromarray(np.hstack([column(clip) for clip in clips]))
                picture.save(FOLDER / f"{name}.webp", quality=72, method=6)
                print(name, *values, flush=True)
        finally:
            backend.close()


def render(backend: ProcessBackend, folder: Path, name: str, value: float) -> np.ndarray:
    """A clip with one parameter changed: uint8 [F, H, W, 3]."""
    model = find_model("svd-mini")
    settings = {
        key: getattr(model, key)
        for key in (
            "width", "height", "frames", "steps", "fps", "motion_bucket_id",
            "noise_aug_strength", "min_guidance", "max_guidance",
        )
    }  # fmt: skip
    request = RenderRequest(
        source=str(ROOT / "resources" / "samples" / "rocket.jpg"),
        model=model.name,
        **{**settings, "seed": SEED, name: value},
    )
    job = f"{name}-{value}"
    order = RenderOrder(
        job=job, request=request, model_folder=str(model.folder),
        hidden=str(folder / f".{job}.part"), target=str(folder / job), locks=str(folder),
        holder="the pictures of the help",
    )  # fmt: skip
    for event in backend.render(order):
        if isinstance(event, Failed):
            raise SystemExit(event.reason.sentence)
        if isinstance(event, Finished):
            return read_frames(Path(event.take) / MASTER)
    raise SystemExit(f"{job} was not rendered")


def column(clip: np.ndarray) -> np.ndarray:
    """The last frame over its difference from the first, uint8 [2H, W, 3]."""
    moved = np.abs(clip[-1].astype(np.int16) - clip[0]).mean(axis=2, keepdims=True) * BRIGHTER
    difference = np.repeat(moved.clip(0, 255).astype(np.uint8), 3, axis=2)
    return np.vstack([clip[-1], difference])


if __name__ == "__main__":
    main()
