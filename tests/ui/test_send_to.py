"""Takes sent to other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from svd_desktop.app.preferences import read_preferences
from svd_desktop.core.jobs import Delivery
from svd_desktop.library.folders import find_folders
from svd_desktop.ui.main_window import MainWindow
from tests.made import publish_take, request, take
from tests.ui.conftest import close

MILLISECONDS = 20_000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the list is of Linux desktops")


@pytest.fixture
def told(tmp_path: Path, monkeypatch) -> Path:
    """What the program "Editor & Co" was started with, a line for each start."""
    told, program = tmp_path / "told", tmp_path / "editor"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{told}.part"\nmv "{told}.part" "{told}"\n')
    program.chmod(0o755)
    entries = tmp_path / "data" / "applications"
    entries.mkdir(parents=True)
    (entries / "editor.desktop").write_text(
        "[Desktop Entry]\nType=Application\nName=Editor & Co\nMimeType=video/quicktime;\n"
        f'Exec="{program}" --import %F\n'
    )
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    return told


@pytest.fixture
def window(home: Path, told: Path, open_window, qtbot: QtBot) -> MainWindow:
    """With two takes in the list, both selected, nothing delivered of them."""
    for day, name in enumerate(("boat", "night"), start=1):
        described = take(
            id=f"t{day}", made=f"2026-11-0{day}T12:00:00+00:00",
            request=request(source=f"/p/{name}.jpg", seed=day),
        )  # fmt: skip
        publish_take(find_folders().takes / f"{name}_{day}", described)
    window = open_window()
    qtbot.waitUntil(lambda: window.takes.list.model().rowCount() == 2, timeout=MILLISECONDS)
    window.show_takes()
    window.takes.list.selectAll()
    return window


def choose(window: MainWindow, name: str, qtbot: QtBot) -> None:
    menu = window.takes.send_to
    menu.aboutToShow.emit()
    qtbot.waitUntil(
        lambda: name in [action.text() for action in menu.actions()], timeout=MILLISECONDS
    )
    next(action for action in menu.actions() if action.text() == name).trigger()


def test_without_a_selection_nothing_can_be_sent(window):
    assert window.takes.send_to.menuAction().isEnabled()
    window.takes.list.clearSelection()
    assert not window.takes.send_to.menuAction().isEnabled()


def test_a_program_gets_the_clips_together_made_first_where_they_are_not_there(
    window, home, told, qtbot
):
    choose(window, "Editor && Co", qtbot)
    qtbot.waitUntil(told.exists, timeout=MILLISECONDS)
    clips = [
        home / "output" / f"{name}_7fps_h264-review_v001.mp4" for name in ("night_2", "boat_1")
    ]
    assert told.read_text() == f"--import {clips[0]} {clips[1]}\n"
    takes = window.session_for_test.takes.model
    qtbot.waitUntil(lambda: takes.take(1).clip == str(clips[1]), timeout=MILLISECONDS)


def test_what_was_delivered_is_sent_as_it_is(window, home, told, tmp_path, qtbot):
    clip = tmp_path / "delivered.mov"
    clip.touch()
    session = window.session_for_test
    for kept in session.takes.model.takes_in_rows(0, 1):
        session.takes.note(kept.folder, [str(clip)])
    qtbot.waitUntil(lambda: session.takes.model.take(1).clip == str(clip), timeout=MILLISECONDS)
    window.takes.list.setCurrentIndex(session.takes.model.index(1))
    choose(window, "Editor && Co", qtbot)
    qtbot.waitUntil(told.exists, timeout=MILLISECONDS)
    assert told.read_text() == f"--import {clip}\n"
    assert not (home / "output").exists()


def test_what_is_made_to_be_sent_is_the_first_of_what_new_clips_become(window, told, home, qtbot):
    delivery = Delivery("", ("apng", "gif"), places={"apng": str(home / "pages")})
    window.session_for_test.keep(finished_clips=delivery.to_json())
    takes = window.session_for_test.takes.model
    qtbot.waitUntil(lambda: takes.take(0).id == "t2", timeout=MILLISECONDS)  # the newest
    window.takes.list.setCurrentIndex(takes.index(0))
    choose(window, "Editor && Co", qtbot)
    qtbot.waitUntil(told.exists, timeout=MILLISECONDS)
    names = ("night_2", "boat_1")  # which of them it is depends on the order of the list
    made = [f"--import {home}/pages/{name}_7fps_apng_v001.png\n" for name in names]
    assert told.read_text() in made


def test_a_take_that_cannot_be_made_for_a_program_is_named_with_it(window, told, home, qtbot):
    """At 64x64 pixels DNxHR is not possible."""
    window.session_for_test.keep(finished_clips=Delivery("", ("dnxhr-hqx",)).to_json())
    sentences: list[str] = []
    window.session_for_test.problem.connect(lambda reason: sentences.append(reason.sentence))
    choose(window, "Editor && Co", qtbot)
    qtbot.waitUntil(lambda: len(sentences) == 2, timeout=MILLISECONDS)
    assert sorted(sentences) == [
        f"{name}.jpg for Editor & Co is not exported: DNxHR HQX needs at least 256x120 pixels, "
        "not 64x64. Choose another preset."
        for name in ("boat", "night")
    ]
    assert not told.exists()


def test_the_systems_own_program_is_always_there(window, home, monkeypatch, qtbot):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    choose(window, "The system's own program", qtbot)
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=MILLISECONDS)
    assert opened[0].toLocalFile().startswith(str(home / "output" / "night"))


def test_a_program_of_ones_own_is_remembered(
    window, tmp_path, told, monkeypatch, qtbot, open_window
):
    program = tmp_path / "My player"
    program.write_text((tmp_path / "editor").read_text())
    program.chmod(0o755)
    answers = iter([("", ""), (str(program), "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(answers))
    choose(window, "Choose a program…", qtbot)
    assert window.session_for_test.preferences.programs == []
    choose(window, "Choose a program…", qtbot)
    qtbot.waitUntil(told.exists, timeout=MILLISECONDS)
    close(window, qtbot)
    window.session_for_test.wait()
    assert read_preferences().programs == [str(program)]
    again = open_window(read_preferences())
    told.unlink()
    qtbot.waitUntil(lambda: again.takes.list.model().rowCount() == 2, timeout=MILLISECONDS)
    again.takes.list.selectAll()
    choose(again, "My player", qtbot)
    qtbot.waitUntil(told.exists, timeout=MILLISECONDS)


def test_one_that_cannot_be_started_is_named(window, tmp_path, monkeypatch, qtbot):
    text = tmp_path / "notes.txt"
    text.touch()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(text), ""))
    with qtbot.waitSignal(window.session_for_test.problem, timeout=MILLISECONDS) as problem:
        choose(window, "Choose a program…", qtbot)
    assert problem.args[0].sentence == "notes cannot be started. Choose another program."
