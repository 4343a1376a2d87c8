"""Small pictures of the inputs, made in the background and kept within a limit."""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from collections.abc import Iterable
from pathlib import Path
from threading import Condition

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from svd_desktop.core.errors import reason_of

_log = logging.getLogger(__name__)

LONGEST = 160  # pixels: 80 points at 200% scale
LIMIT_BYTES = 32 * 2**20  # about 600 pictures of 3:2


class Thumbnails(QThread):
    """Decodes one picture at a time; what is being looked at goes before what is only new.

    Every new picture is decoded once, seen or not, since that is how an unreadable one is found.
    The cache forgets what was not looked at for longest and decodes it again when it is.
    """

    ready = Signal(object)  # the Path of a picture that a view asked for and `image` has now
    refused = Signal(object, object)  # the Path of an unreadable picture, the Reason
    _decoded = Signal(object, QImage)

    def __init__(
        self,
        parent: QObject | None = None,
        limit_bytes: int = LIMIT_BYTES,
        longest: int = LONGEST,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self._limit = limit_bytes
        self._longest = longest
        self._cache: OrderedDict[Path, QImage] = OrderedDict()
        self._bytes = 0
        self._seen: list[Path] = []  # asked for by a view, the last first
        self._new: deque[Path] = deque()
        self._asked: set[Path] = set()
        self._shut = False
        self._wake = Condition()
        self._decoded.connect(self._keep)

    @property
    def bytes_kept(self) -> int:
        return self._bytes

    def prepare(self, paths: Iterable[Path]) -> None:
        """Decodes these when nothing is being looked at."""
        with self._wake:
            self._new.extend(paths)
            self._wake.notify()

    def image(self, path: Path) -> QImage | None:
        """The picture, or None and `ready` later."""
        if path in self._cache:
            self._cache.move_to_end(path)
            return self._cache[path]
        with self._wake:
            if path not in self._asked:
                self._asked.add(path)
                self._seen.append(path)
                self._wake.notify()
        return None

    def shut(self) -> None:
        """Ends the thread after the picture in hand; returns at once."""
        with self._wake:
            self._shut = True
            self._wake.notify()

    def run(self) -> None:
        while (path := self._next()) is not None:
            try:
                self._decoded.emit(path, _decode(path, self._longest))
            except Exception as error:
                reason = reason_of(error)
                if reason.kind == "internal":
                    _log.exception("thumbnail of %s", path)
                self.refused.emit(path, reason)

    def _next(self) -> Path | None:
        with self._wake:
            self._wake.wait_for(lambda: self._shut or self._seen or self._new)
            if self._shut:
                return None
            return self._seen.pop() if self._seen else self._new.popleft()

    def _keep(self, path: Path, image: QImage) -> None:
        with self._wake:
            asked = path in self._asked
            self._asked.discard(path)
        if path not in self._cache:  # else it was new and looked at, and decoded for both
            self._cache[path] = image
            self._bytes += image.sizeInBytes()
        while self._bytes > self._limit:
            _, oldest = self._cache.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()
        # A view that never showed the picture need not hear of it: a thousand changes would be a
        # thousand layouts of its list.
        if asked:
            self.ready.emit(path)


def _decode(path: Path, longest: int) -> QImage:
    from svd_desktop.media.images import thumbnail

    picture = thumbnail(path, longest)
    width, height = picture.size
    image = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy()  # the bytes above belong to Python and go with it
