"""The whole window as a person starts it, which also tells where things are when it is asked.

A person sees where a button is; a test has to ask. A question is one line on stdin, a JSON list,
and its answer one line on stdout: the middle of the thing on the screen, [x, y], or null.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QWidget

from svd_desktop.ui import main as program


class Guide(QObject):
    """Answers in the window's thread."""

    asked = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.asked.emit(json.loads(line))

    def _answer(self, question: list[Any]) -> None:
        kind, *words = question
        found = {"widget": self._widget, "row": self._row}[kind](*words)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()

    def _widget(self, name: str, x: float = 0.5, y: float = 0.5) -> list[int] | None:
        """A part of a visible widget with this name or these words, as shares of its size."""
        widget = _visible(name)
        if widget is None:
            return None
        at = QPoint(round(widget.width() * x), round(widget.height() * y))
        return _place(widget, at) if widget.visibleRegion().contains(at) else None

    def _row(self, name: str, row: int) -> list[int] | None:
        view = _visible(name)
        if not isinstance(view, QAbstractItemView) or row >= view.model().rowCount():
            return None
        place = view.visualRect(view.model().index(row, 0))
        return _place(view.viewport(), place.center())


def _visible(name: str) -> QWidget | None:
    for widget in QApplication.allWidgets():
        if not widget.isVisible() or not widget.isEnabled():
            continue
        words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if name in (widget.accessibleName(), words.replace("&", "")):
            return widget
    return None


def _place(widget: QWidget, at: QPoint) -> list[int]:
    point = widget.mapToGlobal(at)
    return [point.x(), point.y()]


def main() -> None:
    shown = program.MainWindow.show

    def show(window: QWidget) -> None:
        window.guide = Guide()
        shown(window)

    program.MainWindow.show = show
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.theme*=false")
    sys.exit(program.run([]))


if __name__ == "__main__":
    main()
