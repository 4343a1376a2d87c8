"""Two to four takes, played in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from svd_desktop.app.clips import Clip, ClipReader
from svd_desktop.app.panes import Pane, Panes
from svd_desktop.app.playback import Playback
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import RenderRequest

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class TakeRef:
    """A take on disk, what it is called under its picture, and its rate in frames a second."""

    folder: Path
    name: str
    rate: Fraction


def take_ref(folder: Path, request: RenderRequest, rate: Fraction | None = None) -> TakeRef:
    """A take named by its picture and its seed; plays at `rate`, or as it was conditioned."""
    text = QCoreApplication.translate("comparison", "{0}  ·  seed {1}")
    name = text.format(Path(request.source).name, request.seed)
    return TakeRef(folder, name, rate or Fraction(request.fps))


class Comparison(Panes):
    """The takes that are compared, on the player's own clock: its keys and its strip work for all.

    The clip that lasts longest sets the clock, so that none is cut off; the others wait for it at
    their last frame.
    """

    began = Signal()
    left = Signal()  # because the person was done with it
    refused = Signal(object)  # the Reason

    def __init__(
        self, playback: Playback, reader: ClipReader, parent: QObject | None = None
    ) -> None:
        super().__init__(playback, parent)
        self._reader = reader
        self._panes: list[Pane] = []
        self.takes: tuple[TakeRef, ...] = ()
        reader.read_take.connect(self._on_read)

    @property
    def panes(self) -> list[Pane]:
        return self._panes

    def show(self, takes: Sequence[TakeRef]) -> None:
        """Reads two to four takes, and plays them together once all are there."""
        if not FEWEST <= len(takes) <= MOST:
            message = self.tr("Two to four finished clips can be compared.")
            self.refused.emit(Reason("request", message, self.tr("Select them with Ctrl held.")))
            return
        self.takes = tuple(takes)
        self._panes = [Pane(take.name) for take in self.takes]
        self.is_wipe = self.is_wipe and self.can_wipe
        self.began.emit()
        self.playback.show(None)
        for take in self.takes:
            self._reader.ask_take(take.folder, take.rate)

    @property
    def can_wipe(self) -> bool:
        return len(self.takes) == 2

    def set_wipe(self, wipe: bool) -> None:
        self.is_wipe = wipe and self.can_wipe
        self.changed.emit()

    def leave(self) -> None:
        if self.takes:
            self.clear()
            self.left.emit()

    def clear(self) -> None:
        """Something else is to be watched."""
        if self.takes:
            self.takes = ()
            self._panes = []
            self.changed.emit()

    def _on_read(self, folder: Path, result: Clip | Reason) -> None:
        for number, take in enumerate(self.takes):
            if take.folder == folder:
                self._panes[number] = (
                    Pane(take.name, result)
                    if isinstance(result, Clip)
                    else Pane(take.name, reason=result)
                )
        if not self.takes or any(pane.clip is None and not pane.reason for pane in self._panes):
            return
        clips = [pane.clip for pane in self._panes if pane.clip]
        longest = max(clips, key=lambda clip: len(clip.frames) / clip.rate, default=None)
        self.playback.show(longest)
