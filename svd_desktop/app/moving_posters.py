"""Small moving pictures of the takes under the pointer, read in the background."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from svd_desktop.app.background import Background
from svd_desktop.core.errors import SvdError
from svd_desktop.core.takes import MASTER

LONGEST = 416  # pixels: a tile's poster at 200% scale
_MOST_FRAMES = 24
_KEPT = 6  # takes, 56 MB at most


@dataclass(frozen=True)
class MovingPoster:
    """`milliseconds` is how long each frame is shown."""

    frames: list[QImage]
    milliseconds: int


class MovingPosters(Background):
    """Decodes a few frames of a master; keeps those of the takes looked at last."""

    ready = Signal(object)  # the folder whose poster `get` has now
    _read_one = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("moving posters", parent)
        self._kept: OrderedDict[Path, MovingPoster] = OrderedDict()
        self._wanted: Path | None = None
        self._read_one.connect(self._keep)

    def get(self, folder: Path) -> MovingPoster | None:
        """The take's poster, or None and `ready` later; only the last one asked for is told."""
        self._wanted = folder
        if folder in self._kept:
            self._kept.move_to_end(folder)
            return self._kept[folder]
        self.post(lambda: self._read(folder))
        return None

    def leave(self) -> None:
        """Nothing is looked at any more."""
        self._wanted = None

    def _read(self, folder: Path) -> None:
        if folder != self._wanted:
            return
        from svd_desktop.media.masters import read_small_frames

        with suppress(SvdError):  # it stands still, and says why when it is played
            frames, rate = read_small_frames(folder / MASTER, LONGEST, _MOST_FRAMES)
            images = []
            for frame in frames:
                height, width, _ = frame.shape
                image = QImage(frame.data, width, height, 3 * width, QImage.Format.Format_RGB888)
                images.append(image.convertToFormat(QImage.Format.Format_RGB32))
            self._read_one.emit(folder, MovingPoster(images, round(1000 / rate)))

    def _keep(self, folder: Path, poster: MovingPoster) -> None:
        self._kept[folder] = poster
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if folder == self._wanted:
            self.ready.emit(folder)
