"""From options to requests: the model's defaults, a named set of parameters, what was typed."""

from __future__ import annotations

import argparse
import secrets
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from svd_desktop.core.parameter_sets import SETS
from svd_desktop.core.request import AYS_STEPS, Computing, Framing, RenderRequest
from svd_desktop.models.catalogue import Model, find_model

_BY_OPTION = {
    "frames": "frames", "steps": "steps", "fps": "fps", "motion": "motion_bucket_id",
    "noise_aug": "noise_aug_strength", "decode_chunk": "decode_chunk", "schedule": "schedule",
}  # fmt: skip


def requests_for(
    options: argparse.Namespace, default_model: str, source: str, models: Path
) -> list[RenderRequest]:
    """One for each seed. Raises SvdError for an unknown model or a value out of range."""
    model = find_model(model_named(options, default_model), models)
    values = request_values(options, model)
    seeds = options.seed or [values.pop("seed", None) or secrets.randbelow(2**32)]
    values["framing"] = Framing(options.framing, options.focus)
    values.pop("seed", None)
    return [RenderRequest(source=source, seed=seed, **values) for seed in seeds]


def model_named(options: argparse.Namespace, default: str) -> str:
    chosen: str = options.model or SETS.get(options.settings, {}).get("model") or default
    return chosen


def request_values(options: argparse.Namespace, model: Model) -> dict[str, Any]:
    """Fields of a request, all that size, arithmetic and memory depend on."""
    own = {item.name for item in fields(Model)} & {item.name for item in fields(RenderRequest)}
    values: dict[str, Any] = {name: getattr(model, name) for name in own}
    values |= {**SETS.get(options.settings, {}), "model": model.name}
    given = vars(options)
    for option, name in _BY_OPTION.items():
        if given.get(option) is not None:
            values[name] = given[option]
    values["decode_chunk"] = values.get("decode_chunk") or None  # 0 is auto, over a set's own
    if values.get("schedule") == "ays" and options.steps is None:
        values["steps"] = AYS_STEPS
    if options.size:
        values["width"], values["height"] = options.size
    if options.guidance:
        values["min_guidance"], values["max_guidance"] = options.guidance
    if given.get("guidance_interval"):
        values["guidance_interval"] = tuple(options.guidance_interval)
    computing = {
        name: given[name] for name in ("exact", "memory", "compile") if given.get(name) is not None
    }
    values["computing"] = replace(values.get("computing", Computing()), **computing)
    return values
