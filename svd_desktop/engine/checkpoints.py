"""What a job needs to go on after its last finished step, on disk.

Two files in the job's hidden folder: the conditioning, written once, and the latents, replaced
after each step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
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
    count and the libraries: with the same ones the job goes on to the same frames, bit for bit.
    `note` tells of earlier steps that were made with others."""

    step: int
    conditioning: Conditioning
    latents: torch.Tensor
    made_with: dict[str, Any]
    note: str = ""


def save_conditioning(hidden: Path, conditioning: Conditioning) -> None:
    tensors = {
        "embedding": conditioning.embedding,
        "image_latents": conditioning.image_latents,
    }
    write_atomically(hidden / _CONDITIONING, _bytes(tensors, {}))


def save_latents(
    hidden: Path, step: int, latents: torch.Tensor, made_with: dict[str, Any], note: str = ""
) -> None:
    metadata = {"step": str(step), "made_with": json.dumps(made_with), "note": note}
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
        made_with = json.loads(metadata["made_with"])
        return Checkpoint(
            int(metadata["step"]), conditioning, latents, made_with, metadata.get("note", "")
        )
    except (OSError, SafetensorError, KeyError, ValueError, TypeError):
        return None


def in_precision(checkpoint: Checkpoint, dtype: torch.dtype) -> Checkpoint:
    """For a device that computes in another precision than the one it was made on."""
    conditioning = Conditioning(
        checkpoint.conditioning.embedding.to(dtype),
        checkpoint.conditioning.image_latents.to(dtype),
    )
    latents = checkpoint.latents.to(dtype)
    return replace(checkpoint, conditioning=conditioning, latents=latents)


def _bytes(tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> bytes:
    return save({name: tensor.contiguous().cpu() for name, tensor in tensors.items()}, metadata)
