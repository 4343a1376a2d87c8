"""The loop from noise to latents, over the pipeline's components.

The arithmetic is that of StableVideoDiffusionPipeline.__call__ (diffusers 0.42), step by step; the
loop is ours so that it can report, stop and go on after any step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from diffusers import UNetSpatioTemporalConditionModel
from diffusers.utils.torch_utils import randn_tensor

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.conditioning import Conditioning
from svd_desktop.engine.guidance import (
    guidance_scales,
    halves,
    is_guided,
    predict,
    predict_guided,
    with_picture,
)
from svd_desktop.engine.loading import Model
from svd_desktop.engine.schedule import set_schedule


@dataclass(frozen=True)
class Step:
    """After a step, both [1, frames, channels, height, width]: the `latents` to go on from, and
    the `clean` ones that the UNet expects at the end (fp32), which a preview can show."""

    latents: torch.Tensor
    clean: torch.Tensor


def draw_latents(
    model: Model, request: RenderRequest, generator: torch.Generator, dtype: torch.dtype
) -> torch.Tensor:
    """Noise of the first sigma's strength, [1, frames, channels, height, width] in latents."""
    set_schedule(model.scheduler, request)
    shape = (
        1,
        request.frames,
        model.unet.config.in_channels // 2,
        request.height // model.scale,
        request.width // model.scale,
    )
    noise: torch.Tensor = randn_tensor(shape, generator=generator, device=model.device, dtype=dtype)
    strength: float = model.scheduler.init_noise_sigma
    return noise * strength


def set_feed_forward_chunk(unet: UNetSpatioTemporalConditionModel, chunk: int | None) -> None:
    """Feed-forward layers see `chunk` frames at a time; None is all at once.

    As `unet.enable_forward_chunking(chunk, dim=0)`, which can only switch it on. The frames must
    divide by the chunk, or the UNet raises ValueError.
    """
    for module in unet.modules():
        if hasattr(module, "set_chunk_feed_forward"):
            module.set_chunk_feed_forward(chunk_size=chunk, dim=0)


@torch.no_grad()
def denoise(
    model: Model,
    conditioning: Conditioning,
    latents: torch.Tensor,
    request: RenderRequest,
    first_step: int = 0,
    *,
    split: bool = False,
) -> Iterator[Step]:
    """Yields after each step, from `first_step` on; `split` asks the UNet for the two halves of
    guidance one after the other.

    Euler steps without churn draw no noise, so latents and step number are the whole state.

    Raises SvdError of kind `device` for the first step with values that are not finite.
    """
    scheduler, device = model.scheduler, model.device
    told = with_picture(conditioning, request, device)
    told_halves = halves(told, split)
    scales = guidance_scales(request).to(device, latents.dtype)

    timesteps = set_schedule(scheduler, request).to(device)
    scheduler.set_begin_index(first_step)  # or it looks the timestep up on the device
    for done in range(first_step, request.steps):
        timestep = timesteps[done]
        scaled = scheduler.scale_model_input(latents, timestep)
        if is_guided(request, scheduler.sigmas[done]):
            velocity = predict_guided(model.unet, scaled, timestep, told_halves, scales)
        else:
            velocity = predict(model.unet, scaled, timestep, told)
        stepped = scheduler.step(velocity, timestep, latents)
        latents = stepped.prev_sample
        _check_finite(latents, done + 1, request.steps)
        yield Step(latents, stepped.pred_original_sample)


def _check_finite(latents: torch.Tensor, step: int, steps: int) -> None:
    """The one place in a step that waits for the device."""
    if not torch.isfinite(latents).all():
        raise SvdError(
            "device",
            f"Step {step} of {steps} gave values that are not numbers.",
            "Try another seed or size, or render on the CPU.",
        )
