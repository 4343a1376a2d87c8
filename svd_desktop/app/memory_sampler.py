"""Who uses the device's memory, once a second: this program, others, and what is free."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from svd_desktop.core.memory import DeviceMemory

_log = logging.getLogger(__name__)
SECONDS = 60  # of history
_EVERY = 1.0


@dataclass(frozen=True)
class Sample:
    """Bytes. `gpu` is whether they are a card's; else they are the computer's main memory.
    `ram_free` is what of the main memory is free or this program's own."""

    gpu: bool
    total: int
    ours: int
    others: int
    ram_free: int

    @property
    def free(self) -> int:
        return self.total - self.ours - self.others


class MemorySampler(QThread):
    """Reads a card's memory from NVIDIA's driver, by NVML, which makes no CUDA context; the main
    memory where there is no such card or the device is no card. Never on the window's thread."""

    sampled = Signal()
    _taken = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memory")
        self.latest: Sample | None = None
        self.history: deque[Sample] = deque(maxlen=SECONDS)
        self._ending = threading.Event()
        self._device: DeviceMemory | None = None
        self.told = 0  # bytes, by the render process of itself
        self._taken.connect(self._keep)

    def watch(self, device: DeviceMemory) -> None:
        """The device that clips are rendered on, once it is known."""
        self._device = device

    def tell(self, used: int) -> None:
        """What the render process says it uses: on Windows the driver does not know it by process,
        and in a container it does not know the processes."""
        self.told = used

    def shut(self) -> None:
        self._ending.set()

    def run(self) -> None:
        card = _Card.found()
        while True:
            device = self._device
            try:
                gpu = card is not None and (device is None or device.kind == "cuda")
                sample = card.sample(device, self.told) if card and gpu else _of_main_memory()
                self._taken.emit(sample)
            except Exception:  # a driver that was updated or fell asleep under us, say
                _log.warning("The memory in use cannot be read.", exc_info=True)
                if card is None:
                    return
                card.close()
                card = None
            if self._ending.wait(_EVERY):
                break
        if card:
            card.close()

    def _keep(self, sample: Sample) -> None:
        if self.history and (self.history[-1].gpu, self.history[-1].total) != (
            sample.gpu, sample.total,
        ):  # fmt: skip
            self.history.clear()  # it is of another memory
        self.latest = sample
        self.history.append(sample)
        self.sampled.emit()


class _Card:
    """NVIDIA's management library, loaded when it is first asked."""

    def __init__(self, nvml: Any) -> None:
        self._nvml = nvml
        self._handles = [
            nvml.nvmlDeviceGetHandleByIndex(number) for number in range(nvml.nvmlDeviceGetCount())
        ]

    @classmethod
    def found(cls) -> _Card | None:
        """None without a driver or without a card."""
        import pynvml

        try:
            pynvml.nvmlInit()
        except pynvml.NVMLError:
            return None
        try:
            card = cls(pynvml)
        except pynvml.NVMLError:
            card = None
        if card and card._handles:
            return card
        pynvml.nvmlShutdown()
        return None

    def sample(self, device: DeviceMemory | None, told: int) -> Sample:
        handle = self._handle(device.hardware if device else "")
        memory = self._nvml.nvmlDeviceGetMemoryInfo(handle)
        ids, resident = _our_processes()
        try:
            processes = self._nvml.nvmlDeviceGetComputeRunningProcesses(handle)
        except self._nvml.NVMLError:  # a share of a card may not tell
            processes = []
        found = [process.usedGpuMemory for process in processes if process.pid in ids]
        known = [used for used in found if used is not None]
        # Without a figure of its own the driver's is what the render process told, if it lives.
        ours = min(sum(known) if known else told * bool(ids), memory.used)
        return Sample(True, memory.total, ours, memory.used - ours, _available() + resident)

    def close(self) -> None:
        self._nvml.nvmlShutdown()

    def _handle(self, hardware: str) -> Any:
        """CUDA counts cards in an order of its own, so the one in use is found by its name."""
        for handle in self._handles:
            name = self._nvml.nvmlDeviceGetName(handle)
            if (name.decode() if isinstance(name, bytes) else name) == hardware:
                return handle
        return self._handles[0]


def _of_main_memory() -> Sample:
    import psutil

    memory = psutil.virtual_memory()
    _, ours = _our_processes()
    ours = min(ours, memory.total - memory.available)
    others = memory.total - memory.available - ours
    return Sample(False, memory.total, ours, others, memory.available + ours)


def _our_processes() -> tuple[set[int], int]:
    """The ids of the processes we started, the render process above all, and the main memory that
    they hold."""
    import psutil

    children = psutil.Process().children(recursive=True)
    return {child.pid for child in children}, sum(_resident(children))


def _resident(processes: Iterable[Any]) -> Iterable[int]:
    import psutil

    for process in processes:
        try:
            yield process.memory_info().rss
        except psutil.Error:  # it has just ended
            continue


def _available() -> int:
    import psutil

    return int(psutil.virtual_memory().available)
