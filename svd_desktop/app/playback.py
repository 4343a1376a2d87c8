"""The clock of the player: which frame is due, exactly, for as long as it plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from svd_desktop.app.clips import Clip

_NANOSECONDS = 10**9


class Playback(QObject):
    """Loops a clip by the clock. A late tick shows the frame that is due, so that no delay adds up
    and the loop point is a frame like any other.

    `clock` tells nanoseconds.
    """

    clip_changed = Signal()
    frame_changed = Signal(int)
    playing_changed = Signal(bool)

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], int] | None = None
    ) -> None:
        super().__init__(parent)
        self._elapsed = QElapsedTimer()
        self._elapsed.start()
        self._clock = clock or self._elapsed.nsecsElapsed
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        self._origin = 0  # when frame 0 of the first round would have been shown
        self.clip: Clip | None = None
        self.frame = 0
        self.playing = False
        self.autoplay = True  # off where nothing shall move by itself

    @property
    def frames(self) -> int:
        return len(self.clip.frames) if self.clip else 0

    def show(self, clip: Clip | None) -> None:
        """Takes another clip from its first frame, playing; or none."""
        self._stop()
        self.clip = clip
        self.frame = 0
        self.clip_changed.emit()
        self.frame_changed.emit(0)
        if clip and self.autoplay:
            self.play()

    def replace(self, clip: Clip) -> None:
        """Takes a better version of the clip that it shows, and goes on where it is."""
        if self.clip is None or len(clip.frames) != self.frames or clip.rate != self.clip.rate:
            self.show(clip)
            return
        self.clip = clip
        self.clip_changed.emit()

    def play(self) -> None:
        if self.clip is None or self.playing:
            return
        self._origin = self._clock() - self._due(self.frame)
        self._set_playing(True)
        self.tick()

    def pause(self) -> None:
        self._stop()

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def step(self, by: int) -> None:
        """Pauses and moves by frames, around the end."""
        if self.frames:
            self._stop()
            self._set_frame((self.frame + by) % self.frames)

    def seek(self, frame: int) -> None:
        """Pauses at a frame."""
        if self.frames:
            self._stop()
            self._set_frame(min(max(frame, 0), self.frames - 1))

    def tick(self) -> None:
        """Shows the frame that is due now and sleeps until the next."""
        if self.clip is None or not self.playing:
            return
        elapsed = self._clock() - self._origin
        rate = self.clip.rate
        due = elapsed * rate.numerator // (rate.denominator * _NANOSECONDS)
        self._set_frame(due % self.frames)
        wait = self._due(due + 1) - elapsed
        self._timer.start(-(-wait // 1_000_000))  # rounded up: too early would show the old frame

    def _due(self, count: int) -> int:
        """Nanoseconds from the origin at which frame `count`, over all rounds, is shown."""
        assert self.clip is not None
        rate = self.clip.rate
        return -(-count * rate.denominator * _NANOSECONDS // rate.numerator)

    def _set_frame(self, frame: int) -> None:
        if frame != self.frame:
            self.frame = frame
            self.frame_changed.emit(frame)

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

    def _stop(self) -> None:
        self._timer.stop()
        self._set_playing(False)
