"""A thread that runs what it is given, one thing after another."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import SimpleQueue

from PySide6.QtCore import QObject, QThread, Signal

from svd_desktop.core.errors import reason_of

_log = logging.getLogger(__name__)


class Background(QThread):
    """Keeps slow work off the window's thread and in order.

    What goes wrong becomes a Reason in `failed`; the work after it goes on.
    """

    failed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

    def post(self, work: Callable[[], None]) -> None:
        self._work.put(work)

    def shut(self) -> None:
        """Ends the thread after what was posted before; returns at once."""
        self._work.put(None)

    def run(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except Exception as error:
                _log.exception("%s", self.objectName())
                self.failed.emit(reason_of(error))
