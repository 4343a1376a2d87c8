"""The application itself, as far as the desktop speaks to it and not to a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """On macOS files that are opened in the Finder come as events, at the start too; elsewhere they
    are arguments of a start.

    A filter on the application would do, but sees every event of every widget: 8 microseconds each.
    """

    opened = Signal(list)  # Paths

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():  # not an address
            self.opened.emit([Path(event.file())])
            return True
        return super().event(event)
