"""Pictures of every view of the real window: `screenshots.py FOLDER [TAKE …] [--keep]`.

Needs Xvfb, openbox and ImageMagick. With folders of takes, made from any pictures that are still in
their places, those are what is watched, compared and listed; without, a slow zoom into the sample
photograph stands in for them, and such pictures must not be shown as what a model made. `--keep`
puts small copies into resources/screenshots; `--look` takes one look of several.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

KEPT = ROOT / "resources" / "screenshots"
_FIRST = "finished-dark.png"  # the README's first picture, kept as window.png
_MOST_BYTES = 120_000  # of a picture in the repository
_SECONDS = 120  # for a view, torch's import included


@dataclass(frozen=True)
class Look:
    name: str
    screen: str = "1280x800"
    window: str = "1280x780"
    scheme: str = "light"
    language: str = "en"
    scale: float = 1
    kept: bool = True


LOOKS = (
    Look("dark", scheme="dark"),
    Look("light"),
    Look("korean", language="ko"),
    Look("double", screen="2560x1600", scale=2, kept=False),
    Look("large", screen="2560x1440", window="2560x1420", scheme="dark", kept=False),
)


def main() -> None:
    asked = _arguments()
    folder = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.gettempdir(), "SVD Desktop")  # its name can be read in the pictures
    for look in LOOKS:
        if asked.look and look.name not in asked.look:
            continue
        home.mkdir()
        try:
            for picture in _pictures(look, home, folder, asked.takes):
                sys.stdout.write(f"{picture}\n")
                if asked.keep and look.kept:
                    first = picture.name == _FIRST
                    _keep(picture, KEPT / ("window.png" if first else picture.name))
        finally:
            shutil.rmtree(home)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("takes", type=Path, nargs="*", metavar="TAKE")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--look", action="append", choices=[look.name for look in LOOKS])
    return parser.parse_args()


def _pictures(look: Look, home: Path, folder: Path, takes: list[Path]):
    """Yields the picture of each view, while the window goes through them."""
    from tests.desktop.conftest import Screen

    screen = Screen(home / "config", look.screen)
    # Of the platform themes, this one changes its scheme when asked, without a desktop.
    screen.environment |= {
        "SVD_DESKTOP_HOME": str(home),
        "QT_SCALE_FACTOR": str(look.scale),
        "QT_QPA_PLATFORMTHEME": "gnome",
        "QT_LOGGING_RULES": "qt.qpa.theme*=false",
    }
    try:
        window = screen.program(sys.executable, __file__, "--window", look.name, *takes)
        while view := screen.line(window, _SECONDS):
            target = folder / f"{view}-{look.name}.png"
            subprocess.run(
                ["import", "-window", "root", target], env=screen.environment, check=True
            )
            yield target
            window.stdin.write(b"\n")
    finally:
        screen.close()


def _keep(picture: Path, target: Path) -> None:
    """In as many colours as its size allows: text stays sharp, where JPEG would blur it."""
    for colors in (256, 128, 64):
        subprocess.run(
            ["convert", picture, "-dither", "None", "-colors", str(colors), f"PNG8:{target}"],
            check=True,
        )
        if target.stat().st_size < _MOST_BYTES:
            break


def show_window(look: Look, takes: list[Path]) -> None:
    """Runs in the window's process: goes through the views, stops at each for its picture."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from svd_desktop.app.session import Session
    from svd_desktop.app.translations import install_language
    from svd_desktop.backends.describe import describe_engine
    from svd_desktop.core.settings import Settings
    from svd_desktop.ui.main_window import MainWindow
    from tests.desktop.tour import Tour
    from tests.fakes import ScriptedBackend

    application = QApplication(sys.argv[:1])
    application.setApplicationDisplayName("SVD Desktop")
    application.setQuitOnLastWindowClosed(False)
    install_language(application, look.language)
    backend = ScriptedBackend()
    settings = Settings(scheme=look.scheme, language=look.language, welcomed=True)
    session = Session(lambda folders, settings: backend, settings, describe_engine)
    window = MainWindow(session)
    window.painted.connect(session.open)
    window.closed.connect(session.shut)
    session.ended.connect(application.quit)
    window.resize(*map(int, look.window.split("x")))
    window.show()
    views = Tour(window, session, backend, takes).views()
    timer = QTimer()

    def go_on() -> None:
        """One view after the other, each as soon as its condition holds and it is painted."""
        try:
            held = next(views)
        except StopIteration:
            timer.stop()
            window.close()
            return
        if isinstance(held, str):
            QApplication.sync()
            sys.stdout.write(held + "\n")
            sys.stdout.flush()
            sys.stdin.readline()

    timer.timeout.connect(go_on)
    timer.start(50)
    application.exec()
    session.wait()


if __name__ == "__main__":
    if sys.argv[1] == "--window":
        chosen = next(look for look in LOOKS if look.name == sys.argv[2])
        show_window(chosen, [Path(name) for name in sys.argv[3:]])
    else:
        main()
