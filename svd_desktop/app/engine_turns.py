"""Rendering and changing the engine take turns: never both at once, and neither for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.core.errors import Reason

if TYPE_CHECKING:  # imported when the window is painted
    from svd_desktop.app.render_worker import RenderWorker
    from svd_desktop.app.session import Session


class EngineTurns(QObject):
    """What is being rendered pauses before the engine changes, and what waited for the engine goes
    on by itself when it is ready."""

    def __init__(self, engine: EngineShelf, session: Session) -> None:
        super().__init__(session)
        self._engine = engine
        self._session = session
        self._worker: RenderWorker | None = None
        self._kept = Path()
        self._goes_on = False  # the queue, when the engine is ready
        self._has_looked = False
        engine.begun.connect(self._make_way)
        engine.ended.connect(self._take_up)
        engine.failed.connect(session.problem)

    def open(self, worker: RenderWorker, kept: Path) -> None:
        """The library is open; `kept` is its folder, for what is counted of models."""
        self._worker, self._kept = worker, kept
        worker.freed.connect(self._engine.proceed)
        worker.finished.connect(self._engine.proceed)  # it failed, and rendered last
        worker.hindered.connect(self._on_hindered)
        self._engine.looked.connect(self._on_looked)
        self._engine.look()

    def forget(self) -> None:
        """Whether the queue is held was decided by somebody else, and that stands."""
        self._goes_on = False

    def _make_way(self) -> None:
        goes_on = self._goes_on or not self._session.held
        self._session.planning.rest()
        self._session.pause_now()
        self._goes_on = goes_on  # it is only now that this is not the person's pause
        if self._worker is None or not self._worker.isRunning():
            self._engine.proceed()

    def _on_hindered(self, reason: Reason) -> None:
        self._session.hold()
        self._goes_on = True
        self._engine.wanted.emit(reason)
        self._engine.look()  # it may be there by now, or another program took it away

    def _on_looked(self) -> None:
        seen, first = self._engine.seen, not self._has_looked
        self._has_looked = True
        if self._engine.doing:
            return  # looked at before it changes: what comes of it is told by `ended`
        self._take_up(first)
        if first and seen and seen.state in ("unfinished", "outdated"):
            self._engine.wanted.emit(seen.lack)

    def _take_up(self, first: bool = False) -> None:
        self._plan(first)
        if self._goes_on and self._engine.is_ready:
            self._session.begin()

    def _plan(self, first: bool) -> None:
        planning = self._session.planning
        if self._engine.lacks:
            planning.rest()
        elif first or planning.is_resting:
            planning.ask(self._kept)
