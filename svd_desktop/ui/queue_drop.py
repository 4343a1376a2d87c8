"""What is dropped on the queue is queued at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from svd_desktop.app.offers import is_offer
from svd_desktop.app.session import Session
from svd_desktop.ui import theme


class QueueDrop(QWidget):
    """Lies over the queue while something is dragged there; says what a drop would do."""

    def __init__(self, queue: QWidget, session: Session) -> None:
        super().__init__(queue)
        self._queue = queue
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        queue.setAcceptDrops(True)
        queue.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            assert isinstance(event, QDropEvent)
            if not is_offer(event.mimeData()):
                return False
            event.setDropAction(Qt.DropAction.CopyAction)  # a move would delete the files
            event.accept()
            dropped = event.type() == QEvent.Type.Drop
            self._invite(not dropped)
            if dropped:
                self._session.arrivals.take(event.mimeData(), to_queue=True)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._invite(False)
        return False

    def _invite(self, dragging: bool) -> None:
        self.setGeometry(self._queue.rect())
        self.setVisible(dragging)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        color = self.palette().color(QPalette.ColorRole.Highlight)
        ground = self.palette().color(QPalette.ColorRole.Window)
        ground.setAlpha(215)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), ground)
            painter.setPen(QPen(color, 2))
            inner = self.rect().adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(inner, theme.GAP, theme.GAP)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.setFont(theme.larger(self.font()))
            text = self.tr("Drop here to queue with the settings on the right")
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)
