"""What a job needs to go on after its last finished step, on disk.

Two files in the job's hidden folder: the conditioning, written once, and the latents, replaced
after each step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from svd_desktop.engine.conditioning import Conditioning
from svd_desktop.media.publishing import write_atomically

_CONDITIONING = "conditioning.safetensors"
_LATENTS = "latents.safetensors"


@dataclass(frozen=True)
class Checkpoint:
    """`latents` after `step` finished steps. `made_with` is the model's hash, the plan, the thread
    count and the libraries: with the same ones the job goes on to the same frames, bit for bit."""

    step: int
    conditioning: Conditioning
    latents: torch.Tensor
    made_with: dict[str, Any]


def save_conditioning(hidden: Path, conditioning: Conditioning) -> None:
    tensors = {
        "embedding": conditioning.embedding,
        "image_latents": conditioning.image_latents,
    }
    write_atomically(hidden / _CONDITIONING, _bytes(tensors, {}))


def save_latents(hidden: Path, step: int, latents: torch.Tensor, made_with: dict[str, Any]) -> None:
    metadata = {"step": str(step), "made_with": json.dumps(made_with)}
    write_atomically(hidden / _LATENTS, _bytes({"latents": latents}, metadata))


def load_checkpoint(hidden: Path, device: torch.device) -> Checkpoint | None:
    """The newest checkpoint, or None where there is none that can be read."""
    try:
        with safe_open(hidden / _CONDITIONING, "pt", device=str(device)) as file:
            conditioning = Conditioning(
                file.get_tensor("embedding"), file.get_tensor("image_latents")
            )
        with safe_open(hidden / _LATENTS, "pt", device=str(device)) as file:
            metadata = file.metadata()
            latents = file.get_tensor("latents")
        return Checkpoint(
            int(metadata["step"]), conditioning, latents, json.loads(metadata["made_with"])
        )
    except (OSError, SafetensorError, KeyError, ValueError, TypeError):
        return None


def _bytes(tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> bytes:
    return save({name: tensor.contiguous().cpu() for name, tensor in tensors.items()}, metadata)
