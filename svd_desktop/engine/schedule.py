"""The sigmas of a render's steps."""

from __future__ import annotations

import torch
from diffusers import EulerDiscreteScheduler
from diffusers.schedulers import AysSchedules

from svd_desktop.core.request import RenderRequest


def set_schedule(scheduler: EulerDiscreteScheduler, request: RenderRequest) -> torch.Tensor:
    """Sets the request's sigmas and returns their timesteps, [steps], on the CPU.

    "karras" is the model's own schedule. "ays" is Align Your Steps' table for Stable Video
    Diffusion (Sabour et al. 2024), used as it stands, whatever sigmas the model's own runs over.

    No device is given to the scheduler: it would fetch the logarithm of every sigma from there one
    by one, and hold the sigmas themselves on the CPU all the same.
    """
    if request.schedule == "ays":
        scheduler.set_timesteps(sigmas=AysSchedules["StableDiffusionVideoSigmas"])
    else:
        scheduler.set_timesteps(request.steps)
    timesteps: torch.Tensor = scheduler.timesteps
    return timesteps
