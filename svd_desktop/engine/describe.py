"""What torch finds on this machine, for `doctor` and `plan`: a JSON object on stdout."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from svd_desktop.core.errors import SvdError
from svd_desktop.engine.devices import device_memory, find_device, precision_for, unused_gpu
from svd_desktop.models.checkpoint import check_folder


def main(wanted: str = "auto", folder: str | None = None, kept: str = "") -> int:
    """`folder` is that of a model whose costs are not known: they are counted here, and kept in the
    folder `kept`."""
    try:
        json.dump(_describe(wanted, folder, kept), sys.stdout)
    except SvdError as error:
        json.dump({"error": error.reason.to_json()}, sys.stdout)
    return 0


def _describe(wanted: str, folder: str | None, kept: str) -> dict[str, Any]:
    device = find_device(wanted)
    found: dict[str, Any] = {
        "torch": torch.__version__,
        "diffusers": version("diffusers"),
        "transformers": version("transformers"),
        "device": str(device),
        "precision": precision_for(device),
        "threads": torch.get_num_threads(),
        "memory": asdict(device_memory(device)),
    }
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        found |= {
            "gpu": torch.cuda.get_device_name(device),
            "vram_bytes": total,
            "vram_free_bytes": free,
        }
    if device.type == "cpu" and (note := unused_gpu()):
        found["note"] = note
    if folder:
        from svd_desktop.engine.fitting import costs_of  # a model's classes: seconds of import

        check_folder(Path(folder))
        found["costs"] = costs_of(Path(folder), Path(kept)).to_json()
    return found
