"""Finds the pictures in what was dropped, chosen or given at the start."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background

_BATCH = 250  # pictures told at once: a thousand single signals would each move the list
_LONGEST_WAIT = 0.1  # seconds a found picture waits for its batch on a slow disk


class Finder(Background):
    """Looks through files and folders on its own thread; a slow disk holds up nothing else."""

    found = Signal(list)  # Paths, in the order of the list

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("finder", parent)

    def look_in(self, paths: Iterable[Path]) -> None:
        wanted = list(paths)
        self.post(lambda: self._look_in(wanted))

    def _look_in(self, paths: list[Path]) -> None:
        from svd_desktop.media.images import find_images

        batch: list[Path] = []
        told = time.monotonic()
        for path in find_images(paths):
            batch.append(path)
            if len(batch) == _BATCH or time.monotonic() - told > _LONGEST_WAIT:
                self.found.emit(batch)
                batch, told = [], time.monotonic()
        if batch:
            self.found.emit(batch)
