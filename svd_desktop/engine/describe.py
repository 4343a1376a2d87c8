"""What torch finds on this machine, for `doctor`: a JSON object on stdout."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

import torch

from svd_desktop.engine.devices import find_device, precision_for


def main() -> int:
    device = find_device("auto")
    found = {
        "torch": torch.__version__,
        "diffusers": version("diffusers"),
        "transformers": version("transformers"),
        "device": str(device),
        "precision": precision_for(device),
        "threads": torch.get_num_threads(),
    }
    if device.type == "cuda":
        free, total = torch.cuda.mem_get_info(device)
        found |= {
            "gpu": torch.cuda.get_device_name(device),
            "vram_bytes": total,
            "vram_free_bytes": free,
        }
    json.dump(found, sys.stdout)
    return 0
