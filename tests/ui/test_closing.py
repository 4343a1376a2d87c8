"""What was accepted before the window closed is in the next one, once, however late it came."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.core.jobs import Job
from svd_desktop.core.settings import Settings
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.inputs_file import load_inputs, save_inputs
from svd_desktop.library.settings_file import save_settings
from svd_desktop.library.window_lock import WindowLock
from svd_desktop.ui.main import take_other_starts
from tests.app.test_other_starts import start
from tests.fakes import ScriptedBackend
from tests.made import publish_take, request, take
from tests.ui.conftest import OpenWindow, close, drop, drop_files, make_picture

# Brings pictures when the library is open, and ends the program at once, as a desktop does.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import svd_desktop.ui.main as start

class Window(start.MainWindow):
    def __init__(self, session):
        super().__init__(session)
        self.session = session
        session.opened.connect(self.tell)

    def tell(self):
        self.session.arrivals.add([Path(name) for name in sys.argv[1:]])
        QApplication.exit()

start.MainWindow = Window
sys.exit(start.run([]))
"""


def kept() -> list[Path]:
    return [path for path, _ in load_inputs(find_folders())]


def queued() -> list[Job]:
    with open_library(find_folders()) as db:
        return jobs.listed(db)


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    return [make_picture(tmp_path / "pictures" / f"{number}.png") for number in range(3)]


def test_what_comes_in_the_moment_of_closing_is_in_the_next_window_once(
    open_window: OpenWindow, pictures: list[Path], qtbot: QtBot
) -> None:
    window = open_window()
    window.session_for_test.arrivals.add([pictures[1], pictures[0].parent])
    close(window, qtbot)
    assert kept() == [pictures[1], pictures[0], pictures[2]]
    assert open_window().session_for_test.inputs.readable() == kept()


def test_what_comes_before_the_list_was_read_joins_it_though_the_window_is_closing(
    home: Path, backend: ScriptedBackend, pictures: list[Path], qtbot: QtBot
) -> None:
    save_inputs(find_folders(), [(pictures[0], None)])
    session = Session(lambda folders, settings: backend)
    session.open()
    session.arrivals.add(pictures)
    with qtbot.waitSignal(session.ended):
        session.shut()
    assert sorted(kept()) == pictures


def test_a_drop_on_the_queue_in_the_moment_of_closing_is_queued(
    open_window: OpenWindow, pictures: list[Path], qtbot: QtBot
) -> None:
    window = open_window()
    window.session_for_test.arrivals.finder.look_in(pictures, to_queue=True)
    close(window, qtbot)
    assert [Path(job.request.source) for job in queued()] == pictures


def test_a_picture_pasted_in_the_moment_of_closing_is_an_input(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    data = QMimeData()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    data.setImageData(image)
    drop(window, data)
    close(window, qtbot)
    (path,) = kept()
    assert path.is_file()


def test_settings_that_come_in_the_moment_of_closing_are_in_the_next_window(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    drop_files(window, publish_take(tmp_path / "take", take(request=request(fps=12))))
    close(window, qtbot)
    assert open_window().session_for_test.settings.value("fps") == 12


def test_a_disk_that_does_not_answer_keeps_no_other_window_waiting(
    open_window: OpenWindow, pictures: list[Path], monkeypatch, qtbot: QtBot
) -> None:
    reached, free = Event(), Event()

    def hang(path: Path) -> None:
        reached.set()
        free.wait()

    monkeypatch.setattr("svd_desktop.media.remade.made_here", hang)
    window = open_window()
    session = window.session_for_test
    session.arrivals.patience_ms = session.arrivals.finder.grace_seconds = 0
    lock = WindowLock(find_folders())
    assert lock.acquire()
    session.written.connect(lock.release)
    session.arrivals.add(pictures)
    session.arrivals.finder.look_in(pictures[:1], to_queue=True)
    late = session.arrivals.finder.found
    session.arrivals.told.connect(lambda: late.emit(pictures[:1], True))  # by a moment
    assert reached.wait(20)
    try:
        with qtbot.waitSignal(session.written):
            window.close()
        assert not lock.is_held
        assert kept() == pictures
        assert [Path(job.request.source) for job in queued()] == pictures[:1]
    finally:
        with qtbot.waitSignal(session.ended):
            free.set()
    assert kept() == pictures
    assert len(queued()) == 1, "what comes too late comes once"


def test_a_recent_folder_on_a_disk_that_does_not_answer_holds_nothing_up(
    home: Path, open_window: OpenWindow, pictures: list[Path], monkeypatch, qtbot: QtBot
) -> None:
    reached, free, dead, really_look = Event(), Event(), Path("/dead/share"), Path.is_dir

    def is_dir(path: Path) -> bool:
        if path == dead:
            reached.set()
            free.wait()
        return really_look(path)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    save_settings(find_folders(), Settings(recent_folders=[str(dead)]))
    window = open_window()
    session = window.session_for_test
    qtbot.waitUntil(reached.is_set)
    session.arrivals.add(pictures)
    try:
        with qtbot.waitSignal(session.written):
            window.close()
        assert kept() == pictures
    finally:
        with qtbot.waitSignal(session.ended):
            free.set()


def test_a_program_that_is_ended_without_its_window_keeps_what_was_accepted(
    home: Path, pictures: list[Path]
) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *map(str, pictures)], timeout=60)
    assert done.returncode == 0
    assert kept() == pictures


def test_every_start_in_the_moment_of_closing_is_taken_and_kept_or_refused(
    open_window: OpenWindow,
    pictures: list[Path],
    home: Path,
    monkeypatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    lock = WindowLock(find_folders())
    assert lock.acquire()
    window = open_window()
    others = take_other_starts(qapp, lock, window, window.session_for_test)
    others.listen()
    others.came.connect(window.close)  # with the first
    with qtbot.waitSignal(window.session_for_test.ended):
        starts = [start(str(path)) for path in pictures]
    taken = [path for path, one in zip(pictures, starts, strict=True)
             if one.communicate()[0] == "True\n"]  # fmt: skip
    assert kept() == taken
    assert len(taken) == 1
    assert not lock.is_held
