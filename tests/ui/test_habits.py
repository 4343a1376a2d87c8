"""Colours, language, motion, layout and first start: what is chosen is kept and taken up again."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from svd_desktop.app.clips import Clip
from svd_desktop.app.preferences import read_preferences
from svd_desktop.app.session import Session
from svd_desktop.core.errors import Reason
from svd_desktop.models.resources import resource
from svd_desktop.ui import theme
from svd_desktop.ui.help_dialog import HelpDialog
from svd_desktop.ui.log_window import LogWindow
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import moving_square
from tests.ui.conftest import close
from tests.ui.test_focus import describe, name_of, visible


def choose(window: MainWindow, name: str) -> None:
    window.commands.action(name).trigger()


def kept(home: Path) -> dict:
    return json.loads((home / "settings.json").read_text())


@pytest.fixture
def reopen(open_window, qtbot, backend):
    """Closes the window and opens the next one, as the start does it."""

    def one(window: MainWindow) -> MainWindow:
        close(window, qtbot)
        window.session_for_test.wait()
        return open_window(read_preferences())

    return one


@pytest.fixture(autouse=True)
def as_before():
    yield
    theme.show_scheme("system")
    theme.set_still(False)


def test_a_scheme_is_shown_at_once_and_at_the_next_start(window, home, reopen, qtbot):
    choose(window, "view.dark")
    qtbot.waitUntil(lambda: theme.is_dark(window.palette()))
    window = reopen(window)
    qtbot.waitUntil(lambda: theme.is_dark(window.palette()))
    assert kept(home)["scheme"] == "dark"
    assert window.commands.action("view.dark").isChecked()
    choose(window, "view.light")
    qtbot.waitUntil(lambda: not theme.is_dark(window.palette()))
    assert not window.commands.action("view.dark").isChecked()


def test_settings_of_another_world_start_the_window_all_the_same(home):
    (home / "settings.json").write_text('{"version": 1, "scheme": "pink", "layout": {"window": 3}}')
    preferences = read_preferences()
    Session(lambda *_: None, preferences).deleteLater()
    window = MainWindow(Session(lambda *_: None, preferences))
    assert window.width() > 0
    window.deleteLater()


def test_a_folder_that_cannot_be_made_does_not_keep_the_window_from_opening(home, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("SVD_DESKTOP_HOME", str(home / "file"))
    assert read_preferences().scheme == "system"


def test_another_language_is_kept_and_said_to_come_with_the_next_start(window, home, qtbot):
    choose(window, "view.language-ko")
    told = window.findChild(QMessageBox)
    assert "next start" in told.text()
    told.close()
    close(window, qtbot)
    window.session_for_test.wait()
    assert kept(home)["language"] == "ko"


def test_a_clip_does_not_start_by_itself_where_motion_is_reduced(
    window, session, backend, reopen, qtbot
):
    choose(window, "view.reduced-motion")
    session.arrivals.add([resource("samples", "rocket.jpg")])
    qtbot.waitUntil(lambda: len(window.inputs.sources()) == 1)
    window.render_inputs()
    qtbot.waitUntil(lambda: bool(backend.orders))
    qtbot.waitUntil(lambda: window.stage.notice.bar.isVisible())
    assert window.stage.notice.bar.maximum() > 0, "a bar that moves by itself"
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert not session.watching.playback.playing
    again = reopen(window)
    assert again.commands.action("view.reduced-motion").isChecked()
    assert not again.session_for_test.watching.playback.autoplay


def test_the_parts_are_where_they_were_left(window, reopen):
    window.resize(window.minimumSizeHint().width(), 640)
    splitter = window.below.parentWidget()
    splitter.setSizes([300, 300])
    left = splitter.sizes()
    again = reopen(window)
    assert again.height() == 640
    assert again.below.parentWidget().sizes() == left


def test_the_first_start_says_what_was_found_and_the_second_does_not(window, session, home, qtbot):
    assert not session.preferences.welcomed
    window.habits.greet()
    welcome = window.habits.welcome
    assert window.centre.currentWidget() is welcome
    found = {
        "memory": {
            "name": "cuda:0", "precision": "fp16", "free_bytes": 12 * 2**30,
            "ram_bytes": 64 * 2**30, "hardware": "NVIDIA GeForce RTX 3060",
        },
        "vram_bytes": 12 * 2**30,
    }  # fmt: skip
    session.planning._found.emit(found)
    assert welcome.hardware.text() == "NVIDIA GeForce RTX 3060, 12 GiB."
    assert "runs at full size" in welcome.possible.text()
    close(window, qtbot)
    session.wait()
    assert kept(home)["welcomed"]


def test_escape_puts_the_welcome_away(window, qtbot):
    window.habits.greet()
    qtbot.keyClick(window.habits.welcome.close_button, Qt.Key.Key_Escape)
    assert window.habits.welcome is None


def test_the_welcome_says_why_nothing_was_found(window, session):
    window.habits.greet()
    assert "Looking" in window.habits.welcome.hardware.text()
    session.planning._found.emit(Reason("device", "torch does not start: no.", "Install again."))
    assert window.habits.welcome.hardware.text() == "torch does not start: no. Install again."


def test_the_sample_is_one_click_away_and_a_clip_takes_the_place_of_the_welcome(
    window, session, backend, qtbot
):
    window.habits.greet()
    buttons = window.findChildren(QAbstractButton)
    (sample,) = (button for button in buttons if "sample" in button.text())
    sample.click()
    qtbot.waitUntil(lambda: len(window.inputs.sources()) == 1)
    window.render_inputs()
    assert window.centre.currentWidget() is window.stage
    assert window.stage.isAncestorOf(QApplication.focusWidget()), "Space is for the clip"
    assert window.habits.welcome is None
    window.habits.greet()
    qtbot.waitUntil(lambda: window.habits.welcome is None)  # the job is shown
    window.habits.greet()  # again, from the help
    window.habits.welcome.close_button.click()
    assert window.centre.currentWidget() is window.stage


def test_the_framing_of_a_picture_takes_the_place_of_the_welcome(window, session, picture, qtbot):
    window.habits.greet()
    session.inputs.add([picture])
    window.inputs.list.setCurrentIndex(session.inputs.index(0))
    assert window.centre.currentWidget() is window.stage
    assert session.framing.path == picture
    window.habits.greet()  # again, from the help
    assert session.framing.path is None, "else the keys would move a crop that nobody sees"


def test_the_welcome_stays_while_what_was_watched_goes_on(window, session, backend, picture, qtbot):
    session.render([picture])
    qtbot.waitUntil(lambda: bool(backend.orders) and session.watching.job_id is not None)
    window.habits.greet()
    with qtbot.waitSignal(session.watching.changed):
        backend.progress("denoise", 1, 2)
    assert window.habits.welcome is not None
    session.watching.playback.show(Clip(session.watching.job_id, moving_square(2), Fraction(7)))
    assert window.habits.welcome is None


def test_a_models_folder_that_was_chosen_is_there_again_at_the_next_start(
    window, session, reopen, qtbot
):
    folder = resource("svd_mini")
    session.model_choice.add_folder(str(folder))
    qtbot.waitUntil(lambda: session.settings.model.folder == folder and
                    window.panel.model.currentData() == str(folder))  # fmt: skip
    again = reopen(window)
    qtbot.waitUntil(lambda: again.panel.model.currentData() == str(folder))


def test_the_help_shows_every_parameter_with_pictures_of_some(window, qtbot):
    choose(window, "help.parameters")
    dialog = window.habits.dialogs[HelpDialog]
    for name, picture in dialog.pictures.items():
        qtbot.waitUntil(lambda picture=picture: not picture.pixmap().isNull())
        assert picture.pixmap().deviceIndependentSize().toSize() == picture.size(), name
    choose(window, "help.parameters")
    assert window.habits.dialogs == {HelpDialog: dialog}


def test_the_logs_are_read_again_when_asked(window, home, qtbot):
    choose(window, "help.log")
    dialog = window.habits.dialogs[LogWindow]
    qtbot.waitUntil(dialog.open_folder.isEnabled)
    (home / "logs" / "render-process.log").write_text("torch is here\n")
    dialog.refresh.click()
    qtbot.waitUntil(lambda: "torch is here" in dialog.render_log.toPlainText())


@pytest.mark.parametrize("with_names", [False, True])
def test_the_report_names_a_picture_only_when_agreed(window, session, qtbot, with_names):
    session.arrivals.add([resource("samples", "rocket.jpg")])
    qtbot.waitUntil(lambda: len(window.inputs.sources()) == 1)
    session.problem.emit(Reason("input", "rocket.jpg is broken.", "Save it again."))
    QApplication.clipboard().clear()
    choose(window, "help.log")
    dialog = window.habits.dialogs[LogWindow]
    dialog.names.setChecked(with_names)
    dialog.copy.click()
    qtbot.waitUntil(lambda: "Last error" in QApplication.clipboard().text())
    assert ("rocket" in QApplication.clipboard().text()) == with_names


@pytest.mark.parametrize(
    "command", ["help.parameters", "help.shortcuts", "help.log", "help.about", "help.welcome"]
)
def test_what_the_help_opens_has_names_for_a_screen_reader(window, session, command):
    choose(window, command)
    opened = [*window.habits.dialogs.values(), window.habits.welcome]
    widgets = [widget for place in opened if place for widget in visible(place)]
    assert widgets
    assert [describe(widget) for widget in widgets if not name_of(widget).strip()] == []


def test_a_picture_that_is_picked_takes_the_place_of_the_welcome(window, session, qtbot, picture):
    window.habits.greet()
    session.arrivals.add([picture])
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    assert window.centre.currentWidget() is window.habits.welcome
    window.inputs.list.setCurrentIndex(session.inputs.index(0))
    assert window.centre.currentWidget() is window.stage
