"""Moving clips as latents: what the UNet is trained on.

A clip is made once, encoded by the finished VAE and kept on disk, so that a training step costs
the UNet alone. One clip of 25 frames serves as many: it may start at a later frame or skip frames
and is then a clip of another speed, which the labels say.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import StableVideoDiffusionPipeline
from pictures import camera_clip, random_view, speed, uniform
from safetensors.torch import load_file, save_file
from torch import Generator, Tensor
from torch.nn import functional

LENGTH = 25
STARTS = (0, 6, 12)
VIEW = (128, 192)  # what the camera drifts over
# Drift looks the same everywhere, so nearly all clips can be small, and five times cheaper.
SHAPES = (((48, 64), 0.93), ((96, 160), 1.0))  # and cumulative shares
FRAME_COUNTS = ((8, 0.6), (14, 0.97), (25, 1.0))  # likewise


@dataclass(frozen=True)
class Sample:
    """One clip as the UNet sees it, before noise."""

    latents: Tensor  # (1, frames, 8, H/4, W/4), as the VAE gives them
    condition: Tensor  # (1, 8, H/4, W/4), of the first frame with noise added
    embedding: Tensor  # (1, 1, 32), the image encoder's, of the first frame
    labels: Tensor  # (1, 3): fps - 1, motion_bucket_id, noise_aug_strength
    angle: float  # of the drift


def choose(shares: tuple, generator: Generator):
    point = uniform(0, 1, generator)
    return next(value for value, limit in shares if point <= limit)


def embed(pipeline: StableVideoDiffusionPipeline, pictures: Tensor) -> Tensor:
    """The image encoder's projections (N, 32) of pictures (N, 3, H, W) in [-1, 1]."""
    processor = pipeline.feature_extractor
    mean = torch.tensor(processor.image_mean)[:, None, None]
    deviation = torch.tensor(processor.image_std)[:, None, None]
    pictures = functional.interpolate(pictures, (224, 224), mode="bicubic", antialias=True)
    return pipeline.image_encoder((pictures / 2 + 0.5 - mean) / deviation).image_embeds


@torch.no_grad()
def encode(pipeline: StableVideoDiffusionPipeline, pictures: Tensor) -> Tensor:
    pictures = pictures.contiguous(memory_format=torch.channels_last)
    return torch.cat(
        [pipeline.vae.encode(part).latent_dist.mode() for part in pictures.split(7)]
    ).contiguous()


@torch.no_grad()
def make_clip(
    pipeline: StableVideoDiffusionPipeline, pictures: list[Tensor], seed: int
) -> dict[str, Tensor]:
    """Clip number `seed`: latents of its frames, and of each possible first frame with noise."""
    generator = Generator().manual_seed(seed)
    size = choose(SHAPES, generator)
    picture = pictures[int(uniform(0, len(pictures), generator))]
    view = random_view(picture, *VIEW, generator)
    step = speed(uniform(4, 300, generator), fps=7)
    angle, place = uniform(0, 2 * math.pi, generator), torch.rand(2, generator=generator)
    frames = camera_clip(view, LENGTH, size, step, angle, place)
    first = frames[list(STARTS)]
    strengths = torch.tensor(
        [0.02 if uniform(0, 1, generator) < 0.6 else uniform(0, 0.35, generator) for _ in STARTS]
    )
    noise = torch.randn(first.shape, generator=generator)
    latents = encode(pipeline, torch.cat([frames, first + strengths[:, None, None, None] * noise]))
    return {
        "latents": latents[:LENGTH].half(),
        "conditions": latents[LENGTH:].half(),
        "strengths": strengths,
        "embeddings": embed(pipeline, first),
        "step": torch.tensor(step),
        "angle": torch.tensor(angle),
    }


class Clips:
    """A pool of clips that is slowly replaced as training goes on."""

    def __init__(
        self,
        pipeline: StableVideoDiffusionPipeline,
        pictures: list[Tensor],
        folder: Path,
        seed: int,
        size: int,
        steps_a_clip: int = 15,
    ):
        self.pipeline, self.pictures, self.folder = pipeline, pictures, folder
        self.seed, self.size, self.steps_a_clip = seed, size, steps_a_clip
        self.kept: dict[int, dict[str, Tensor]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def clip(self, slot: int, step: int) -> dict[str, Tensor]:
        """What lies in `slot` at a training step: made now, on disk or in memory."""
        made = step // self.steps_a_clip  # replacements so far, slot after slot
        number = slot + self.size * ((made - slot + self.size - 1) // self.size if made else 0)
        path = self.folder / f"clip-{number:05d}.safetensors"
        if number not in self.kept:
            if not path.exists():
                clip = make_clip(self.pipeline, self.pictures, self.seed * 100_000 + number)
                partial = path.with_suffix(".partial")
                save_file(clip, partial)
                partial.rename(path)
            self.kept.pop(number - self.size, None)
            self.kept[number] = load_file(path)
        return self.kept[number]

    def sample(self, step: int, generator: Generator) -> Sample:
        """A random part of a random clip."""
        clip = self.clip(int(uniform(0, self.size, generator)), step)
        count = choose(FRAME_COUNTS, generator)
        begin = int(uniform(0, len(STARTS), generator))
        while STARTS[begin] + count > LENGTH:
            begin -= 1
        start, unit = STARTS[begin], speed(255, fps=7)
        pace = clip["step"].item() / unit
        most = min((LENGTH - 1 - start) // (count - 1), max(int(1.4 / pace), 1))
        skip = 1 + int(uniform(0, most, generator))
        pace *= skip
        fps = 7 if uniform(0, 1, generator) < 0.5 else int(uniform(5, 31, generator))
        bucket = 255 * pace * fps / 7
        if bucket > 255:
            fps, bucket = 5, 255 * pace * 5 / 7
        clean = uniform(0, 1, generator) < 0.15
        strength = 0.0 if clean else clip["strengths"][begin].item()
        condition = clip["latents"][start] if clean else clip["conditions"][begin]
        return Sample(
            clip["latents"][None, start::skip][:, :count].float(),
            condition[None].float(),
            clip["embeddings"][None, begin : begin + 1],
            torch.tensor([[fps - 1.0, round(bucket), strength]]),
            clip["angle"].item(),
        )
