"""A line over the queue while it is held: what waits, and the click it waits for."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from svd_desktop.app.session import Session
from svd_desktop.core.jobs import WAITING, Job
from svd_desktop.ui import theme


class QueueBanner(QFrame):
    """After a restart it says so, and what was interrupted."""

    def __init__(self, go_on: QAction) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.start = QPushButton()
        self.start.clicked.connect(go_on.trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.start)

    def show_state(self, session: Session) -> None:
        count = session.queue.count(*WAITING)
        running = session.queue.running()
        self.setVisible(session.held and bool(count or (running and session.paused_here)))
        if self.isHidden():
            return
        if not session.paused_here:
            self.start.setText(self.tr("Start queue"))
            self.text.setText(self._from_last_time(session.waiting()))
            return
        self.start.setText(self.tr("Go on"))
        if session.queue.is_pausing:
            text = self.tr("The queue pauses after the step that is being rendered.")
        elif running:
            text = self.tr("The queue pauses after the clip that is being rendered.")
        elif session.engine and session.engine.lacks:
            text = (
                self.tr("One clip waits for the engine.")
                if count == 1
                else self.tr("{0} clips wait for the engine.").format(f"{count:,}")
            )
        elif count == 1:
            text = self.tr("The queue is paused. One clip waits.")
        else:
            text = self.tr("The queue is paused. {0} clips wait.").format(f"{count:,}")
        self.text.setText(text)

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
