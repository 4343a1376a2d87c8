"""The stage on the whole screen; its controls come when they are wanted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from svd_desktop.ui.commands import Commands

_HIDE_MS = 2000  # without motion
_LOOK_MS = 100


class FullScreen(QWidget):
    """Borrows the stage's two parts: pictures over all of the screen, controls over their foot."""

    closed = Signal()  # by the desktop

    def __init__(
        self, ground: QWidget, controls: QWidget, commands: Commands, window: QWidget
    ) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setWindowTitle(window.windowTitle())
        self._ground = ground
        self._controls = controls
        self._commands = commands
        self.addAction(commands.action("clip.full-screen"))  # its F11 leaves again
        ground.setParent(self)
        controls.setParent(self)
        ground.show()
        self._pointer = QPoint()
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(_HIDE_MS)
        self._hide.timeout.connect(self._rest)
        # The pointer is looked at and not heard: what lies under it keeps its motion to itself.
        look = QTimer(self)
        look.timeout.connect(self._look)
        look.start(_LOOK_MS)
        self.wake()

    def give_back(self) -> None:
        """Ends after its parts were taken from it."""
        self.blockSignals(True)
        self.close()
        self.deleteLater()

    def wake(self) -> None:
        """Shows the controls for a while."""
        self._controls.show()
        self._controls.raise_()
        self.unsetCursor()
        self._hide.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._commands.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab reaches the controls, and so shows them."""
        self.wake()
        return super().focusNextPrevChild(forwards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self._controls.sizeHint().height()
        self._ground.setGeometry(self.rect())
        self._controls.setGeometry(0, self.height() - height, self.width(), height)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _look(self) -> None:
        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer = pointer
            self.wake()

    def _rest(self) -> None:
        inside = self._controls.isAncestorOf(self.focusWidget() or self._ground)
        if self._controls.underMouse() or inside:
            self._hide.start()
            return
        self._controls.hide()
        self.setCursor(Qt.CursorShape.BlankCursor)
