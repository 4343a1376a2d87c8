"""Reads single pictures large enough to be looked at, one at a time, in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from svd_desktop.app.background import Background
from svd_desktop.core.errors import SvdError

LONGEST = 2560  # pixels: the middle of a large window; 20 MB at most


@dataclass(frozen=True)
class Picture:
    """`size` is the whole picture's, in pixels; `image` may be a smaller one."""

    path: Path
    size: tuple[int, int]
    image: QImage


class PictureReader(Background):
    """Decodes on its own thread; only the last picture asked for is told."""

    read = Signal(object)  # a Picture
    unreadable = Signal(object, object)  # the Path, the Reason

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("pictures", parent)
        self._wanted: Path | None = None

    def ask(self, path: Path | None) -> None:
        """None: what is being read is not wanted any more."""
        self._wanted = path
        if path is not None:
            self.post(lambda: self._read(path))

    def _read(self, path: Path) -> None:
        if path != self._wanted:
            return
        from svd_desktop.media.images import reduced

        try:
            picture, size = reduced(path, LONGEST)
        except SvdError as error:
            self.unreadable.emit(path, error.reason)
            return
        width, height = picture.size
        image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        self.read.emit(Picture(path, size, image.copy()))  # the bytes go with Python's picture
