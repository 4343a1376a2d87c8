"""The clock of the player: which frame is due, exactly, for as long as it plays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from svd_desktop.app.clips import Clip

SPEEDS = (Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2))
_NANOSECONDS = 10**9


class Playback(QObject):
    """Loops a clip by the clock. A late tick shows the frame that is due, so that no delay adds up
    and the loop point is a frame like any other.

    A round is the clip's frames; with `ping_pong` it is there and back, its ends shown once.
    `autoplay` False waits for the person to start a clip. `clock` tells nanoseconds.
    """

    clip_changed = Signal()
    frame_changed = Signal(int)
    playing_changed = Signal(bool)
    speed_changed = Signal()
    ping_pong_changed = Signal(bool)

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
        self._origin = 0  # when a round that is played whole would have begun
        self._place = 0  # in the round; the frame, on the way there
        self._direction = 1
        self.clip: Clip | None = None
        self.frame = 0
        self.playing = False
        self.autoplay = True
        self.speed = Fraction(1)
        self.ping_pong = False

    @property
    def frames(self) -> int:
        return len(self.clip.frames) if self.clip else 0

    def show(self, clip: Clip | None) -> None:
        """Takes another clip from its first frame, playing; or none."""
        self._stop()
        self.clip = clip
        self.frame = self._place = 0
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

    def play(self, direction: int = 1) -> None:
        """Goes on from the frame that is shown: forwards, or with -1 backwards."""
        if self.clip is None or (self.playing and direction == self._direction):
            return
        self._direction = direction
        self._begin()
        self._set_playing(True)
        self.tick()

    def pause(self) -> None:
        self._stop()

    def toggle(self) -> None:
        self.pause() if self.playing else self.play()

    def shuttle(self, direction: int) -> None:
        """As J and L in an editor: plays that way; when it does already, faster."""
        if self.playing and direction == self._direction:
            self.set_speed(min((s for s in SPEEDS if s > self.speed), default=SPEEDS[-1]))
            return
        if self.playing:
            self._end_haste()
        self.play(direction)

    def halt(self) -> None:
        """As K in an editor: pauses, and what plays next is not hurried."""
        self._stop()
        self._end_haste()

    def set_speed(self, speed: Fraction) -> None:
        if speed != self.speed:
            self.speed = speed
            self._restart()
            self.speed_changed.emit()

    def set_ping_pong(self, ping_pong: bool) -> None:
        if ping_pong != self.ping_pong:
            self.ping_pong = ping_pong
            self._place = self.frame
            self._restart()
            self.ping_pong_changed.emit(ping_pong)

    def step(self, by: int) -> None:
        """Pauses and moves by frames, around the end."""
        if self.frames:
            self._stop()
            self._go((self.frame + by) % self.frames)

    def seek(self, frame: int) -> None:
        """Pauses at a frame."""
        if self.frames:
            self._stop()
            self._go(min(max(frame, 0), self.frames - 1))

    def tick(self) -> None:
        """Shows the frame that is due now and sleeps until the next."""
        if self.clip is None or not self.playing:
            return
        elapsed = self._clock() - self._origin
        rate = self._rate()
        due = elapsed * rate.numerator // (rate.denominator * _NANOSECONDS)
        self._go(self._direction * due % self._round())
        wait = self._due(due + 1) - elapsed
        self._timer.start(-(-wait // 1_000_000))  # rounded up: too early would show the old frame

    def _round(self) -> int:
        """Places until it begins again: both ends are turned at and not stopped at."""
        return max(1, 2 * self.frames - 2) if self.ping_pong else self.frames

    def _rate(self) -> Fraction:
        assert self.clip is not None
        return self.clip.rate * self.speed

    def _due(self, count: int) -> int:
        """Nanoseconds from the origin at which place `count`, over all rounds, is shown."""
        rate = self._rate()
        return -(-count * rate.denominator * _NANOSECONDS // rate.numerator)

    def _begin(self) -> None:
        """Sets the clock so that the place shown is due from now on."""
        self._origin = self._clock() - self._due(self._direction * self._place % self._round())

    def _restart(self) -> None:
        if self.playing:
            self._begin()
            self.tick()

    def _go(self, place: int) -> None:
        self._place = place
        frame = place if place < self.frames else self._round() - place
        if frame != self.frame:
            self.frame = frame
            self.frame_changed.emit(frame)

    def _end_haste(self) -> None:
        self.set_speed(min(self.speed, Fraction(1)))

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

    def _stop(self) -> None:
        self._timer.stop()
        self._set_playing(False)
