"""What went wrong with no job and no picture of its own: a line on top, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QWidget

from svd_desktop.app.sentences import told, translated
from svd_desktop.core.errors import Reason
from svd_desktop.ui import theme


class ProblemBar(QFrame):
    """The sentence and its remedy. The window goes on under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._sign = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self.button.clicked.connect(self._help)
        self._action: QAction | None = None
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        layout.addWidget(close)
        self.hide()

    def show_reason(self, reason: Reason) -> None:
        self._show(told(reason), None)

    def offer(self, reason: Reason, action: QAction) -> None:
        """With what helps as a button, in the remedy's place."""
        self._show(translated(reason.message), action)

    def withdraw(self, action: QAction) -> None:
        """What was offered is done otherwise."""
        if self._action is action:
            self.hide()

    def _show(self, text: str, action: QAction | None) -> None:
        # Made here: a standard icon takes 20 ms, and the first frame needs none.
        side = self.fontMetrics().height() + theme.TIGHT
        warning = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self._sign.setPixmap(warning.pixmap(side, side))
        self.text.setText(text)
        self._action = action
        self.button.setVisible(action is not None)
        if action:
            self.button.setText(action.text())
        self.show()

    def _help(self) -> None:
        self.hide()
        if self._action:
            self._action.trigger()
