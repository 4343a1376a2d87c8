"""The start as a person does it: their language from the first text on, and one welcome."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import svd_desktop
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.library.inputs_file import load_inputs
from svd_desktop.library.window_lock import WindowLock
from svd_desktop.ui import start as start_module
from svd_desktop.ui.start import first, named
from tests.ui.conftest import make_picture

# Closes by itself: at the first start when the welcome is there, at others when the library is.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
import svd_desktop.ui.main as start

class Window(start.MainWindow):
    def __init__(self, session):
        super().__init__(session)
        session.opened.connect(lambda: QTimer.singleShot(0, self.tell))

    def tell(self):
        print(self.panel.render_button.text(), self.habits.welcome is not None)
        self.close()

start.MainWindow = Window
sys.exit(start.run([]))
"""


def start(home: Path) -> list[str]:
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM], capture_output=True, encoding="utf-8",
        timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    return said.stdout.split()


def test_a_start_speaks_the_persons_language_and_welcomes_once(home):
    (home / "settings.json").write_text(json.dumps({"version": 1, "language": "ko"}))
    assert start(home) == ["렌더링", "True"]
    assert start(home) == ["렌더링", "False"]
    assert json.loads((home / "settings.json").read_text())["language"] == "ko"


# Files that are opened in macOS's Finder, a folder and something that is no file among them.
OPENED = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
import svd_desktop.ui.main as start

class Window(start.MainWindow):
    def __init__(self, session):
        super().__init__(session)
        session.opened.connect(lambda: QTimer.singleShot(0, self.close))
        for name in sys.argv[1:]:
            QCoreApplication.postEvent(QCoreApplication.instance(), event(name))
        self.come_forward = lambda: print("forward")

def event(name):
    return QFileOpenEvent(QUrl(name) if ":" in name else QUrl.fromLocalFile(name))

start.MainWindow = Window
sys.exit(start.run([]))
"""


def test_files_that_come_as_events_are_inputs_as_arguments_are(home, tmp_path):
    one = make_picture(tmp_path / "pictures" / "Ein Boot & mehr.png")
    two = make_picture(tmp_path / "pictures" / "강.png")
    names = [str(two), "https://nowhere/a.png", str(one.parent)]
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", OPENED, *names], capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert said.stdout == "forward\nforward\n"
    assert [path for path, _ in load_inputs(find_folders())] == [two, one]


def run_program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "svd_desktop", *arguments],
        env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip


def test_without_a_screen_the_start_ends_with_one_sentence(home, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    said = run_program(QT_QPA_PLATFORM="xcb")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        "svd-desktop: There is no screen for the window here. "
        "Start it on a desktop, or use `svd-desktop render`.\n"
    )


def test_a_part_of_qt_that_does_not_load_is_one_sentence(home, tmp_path, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    package = tmp_path / "packages" / "PySide6"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('Qt6Core.dll is missing')")
    checkout = Path(svd_desktop.__file__).parents[1]
    said = run_program(PYTHONPATH=os.pathsep.join([str(package.parent), str(checkout)]))
    assert said.returncode == 1
    assert said.stderr == (
        "svd-desktop: A part of the program does not load: Qt6Core.dll is missing. "
        "Install SVD Desktop again.\n"
    )


def test_a_second_start_imports_nothing_of_the_window(home):
    code = (
        "import sys, svd_desktop.ui.start, svd_desktop.app.other_starts, PySide6.QtNetwork;"
        "print(*(name for name in sys.modules if 'svd_desktop.ui' in name or 'QtGui' in name))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["svd_desktop.ui", "svd_desktop.ui.start"]


@pytest.mark.parametrize(
    ("argument", "path"),
    [("a.png", "{0}/a.png"), ("./a.png", "{0}/a.png"), (".", "{0}"), ("/b/강.png", "/b/강.png"),
     ("../a.png", "{1}/a.png"), ("..", "{1}")],
)  # fmt: skip
def test_a_picture_has_one_name_from_whatever_folder_it_was_named(
    tmp_path, monkeypatch, argument, path
):
    folder = tmp_path / "pictures"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert named(argument) == Path(path.format(folder, tmp_path))


def test_a_folder_that_takes_no_lock_keeps_no_window_from_opening(home):
    folders = find_folders()
    folders.locks.rmdir()
    folders.locks.touch()
    lock = WindowLock(folders)
    assert first(lock, [])
    assert not lock.is_held


def test_a_window_that_never_comes_to_listen_is_told(home, monkeypatch):
    opening, waiting = WindowLock(find_folders()), WindowLock(find_folders())
    assert opening.acquire()
    monkeypatch.setattr(start_module, "_OPENING_SECONDS", 0.0)
    with pytest.raises(SvdError, match="open already and does not answer"):
        first(waiting, [])
    opening.release()
    assert first(waiting, [])
    waiting.release()


def test_the_window_has_the_programs_icon(home):
    code = PROGRAM.replace(
        "print(self.panel.render_button.text(), self.habits.welcome is not None)",
        "print(self.windowIcon().pixmap(64, 64).toImage().pixelColor(32, 32).name())",
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "#ffffff"
