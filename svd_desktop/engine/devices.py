"""Which device renders, in which precision, and how much of its memory is in use."""

from __future__ import annotations

import psutil
import torch

from svd_desktop.core.errors import SvdError
from svd_desktop.core.memory import Precision

_NUMBERED = ("cuda", "xpu")  # of which there may be several
_DTYPES: dict[Precision, torch.dtype] = {
    "fp32": torch.float32,
    "fp16": torch.float16,
    "bf16": torch.bfloat16,
}


def find_device(wanted: str) -> torch.device:
    """The device named (`cpu`, `cuda:0`, `mps`, `xpu`), or for `auto` the best one there is; always
    under one name, GPUs with their number, because its lock is found by that name.

    Raises SvdError of kind `device` when the one named is not there.
    """
    counts = {
        "cuda": torch.cuda.device_count() if torch.cuda.is_available() else 0,
        "xpu": torch.xpu.device_count() if torch.xpu.is_available() else 0,
        "mps": int(torch.backends.mps.is_available()),
        "cpu": 1,
    }
    if wanted == "auto":
        wanted = next(kind for kind, count in counts.items() if count)
    try:
        device = torch.device(wanted)
    except RuntimeError as error:
        raise SvdError(
            "device", f"There is no device called {wanted}.", "Use auto, cpu, cuda:0, mps or xpu."
        ) from error
    number = device.index or 0
    if number >= counts.get(device.type, 0):
        there = ", ".join(kind for kind, count in counts.items() if count)
        raise SvdError(
            "device", f"The device {wanted} is not available.", f"Use one of: auto, {there}."
        )
    return (
        torch.device(device.type, number) if device.type in _NUMBERED else torch.device(device.type)
    )


def precision_for(device: torch.device) -> Precision:
    """fp16 as the guide does on a GPU. fp32 on a CPU, where halves are slower and not exact, and on
    MPS, where fp16 gives black frames."""
    return "fp16" if device.type in _NUMBERED else "fp32"


def dtype_of(precision: Precision) -> torch.dtype:
    return _DTYPES[precision]


def memory_in_use(device: torch.device) -> int:
    """Bytes: allocated VRAM on a GPU, this process's resident memory on a CPU."""
    if device.type == "cuda":
        return torch.cuda.memory_allocated(device)
    if device.type == "xpu":
        return torch.xpu.memory_allocated(device)
    if device.type == "mps":
        return torch.mps.current_allocated_memory()
    return int(psutil.Process().memory_info().rss)
