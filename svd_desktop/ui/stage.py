"""The middle of the window: the clip, or how far it is, or why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from svd_desktop.app.panes import Panes
from svd_desktop.app.session import Session
from svd_desktop.ui import theme
from svd_desktop.ui.clip_view import ClipView
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.compare_view import CompareView
from svd_desktop.ui.framing_view import FramingBar, FramingCanvas
from svd_desktop.ui.full_screen import FullScreen
from svd_desktop.ui.notice import Footnote, Notice
from svd_desktop.ui.player import PlayerControls


class Stage(QWidget):
    """Shows the job that is watched in whatever state it is, or a comparison.

    Above is a page of pictures or words; below are the controls, or how far the preview above is,
    in the same room: when the clip is done, its picture is where its preview was.
    """

    full_screen_changed = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        watching = session.watching
        self._full_screen: FullScreen | None = None
        self._commands: Commands | None = None
        self.clip = ClipView(watching.source)
        self.preview = ClipView(Panes(watching.preview, self))
        self.compare = CompareView(watching.comparison)
        self.notice = Notice()
        self.footnote = Footnote()
        self.controls = PlayerControls(watching.playback)
        self.framing = FramingCanvas(session.framing)
        self.framing_bar = FramingBar(session.framing)
        self._ground = _Ground(self)
        self.setFocusProxy(self._ground)
        self._pages = QStackedLayout(self._ground)
        for page in (self.notice, self.preview, self.clip, self.compare, self.framing):
            self._pages.addWidget(page)
        self._foot = QWidget()
        self._foot.setAutoFillBackground(True)  # in full screen it lies over the picture
        self._feet = QStackedLayout(self._foot)
        self._feet.addWidget(self.controls)
        self._feet.addWidget(self.footnote)
        self._feet.addWidget(self.framing_bar)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._arrange()
        self.setMinimumSize(480, 280)
        session.framing.path_changed.connect(self._show)
        session.inputs.rowsInserted.connect(self._show)
        session.inputs.rowsRemoved.connect(self._show)
        watching.changed.connect(self._show)
        watching.playback.clip_changed.connect(self._show)
        watching.preview.clip_changed.connect(self._show)
        watching.comparison.changed.connect(self._show)
        if session.engine:
            session.engine.changed.connect(self._show)
        self._show()

    def use(self, commands: Commands) -> None:
        self._commands = commands
        self.controls.use(commands)
        self.compare.use(commands)

    def set_actual(self, actual: bool) -> None:
        for view in (self.clip, self.compare.view):
            view.set_actual(actual)

    @property
    def is_full_screen(self) -> bool:
        return self._full_screen is not None

    def set_full_screen(self, full: bool) -> None:
        if full == self.is_full_screen or self._commands is None:
            return
        if full:
            self._full_screen = FullScreen(self._ground, self._foot, self._commands, self.window())
            self._full_screen.closed.connect(lambda: self.set_full_screen(False))
            self._full_screen.showFullScreen()
        elif self._full_screen:
            window, self._full_screen = self._full_screen, None
            self._arrange()
            window.give_back()
        self._ground.setFocus()
        self.full_screen_changed.emit(full)

    def _arrange(self) -> None:
        self._whole.addWidget(self._ground, 1)
        self._whole.addWidget(self._foot)
        self._foot.show()

    def _show(self) -> None:
        session, watching = self._session, self._session.watching
        job = session.queue.job(watching.job_id)
        preview = watching.preview.clip
        foot: QWidget = self.controls
        if session.framing.path is not None:
            page: QWidget = self.framing
            foot = self.framing_bar
        elif watching.comparison.takes:
            page = self.compare
        elif watching.playback.clip is not None:
            page = self.clip
        else:
            page = self.notice
            self.notice.tell(session, job)
            if job is not None and preview is not None and preview.job == job.id:
                page, foot = self.preview, self.footnote
                self.footnote.tell(session, job)
        self._pages.setCurrentWidget(page)
        self._feet.setCurrentWidget(foot)


class _Ground(theme.Backdrop):
    """A place for the player's keys; shows the focus when it came by keyboard."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On what has no use of its own for it."""
        self._stage.set_full_screen(not self._stage.is_full_screen)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            with QPainter(self) as painter:
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
