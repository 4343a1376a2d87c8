"""The loop from noise to latents, over the pipeline's components.

The arithmetic is that of StableVideoDiffusionPipeline.__call__ (diffusers 0.42), step by step; the
loop is ours so that it can report, stop and go on after any step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from diffusers.utils.torch_utils import randn_tensor

from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.conditioning import Conditioning, added_time_ids
from svd_desktop.engine.loading import Model


@dataclass(frozen=True)
class Step:
    """`latents` after a step, and `clean`: what the scheduler takes for them without their noise.
    Both [1, frames, channels, height, width]."""

    latents: torch.Tensor
    clean: torch.Tensor


def draw_latents(
    model: Model, request: RenderRequest, generator: torch.Generator, dtype: torch.dtype
) -> torch.Tensor:
    """Noise of the first sigma's strength, [1, frames, channels, height, width] in latents."""
    model.scheduler.set_timesteps(request.steps, device=model.device)
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


@torch.no_grad()
def denoise(
    model: Model,
    conditioning: Conditioning,
    latents: torch.Tensor,
    request: RenderRequest,
    first_step: int = 0,
) -> Iterator[Step]:
    """Yields each step's outcome, from `first_step` on.

    Euler steps without churn draw no noise, so latents and step number are the whole state.
    """
    scheduler, device = model.scheduler, model.device
    embedding = conditioning.embedding
    image_latents = conditioning.image_latents
    time_ids = added_time_ids(request, embedding.dtype).to(device)
    if request.guided:  # without and with the picture, in one batch
        embedding = torch.cat([torch.zeros_like(embedding), embedding])
        image_latents = torch.cat([torch.zeros_like(image_latents), image_latents])
        time_ids = torch.cat([time_ids, time_ids])
    image_latents = image_latents.unsqueeze(1).repeat(1, request.frames, 1, 1, 1)
    guidance = _guidance(request).to(device, latents.dtype)

    scheduler.set_timesteps(request.steps, device=device)
    scheduler.set_begin_index(first_step)
    for timestep in scheduler.timesteps[first_step:]:
        model_input = torch.cat([latents] * 2) if request.guided else latents
        model_input = scheduler.scale_model_input(model_input, timestep)
        model_input = torch.cat([model_input, image_latents], dim=2)
        velocity = model.unet(
            model_input,
            timestep,
            encoder_hidden_states=embedding,
            added_time_ids=time_ids,
            return_dict=False,
        )[0]
        if request.guided:
            without, with_picture = velocity.chunk(2)
            velocity = without + guidance * (with_picture - without)
        stepped = scheduler.step(velocity, timestep, latents)
        latents = stepped.prev_sample
        yield Step(latents, stepped.pred_original_sample)


def _guidance(request: RenderRequest) -> torch.Tensor:
    """[1, frames, 1, 1, 1], linear from the first frame's scale to the last's."""
    scales = torch.linspace(request.min_guidance, request.max_guidance, request.frames)
    return scales.view(1, -1, 1, 1, 1)
