"""What previews cost: their share of a render's steps, and one of SVD-XT's own size.

By hand, on a machine that does nothing else: `python tests/benchmarks/preview.py`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from svd_desktop.core.request import RenderRequest  # noqa: E402
from svd_desktop.engine import preview  # noqa: E402
from svd_desktop.engine.conditioning import encode_image, seeded  # noqa: E402
from svd_desktop.engine.denoising import denoise, draw_latents  # noqa: E402
from svd_desktop.media.animations import write_animation  # noqa: E402
from svd_desktop.models.resources import resource  # noqa: E402
from tests.loaded import load_on_cpu  # noqa: E402

SAMPLE = resource("samples", "rocket.jpg")
TIMES = 7
SVD_SHAPE = (1, 25, 4, 72, 128)  # 1024x576 in latents


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        svd_mini(Path(folder))
        full_size(Path(folder), "noise, the worst to choose colours from", torch.rand(SVD_SHAPE))
        full_size(Path(folder), "a photograph that moves", moving_photograph())


def svd_mini(folder: Path, width: int = 224, height: int = 128, steps: int = 8) -> None:
    """The share of the seconds of denoising, by the rule that holds for a render."""
    model = load_on_cpu()
    request = RenderRequest(
        source=str(SAMPLE), model="svd-mini", width=width, height=height, frames=14,
        steps=steps, seed=42,
    )  # fmt: skip
    picture = Image.open(SAMPLE).convert("RGB").resize((width, height))
    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, torch.float32)
    scaled = conditioning.image_latents * model.vae.config.scaling_factor
    fit = seconds_of(lambda: preview.keep_colours(folder, scaled, picture))
    previews = preview.Previews(folder, request.fps)

    made, denoising, previewing = 0, 0.0, 0.0
    running = denoise(model, conditioning, latents, request)
    for _ in range(steps):
        begun = time.perf_counter()
        step = next(running)
        denoised = time.perf_counter()
        denoising += denoised - begun
        made += previews.after_step(step.clean, denoising) is not None
        previewing += time.perf_counter() - denoised
    print(
        f"svd-mini, {width}x{height}, 14 frames, {steps} steps of {denoising / steps:.2f} s: "
        f"{made} previews, {previewing / made * 1000:.0f} ms each, "
        f"{previewing / denoising:.2%} of denoising; the fit {fit * 1000:.0f} ms"
    )


def full_size(folder: Path, kind: str, latents: torch.Tensor) -> None:
    """One preview of clean latents that hold colours in their first three channels."""
    frames, _, height, width = latents.shape[1:]
    pixels = latents[0, 0, :3].repeat_interleave(8, 1).repeat_interleave(8, 2)
    colours = preview.fit_colours(latents[:, 0], pixels)
    drawn = preview.to_frames(colours, latents)
    to_frames = seconds_of(lambda: preview.to_frames(colours, latents))
    write = seconds_of(lambda: write_animation(drawn, 7, folder / "preview.gif"))
    size = (folder / "preview.gif").stat().st_size
    print(
        f"{frames} frames of {width * 8}x{height * 8}, {kind}: to colours "
        f"{to_frames * 1000:.1f} ms, to a file of {size / 1000:.0f} kB {write * 1000:.1f} ms"
    )


def moving_photograph() -> torch.Tensor:
    frames, channels, height, width = SVD_SHAPE[1:]
    picture = Image.open(SAMPLE).convert("RGB").resize((width + 2 * frames, height))
    wide = np.asarray(picture, np.float32) / 255
    clip = np.stack([wide[:, 2 * n : 2 * n + width] for n in range(frames)])
    latents = torch.rand(SVD_SHAPE)
    latents[0, :, : channels - 1] = torch.tensor(clip).movedim(-1, 1)
    return latents


def seconds_of(work: Callable[[], object]) -> float:
    """The median of a few times."""
    seconds = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
