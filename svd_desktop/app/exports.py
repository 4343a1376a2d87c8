"""Takes become files for other programs: several at once, beside whatever else the window does."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.app.sentences import translated
from svd_desktop.core.errors import Reason, reason_of
from svd_desktop.core.exporting import Export
from svd_desktop.core.jobs import Delivery

_log = logging.getLogger(__name__)
# Each export feeds an encoder, a process with threads of its own. One alone leaves cores idle while
# a master is read or a file published: two were done in 0.6 of the time, on two cores. More at once
# than these only hold more frames in memory, 44 MB for a clip of 25 at 1024x576.
_LEAST_AT_ONCE, _MOST_AT_ONCE = 2, 4

Look = Callable[[float], None]  # is told the fraction done
Cancelled = Callable[[], bool]
Use = Callable[[list[Path]], None]


@dataclass(frozen=True)
class Task:
    """Some work that makes files of takes, whose ids `takes` are; `name` is what a person calls it.

    `work` runs on a thread of its own and gives the files, or raises EncodingCancelled. `export` is
    what goes on at the next start when the program ends before it is done. `use` gets the files.
    """

    name: str
    takes: frozenset[str]
    work: Callable[[Look, Cancelled], list[Path]]
    export: Export | None = None
    use: Use | None = None


@dataclass
class Run:
    """What was asked for since nothing was to be done: how many tasks, and what became of them."""

    total: int = 0
    ended: int = 0
    files: list[Path] = field(default_factory=list)
    failed: int = 0
    cancelled: bool = False


class Exports(QObject):
    """Works tasks off in order, as many at once as use all cores. Of two tasks that have a take in
    common the second waits: a take's files are made by one at a time."""

    changed = Signal()
    problem = Signal(object)  # a Reason, with the name of what was not exported
    exported = Signal(object, list)  # an Export; the files, each clip before its sidecar
    kept = Signal(list)  # the Exports that are not done, to be written for the next start
    ended = Signal(object)  # the Run, when nothing is left to do

    def __init__(self, parent: QObject | None = None, at_once: int | None = None) -> None:
        super().__init__(parent)
        half = (os.cpu_count() or 1) // 2
        count = at_once or min(max(half, _LEAST_AT_ONCE), _MOST_AT_ONCE)
        self.threads = tuple(_Exporter(self) for _ in range(count))
        self.run = Run()
        self._waiting: list[Task] = []
        self._shutting = False
        for thread in self.threads:
            thread.moved.connect(self.changed)
            thread.done.connect(self._on_done)

    @property
    def busy(self) -> bool:
        return bool(self._waiting or self._in_work())

    @property
    def fraction(self) -> float:
        """How much of the run is done, each task counted as much as the others."""
        begun = sum(thread.fraction for thread in self._in_work())
        return (self.run.ended + begun) / max(self.run.total, 1)

    def export(self, wanted: Sequence[Export], use: Use | None = None) -> None:
        """Makes the files of takes; `use` gets those of each take."""
        self.add([Task(one.name, frozenset({one.take}), _exporting(one), one, use)
                  for one in wanted])  # fmt: skip

    def add(self, tasks: Sequence[Task]) -> None:
        if not tasks or self._shutting:
            return
        if not self.busy:
            self.run = Run()
        self.run.total += len(tasks)
        self._waiting += tasks
        self._keep()
        self._begin()

    def cancel(self) -> None:
        """Ends what is being made, of which nothing is left, and forgets what waits."""
        if not self.busy:
            return
        self.run.cancelled = True
        self._waiting.clear()
        for thread in self._in_work():
            thread.stop()
        self._keep()
        self.changed.emit()
        self.ended.emit(self.run)

    def shut(self) -> None:
        """Begins nothing more: what is not done is on disk, and goes on at the next start."""
        self._shutting = True

    def _begin(self) -> None:
        for thread in self.threads:
            if thread.task is None and (task := self._next()):
                self._waiting.remove(task)
                thread.begin(task, self.run)
        self.changed.emit()

    def _next(self) -> Task | None:
        """The first that has no take in common with what is being made."""
        held = {take for thread in self.threads if thread.task for take in thread.task.takes}
        return next((task for task in self._waiting if not task.takes & held), None)

    def _in_work(self) -> list[_Exporter]:
        """Those that do what is still wanted."""
        return [thread for thread in self.threads if thread.task and not thread.stopping]

    def _on_done(self, task: Task, run: Run, files: list[Path], reason: Reason | None) -> None:
        """Neither files nor a reason: it was stopped. Where that came too late, there may be
        another run by now."""
        if self._shutting:
            return
        if reason:
            run.failed += 1
            text = self.tr("{0} is not exported: {1}")
            message = text.format(task.name, translated(reason.message))
            self.problem.emit(Reason(reason.kind, message, translated(reason.remedy)))
        if files:
            run.files += files
            if task.export:
                self.exported.emit(task.export, files)
            if task.use:
                task.use(files)
        if files or reason:
            run.ended += 1
        self._keep()
        self._begin()
        if (files or reason) and run is self.run and not self.busy:
            self.ended.emit(self.run)

    def _keep(self) -> None:
        tasks = [thread.task for thread in self._in_work()] + self._waiting
        self.kept.emit([task.export for task in tasks if task and task.export])


class _Exporter(Background):
    """Does one task at a time. `task` is what it does now, for the window's thread."""

    moved = Signal()
    done = Signal(object, object, list, object)  # the Task, its Run, files, why there are none
    _told = Signal(int)
    _ended = Signal(list, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__("exports", parent)
        self.task: Task | None = None
        self.fraction = 0.0
        self._run = Run()
        self._stop = Event()
        self._told.connect(self._on_told)
        self._ended.connect(self._on_ended)

    def begin(self, task: Task, run: Run) -> None:
        self.task, self._run, self.fraction = task, run, 0.0
        self._stop.clear()
        self.post(lambda: self._do(task))

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()

    def shut(self) -> None:
        self.stop()
        super().shut()

    def _do(self, task: Task) -> None:
        from svd_desktop.media.encoding import EncodingCancelled

        told = 0

        def look(done: float) -> None:
            nonlocal told
            if (percent := int(done * 100)) > told:
                told = percent
                self._told.emit(percent)

        try:
            self._ended.emit(task.work(look, self._stop.is_set), None)
        except EncodingCancelled:
            self._ended.emit([], None)
        except Exception as error:
            if (reason := reason_of(error)).kind == "internal":
                _log.exception("%s", task.name)
            self._ended.emit([], reason)

    def _on_told(self, percent: int) -> None:
        self.fraction = percent / 100
        self.moved.emit()

    def _on_ended(self, files: list[Path], reason: Reason | None) -> None:
        task, self.task = self.task, None
        self.done.emit(task, self._run, files, reason)


def make_files(folder: Path, delivery: Delivery, look: Look, cancelled: Cancelled) -> list[Path]:
    """A take's files, as `export` makes them, with the person's own presets among those known."""
    from svd_desktop.library.export_presets import known_presets
    from svd_desktop.library.folders import find_folders
    from svd_desktop.media.export import export

    return export(folder, delivery, look, cancelled, known_presets(find_folders()))


def _exporting(wanted: Export) -> Callable[[Look, Cancelled], list[Path]]:
    return lambda look, cancelled: make_files(Path(wanted.folder), wanted.delivery, look, cancelled)
