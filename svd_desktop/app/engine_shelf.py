"""The engine that renders, where the program comes without: installed, repaired and removed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.core.errors import Reason, SvdError, reason_of

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from svd_desktop.backends.engine_install import Stage
    from svd_desktop.backends.private_engine import Installed, State
    from svd_desktop.backends.torch_builds import Gpu, Kind
    from svd_desktop.models.parts import Pace

Doing = Literal["install", "repair", "remove"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EngineState:
    """What is there of the engine, and which GPU the computer has.

    `lack` says why nothing can be rendered, None where it is ready. `begun` is the kind of GPU that
    an installation was begun for, `fetched` how many bytes of one that was interrupted are there;
    `is_something` says whether there is anything at all to be removed.
    """

    state: State
    lack: Reason | None
    folder: Path
    gpu: Gpu
    installed: Installed | None
    begun: Kind | None
    fetched: int
    is_something: bool


class EngineShelf(Background):
    """One thing at a time; what is asked for in between is left.

    Nothing changes before those who use the engine have left it: they hear `begun` and one of them
    calls `proceed`. What a view needs that comes later is in `seen`, `doing`, `progress` and
    `refusal`.
    """

    changed = Signal()  # what is there, or what is done: `lacks` may be another
    looked = Signal(object)  # the EngineState; None where it cannot be seen, and `failed` says why
    begun = Signal()
    moved = Signal(object, object)  # Stage, and a Pace while bytes come
    refused = Signal(object)  # a Reason
    ended = Signal()  # however it ended; `looked` comes before, and `refused` where it went wrong
    wanted = Signal(object)  # a Reason: something is to be rendered, or was begun, and it lacks
    doubted = Signal(object)  # a Reason: it was to render, and does not start

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("engine", parent)
        self.seen: EngineState | None = None
        self.doing: Doing | None = None
        self.progress: tuple[Stage, Pace | None] | None = None
        self.refusal: Reason | None = None  # of what was done last
        self._stop = Event()
        self._next: Callable[[], None] | None = None  # when the engine is left
        # Received on the window's thread, before anyone else hears of it.
        self.looked.connect(self._keep_seen)
        self.moved.connect(self._keep_progress)
        self.refused.connect(self._keep_refusal)
        self.ended.connect(self._on_ended)

    @property
    def lacks(self) -> bool:
        """Whether it is known that nothing can be rendered now."""
        return self.doing is not None or (self.seen is not None and self.seen.state != "ready")

    @property
    def is_ready(self) -> bool:
        """Whether it is known that the engine can render now."""
        return self.seen is not None and not self.lacks

    def hindrance(self) -> Reason | None:
        """Why nothing can be rendered now; reads files, on any thread."""
        from svd_desktop.backends import private_engine

        if self.doing is not None:
            return Reason(
                "device",
                self.tr("The engine is being changed."),
                self.tr("What waits goes on when it is ready."),
            )
        try:
            error = private_engine.unready(private_engine.engine_folder())
        except OSError as refused:  # the folder, or the disk
            return reason_of(refused)
        return error.reason if error else None

    def look(self) -> None:
        """Looks at what is there, and which GPU the computer has."""
        self.post(self._look)

    def install(self, kind: Kind) -> None:
        """For a kind of GPU; goes on where an earlier one was interrupted."""
        self._begin("install", lambda: self._install(kind))

    def repair(self) -> None:
        """Fetches again what is damaged."""
        self._begin("repair", lambda: self._install(None))

    def remove(self) -> None:
        def work() -> None:
            from svd_desktop.backends import engine_install, private_engine

            engine_install.remove(private_engine.engine_folder())

        self._begin("remove", work)

    def proceed(self) -> None:
        """Nobody uses the engine any more."""
        work, self._next = self._next, None
        if work:
            self.post(lambda: self._do(work))
            self.changed.emit()

    @property
    def can_stop(self) -> bool:
        """Not while files are deleted: what is half removed is of no use."""
        return self.doing is not None and (self.doing != "remove" or self._next is not None)

    def stop(self) -> None:
        """Ends what is being done; what was fetched is kept. Nobody has to leave it any more."""
        self._stop.set()
        self.proceed()

    def shut(self) -> None:
        self.stop()
        super().shut()

    def _begin(self, doing: Doing, work: Callable[[], None]) -> None:
        if self.doing is not None:
            return
        self.doing, self.progress, self.refusal = doing, None, None
        self._stop.clear()
        self._next = work
        self.changed.emit()
        self.begun.emit()

    def _do(self, work: Callable[[], None]) -> None:
        from svd_desktop.models.parts import DownloadStoppedError, go_on

        try:
            go_on(self._stop)  # before anything of the engine is touched
            work()
        except DownloadStoppedError:
            pass  # as was asked
        except Exception as error:
            if not isinstance(error, SvdError):
                _log.exception("engine")
            self.refused.emit(reason_of(error))
        try:
            self._look()
        finally:
            self.ended.emit()

    def _install(self, kind: Kind | None) -> None:
        from svd_desktop.backends import engine_install, private_engine

        engine_install.install(
            private_engine.engine_folder(), kind, report=self.moved.emit, stop=self._stop
        )

    def _look(self) -> None:
        seen = None
        try:
            seen = self._what_is_there()
        finally:
            self.looked.emit(seen)

    def _what_is_there(self) -> EngineState:
        from svd_desktop.backends import engine_install, private_engine, torch_builds
        from svd_desktop.backends.engine_wheels import fetched_bytes

        folder = private_engine.engine_folder()
        chosen, lack = engine_install.chosen_for(folder), private_engine.unready(folder)
        return EngineState(
            state=private_engine.state(folder), lack=lack.reason if lack else None,
            folder=folder, gpu=torch_builds.find_gpu(),
            installed=private_engine.installed(folder), begun=chosen.kind if chosen else None,
            fetched=fetched_bytes(folder / "wheels"),
            is_something=folder.is_dir() and any(part.is_dir() for part in folder.iterdir()),
        )  # fmt: skip

    def _keep_seen(self, seen: EngineState | None) -> None:
        self.seen = seen
        self.changed.emit()

    def _keep_progress(self, stage: Stage, pace: Pace | None) -> None:
        self.progress = stage, pace

    def _keep_refusal(self, reason: Reason) -> None:
        self.refusal = reason

    def _on_ended(self) -> None:
        self.doing = self.progress = None
        self.changed.emit()
