"""The whole window as a person starts it, which also tells where things are when it is asked.

A person sees where a button is; a test has to ask. A question is one line on stdin, a JSON list,
and its answer one line on stdout: the middle of the thing on the screen, [x, y], or null.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
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
        # A field before the label that names it.
        for widget in sorted(_visible(name), key=lambda one: isinstance(one, QLabel)):
            at = widget.mapToGlobal(QPoint(round(widget.width() * x), round(widget.height() * y)))
            on_top = QApplication.widgetAt(at)
            if on_top is not None and (on_top is widget or widget.isAncestorOf(on_top)):
                return [at.x(), at.y()]
        return None

    def _row(self, name: str, row: int) -> list[int] | None:
        for view in _visible(name):
            if isinstance(view, QAbstractItemView) and row < view.model().rowCount():
                place = view.visualRect(view.model().index(row, 0))
                at = view.viewport().mapToGlobal(place.center())
                return [at.x(), at.y()]
        return None


def _visible(name: str) -> Iterator[QWidget]:
    """What has this name, or says it."""
    for widget in QApplication.allWidgets():
        if not widget.isVisible() or not widget.isEnabled():
            continue
        words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if name in (widget.accessibleName(), words.replace("&", "")):
            yield widget


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
