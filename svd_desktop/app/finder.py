"""Finds out what was dropped, chosen or given at the start, and the pictures in it."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.app.presets import PRESET_SUFFIX
from svd_desktop.core.errors import SvdError

MODEL_SUFFIX = ".safetensors"
_BATCH = 1000  # pictures told at once: each telling lays the list out and paints it
_LONGEST_WAIT = 0.1  # seconds a found picture waits for its batch on a slow disk
_GRACE_SECONDS = 3.0


class Finder(Background):
    """Looks through files and folders on its own thread; a slow disk holds up nothing else."""

    found = Signal(list, bool)  # Paths, in the order of the list; are they for the queue?
    remade = Signal(object)  # a Remade: what was given was made here and says how
    preset = Signal(object)  # the Path of a preset that somebody exported
    model = Signal(object)  # the Path of a model's file or folder
    looked_in = Signal(list)  # folders that pictures were added from
    _done = Signal()  # one call of `look_in`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("finder", parent)
        self.grace_seconds = _GRACE_SECONDS  # for what was not found before `shut`
        self._until = math.inf
        self._asked: deque[tuple[list[Path], bool]] = deque()
        # Received on the window's thread, before anyone else hears of it.
        self.found.connect(self._on_found)
        self._done.connect(self._on_done)

    def run(self) -> None:
        # At the start and not at the first drop: it takes 0.3 s, and the window shares the
        # interpreter with it.
        from svd_desktop.media import images  # noqa: F401

        super().run()

    def look_in(self, paths: Iterable[Path | str], to_queue: bool = False) -> None:
        wanted = [Path(path) for path in paths]
        self._asked.append((wanted, to_queue))
        self.post(lambda: self._work_off(wanted, to_queue))

    def left(self) -> list[tuple[list[Path], bool]]:
        """The pictures of each call of `look_in` that have not been told yet, going by their names
        alone, and whether they are for the queue."""
        from svd_desktop.media.images import is_named_as_picture

        return [
            ([*filter(is_named_as_picture, paths)], to_queue) for paths, to_queue in self._asked
        ]

    def shut(self) -> None:
        """Ends the thread after what it was given before, but some seconds from now at the next
        entry of a folder: nobody is left to see what a slow disk has to say."""
        self._until = min(self._until, time.monotonic() + self.grace_seconds)
        super().shut()

    def _is_over(self) -> bool:
        return time.monotonic() >= self._until

    def _work_off(self, paths: list[Path], to_queue: bool) -> None:
        try:
            self._look_in(paths, to_queue)
        finally:
            self._done.emit()

    def _look_in(self, paths: list[Path], to_queue: bool) -> None:
        from svd_desktop.media.images import find_images

        pictures = [path for path in paths if self._is_over() or not self._is_other(path)]
        batch: list[Path] = []
        told = time.monotonic()
        for path in find_images(pictures, self._is_over):
            batch.append(path)
            if len(batch) == _BATCH or time.monotonic() - told > _LONGEST_WAIT:
                self.found.emit(batch, to_queue)
                batch, told = [], time.monotonic()
        if batch:
            self.found.emit(batch, to_queue)
        if self._is_over():
            return
        folders = dict.fromkeys(path if path.is_dir() else path.parent for path in pictures)
        if folders:
            self.looked_in.emit(list(folders))

    def _on_found(self, paths: list[Path]) -> None:
        told, (asked, to_queue) = set(paths), self._asked[0]
        self._asked[0] = [path for path in asked if path not in told], to_queue

    def _on_done(self) -> None:
        self._asked.popleft()

    def _is_other(self, path: Path) -> bool:
        """Tells of what is no picture and no folder of pictures."""
        from svd_desktop.media.remade import made_here

        if path.suffix.lower() == PRESET_SUFFIX:
            self.preset.emit(path)
            return True
        if _is_model(path):
            self.model.emit(path)
            return True
        try:
            remade = made_here(path)
        except SvdError as error:
            self.failed.emit(error.reason)
            return True
        if remade:
            self.remade.emit(remade)
        return remade is not None


def _is_model(path: Path) -> bool:
    from svd_desktop.models.checkpoint import INDEX

    return path.suffix.lower() == MODEL_SUFFIX or (path.is_dir() and (path / INDEX).is_file())
