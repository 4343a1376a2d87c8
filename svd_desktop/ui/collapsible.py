"""A group of settings that folds away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QToolButton, QVBoxLayout, QWidget

from svd_desktop.ui import theme


class Collapsible(QWidget):
    """A heading that is pressed, and what it shows or hides."""

    toggled = Signal(bool)  # by the person

    def __init__(self, title: str) -> None:
        super().__init__()
        self.button = _Title()
        self.button.setText(title)
        font = self.button.font()
        font.setBold(True)
        self.button.setFont(font)
        self.button.setAutoRaise(True)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self._on_click)
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP + theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(theme.line())
        layout.addWidget(self.button)
        layout.addWidget(self._inside)
        self.set_open(False)

    def set_open(self, is_open: bool) -> None:
        self.button.setChecked(is_open)
        self.button.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._inside.setVisible(is_open)

    def _on_click(self, is_open: bool) -> None:
        self.set_open(is_open)
        self.toggled.emit(is_open)


class _Title(QToolButton):
    """Its arrow says whether it is open: it looks like the other headings then, not pressed."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.state &= ~QStyle.StateFlag.State_On
