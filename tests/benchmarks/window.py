"""How quick the window is: its first frame, its event loop under load, a thousand pictures.

By hand, on a machine that does nothing else: `python tests/benchmarks/window.py`. Needs Xvfb and
openbox. Every figure comes from the real window on that screen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

TICK_MS = 8
LATE_MS = 17
STARTS = 7
PICTURES = 1000
FORBIDDEN = ("torch", "diffusers", "transformers")


def main() -> None:
    from tests.desktop.conftest import Screen

    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder) / "config")
        screen.environment["SVD_DESKTOP_HOME"] = folder
        try:
            first_frame(screen)
            for part in ("render", "pictures"):
                done = subprocess.run(
                    [sys.executable, __file__, part, folder], env=screen.environment, check=True,
                    capture_output=True, text=True,
                )  # fmt: skip
                print(done.stdout, end="")
        finally:
            screen.close()


def first_frame(screen: Any) -> None:
    """From the start of the process to the first frame on the screen, without the first start."""
    seconds = []
    for _ in range(STARTS + 1):
        begun = time.time()
        done = subprocess.run(
            [sys.executable, __file__, "start", str(begun)], env=screen.environment, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        told = json.loads(done.stdout)
        assert not told["forbidden"], told
        seconds.append(told["seconds"])
    again = sorted(seconds[1:])
    print(
        f"first frame: {again[len(again) // 2]:.2f} s (median of {STARTS}, {again[0]:.2f} to "
        f"{again[-1]:.2f}; the very first start {seconds[0]:.2f}); "
        f"{', '.join(FORBIDDEN)} not imported"
    )


def start(begun: float) -> None:
    """The program as a person starts it, closed a while after its first frame."""
    from PySide6.QtCore import QTimer

    from svd_desktop.ui import main as program

    class Watched(program.MainWindow):
        def __init__(self, session: Any) -> None:
            super().__init__(session)
            self.painted.connect(self._tell)
            session.opened.connect(lambda: QTimer.singleShot(300, self._end))

        def _tell(self) -> None:
            self.seconds = time.time() - begun

        def _end(self) -> None:
            forbidden = [name for name in FORBIDDEN if name in sys.modules]
            print(json.dumps({"seconds": self.seconds, "forbidden": forbidden}))
            self.close()

    program.MainWindow = Watched  # type: ignore[misc]
    sys.argv = ["svd-desktop"]
    from svd_desktop.__main__ import main as whole

    sys.exit(whole())


class Ticks:
    """An 8 ms timer in the window's event loop, and how late each of its ticks came."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def __str__(self) -> str:
        on_time = sum(late < LATE_MS for late in self.late_ms) / len(self.late_ms)
        return (
            f"{len(self.late_ms)} ticks of {TICK_MS} ms, at most {max(self.late_ms):.0f} ms late, "
            f"{on_time:.3%} less than {LATE_MS} ms late"
        )


def in_window(use: Callable[[Any, Any, Callable[[], None]], None]) -> None:
    """Opens the window with the real backend and calls `use(window, session, close)`."""
    from PySide6.QtWidgets import QApplication

    from svd_desktop.app.session import Session
    from svd_desktop.ui.main import _process_backend
    from svd_desktop.ui.main_window import MainWindow

    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    session = Session(_process_backend)
    window = MainWindow(session)
    window.painted.connect(session.open)
    window.closed.connect(session.shut)
    session.ended.connect(application.quit)
    session.opened.connect(lambda: use(window, session, window.close))
    window.show()
    application.exec()
    session.wait()


def render(window: Any, session: Any, close: Callable[[], None]) -> None:
    """The event loop from Render, through load, steps and decode, to two seconds of playback."""
    from PySide6.QtCore import QTimer

    from svd_desktop.models.resources import resource

    ticks = Ticks()
    begun = time.perf_counter()

    def report() -> None:
        ticks.stop()
        job = session.queue.job(session.watching.job_id)
        seconds = time.perf_counter() - begun
        print(f"load and render ({seconds:.0f} s, {job.state.value}): {ticks}")
        close()

    session.watching.playback.clip_changed.connect(
        lambda: QTimer.singleShot(2000, report) if session.watching.playback.clip else None
    )
    ticks.start()
    session.render([resource("samples", "rocket.jpg")])


def pictures(window: Any, session: Any, close: Callable[[], None]) -> None:
    """A thousand photographs of 12 megapixels dropped at once."""
    import psutil
    from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    paths = make_pictures(Path(sys.argv[2]) / "photographs")
    process = psutil.Process()
    before = process.memory_info().rss
    ticks = Ticks()
    decoded = 0
    peak = before
    begun = time.perf_counter()
    first = 0.0

    def count() -> None:
        nonlocal decoded, peak, first
        decoded += 1
        first = first or time.perf_counter() - begun
        if decoded % 20 == 0:
            peak = max(peak, process.memory_info().rss)
        if decoded == PICTURES:
            ticks.stop()
            seconds = time.perf_counter() - begun
            print(
                f"{PICTURES} pictures of 12 megapixels: event loop blocked for at most "
                f"{max(ticks.late_ms) + TICK_MS:.0f} ms ({ticks}); first thumbnail after "
                f"{first:.2f} s, all after {seconds:.0f} s; memory {before / 2**20:.0f} MiB "
                f"before, {peak / 2**20:.0f} MiB at most"
            )
            close()

    session._thumbnails._decoded.connect(count)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy = QPointF(50, 50), Qt.DropAction.CopyAction
    held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ticks.start()
    QApplication.sendEvent(window, QDragEnterEvent(where.toPoint(), copy, data, *held))
    QApplication.sendEvent(window, QDropEvent(where, copy, data, *held))


def make_pictures(folder: Path) -> list[Path]:
    """Ten different photographs under a thousand names."""
    from PIL import Image

    from svd_desktop.models.resources import resource

    folder.mkdir()
    with Image.open(resource("samples", "rocket.jpg")) as photograph:
        large = photograph.convert("RGB").resize((4000, 3000))
    originals = []
    for number in range(10):
        originals.append(folder / f"original-{number}.jpg")
        large.rotate(number).save(originals[-1], quality=90)
    paths = [folder / f"{number:04}.jpg" for number in range(PICTURES)]
    for number, path in enumerate(paths):
        os.link(originals[number % 10], path)
    return paths


if __name__ == "__main__":
    if sys.argv[1:2] == ["start"]:
        start(float(sys.argv[2]))
    elif sys.argv[1:2] == ["render"]:
        in_window(render)
    elif sys.argv[1:2] == ["pictures"]:
        in_window(pictures)
    else:
        main()
