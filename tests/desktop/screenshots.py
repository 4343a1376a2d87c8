"""Pictures of the real window in its states, to be looked at: `screenshots.py FOLDER [TAKE]`.

Needs Xvfb, openbox and ImageMagick. With a take of 14 frames, made from the sample photograph, its
frames are in the player; without one a slow zoom into the photograph stands in for them, and such
a picture must not be shown as what a model made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from svd_desktop.core.errors import Reason  # noqa: E402
from svd_desktop.core.events import Preview, Started  # noqa: E402
from svd_desktop.core.jobs import JobState  # noqa: E402
from svd_desktop.core.takes import MASTER  # noqa: E402
from svd_desktop.media.animations import write_animation  # noqa: E402
from svd_desktop.media.masters import read_frames  # noqa: E402
from svd_desktop.models.resources import resource  # noqa: E402

SAMPLE = resource("samples", "rocket.jpg")


@dataclass(frozen=True)
class Look:
    name: str
    screen: str = "1280x800"
    window: str = "1280x780"
    dark: bool = False
    scale: float = 1


LOOKS = (
    Look("light"),
    Look("dark", dark=True),
    Look("double", screen="2560x1600", window="1280x780", scale=2),
    Look("large", screen="2560x1440", window="2560x1420", dark=True),
)


def main(folder: Path, take: str) -> None:
    from tests.desktop.conftest import Screen

    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.gettempdir(), "SVD Desktop")  # its name can be read in the pictures
    for look in LOOKS:
        home.mkdir()
        try:
            screen = Screen(home / "config", look.screen)
            # Of the platform themes, this one changes its scheme when asked, without a desktop.
            screen.environment |= {
                "SVD_DESKTOP_HOME": str(home),
                "QT_SCALE_FACTOR": str(look.scale),
                "QT_QPA_PLATFORMTHEME": "gnome",
            }
            try:
                window = screen.program(sys.executable, __file__, "--window", look.name, take)
                while shot := screen.line(window):
                    target = folder / f"{shot}-{look.name}.png"
                    subprocess.run(
                        ["import", "-window", "root", target], env=screen.environment, check=True
                    )
                    window.stdin.write(b"\n")
            finally:
                screen.close()
        finally:
            shutil.rmtree(home)


def show_window(look: Look, take: str) -> None:
    """Runs in the window's process: goes through the states, stops at each for its picture."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import Qt
    from PySide6.QtWidgets import QApplication

    from svd_desktop.app.session import Session
    from svd_desktop.ui.main_window import MainWindow
    from tests.fakes import ScriptedBackend

    application = QApplication(sys.argv)
    application.setApplicationDisplayName("SVD Desktop")
    application.setQuitOnLastWindowClosed(False)
    if look.dark:
        application.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    backend = ScriptedBackend()
    session = Session(lambda folders, settings: backend)
    window = MainWindow(session)
    window.painted.connect(session.open)
    window.closed.connect(session.shut)
    session.ended.connect(application.quit)
    window.resize(*map(int, look.window.split("x")))
    window.show()
    states = walk(window, session, backend, take)
    timer = QTimer()

    def go_on() -> None:
        """One state after the other, each as soon as its condition holds and it is painted."""
        try:
            held = next(states)
        except StopIteration:
            timer.stop()
            window.close()
            return
        if isinstance(held, str):
            window.repaint()
            QApplication.sync()
            sys.stdout.write(held + "\n")
            sys.stdout.flush()
            sys.stdin.readline()

    timer.timeout.connect(go_on)
    timer.start(50)
    application.exec()
    session.wait()


def walk(window, session, backend, take: str) -> Iterator[str | None]:
    """Yields None while it waits and the name of a picture when there is one to take."""

    def until(holds: Callable[[], bool]) -> Iterator[None]:
        while not holds():
            yield None
        for _ in range(6):  # what was asked of the views is painted
            yield None

    yield from until(lambda: window.isActiveWindow())
    yield "empty"
    with tempfile.TemporaryDirectory() as folder:
        holiday = Path(folder, "Holiday")
        holiday.mkdir()
        pictures = [holiday / name for name in ("harbour.jpg", "night.jpg", "old scan.tif")]
        with Image.open(SAMPLE) as photograph:
            photograph.rotate(180).save(pictures[0])
            photograph.resize((400, 500)).convert("L").save(pictures[1])
        pictures[2].write_bytes(b"II*\0")
        session.add_inputs([SAMPLE, *pictures])
        yield from until(lambda: len(session.inputs.readable()) == 3)
        session.render([pictures[1]])
        yield from until(lambda: bool(backend.orders))
        backend.fail(
            Reason("memory", "It needs 7.5 GiB, 6.1 are free.", "Close X, or use 768x448.")
        )
        yield from until(lambda: bool(session.queue.in_state(JobState.FAILED)))
        yield "failed"
        session.render([SAMPLE, pictures[0]])
        yield from until(lambda: len(backend.orders) == 2)
        backend.say(Started(backend.order.job, "cpu", {}))
        backend.progress("denoise", 5, 8, seconds_left=23)
        yield from until(lambda: session.memory.told > 0)
        yield "rendering"
        frames = read_frames(Path(take) / MASTER) if take else zoom(14)
        small = Path(tempfile.mkdtemp()) / "preview.gif"
        write_animation(frames[:, ::4, ::4], 7, small)  # of a latent's size, as the engine's
        backend.say(Preview(backend.order.job, str(small)))
        yield from until(lambda: session.preview.clip is not None)
        yield "preview"
        backend.finish(frames)
        yield from until(lambda: len(backend.orders) == 3)
        backend.progress("denoise", 1, 8, seconds_left=61)
        done = session.queue.in_state(JobState.DONE)[0]
        session.watch(done.id)
        yield from until(lambda: session.playback.clip is not None)
        session.playback.seek(5)
        yield from until(lambda: session.playback.frame == 5)
        yield "finished"


def zoom(count: int) -> np.ndarray:
    """The sample photograph, slowly nearer: uint8 [F, 288, 512, 3]."""
    with Image.open(SAMPLE) as photograph:
        picture = photograph.convert("RGB")
    width, height = picture.width, picture.width * 9 // 16
    top = (picture.height - height) // 2
    frames = []
    for number in range(count):
        inset = number / count * 0.12
        box = (
            width * inset / 2, top + height * inset / 2,
            width * (1 - inset / 2), top + height * (1 - inset / 2),
        )  # fmt: skip
        frames.append(picture.resize((512, 288), Image.Resampling.LANCZOS, box))
    return np.stack([np.asarray(frame) for frame in frames])


if __name__ == "__main__":
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.theme*=false")
    if sys.argv[1] == "--window":
        show_window(next(look for look in LOOKS if look.name == sys.argv[2]), sys.argv[3])
    else:
        main(Path(sys.argv[1]), "".join(sys.argv[2:3]))
