"""A row of buttons of which one is down, or none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from svd_desktop.ui import theme


class Segments(QWidget):
    """Tab reaches the row, the arrow keys go through it. `chosen` tells what the person chose."""

    chosen = Signal(str)

    def __init__(self, name: str, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for key, title in titles.items():
            button = theme.Toggle(title)
            button.setAccessibleName(f"{name}: {title}")
            button.clicked.connect(lambda _, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            layout.addWidget(button, 1)

    def show_choice(self, key: str | None) -> None:
        self._group.setExclusive(False)  # or the last one down could not come up
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)
