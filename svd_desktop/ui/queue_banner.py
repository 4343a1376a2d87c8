"""A line over the queue while it is held or the engine changes: what waits, and for which click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from svd_desktop.app.session import Session
from svd_desktop.core.jobs import WAITING, Job
from svd_desktop.ui import theme


class QueueBanner(QFrame):
    """After a restart it says so, and what was interrupted."""

    def __init__(self, go_on: QAction, show_engine: Callable[[], None]) -> None:
        super().__init__()
        self._go_on, self._show_engine = go_on, show_engine
        self._is_of_engine = False  # what the button does
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.start = QPushButton()
        self.start.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.start)

    def show_state(self, session: Session) -> None:
        engine, queue = session.engine, session.queue
        count, running = queue.count(*WAITING), queue.running()
        pausing = bool(running) and session.paused_here
        doing = engine.doing if engine else None
        self.setVisible(doing is not None or (session.held and (bool(count) or pausing)))
        if self.isHidden():
            return
        lacks = engine is not None and engine.lacks and not pausing
        self._is_of_engine = doing is not None or lacks
        if engine and doing:
            from svd_desktop.app import engine_words  # not for the first frame

            self._say(engine_words.under_way(doing, engine.progress), self.tr("Show"))
        elif lacks:
            self._say(self._for_engine(count), self.tr("Install the engine…"))
        elif not session.paused_here:
            self._say(self._from_last_time(session.waiting()), self.tr("Start queue"))
        elif pausing:
            self._say(self._until_paused(queue.is_pausing), self.tr("Go on"))
        else:
            self._say(self._paused(count), self.tr("Go on"))

    def _act(self) -> None:
        if self._is_of_engine:
            self._show_engine()
        else:
            self._go_on.trigger()

    def _say(self, text: str, button: str) -> None:
        self.text.setText(text)
        self.start.setText(button)

    def _for_engine(self, count: int) -> str:
        if count == 1:
            return self.tr("One clip waits for the engine.")
        return self.tr("{0} clips wait for the engine.").format(f"{count:,}")

    def _until_paused(self, after_step: bool) -> str:
        if after_step:
            return self.tr("The queue pauses after the step that is being rendered.")
        return self.tr("The queue pauses after the clip that is being rendered.")

    def _paused(self, count: int) -> str:
        if count == 1:
            return self.tr("The queue is paused. One clip waits.")
        return self.tr("The queue is paused. {0} clips wait.").format(f"{count:,}")

    def _from_last_time(self, jobs: list[Job]) -> str:
        count = len(jobs)
        text = (
            self.tr("One clip waits from last time.")
            if count == 1
            else self.tr("{0} clips wait from last time.").format(f"{count:,}")
        )
        job = next((job for job in jobs if job.step), None)
        if job is None:
            return text
        interrupted = self.tr("{0} was interrupted and goes on after step {1} of {2}.")
        name = job.request.source.replace("\\", "/").rpartition("/")[2]
        return f"{text} {interrupted.format(name, job.step, job.request.steps)}"
