"""How evenly the player shows a clip: 25 frames of 1024x576 at 30 a second, in the real window.

    python tests/benchmarks/playback.py [--seconds 60] [--ping-pong]

By hand, on a machine that does nothing else. Needs Xvfb and openbox. A frame counts as shown when
its paint has ended; it is late by what that is after the exact time at which it was due.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

FRAMES, WIDTH, HEIGHT, RATE = 25, 1024, 576, Fraction(30)
WARM_UP = 2 * FRAMES  # intervals that are not counted: the first round scales the frames
TICK_MS = 4


def main() -> None:
    from tests.desktop.conftest import Screen

    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder) / "config")
        screen.environment["SVD_DESKTOP_HOME"] = folder
        try:
            subprocess.run(
                [sys.executable, __file__, "--in-window", *sys.argv[1:]],
                env=screen.environment, check=True,
            )  # fmt: skip
        finally:
            screen.close()


def in_window(seconds: float, ping_pong: bool) -> None:
    """Opens the window over an empty library and plays."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from svd_desktop.app.clips import Clip
    from svd_desktop.app.session import Session
    from svd_desktop.ui.main_window import MainWindow
    from tests.fakes import ScriptedBackend, moving_square

    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    session = Session(lambda folders, settings: ScriptedBackend())
    window = MainWindow(session)
    window.painted.connect(session.open)
    window.closed.connect(session.shut)
    session.ended.connect(application.quit)
    clip = Clip("", moving_square(FRAMES, WIDTH, HEIGHT), RATE)
    shown: list[tuple[float, int]] = []
    watch_paints(window.stage.clip, session.watching.playback, shown)
    ticks = Ticks()

    def play() -> None:
        session.watching.playback.set_ping_pong(ping_pong)
        session.watching.playback.show(clip)
        ticks.start()
        QTimer.singleShot(round(seconds * 1000), end)

    def end() -> None:
        size = window.stage.clip.places()[0].size().toSize()
        report(shown, ping_pong, f"{size.width()}x{size.height()}")
        print(f"event loop: blocked for at most {ticks.longest_ms:.0f} ms")
        window.close()

    session.opened.connect(lambda: QTimer.singleShot(1000, play))
    window.show()
    application.exec()
    session.wait()


def watch_paints(view: Any, playback: Any, shown: list[tuple[float, int]]) -> None:
    """Notes when the first paint of each frame has ended, and which frame it was."""
    paint = type(view).paintEvent

    def painted(self: Any, event: Any) -> None:
        paint(self, event)
        if self is view and playback.clip and (not shown or shown[-1][1] != playback.frame):
            shown.append((time.perf_counter(), playback.frame))

    type(view).paintEvent = painted


class Ticks:
    """The longest time between two turns of the event loop, beyond the timer's own interval."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest_ms = 0.0
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - TICK_MS)
        self._last = now


def report(shown: list[tuple[float, int]], ping_pong: bool, size: str) -> None:
    """Against the clock that begins with the first paint: frames late, frames left out, loops."""
    period = 2 * FRAMES - 2 if ping_pong else FRAMES
    frame_seconds = float(1 / RATE)
    begun = shown[0][0]
    late = left_out = 0
    at_loop: list[float] = []
    elsewhere: list[float] = []
    places = [0]
    for (before, old), (now, new) in pairwise(shown):
        place = places[-1] + 1
        while frame_at(place, period) != new:  # frames between were never painted
            place += 1
            left_out += 1
        places.append(place)
        if place < WARM_UP:
            continue
        late += now - begun - place * frame_seconds > frame_seconds / 2
        turned = new == 0 or (ping_pong and old == FRAMES - 1)
        (at_loop if turned else elsewhere).append((now - before) * 1000)
    counted = len(at_loop) + len(elsewhere)
    print(
        f"{counted} frames at {size}: {late} ({late / counted:.2%}) late by more than half a "
        f"frame, {left_out} left out\n"
        f"interval at the loop point {mean(at_loop):.2f} ms (at most {max(at_loop):.1f}), "
        f"elsewhere {mean(elsewhere):.2f} ms (at most {max(elsewhere):.1f}); "
        f"exact {frame_seconds * 1000:.2f}"
    )


def frame_at(place: int, period: int) -> int:
    at = place % period
    return at if at < FRAMES else period - at


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--ping-pong", action="store_true")
    parser.add_argument("--in-window", action="store_true")
    options = parser.parse_args()
    if options.in_window:
        in_window(options.seconds, options.ping_pong)
    else:
        main()
