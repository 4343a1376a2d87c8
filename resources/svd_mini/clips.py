"""What the UNet is trained on: photographs under a moving camera, as latents."""

import math
from dataclasses import dataclass

import torch
from diffusers import StableVideoDiffusionPipeline
from pictures import camera_clip, camera_shift, push, random_view, uniform
from torch import Generator, Tensor
from torch.nn import functional

# At first small pictures, several a step: what moves where is learned there, and cheaply.
SMALL, FULL = (80, 128), (144, 256)
SMALL_SHARE = 0.3  # of all steps
# Clips and frames of a step, and cumulative shares.
SMALL_BATCHES = (((4, 8), 0.7), ((2, 14), 0.94), ((1, 25), 1.0))
FULL_BATCHES = (((1, 8), 0.5), ((1, 14), 0.92), ((1, 25), 1.0))


# Fast clips teach how to move; slow ones differ too little from still ones for that. So at first
# every clip is HASTE times as fast as its bucket says, and later some are faster than can be asked.
HASTE, HASTY_SHARE = 3.2, 0.65


@dataclass(frozen=True)
class Batch:
    """Clips as the UNet sees them, before noise."""

    latents: Tensor  # (clips, frames, 8, H/4, W/4), as the VAE gives them
    condition: Tensor  # (clips, 8, H/4, W/4), of the first frame with noise added
    embedding: Tensor  # (clips, 1, 32), the image encoder's, of the first frame
    labels: Tensor  # (clips, 3): fps - 1, motion_bucket_id, noise_aug_strength
    shift: (
        Tensor  # (clips, frames, 2, H/4, W/4): how far right and down each place looks, in latents
    )
    angles: list[float]  # where each camera goes


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
def make_batch(
    pipeline: StableVideoDiffusionPipeline,
    pictures: list[Tensor],
    progress: float,
    generator: Generator,
) -> Batch:
    """Clips for a step at `progress`, 0 to 1, of the training."""
    small = progress < SMALL_SHARE
    size = SMALL if small else FULL
    count, frames = choose(SMALL_BATCHES if small else FULL_BATCHES, generator)
    latents, conditions, views, labels, shifts, angles = [], [], [], [], [], []
    for _ in range(count):
        view = random_view(pictures[int(uniform(0, len(pictures), generator))], *size, generator)
        fps = 7 if uniform(0, 1, generator) < 0.7 else int(uniform(5, 31, generator))
        bucket = int(1 + 255 * uniform(0, 1, generator) ** 0.5)
        speed = bucket * HASTE
        if progress >= HASTY_SHARE:
            fastest = 255 * (HASTE if uniform(0, 1, generator) < 0.4 else 1)
            bucket = speed = int(1 + fastest * uniform(0, 1, generator))
        angle = uniform(0, 2 * math.pi, generator)
        kind = uniform(0, 1, generator)
        strength = 0.0 if kind < 0.2 else 0.02 if kind < 0.7 else uniform(0, 0.4, generator)
        clip = camera_clip(view, frames, push(speed, fps), angle)
        noisy = view + strength * torch.randn(view.shape, generator=generator)
        shown = torch.cat([clip, noisy[None]]).contiguous(memory_format=torch.channels_last)
        encoded = pipeline.vae.encode(shown).latent_dist.mode().contiguous()
        latents.append(encoded[:-1])
        conditions.append(encoded[-1])
        views.append(view)
        labels.append([fps - 1.0, float(bucket), strength])
        latent_size = (size[0] // 4, size[1] // 4)
        shifts.append(camera_shift(latent_size, frames, push(speed, fps), angle))
        angles.append(angle)
    return Batch(
        torch.stack(latents),
        torch.stack(conditions),
        embed(pipeline, torch.stack(views))[:, None],
        torch.tensor(labels),
        torch.stack(shifts),
        angles,
    )
