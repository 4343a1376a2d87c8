"""From latents to frames, one decode chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch

from svd_desktop.core.errors import SvdError
from svd_desktop.engine.loading import Model


@torch.no_grad()
def decode(model: Model, latents: torch.Tensor, chunk: int) -> Iterator[np.ndarray]:
    """Yields uint8 [n, height, width, 3] for every `chunk` frames of latents [1, frames, ...].

    Frame for frame what the pipeline gives with the same `decode_chunk_size`: the temporal decoder
    looks across the frames of a chunk, so the chunk is part of the result.

    Raises SvdError of kind `device` for values that are not finite: no black clip is ever saved.
    """
    flat = latents.flatten(0, 1)
    flat = 1 / model.vae.config.scaling_factor * flat
    for start in range(0, flat.shape[0], chunk):
        part = flat[start : start + chunk]
        pixels = model.vae.decode(part, num_frames=part.shape[0]).sample.float()
        if not torch.isfinite(pixels).all():
            raise SvdError(
                "device",
                f"Decoding gave values that are not numbers from frame {start + 1} on.",
                "Try another seed or size, or render on the CPU.",
            )
        images = (pixels * 0.5 + 0.5).clamp(0, 1)
        # Levels on the device: a quarter of the bytes to copy, and the same levels as numpy's,
        # since both round halves to even.
        levels = (images.permute(0, 2, 3, 1) * 255).round().to(torch.uint8).contiguous()
        yield levels.cpu().numpy()
