"""Reads clips whole, so that they loop exactly: previews, and takes (25 frames are 44 MB)."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER

if TYPE_CHECKING:
    from numpy import ndarray

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clip:
    """`frames` is uint8 [frame, height, width, RGB], contiguous; `rate` in frames a second."""

    job: str
    frames: ndarray
    rate: Fraction


class ClipReader(Background):
    """Decodes masters on its own thread."""

    read = Signal(object)  # a Clip
    unreadable = Signal(str, object)  # the job's id, the Reason
    read_preview = Signal(object)  # a Clip
    read_take = Signal(object, object)  # its folder; a Clip, or the Reason why there is none
    read_source = Signal(object, object)  # the RenderRequest; a Clip of one frame, or the Reason

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("clips", parent)
        self._wanted = ""

    def ask(self, job_id: str, take: Path, rate: Fraction) -> None:
        """Reads one take; only the last one asked for is told."""
        self._wanted = job_id
        self.post(lambda: self._read(job_id, take, rate))

    def ask_preview(self, job_id: str, path: Path) -> None:
        """Reads a preview; one that is gone, since its job has ended, is not told."""
        self.post(lambda: self._read_preview(job_id, path))

    def ask_take(self, folder: Path, rate: Fraction) -> None:
        """Reads one take of several that are looked at together; each is told."""
        self.post(lambda: self._read_take(folder, rate))

    def ask_source(self, request: RenderRequest) -> None:
        """Reads the picture of a request, framed as the model saw it."""
        self.post(lambda: self._read_source(request))

    def _read_take(self, folder: Path, rate: Fraction) -> None:
        from svd_desktop.media.masters import read_frames

        try:
            self.read_take.emit(folder, Clip("", read_frames(folder / MASTER), rate))
        except Exception as error:
            self.read_take.emit(folder, _told(error))

    def _read_source(self, request: RenderRequest) -> None:
        from numpy import asarray

        from svd_desktop.media.framing import frame
        from svd_desktop.media.images import open_image

        try:
            picture = open_image(Path(request.source), request.framing.background)
            framed = frame(picture, request.width, request.height, request.framing)
            clip = Clip("", asarray(framed)[None], Fraction(request.fps))
            self.read_source.emit(request, clip)
        except Exception as error:
            self.read_source.emit(request, _told(error))

    def _read_preview(self, job_id: str, path: Path) -> None:
        from svd_desktop.media.animations import read_animation

        with suppress(OSError):
            self.read_preview.emit(Clip(job_id, *read_animation(path)))

    def _read(self, job_id: str, take: Path, rate: Fraction) -> None:
        if job_id != self._wanted:
            return
        from svd_desktop.media.masters import read_frames

        try:
            frames = read_frames(take / MASTER)
        except SvdError as error:
            self.unreadable.emit(job_id, error.reason)
            return
        if job_id == self._wanted:
            self.read.emit(Clip(job_id, frames, rate))


def _told(error: Exception) -> Reason:
    reason = reason_of(error)
    if reason.kind == "internal":
        _log.exception("clips")
    return reason
