"""Buttons of dialogs, and questions, without the style's icons: those are black in any scheme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QLabel, QMessageBox, QWidget

_WIDTH = 400  # a sentence that explains goes into two or three lines


class Buttons(QDialogButtonBox):
    """The last row of a dialog."""

    def __init__(self, buttons: QDialogButtonBox.StandardButton) -> None:
        super().__init__(buttons)
        _take_icons(self)


class Message(QMessageBox):
    """Gone when it is closed."""

    def __init__(self, parent: QWidget, text: str, explained: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setText(text)
        self.setInformativeText(explained)
        if explained:
            # It is as wide as its text, which may be short, and what explains it is broken.
            for label in self.findChildren(QLabel, "qt_msgbox_label"):
                label.setMinimumWidth(_WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        _take_icons(self)
        super().showEvent(event)


class Entry(QInputDialog):
    """One line to be typed."""

    def showEvent(self, event: QShowEvent) -> None:
        for box in self.findChildren(QDialogButtonBox):  # which Qt makes when it is shown
            _take_icons(box)
        super().showEvent(event)


def ask(
    parent: QWidget,
    question: str,
    explained: str,
    yes: str,
    do: Callable[[], None],
    role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.AcceptRole,
) -> None:
    """Returns at once; `do` is called when the button `yes` is pressed. Return says no."""
    asked = Message(parent, question, explained)
    accept = asked.addButton(yes, role)
    asked.addButton(QMessageBox.StandardButton.Cancel)
    asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
    accept.clicked.connect(do)
    asked.open()


def _take_icons(box: QDialogButtonBox | QMessageBox) -> None:
    for button in box.buttons():
        button.setIcon(QIcon())
