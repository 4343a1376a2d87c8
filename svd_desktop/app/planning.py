"""What the next clip would need, told while its settings change: arithmetic, without torch."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from svd_desktop.app.background import Background
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.memory_sampler import MemorySampler
from svd_desktop.core.costs import Costs
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.memory import DeviceMemory, Offer, Planned, plan

_log = logging.getLogger(__name__)
# Free memory that changes by less than this is no news.
_NEWS_BYTES = 2**28

# backends.describe.describe_engine: what torch finds, asked in a process of its own.
Describe = Callable[..., dict[str, Any]]


class Planning(Background):
    """Asks once what the device is, for whoever wants to know; then follows how much of it is free,
    and plans anew when that or the settings change. `planned` is None until it is known and where
    torch does not start; then `problem` says why, and clips are planned when they render. While it
    rests nobody is asked."""

    changed = Signal()
    described = Signal()  # `description` is there, or `problem`
    _found = Signal(object)
    _counted = Signal(str, object)

    def __init__(
        self,
        settings: ClipSettings,
        sampler: MemorySampler,
        describe: Describe | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__("device", parent)
        self._settings = settings
        self._sampler = sampler
        self._describe = describe
        self._process: subprocess.Popen[str] | None = None
        self._shutting = False
        self.is_resting = False  # there is no torch to ask, now
        self._costs: dict[str, Costs | None] = {}
        self.description: dict[str, Any] | None = None  # the whole answer: what `doctor` has
        self.device: DeviceMemory | None = None
        self.problem: Reason | None = None
        self.planned: Planned | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._plan)
        settings.changed.connect(lambda: self._soon.start())
        settings.model_changed.connect(self._on_model)
        sampler.sampled.connect(self._on_sample)
        self._found.connect(self._on_found)
        self._counted.connect(self._on_counted)

    @property
    def is_asking(self) -> bool:
        known = self.device is not None or self.problem is not None
        return self._describe is not None and not known and not self.is_resting

    def ask(self, kept: Path) -> None:
        """Begins, or begins again; `kept` is the folder where costs that had to be counted are
        kept."""
        self._kept = kept
        self.is_resting = False
        self._costs = {name: costs for name, costs in self._costs.items() if costs}
        if self._describe:
            self.post(self._ask)
        self._on_model()

    def rest(self) -> None:
        """Forgets what the device is, until `ask`. An answer is not waited for."""
        self.is_resting = True
        self.description = self.device = self.problem = None
        if self._process:
            self._process.kill()
        self.described.emit()
        self._soon.start()

    def shut(self) -> None:
        """The answer is not waited for: torch's import takes seconds."""
        self._shutting = True
        if self._process:
            self._process.kill()
        super().shut()

    def take(self, offer: Offer) -> None:
        """Makes the settings those of a clip that fits."""
        self._settings.set("decode_chunk", 0)
        self._settings.set_computing(memory="auto")
        for name in ("width", "height", "frames"):
            self._settings.set(name, getattr(offer, name))

    @property
    def _is_over(self) -> bool:
        """Nobody wants an answer any more."""
        return self._shutting or self.is_resting

    def _began(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        if self._is_over:
            process.kill()

    def _ask(self) -> None:
        assert self._describe is not None
        try:
            answer = self._describe(began=self._began)
            found = Reason.from_json(answer["error"]) if "error" in answer else answer
        except SvdError as error:
            found = error.reason
        finally:
            self._process = None
        if not self._is_over:
            self._found.emit(found)

    def _count(self, name: str, folder: Path) -> None:
        from svd_desktop.models.costs import known_costs

        costs = known_costs(folder)
        if costs is None and self._describe and not self._is_over:
            try:
                answer = self._describe("auto", folder, self._kept, began=self._began)
                costs = Costs.from_json(answer["costs"]) if "costs" in answer else None
            except SvdError as error:
                _log.warning("%s", error)
            finally:
                self._process = None
        if not self._shutting:
            self._counted.emit(name, costs)

    def _on_found(self, found: dict[str, Any] | Reason) -> None:
        if self.is_resting:
            return  # told a moment too late
        if isinstance(found, Reason):
            self.problem = found
            _log.warning("%s", found.sentence)
        else:
            self.description, self.problem = found, None
            self.device = DeviceMemory(**found["memory"])
            self._sampler.watch(self.device)
        self.described.emit()
        self._soon.start()

    def _on_model(self) -> None:
        model = self._settings.model
        if model.name not in self._costs and self.isRunning():
            self._costs[model.name] = None
            self.post(lambda: self._count(model.name, model.folder))
        self._soon.start()

    def _on_counted(self, name: str, costs: Costs | None) -> None:
        self._costs[name] = costs
        self._soon.start()

    def _on_sample(self) -> None:
        """What the render process holds now is the next job's to use."""
        sample, device = self._sampler.latest, self.device
        if sample is None or device is None or device.kind != ("cuda" if sample.gpu else "cpu"):
            return
        free = sample.free + sample.ours
        if abs(free - device.free_bytes) > _NEWS_BYTES or device.has_context:
            self.device = replace(
                device, free_bytes=free, ram_bytes=sample.ram_free, has_context=False
            )
            self._soon.start()

    def _plan(self) -> None:
        costs = self._costs.get(self._settings.model.name)
        self.planned = None
        if self.device and costs:
            self.planned = plan(self._settings.template(), self.device, costs)
        self.changed.emit()
