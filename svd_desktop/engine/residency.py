"""Where a model's parts are while a job runs: on the device, waiting in host memory, or streaming.

The engine says which part works next. Parts come by reference to their host copy, which is kept:
going back costs no transfer, since weights never change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Literal

import torch
from torch import nn

from svd_desktop.core.memory import Residency
from svd_desktop.engine.accelerator import Accelerator

PartName = Literal["image_encoder", "vae", "unet"]


class Parts:
    """The parts of one loaded model under one residency."""

    def __init__(
        self,
        modules: dict[PartName, nn.Module],
        residency: Residency,
        accelerator: Accelerator,
        low_cpu_mem_usage: bool = False,
    ) -> None:
        self._accelerator = accelerator
        self._waiting: dict[PartName, nn.Module] = {}
        if residency == "resident":
            return
        self._waiting = dict(modules)
        if residency == "streamed":
            accelerator.stream(self._waiting.pop("unet"), low_cpu_mem_usage)

    @contextmanager
    def working(self, name: PartName) -> Iterator[None]:
        """Inside, the part is on the device; after it, also after an error, back where it was."""
        module = self._waiting.get(name)
        if module is None:  # resident, or streaming
            yield
            return
        tensors = list(chain(module.parameters(), module.buffers()))
        host: list[torch.Tensor] = [tensor.data for tensor in tensors]
        try:
            for tensor in tensors:
                tensor.data = self._accelerator.send(tensor.data)
            yield
        finally:
            for tensor, kept in zip(tensors, host, strict=True):
                tensor.data = kept
            self._accelerator.forget()
