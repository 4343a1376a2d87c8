"""Words where no clip is: what is being done, how far it is, or why it could not be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.sentences import told
from svd_desktop.app.session import Session
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Progress, Waiting
from svd_desktop.core.jobs import WAITING, Job, JobState, Wish
from svd_desktop.ui import theme

_MESSAGE_WIDTH = 420
_PARTS = 1000  # of the progress bar, so that it moves smoothly


class _Words(QWidget):
    """A title, a line, and a progress bar where there is progress."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _PARTS)
        self.bar.setFixedHeight(theme.GAP + theme.TIGHT)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.line = theme.Quiet()
        for label in (self.title, self.line):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def tell(self, session: Session, job: Job | None) -> None:
        """What there is to say of the watched job."""
        if job is None:
            title = self.tr("Your clip plays here")
            ready = session.inputs.rowCount() > 0
            todo = (
                self.tr("Press Render.") if ready else self.tr("Add a picture, then press Render.")
            )
            self._show(title, todo, None)
        elif reason := session.watching.reason or job.reason:
            self._explain(job, reason)
        else:
            queue, engine = session.queue, session.engine
            lacks = engine is not None and engine.lacks
            self._follow(job, queue.live(job.id), queue.asked(job.id), lacks)

    def _explain(self, job: Job, reason: Reason) -> None:
        name = Path(job.request.source).name
        title = self.tr("{0} could not be rendered").format(name)
        self._show(title, told(reason), None)

    def _follow(
        self, job: Job, live: Progress | Waiting | None, asked: Wish | None, lacks_engine: bool
    ) -> None:
        title = words.state(job, live, asked)
        parts = [Path(job.request.source).name]
        steps = "" if asked else words.steps(job, live)
        if steps:
            parts.append(steps)
        if isinstance(live, Progress) and live.seconds_left is not None and not asked:
            left = words.duration(live.seconds_left)
            parts.append(self.tr("about {0} left").format(left))
        line = "  ·  ".join(parts)
        message = words.message(job, live, asked)
        if lacks_engine and job.state in WAITING:
            message = self.tr("It waits until the engine is ready.")
        running = job.state == JobState.RUNNING
        self._show(title, f"{line}\n{message}".strip(), words.fraction(job, live), running)

    def _show(self, title: str, line: str, fraction: float | None, running: bool = False) -> None:
        self.title.setText(title)
        self.line.setText(line)
        self.bar.setVisible(fraction is not None)
        # Nothing measured: a bar that moves by itself, unless the person wants none.
        busy = running and not fraction and not theme.is_still()
        self.bar.setRange(0, 0 if busy else _PARTS)
        self.bar.setValue(round((fraction or 0) * _PARTS))


class Notice(_Words):
    """In the middle of an empty stage."""

    def __init__(self) -> None:
        super().__init__()
        self.title.setFont(theme.larger(self.title.font()))
        for label in (self.title, self.line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        inside = QWidget()
        inside.setMaximumWidth(_MESSAGE_WIDTH)
        column = QVBoxLayout(inside)
        column.setSpacing(theme.GAP)
        column.addStretch()
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addStretch()
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside, 100)  # as wide as it may, in the middle
        row.addStretch(1)


class Footnote(_Words):
    """Under a preview, in the room of the player's controls."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setWordWrap(False)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.title)
        head.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        column.setSpacing(theme.GAP)
        column.addStretch()
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addStretch()
