"""The threads behind the window, from their start until the last one has ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QEventLoop, QObject, QThread, Signal


class _Thread(Protocol):
    def shut(self) -> None:
        """Ends it after what it does now; returns at once."""


class Threads(QObject):
    """Counts them, so that the program ends when all of them have."""

    ended = Signal()  # every thread, after `shut`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shutting = False
        self._started: list[QThread] = []
        self._running = 0

    def start(self, thread: QThread) -> None:
        thread.finished.connect(self._on_end)
        self._started.append(thread)
        self._running += 1
        thread.start()

    def shut(self, threads: Iterable[_Thread], last: _Thread) -> None:
        """All but the `last` one, which ends when whoever has work for it to the end says so."""
        self.shutting = True
        for thread in threads:
            if thread is not last:
                thread.shut()
        if not self._running:
            self.ended.emit()

    def wait(self) -> None:
        """Returns when every thread has ended. Their last words are heard, also where the program's
        own event loop has ended before."""
        if self._running:
            loop = QEventLoop()
            self.ended.connect(loop.quit)
            loop.exec()
        for thread in self._started:
            thread.wait()

    def _on_end(self) -> None:
        self._running -= 1
        if self.shutting and not self._running:
            self.ended.emit()
