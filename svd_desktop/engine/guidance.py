"""Guidance: two answers of the UNet, without and with the picture, and what lies beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from diffusers import UNetSpatioTemporalConditionModel

from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.conditioning import Conditioning, added_time_ids


@dataclass(frozen=True)
class Told:
    """What the UNet is told beside noisy latents, for n clips at once.

    `embedding` [n, 1, cross_attention_dim]; `image_latents` [n, frames, channels, height, width]
    in latents; `time_ids` [n, 3].
    """

    embedding: torch.Tensor
    image_latents: torch.Tensor
    time_ids: torch.Tensor


def with_picture(conditioning: Conditioning, request: RenderRequest, device: torch.device) -> Told:
    embedding = conditioning.embedding
    image_latents = conditioning.image_latents.unsqueeze(1).repeat(1, request.frames, 1, 1, 1)
    return Told(embedding, image_latents, added_time_ids(request, embedding.dtype).to(device))


def halves(told: Told, split: bool) -> tuple[Told, ...]:
    """Without the picture and with it: one batch of two, or split, to halve the activations."""
    blank = Told(
        torch.zeros_like(told.embedding), torch.zeros_like(told.image_latents), told.time_ids
    )
    if split:
        return blank, told
    batch = Told(
        torch.cat([blank.embedding, told.embedding]),
        torch.cat([blank.image_latents, told.image_latents]),
        torch.cat([blank.time_ids, told.time_ids]),
    )
    return (batch,)


def predict(
    unet: UNetSpatioTemporalConditionModel,
    latents: torch.Tensor,
    timestep: torch.Tensor,
    told: Told,
) -> torch.Tensor:
    """The velocity of scaled latents [1, frames, ...], once for each of the n clips told of."""
    model_input = torch.cat([latents] * len(told.embedding))
    velocity: torch.Tensor = unet(
        torch.cat([model_input, told.image_latents], dim=2),
        timestep,
        encoder_hidden_states=told.embedding,
        added_time_ids=told.time_ids,
        return_dict=False,
    )[0]
    return velocity


def predict_guided(
    unet: UNetSpatioTemporalConditionModel,
    latents: torch.Tensor,
    timestep: torch.Tensor,
    told: Sequence[Told],
    scales: torch.Tensor,
) -> torch.Tensor:
    """`told` is what `halves` gave."""
    answers = torch.cat([predict(unet, latents, timestep, part) for part in told])
    without, with_it = answers.chunk(2)
    return without + scales * (with_it - without)


def guidance_scales(request: RenderRequest) -> torch.Tensor:
    """[1, frames, 1, 1, 1], linear from the first frame's scale to the last's."""
    scales = torch.linspace(request.min_guidance, request.max_guidance, request.frames)
    return scales.view(1, -1, 1, 1, 1)


def is_guided(request: RenderRequest, sigma: torch.Tensor) -> bool:
    """Whether the step from `sigma` (one number, on the CPU) is; both ends of the interval are.

    Compared in fp32, which the scheduler's sigmas are in, so that a schedule's own sigma can be
    an end.
    """
    if request.guided and request.guidance_interval is not None:
        lowest, highest = request.guidance_interval
        return bool(lowest <= sigma <= highest)
    return request.guided
