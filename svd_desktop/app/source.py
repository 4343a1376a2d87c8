"""The picture that a clip was made from, as the model saw it, next to the clip."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject

from svd_desktop.app.clips import Clip, ClipReader
from svd_desktop.app.panes import Pane, Panes
from svd_desktop.app.playback import Playback
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import RenderRequest

SourceMode = Literal["off", "beside", "wipe"]


class SourcePicture(Panes):
    """The clip of a playback and, when wished for, its source: a clip of one frame.

    Nothing is read before somebody wants to see it.
    """

    def __init__(
        self, playback: Playback, reader: ClipReader, parent: QObject | None = None
    ) -> None:
        super().__init__(playback, parent)
        self._reader = reader
        self._request: RenderRequest | None = None
        self._picture: Pane | None = None
        self.mode: SourceMode = "off"
        reader.read_source.connect(self._on_read)

    @property
    def panes(self) -> list[Pane]:
        clips = super().panes
        if not clips or self.mode == "off" or self._request is None:
            return clips
        waiting = Pane(self.tr("Source"))
        return [Pane(self.tr("Clip"), clips[0].clip), self._picture or waiting]

    def follow(self, request: RenderRequest | None) -> None:
        """The request of the clip that is played next."""
        if request != self._request:
            self._request = request
            self._picture = None
            self._ask()

    def set_mode(self, mode: SourceMode) -> None:
        self.mode = mode
        self.is_wipe = mode == "wipe"
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        if self._request and self.mode != "off" and self._picture is None:
            self._reader.ask_source(self._request)

    def _on_read(self, request: RenderRequest, result: Clip | Reason) -> None:
        if request != self._request:
            return
        name = self.tr("Source")
        if isinstance(result, Clip):
            self._picture = Pane(name, result)
        else:
            self._picture = Pane(name, reason=result)
        self.changed.emit()
