"""Which picture's framing is being changed, and what moving and scaling its crop means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.inputs_model import CROP, InputsModel
from svd_desktop.app.pictures import Picture, PictureReader
from svd_desktop.core.crop import Box, crop_box, enlargement
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import MAX_ZOOM, Framing, FramingMode


class FramingEditor(QObject):
    """The framing itself is the input's. Lengths are pixels of the whole picture.

    `picture` is None while it is being read, and when `reason` says why it cannot be.
    """

    changed = Signal()  # the picture, its framing, or the clip's size
    path_changed = Signal()  # another picture, or none

    def __init__(
        self,
        inputs: InputsModel,
        settings: ClipSettings,
        reader: PictureReader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._inputs = inputs
        self._settings = settings
        self._reader = reader
        self.path: Path | None = None
        self.picture: Picture | None = None
        self.reason: Reason | None = None
        reader.read.connect(self._on_read)
        reader.unreadable.connect(self._on_unreadable)
        inputs.dataChanged.connect(self._on_data)
        inputs.rowsRemoved.connect(self._on_removed)

    @property
    def clip(self) -> tuple[int, int]:
        return self._settings.size

    @property
    def framing(self) -> Framing:
        assert self.path is not None
        return self._inputs.framing(self.path)

    @property
    def box(self) -> Box | None:
        """What a crop shows of the picture."""
        if self.picture is None:
            return None
        return crop_box(self.picture.size, *self.clip, self.framing)

    @property
    def enlargement(self) -> float:
        """Pixels of the clip for one of the picture."""
        assert self.picture is not None
        return enlargement(self.picture.size, *self.clip, self.framing)

    def open(self, path: Path) -> None:
        if path != self.path:
            self.path, self.picture, self.reason = path, None, None
            self._reader.ask(path)
            self.path_changed.emit()

    def close(self) -> None:
        if self.path is not None:
            self.path = self.picture = self.reason = None
            self._reader.ask(None)
            self.path_changed.emit()

    def set_mode(self, mode: FramingMode) -> None:
        self._set(replace(self.framing, mode=mode))

    def reset(self) -> None:
        """The largest crop, in the middle."""
        self._set(replace(self.framing, focus=(0.5, 0.5), zoom=1.0))

    def move(self, right: float, down: float) -> None:
        """Moves the crop, as far as the picture goes."""
        if self.box is not None:
            left, top, end, bottom = self.box
            self._set_crop((left + end) / 2 + right, (top + bottom) / 2 + down, self.framing.zoom)

    def scale(self, factor: float) -> None:
        """Makes the crop larger or smaller around its middle."""
        if self.box is not None:
            left, top, end, bottom = self.box
            self._set_crop((left + end) / 2, (top + bottom) / 2, self.framing.zoom / factor)

    def drag_corner(self, fixed: tuple[float, float], to: tuple[float, float]) -> None:
        """The largest crop within the picture from the corner `fixed` towards `to`."""
        if self.picture is None:
            return
        size = self.picture.size
        left, top, end, bottom = crop_box(size, *self.clip, Framing())
        whole = end - left, bottom - top
        signs = [1 if to[axis] > fixed[axis] else -1 for axis in (0, 1)]
        room = [size[axis] - fixed[axis] if signs[axis] > 0 else fixed[axis] for axis in (0, 1)]
        wanted = max(abs(to[axis] - fixed[axis]) / whole[axis] for axis in (0, 1))
        share = min(wanted, 1, room[0] / whole[0], room[1] / whole[1])
        share = max(share, 1 / MAX_ZOOM)
        middle = [fixed[axis] + signs[axis] * share * whole[axis] / 2 for axis in (0, 1)]
        self._set_crop(middle[0], middle[1], 1 / share)

    def _set_crop(self, across: float, down: float, zoom: float) -> None:
        """Keeps the middle where the crop then is, so that it moves back at once from an edge."""
        assert self.picture is not None
        width, height = self.picture.size
        focus = (min(max(across / width, 0), 1), min(max(down / height, 0), 1))
        zoom = min(max(zoom, 1), MAX_ZOOM)
        wanted = replace(self.framing, mode="crop", focus=focus, zoom=zoom)
        left, top, end, bottom = crop_box(self.picture.size, *self.clip, wanted)
        focus = (min((left + end) / 2 / width, 1), min((top + bottom) / 2 / height, 1))
        self._set(replace(wanted, focus=focus))

    def _set(self, framing: Framing) -> None:
        if self.path is not None:
            self._inputs.set_framing(self.path, framing)

    def _on_read(self, picture: Picture) -> None:
        if picture.path == self.path:
            self.picture = picture
            self.changed.emit()

    def _on_unreadable(self, path: Path, reason: Reason) -> None:
        if path == self.path:
            self.reason = reason
            self.changed.emit()

    def _on_data(self, first: object, last: object, roles: list[int]) -> None:
        if self.path is not None and CROP in roles:
            self.changed.emit()

    def _on_removed(self) -> None:
        if self.path is not None and self._inputs.row(self.path) < 0:
            self.close()
