"""From options to requests: the model's defaults, a named set of parameters, what was typed."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from svd_desktop.cli.inputs import as_path
from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameter_sets import SETS
from svd_desktop.core.request import AYS_STEPS, Computing, Framing, RenderRequest
from svd_desktop.library import preset_files
from svd_desktop.library.folders import Folders
from svd_desktop.library.settings_file import load_settings
from svd_desktop.models.catalogue import Model, find_model

_BY_OPTION = {
    "frames": "frames", "steps": "steps", "fps": "fps", "motion": "motion_bucket_id",
    "noise_aug": "noise_aug_strength", "decode_chunk": "decode_chunk", "schedule": "schedule",
}  # fmt: skip


def request_maker(
    options: argparse.Namespace, folders: Folders
) -> Callable[[str], list[RenderRequest]]:
    """What makes the requests for a picture, one for each seed.

    Raises SvdError for an unknown model or set, or a value out of range: before a picture is read.
    """
    named = named_set(options, folders)
    model = find_model(model_named(options, named, folders), folders.models)
    values = request_values(options, model, named)
    values["framing"] = Framing(options.framing, options.focus)
    fixed = options.seed or ([values["seed"]] if "seed" in values else [])

    def requests_for(source: str) -> list[RenderRequest]:
        seeds = fixed or [secrets.randbelow(2**32)]
        return [RenderRequest(**{**values, "source": source, "seed": seed}) for seed in seeds]

    requests_for("a picture")
    return requests_for


def named_set(options: argparse.Namespace, folders: Folders) -> dict[str, Any]:
    """Fields of a request by the name of a built-in set or of the person's own; none without a
    name. Raises SvdError of kind `request` for a name that nothing has."""
    name = options.settings
    if name is None or name in SETS:
        return SETS.get(name, {})
    own = preset_files.listed(folders)
    if name not in own:
        raise SvdError(
            "request", f"There are no settings called {name}.",
            f"Use {', '.join([*SETS, *own])}.",
        )  # fmt: skip
    request = RenderRequest.from_json({**own[name], "source": "a picture", "seed": 0})
    given = {item.name for item in fields(request)} & own[name].keys()
    # Framing is of each picture: a preset leaves it as it is, in the window too.
    return {item: getattr(request, item) for item in given - {"framing"}}


def model_named(options: argparse.Namespace, named: dict[str, Any], folders: Folders) -> str:
    """The name of the model that was asked for; a single file is imported first."""
    chosen: str = options.model or named.get("model") or load_settings(folders).model
    if not chosen.lower().endswith(".safetensors"):
        return chosen
    from svd_desktop.cli.model_import import progress
    from svd_desktop.models.importing import import_once

    return import_once(as_path(chosen), folders.models, options.frames, progress()).name


def request_values(
    options: argparse.Namespace, model: Model, named: dict[str, Any]
) -> dict[str, Any]:
    """Fields of a request, all that size, arithmetic and memory depend on."""
    own = {item.name for item in fields(Model)} & {item.name for item in fields(RenderRequest)}
    values: dict[str, Any] = {name: getattr(model, name) for name in own}
    values |= {**named, "model": model.name}
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
