"""Clips that are seen together, in step: what the player's view shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.clips import Clip
from svd_desktop.app.playback import Playback
from svd_desktop.core.errors import Reason


@dataclass(frozen=True)
class Pane:
    """One clip of several and what it is called; without a clip, why, or it is still being read."""

    name: str
    clip: Clip | None = None
    reason: Reason | None = None


class Panes(QObject):
    """The clip of a playback, alone. Those that show more than one clip build on it.

    With `is_wipe` the first of two lies over the second, up to `wipe` of the width.
    """

    changed = Signal()
    wiped = Signal()  # the divider has moved

    def __init__(self, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.playback = playback
        self.is_wipe = False
        self.wipe = 0.5
        playback.clip_changed.connect(self.changed)

    @property
    def panes(self) -> list[Pane]:
        clip = self.playback.clip
        return [Pane("", clip)] if clip else []

    def frame_of(self, clip: Clip) -> int:
        """The frame of a clip at the time that the playback is at; the last one after its end."""
        leader = self.playback.clip
        if leader is None:
            return 0
        passed = self.playback.frame / leader.rate
        return min(int(passed * clip.rate), len(clip.frames) - 1)

    def move_wipe(self, place: float) -> None:
        self.wipe = min(max(place, 0.0), 1.0)
        self.wiped.emit()
