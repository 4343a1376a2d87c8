"""Which device renders, in which precision, and how much of its memory is in use."""

from __future__ import annotations

import sys
import time
from functools import cache
from statistics import median

import psutil
import torch

from svd_desktop.core.costs import Precision
from svd_desktop.core.errors import SvdError
from svd_desktop.core.memory import DeviceMemory
from svd_desktop.models.resources import bundled_uv

# What MPS, the CPU's allocator, cuBLAS and cuDNN say.
_NO_MEMORY = ("out of memory", "can't allocate memory", "ALLOC_FAILED")
_NUMBERED = ("cuda", "xpu")  # of which there may be several
# SVD's second feed-forward at 1024x576, of one frame: its speed is within a fifth of that of the
# convolutions and attentions that take most of a step.
_PRODUCT = (2304, 640, 5120)
_PRODUCTS = 9
_MEASURE_SECONDS = 1.0
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


def unused_gpu() -> str:
    """Why torch does not use the NVIDIA GPU that is here, and what helps; "" where it does, or
    none is here. Without this a clip would take hours on the processor, and nobody said why."""
    if torch.cuda.is_available():
        return ""
    found = _nvidia()
    if found is None:
        return ""
    card, driver, newest = found
    if not torch.version.cuda and bundled_uv():
        note = (
            f"{card} is not used: the engine was installed without CUDA. "
            "Install it for NVIDIA with Engine… in the menu Help, or with "
            "`svd-desktop engine install --for cuda`."
        )
    elif not torch.version.cuda:
        note = (
            f"{card} is not used: this torch was built without CUDA. "
            "Install a build with it: https://pytorch.org/get-started/locally"
        )
    elif newest < int(torch.version.cuda.partition(".")[0]):
        note = (
            f"{card} is not used: its driver {driver} is too old for CUDA {torch.version.cuda}. "
            "Install a newer one: https://www.nvidia.com/drivers"
        )
    else:
        note = (
            f"{card} is not used: its driver {driver} does not start CUDA. "
            "Restart the computer, or install the driver again."
        )
    return note


def _nvidia() -> tuple[str, str, int] | None:
    """The first card's name, the driver's version and the newest major version of CUDA that it
    knows; torch itself says none of them where it cannot start."""
    import pynvml

    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:  # no driver
        return None
    try:
        card = pynvml.nvmlDeviceGetName(pynvml.nvmlDeviceGetHandleByIndex(0))
        driver = pynvml.nvmlSystemGetDriverVersion()
        return card, driver, pynvml.nvmlSystemGetCudaDriverVersion_v2() // 1000
    except pynvml.NVMLError:  # no card
        return None
    finally:
        pynvml.nvmlShutdown()


def precision_for(device: torch.device) -> Precision:
    """fp16 as the guide does on a GPU. fp32 on a CPU, where halves are slower and not exact, on
    MPS, where fp16 gives black frames, and on the GTX 16xx, where it gives no numbers at all.

    bf16 is never chosen: the published weights are fp16, and the picture would be encoded in it.
    """
    if device.type == "cuda" and "GTX 16" in torch.cuda.get_device_name(device):
        return "fp32"
    return "fp16" if device.type in _NUMBERED else "fp32"


def device_memory(device: torch.device) -> DeviceMemory:
    """What is free just now. On CUDA this makes a context: for the render process only."""
    # What this process has, a model kept from the last job included, is its own to use.
    ram = psutil.virtual_memory().available + psutil.Process().memory_info().rss
    free, has_context, display, hardware, speed = ram, False, False, "", None
    if device.type == "cuda":
        free = torch.cuda.mem_get_info(device)[0]
        free += torch.cuda.memory_reserved(device)
        has_context = True  # mem_get_info has made one, and what it takes is not free any more
        display, hardware = sys.platform == "win32", torch.cuda.get_device_name(device)
    elif device.type == "xpu":
        free = torch.xpu.mem_get_info(device)[0] + torch.xpu.memory_reserved(device)
    elif device.type == "mps":
        free = torch.mps.recommended_max_memory()
    elif device.type == "cpu":
        speed = _teraflops()
    return DeviceMemory(
        name=str(device),
        precision=precision_for(device),
        free_bytes=free,
        ram_bytes=ram,
        has_context=has_context,
        windows_display=display,
        hardware=hardware,
        teraflops=speed,
    )


@cache
def _teraflops() -> float:
    """What this processor multiplies in a second in fp32, when it has nothing else to do: a
    property of the machine, so it is measured once in a process.

    The median of several products, each in seconds of the processor's own time: by the clock,
    other programs made the same machine two to four times slower from one start to the next.
    """
    tokens, width, inner = _PRODUCT
    left, right = torch.ones(tokens, width), torch.ones(width, inner)
    result = torch.empty(tokens, inner)
    torch.mm(left, right, out=result)  # threads and kernels are ready after the first
    seconds: list[float] = []
    until = time.monotonic() + _MEASURE_SECONDS
    while len(seconds) < _PRODUCTS and (not seconds or time.monotonic() < until):
        begun = time.process_time()
        torch.mm(left, right, out=result)
        seconds.append((time.process_time() - begun) / torch.get_num_threads())
    return 2 * tokens * width * inner / median(seconds) / 1e12


def dtype_of(precision: Precision) -> torch.dtype:
    return _DTYPES[precision]


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, of any device; some have no class of their own for it."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)


def memory_in_use(device: torch.device) -> int:
    """Bytes: allocated VRAM on a GPU, this process's resident memory on a CPU."""
    if device.type == "cuda":
        return torch.cuda.memory_allocated(device)
    if device.type == "xpu":
        return torch.xpu.memory_allocated(device)
    if device.type == "mps":
        return torch.mps.current_allocated_memory()
    return int(psutil.Process().memory_info().rss)
