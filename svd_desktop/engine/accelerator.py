"""Every call to a GPU's own interface, in one place: CUDA (ROCm under the same name), XPU, MPS.

Small enough to be replaced in tests, which record the order of the calls. On a CPU all of them do
nothing.
"""

from __future__ import annotations

import torch
from diffusers.hooks import apply_group_offloading
from torch import nn

_WITH_PEAKS = ("cuda", "xpu")  # MPS counts what is allocated, not the most there was


class Accelerator:
    """One device."""

    def __init__(self, device: torch.device) -> None:
        self.device = device

    def limit(self, budget_bytes: int) -> None:
        """Lets this process take no more: at the limit it fails at once and can step down, where a
        driver on Windows would spill to host memory and go on ten times slower."""
        if self.device.type == "cuda":
            total = torch.cuda.get_device_properties(self.device).total_memory
            share = min(1.0, budget_bytes / total)
            torch.cuda.set_per_process_memory_fraction(share, self.device)

    def send(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor.to(self.device)

    def stream(self, module: nn.Module, low_cpu_mem_usage: bool) -> None:
        """Leaves `module` in host memory and brings each leaf to the device just before its turn,
        the next one meanwhile."""
        apply_group_offloading(
            module,
            onload_device=self.device,
            offload_device=torch.device("cpu"),
            offload_type="leaf_level",
            use_stream=self.device.type in _WITH_PEAKS,
            low_cpu_mem_usage=low_cpu_mem_usage,
        )

    def forget(self) -> None:
        """Gives back what the allocator keeps and nothing uses."""
        if self.device.type in _WITH_PEAKS:
            torch.get_device_module(self.device).empty_cache()
        elif self.device.type == "mps":
            torch.mps.empty_cache()

    def start_peak(self) -> None:
        if self.device.type in _WITH_PEAKS:
            torch.get_device_module(self.device).reset_peak_memory_stats(self.device)

    def peak_bytes(self) -> int | None:
        """Most that was allocated since `start_peak`; None where the device does not count it."""
        if self.device.type in _WITH_PEAKS:
            peak: int = torch.get_device_module(self.device).max_memory_allocated(self.device)
            return peak
        return None
