"""`svd-desktop plan`: what a render would need on a device, and which settings fit."""

from __future__ import annotations

import argparse
from typing import Any

import psutil

from svd_desktop.backends.describe import describe_engine
from svd_desktop.cli.exit_status import EXIT_DONE, EXIT_OF_KIND
from svd_desktop.cli.output import print_json, print_line
from svd_desktop.cli.requests import model_named, named_set, request_values
from svd_desktop.core.costs import Costs
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.memory import GIB, DeviceMemory, Planned, plan
from svd_desktop.core.request import RenderRequest
from svd_desktop.library.folders import Folders
from svd_desktop.models.catalogue import find_architecture
from svd_desktop.models.costs import known_costs


def plan_command(options: argparse.Namespace, folders: Folders) -> int:
    """Prints the plan; 5 where nothing fits."""
    named = named_set(options, folders)
    model = find_architecture(model_named(options, named, folders), folders.models)
    values = request_values(options, model, named) | {"source": "a picture", "seed": 0}
    request = RenderRequest(**values)
    costs = known_costs(model.folder)
    found: dict[str, Any] = {}
    if costs is None or options.vram is None:
        found = describe_engine(options.device, None if costs else model.folder, folders.library)
        if "error" in found:
            reason = Reason.from_json(found["error"])
            raise SvdError(reason.kind, reason.message, reason.remedy)
    costs = costs or Costs.from_json(found["costs"])
    if options.vram is None:
        device = DeviceMemory(**found["memory"])
    else:
        ram = psutil.virtual_memory().available
        device = DeviceMemory("cuda:0", "fp16", options.vram, ram)
    planned = plan(request, device, costs)
    if options.json:
        print_json(planned.to_json())
    else:
        print_line(_for_people(planned))
    return EXIT_DONE if planned.fits else EXIT_OF_KIND["memory"]


def _for_people(planned: Planned) -> str:
    lines = [planned.sentence, "", "rung                     encode  denoise  decode   GiB"]
    for option in planned.options:
        peaks = "".join(f"{peak / GIB:8.2f}" for peak in option.peaks.values())
        fits = "fits" if option.fits else ""
        chosen = "  (chosen)" if option.rung == planned.plan.rung else ""
        lines.append(f"{option.rung:<23}{peaks}   {fits}{chosen}".rstrip())
    return "\n".join(lines)
