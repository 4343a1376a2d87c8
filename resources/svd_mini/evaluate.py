"""Measures svd-mini on photographs that it was never trained on: every figure of README.md.

`python resources/svd_mini/evaluate.py` takes about ten minutes on two cores.
"""

import argparse
import statistics
import subprocess
import sys
import time
from itertools import chain, combinations, pairwise
from pathlib import Path

import torch
from blocks import skip_silent
from diffusers import StableVideoDiffusionPipeline
from networks import DEFAULTS, FOLDER, FRAMES, HEIGHT, WIDTH
from pictures import HELD_OUT
from PIL import Image, ImageOps
from registration import displacement, move, register
from torch import Generator, Tensor

BUCKETS = (20, 80, 140, 200, 255)
SEEDS = (1, 2, 3)
STRENGTHS = (0.0, 0.1, 0.3)
RATES = (7, 14, 28)
SHOWN = (0, 3, 6, 10, 13)
# Pixels between two drifts that differ. On clips of these photographs under a camera that moves as
# far, registration errs by less than a hundredth of a pixel.
APART = 0.25
FLAT = 0.01  # a frame whose values deviate less than this, of 0 to 1, is an empty one

RENDER = """
import sys
from diffusers import StableVideoDiffusionPipeline
from PIL import Image
frames, steps, width, height = map(int, sys.argv[3:7])
pipeline = StableVideoDiffusionPipeline.from_pretrained(sys.argv[1])
picture = Image.open(sys.argv[2]).convert("RGB").resize((width, height))
pipeline(picture, height, width, frames, steps, max_guidance_scale=1.0)
"""


def framed(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image).convert("RGB")
    return ImageOps.fit(image, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def to_tensor(image: Image.Image) -> Tensor:
    """(3, H, W) in [0, 1]."""
    data = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return data.reshape(image.height, image.width, 3).permute(2, 0, 1).float() / 255


def psnr(a: Tensor, b: Tensor) -> float:
    return -10 * (a - b).square().mean().clamp_min(1e-10).log10().item()


class Renderer:
    """The program's own way of calling the model, decoding only the frames that are asked for.

    The decoder's temporal layers have no effect in this model, so frames decode one by one.
    """

    def __init__(self, folder: Path, steps: int):
        self.pipeline = StableVideoDiffusionPipeline.from_pretrained(folder)
        self.pipeline.set_progress_bar_config(disable=True)
        skip_silent(self.pipeline.vae)
        self.steps = steps

    def __call__(self, picture: Image.Image, seed: int, shown: tuple[int, ...], **changes):
        """Frames `shown` of one clip, (len(shown), 3, H, W) in [0, 1], not clamped."""
        settings = {key: DEFAULTS[key] for key in ("fps", "motion_bucket_id")}
        settings["noise_aug_strength"] = DEFAULTS["noise_aug_strength"]
        latents = self.pipeline(
            picture,
            HEIGHT,
            WIDTH,
            FRAMES,
            self.steps,
            min_guidance_scale=DEFAULTS["min_guidance"],
            max_guidance_scale=DEFAULTS["max_guidance"],
            generator=Generator().manual_seed(seed),
            output_type="latent",
            **(settings | changes),
        ).frames
        with torch.no_grad():
            frames = self.pipeline.decode_latents(latents[:, list(shown)], len(shown), 1)
        return frames[0].transpose(0, 1) / 2 + 0.5


def tell(name: str, value: str, holds: bool) -> None:
    print(f"{'holds' if holds else 'FAILS'}  {name}: {value}", flush=True)


def clips(render: Renderer, pictures: list[Image.Image], sheet: Path) -> None:
    """First frame, steadiness, empty frames and the contact sheet, at the defaults."""
    firsts, steady, sound = [], [], True
    page = Image.new("RGB", ((len(SHOWN) + 1) * (WIDTH + 4), len(pictures) * (HEIGHT + 4)), "white")
    for row, picture in enumerate(pictures):
        frames = render(picture, 1, tuple(range(FRAMES)))
        sound &= bool(frames.isfinite().all() and frames.std((1, 2, 3)).min() > FLAT)
        frames = frames.clamp(0, 1)
        firsts.append(psnr(frames[0], to_tensor(picture)))
        for a, b in pairwise(frames):
            moved = move(a, register(a, b)).clamp(0, 1)
            steady.append(psnr(moved[:, 4:-4, 4:-4], b[:, 4:-4, 4:-4]))
        page.paste(picture, (0, row * (HEIGHT + 4)))
        for column, index in enumerate(SHOWN, 1):
            data = (frames[index].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy()
            page.paste(Image.fromarray(data), (column * (WIDTH + 4), row * (HEIGHT + 4)))
    page.save(sheet, quality=88)
    each = ", ".join(f"{value:.1f}" for value in firsts)
    middle = statistics.median(firsts)
    tell(
        "first frame, PSNR", f"median {middle:.1f} dB ({each})", middle >= 24 and min(firsts) >= 21
    )
    middle = statistics.median(steady)
    tell("neighbouring frames, registered", f"median {middle:.1f} dB", middle >= 26)
    tell("frames finite and not flat", str(sound), sound)


def motion(render: Renderer, pictures: list[Image.Image]) -> None:
    """Displacement by motion bucket and by fps; the drifts of the seeds."""

    def moved(picture: Image.Image, seed: int, **changes) -> Tensor:
        frames = render(picture, seed, (0, FRAMES - 1), **changes).clamp(0, 1)
        return register(frames[0], frames[1])

    def mean(motions: list[Tensor]) -> float:
        return statistics.mean(displacement(m, HEIGHT, WIDTH) for m in motions)

    found = {
        bucket: [[moved(p, seed, motion_bucket_id=bucket) for seed in SEEDS] for p in pictures]
        for bucket in BUCKETS
    }
    means = [mean(list(chain(*found[bucket]))) for bucket in BUCKETS]
    rises = all(a < b for a, b in pairwise(means))
    value = ", ".join(f"{b}: {m:.2f}" for b, m in zip(BUCKETS, means, strict=True))
    tell("displacement by motion_bucket_id, pixels", value, rises)
    tell("largest over smallest", f"{means[-1] / means[0]:.1f}", means[-1] >= 4 * means[0])
    apart = [
        min((a[1:] - b[1:]).norm().item() for a, b in combinations(drifts, 2))
        for drifts in found[200]
    ]
    value = ", ".join(f"{distance:.1f}" for distance in apart)
    tell("closest two drifts of three seeds, bucket 200, pixels", value, min(apart) > APART)
    rates = [
        mean([moved(p, 1, fps=rate, motion_bucket_id=200) for p in pictures]) for rate in RATES
    ]
    value = ", ".join(f"{r}: {m:.2f}" for r, m in zip(RATES, rates, strict=True))
    falls = all(a > b for a, b in pairwise(rates))
    tell("displacement by fps, pixels", value, falls)


def likeness(render: Renderer, pictures: list[Image.Image]) -> None:
    """First frame by noise_aug_strength."""
    means = [
        statistics.mean(
            psnr(render(p, 1, (0,), noise_aug_strength=strength)[0].clamp(0, 1), to_tensor(p))
            for p in pictures
        )
        for strength in STRENGTHS
    ]
    value = ", ".join(f"{s}: {m:.2f}" for s, m in zip(STRENGTHS, means, strict=True))
    falls = all(a > b for a, b in pairwise(means))
    tell("first frame by noise_aug_strength, dB", value, falls)


def speed(folder: Path, steps: int) -> None:
    """Seconds from the start of a process to its last frame."""
    for frames, limit in ((14, 30), (25, 60)):
        start = time.monotonic()
        sizes = [str(n) for n in (frames, steps, WIDTH, HEIGHT)]
        subprocess.run(
            [sys.executable, "-c", RENDER, str(folder), str(HELD_OUT[0]), *sizes],
            check=True,
            capture_output=True,
        )
        seconds = time.monotonic() - start
        tell(f"{frames} frames, process start included", f"{seconds:.0f} s", seconds < limit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--steps", type=int, default=DEFAULTS["steps"])
    parser.add_argument("--photographs", type=int, default=len(HELD_OUT))
    parser.add_argument("--sheet", type=Path, default=FOLDER / "contact-sheet.jpg")
    parser.add_argument("--only", choices=("clips", "motion", "likeness", "speed"))
    options = parser.parse_args()
    pictures = [framed(path) for path in HELD_OUT[: options.photographs]]
    if options.only in (None, "speed"):
        speed(options.model, options.steps)
    render = Renderer(options.model, options.steps)
    if options.only in (None, "clips"):
        clips(render, pictures, options.sheet)
    if options.only in (None, "likeness"):
        likeness(render, pictures)
    if options.only in (None, "motion"):
        motion(render, pictures)


if __name__ == "__main__":
    main()
