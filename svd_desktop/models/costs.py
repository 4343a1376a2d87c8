"""The costs that travel with the program, found by a model's architecture."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from svd_desktop.core.costs import Costs
from svd_desktop.core.errors import SvdError
from svd_desktop.models.checkpoint import CONFIGS, read_object
from svd_desktop.models.resources import resource

# Each name has costs in resources/memory; beside it, or elsewhere, the configurations they are of.
_ARCHITECTURES = {"svd": ("memory", "svd"), "svd-mini": ("svd_mini",)}
# What a configuration says that changes no byte of memory.
_ASIDE = {"num_frames", "sample_size", "scaling_factor", "transformers_version", "architectures",
          "dtype", "torch_dtype", "model_type", "initializer_range", "initializer_factor",
          "attention_dropout", "layer_norm_eps", "hidden_act"}  # fmt: skip


def known_costs(folder: Path) -> Costs | None:
    """Of the model in `folder`, if it is built like one that was counted; None for others and for
    configurations that cannot be read."""
    try:
        found = architecture(folder)
    except SvdError:
        return None
    return next((costs for known, costs in _known() if known == found), None)


@cache
def _known() -> tuple[tuple[dict[str, Any], Costs], ...]:
    return tuple(
        (architecture(resource(*place)),
         Costs.from_json(json.loads(resource("memory", f"{name}.json").read_text("utf-8"))))
        for name, place in _ARCHITECTURES.items()
    )  # fmt: skip


def architecture(folder: Path) -> dict[str, Any]:
    """What of a model's configurations decides its memory, by part."""
    parts = {}
    for part in ("unet", "vae", "image_encoder"):
        config = read_object(folder, f"{part}/{CONFIGS[part]}")
        parts[part] = {
            key: value for key, value in config.items() if key[:1] != "_" and key not in _ASIDE
        }
    return parts
