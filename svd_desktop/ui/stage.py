"""The middle of the window: the clip, or how far it is, or why there is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.session import Session
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Progress, Waiting
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.ui import theme
from svd_desktop.ui.framing_view import FramingBar, FramingCanvas
from svd_desktop.ui.player import ClipView, PlayerControls

_MESSAGE_WIDTH = 420
_PARTS = 1000  # of the progress bar, so that it moves smoothly


class Stage(QWidget):
    """Shows the session's watched job in whatever state it is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.clip = ClipView(session.playback)
        self.preview = ClipView(session.preview)
        self.notice = _Notice(self.preview)
        self.controls = PlayerControls(session.playback)
        self.framing = FramingCanvas(session.framing)
        self.framing_bar = FramingBar(session.framing)
        ground = _Ground()
        self.setFocusProxy(ground)
        self._pages = QStackedLayout(ground)
        self._pages.addWidget(self.notice)
        self._pages.addWidget(self.clip)
        self._pages.addWidget(self.framing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ground, 1)
        layout.addWidget(self.controls)
        layout.addWidget(self.framing_bar)
        self.setMinimumSize(320, 240)
        session.framing.path_changed.connect(self._show)
        session.watched_changed.connect(self._show)
        session.playback.clip_changed.connect(self._show)
        session.preview.clip_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        framing = self._session.framing.path is not None
        self.framing_bar.setVisible(framing)
        self.controls.setVisible(not framing)
        if framing:
            self._pages.setCurrentWidget(self.framing)
            return
        if self._session.playback.clip is not None:
            self._pages.setCurrentWidget(self.clip)
            return
        job = self._session.queue.job(self._session.watched)
        preview = self._session.preview.clip
        self.preview.setVisible(preview is not None and preview.job == self._session.watched)
        if job is None:
            self.notice.say(
                self.tr("Your clip plays here"),
                self.tr("Add a picture, then press Render."),
            )
        elif self._session.watched_reason or job.reason:
            self.notice.explain(job, self._session.watched_reason or job.reason)
        else:
            self.notice.follow(job, self._session.queue.live(job.id))
        self._pages.setCurrentWidget(self.notice)


class _Ground(theme.Backdrop):
    """A place for the player's keys; shows the focus when it came by keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Clip"))
        self._ring = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            with QPainter(self) as painter:
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class _Notice(QWidget):
    """A title, a line, and a progress bar where there is progress; under the preview, if any."""

    def __init__(self, preview: ClipView) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setFont(theme.larger(self.title.font()))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _PARTS)
        self.bar.setFixedHeight(theme.GAP + theme.TIGHT)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.line = theme.Quiet()
        for label in (self.title, self.line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QWidget()
        inside.setMaximumWidth(_MESSAGE_WIDTH)
        column = QVBoxLayout(inside)
        column.setSpacing(theme.GAP)
        column.addStretch()
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.line)
        column.addStretch()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 100)  # as wide as it may, in the middle
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(preview, 1)  # what it leaves is the row's, all of it without one
        layout.addLayout(row)

    def say(self, title: str, line: str) -> None:
        self._show(title, line, None)

    def explain(self, job: Job, reason: Reason | None) -> None:
        name = Path(job.request.source).name
        title = self.tr("{0} could not be rendered").format(name)
        self._show(title, reason.sentence if reason else "", None)

    def follow(self, job: Job, live: Progress | Waiting | None) -> None:
        title = words.state(job, live)
        parts = [Path(job.request.source).name]
        steps = words.steps(job, live)
        if steps:
            parts.append(self.tr("step {0}").format(steps))
        if isinstance(live, Progress) and live.seconds_left is not None:
            left = words.duration(live.seconds_left)
            parts.append(self.tr("about {0} left").format(left))
        line = "  ·  ".join(parts)
        message = words.message(job, live)
        running = job.state == JobState.RUNNING
        self._show(title, f"{line}\n{message}".strip(), words.fraction(job, live), running)

    def _show(self, title: str, line: str, fraction: float | None, running: bool = False) -> None:
        self.title.setText(title)
        self.line.setText(line)
        self.bar.setVisible(fraction is not None)
        busy = running and not fraction  # nothing measured: a bar that moves by itself
        self.bar.setRange(0, 0 if busy else _PARTS)
        self.bar.setValue(round((fraction or 0) * _PARTS))
