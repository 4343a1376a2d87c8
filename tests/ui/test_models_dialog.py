"""The models dialog, against a stand-in for the hub."""

from __future__ import annotations

import shutil
from threading import Event

import keyring
import pytest
from keyring.errors import NoKeyringError
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from svd_desktop.app.session import Session
from svd_desktop.library.folders import find_folders
from svd_desktop.models import importing
from svd_desktop.models.installed import installed, staging_folder
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.models_dialog import ModelsDialog
from tests.hub import Faults, StandIn
from tests.original import MINI, mini_in_original_layout, sparse_file, tensors_of
from tests.tiny import make_tiny
from tests.ui.conftest import close, drop, drop_files, make_picture
from tests.ui.test_focus import describe, name_of, visible, walk

SECONDS = 20  # for an answer that a test holds back


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ModelsDialog:
    return open_dialog(window, qtbot)


def open_dialog(window: MainWindow, qtbot: QtBot) -> ModelsDialog:
    window.commands.action("file.models").trigger()
    dialog = window.habits.dialogs[ModelsDialog]
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 4)
    return dialog


def choose(dialog: ModelsDialog, title: str) -> None:
    for row in range(dialog.list.topLevelItemCount()):
        if dialog.list.topLevelItem(row).text(0) == title:
            dialog.list.setCurrentItem(dialog.list.topLevelItem(row))
            return
    raise AssertionError(f"{title} is not listed")


def state(dialog: ModelsDialog) -> str:
    return dialog.list.currentItem().text(1)


def answer(dialog: ModelsDialog, text: str) -> None:
    (box,) = dialog.findChildren(QMessageBox)
    next(button for button in box.buttons() if button.text() == text).click()


def begin_and_hold(dialog: ModelsDialog, served: StandIn, qtbot: QtBot) -> Event:
    """A download in its midst, which goes on when the event is set."""
    held, free = Event(), Event()

    def hold(sent: int) -> None:
        held.set()
        free.wait(SECONDS)

    served.faults.on_sent = hold
    choose(dialog, "Stable Video Diffusion")
    dialog.get.click()
    answer(dialog, "Accept and download")
    qtbot.waitUntil(held.is_set)
    return free


def download(dialog: ModelsDialog, session: Session, qtbot: QtBot) -> None:
    choose(dialog, "Stable Video Diffusion")
    dialog.get.click()
    with qtbot.waitSignal(session.shelf.ended):
        answer(dialog, "Accept and download")


def test_a_gate_asks_for_the_token_and_the_token_opens_it(
    dialog, session, served, monkeypatch, qtbot
):
    served.faults = Faults(gated=403)
    download(dialog, session, qtbot)
    assert "accepted its licence" in dialog.line.text()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog.page.click()
    assert opened == [QUrl(f"{served.endpoint}/{served.repository}")]
    assert dialog.token.isVisible()
    choose(dialog, "Stable Video Diffusion XT")  # the token is for the other still
    dialog.token.setText("hf_right")
    with qtbot.waitSignal(session.shelf.ended):
        QTest.keyClick(dialog.token, Qt.Key.Key_Return)
    assert dialog.isVisible() and not dialog.findChildren(QMessageBox)
    assert dialog.token.text() == ""
    choose(dialog, "Stable Video Diffusion")
    assert state(dialog) == "On this computer"


def test_a_token_that_cannot_be_kept_can_be_used(dialog, session, served, monkeypatch, qtbot):
    def refuse(*_: str) -> None:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "set_password", refuse)
    served.faults = Faults(gated=401)
    download(dialog, session, qtbot)
    dialog.token.setText("hf_right")
    dialog.keep.setChecked(True)
    with qtbot.waitSignal(session.shelf.ended):
        dialog.again.click()
    assert "there is no keyring" in dialog.line.text()
    assert (dialog.token.text(), dialog.keep.isChecked()) == ("hf_right", False)
    with qtbot.waitSignal(session.shelf.ended):
        dialog.again.click()
    assert session.settings.model.name == "svd"


def test_what_was_paused_goes_on_and_is_chosen_when_it_is_whole(dialog, session, served, qtbot):
    free = begin_and_hold(dialog, served, qtbot)
    with qtbot.waitSignal(session.shelf.ended):
        dialog.pause.click()
        free.set()
    assert (state(dialog), dialog.get.text()) == ("Half downloaded", "Go on")
    assert session.settings.model.name == "svd-mini"
    assert session.preferences.downloading == ""  # at the next start it stays paused
    with qtbot.waitSignal(session.shelf.ended):
        dialog.get.click()
    assert session.settings.model.name == "svd"
    assert dialog.line.text() == "Stable Video Diffusion is ready."
    with qtbot.waitSignal(session.shelf.whole):
        dialog.check.click()
    assert dialog.line.text() == "Stable Video Diffusion is whole."


def test_a_cancelled_download_is_asked_about_and_leaves_nothing(dialog, session, served, qtbot):
    free = begin_and_hold(dialog, served, qtbot)
    dialog.cancel.click()
    (box,) = dialog.findChildren(QMessageBox)
    assert box.defaultButton().text() == "Go on"  # Return alone deletes nothing
    assert staging_folder(find_folders().models, "svd").exists()
    with qtbot.waitSignal(session.shelf.ended):
        answer(dialog, "Cancel the download")
        free.set()
    assert state(dialog) == "Can be downloaded"
    assert not staging_folder(find_folders().models, "svd").exists()
    assert not dialog.bar.isVisible()


def test_a_dialog_opened_in_the_midst_of_a_download_shows_it(
    window, dialog, session, served, tmp_path, qtbot
):
    free = begin_and_hold(dialog, served, qtbot)
    dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    again = open_dialog(window, qtbot)
    assert (again.bar.isVisible(), again.pause.isVisible()) == (True, True)
    assert not again.get.isEnabled()
    again.take_in(tmp_path)
    assert again.line.text().startswith("One thing at a time")
    with qtbot.waitSignal(session.shelf.ended):
        free.set()
    assert again.line.text() == "Stable Video Diffusion is ready."
    assert not again.bar.isVisible()


def test_what_went_wrong_is_told_to_who_opens_the_dialog_later(
    window, dialog, session, served, qtbot
):
    served.faults.gated = 403
    choose(dialog, "Stable Video Diffusion")
    dialog.get.click()
    with qtbot.waitSignal(session.shelf.ended):
        answer(dialog, "Accept and download")
        dialog.close()
    qtbot.waitUntil(lambda: not isValid(dialog))
    again = open_dialog(window, qtbot)
    assert "accepted its licence" in again.line.text()
    assert again.token.isVisible()


def test_a_download_that_the_end_of_the_program_stopped_goes_on_at_the_next_start(
    open_window, served, qtbot
):
    window = open_window()
    free = begin_and_hold(open_dialog(window, qtbot), served, qtbot)
    with qtbot.waitSignal(window.session_for_test.ended):
        window.close()
        free.set()
    assert installed(find_folders().models) == {}
    session = open_window().session_for_test
    qtbot.waitUntil(lambda: session.settings.model.name == "svd")
    qtbot.waitUntil(lambda: session.preferences.downloading == "")


def test_a_model_that_is_removed_leaves_the_panel_to_the_demonstration(
    dialog, session, served, qtbot
):
    download(dialog, session, qtbot)
    assert session.settings.model.name == "svd"
    dialog.leave.click()
    with qtbot.waitSignal(session.shelf.ended):
        answer(dialog, "Remove")
    assert session.settings.model.name == "svd-mini"
    assert list(session.settings.models) == ["svd-mini"]
    assert installed(find_folders().models) == {}


def test_a_damaged_model_is_named(dialog, session, served, qtbot):
    download(dialog, session, qtbot)
    (find_folders().models / "svd" / "LICENSE.md").write_text("You may not.")
    choose(dialog, "Stable Video Diffusion")
    with qtbot.waitSignal(session.shelf.ended):
        dialog.check.click()
    assert dialog.line.text().startswith("LICENSE.md")


def test_a_folder_that_is_no_model_is_told(dialog, session, home, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(home))
    with qtbot.waitSignal(session.shelf.ended):
        dialog.folder.click()
    assert "is not a complete Stable Video Diffusion model" in dialog.line.text()
    assert session.settings.model.name == "svd-mini"


def test_a_folder_with_a_model_is_used_where_it_lies(dialog, session, tmp_path, monkeypatch, qtbot):
    mine = shutil.copytree(MINI, tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(mine))
    with qtbot.waitSignal(session.shelf.ended):
        dialog.folder.click()
    assert session.settings.model.folder == mine


def test_a_dropped_file_that_does_not_tell_its_frames_asks_for_them(
    window, session, tmp_path, monkeypatch, qtbot
):
    # The embedded model's shapes: SVD's own would be gigabytes.
    monkeypatch.setattr(importing, "resource", lambda *_: MINI)
    file = sparse_file(tmp_path / "some video model.safetensors", tensors_of(MINI))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(session.shelf.ended):
        drop(window, data)
    dialog = window.habits.dialogs[ModelsDialog]
    assert "does not tell how many frames" in dialog.line.text()
    assert "--frames" not in dialog.line.text()
    shown = [button.text() for button in dialog.frames if button.isVisible()]
    assert shown == ["14 frames", "25 frames"]
    with qtbot.waitSignal(session.shelf.ended):
        dialog.frames[1].click()
    assert session.settings.model.frames == 25
    assert not dialog.frames[1].isVisible()


def test_a_dropped_file_is_imported_and_its_fault_told(window, session, tmp_path, qtbot):
    broken = tmp_path / "svd_xt.safetensors"
    broken.write_bytes(b"\xff" * 100)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(broken))])
    with qtbot.waitSignal(session.shelf.ended):
        drop(window, data)
    dialog = window.habits.dialogs[ModelsDialog]
    assert str(broken) in dialog.line.text()
    assert session.inputs.rowCount() == 0


def test_a_file_given_at_the_start_is_imported_when_the_library_is_open(
    open_window, tmp_path, home, qtbot
):
    broken = tmp_path / "svd_xt.safetensors"
    broken.write_bytes(b"\xff" * 100)
    window = open_window(given=[broken])
    qtbot.waitUntil(lambda: ModelsDialog in window.habits.dialogs)
    dialog = window.habits.dialogs[ModelsDialog]
    qtbot.waitUntil(lambda: str(broken) in dialog.line.text())
    assert window.session_for_test.inputs.rowCount() == 0


@pytest.mark.parametrize("dropped", [True, False])
def test_a_folder_that_is_a_model_is_imported_however_it_comes(
    window, session, tmp_path, dropped, qtbot
):
    folder = make_tiny(tmp_path / "mine")
    picture = make_picture(tmp_path / "pictures" / "boat.png")
    with qtbot.waitSignal(session.shelf.arrived):
        if dropped:
            drop_files(window, folder, picture)
        else:
            session.arrivals.add([folder, picture])
    assert session.settings.model.folder == folder
    qtbot.waitUntil(lambda: session.inputs.readable() == [picture])
    assert window.recent.names == [str(picture.parent)]


def test_a_model_that_comes_as_the_window_closes_opens_no_dialog(open_window, tmp_path, qtbot):
    window = open_window()
    window.session_for_test.arrivals.add([tmp_path / "svd.safetensors"])
    close(window, qtbot)
    assert window.habits.dialogs == {}


def test_a_file_that_does_not_tell_its_frames_asks_for_them(
    dialog, session, tmp_path, monkeypatch, qtbot
):
    monkeypatch.setattr(importing, "resource", lambda *_: MINI)
    file = mini_in_original_layout(tmp_path / "mine.safetensors")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(session.shelf.ended):
        dialog.file.click()
    assert "does not tell how many frames" in dialog.line.text()
    assert [button.text() for button in dialog.frames] == ["14 frames", "25 frames"]
    with qtbot.waitSignal(session.shelf.ended):
        dialog.frames[1].click()
    assert (session.settings.model.name, session.settings.model.frames) == ("mine", 25)
    assert not dialog.frames[1].isVisible()


def test_models_of_other_programs_are_found_and_imported(
    dialog, session, tmp_path, monkeypatch, qtbot
):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    with qtbot.waitSignal(session.shelf.ended):
        dialog.search.click()
    assert dialog.line.text().startswith("No other Stable Video Diffusion was found")
    mine = shutil.copytree(MINI, tmp_path / "cache" / "mine")
    with qtbot.waitSignal(session.shelf.ended):
        dialog.search.click()
    assert (dialog.list.currentItem().text(0), state(dialog)) == ("mine", "Found elsewhere")
    assert (dialog.get.text(), dialog.check.isEnabled()) == ("Import", False)
    with qtbot.waitSignal(session.shelf.ended):
        dialog.get.click()
    assert session.settings.model.folder == mine
    assert dialog.list.topLevelItemCount() == 5  # once, now on this computer


def test_everything_is_reached_by_keyboard_and_named(dialog, session, served, qtbot):
    served.faults.gated = 403
    download(dialog, session, qtbot)  # with the field for the token
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.list.setFocus()
    passed = walk(dialog)
    places = [place for place in visible(dialog) if place.isEnabled()]
    assert dialog.token in places
    assert [describe(place) for place in places if place not in passed] == []
    assert [describe(place) for place in places if not name_of(place).strip()] == []


def test_the_welcome_opens_the_dialog(window):
    window.habits.greet()
    window.habits.welcome.models.click()
    assert window.habits.dialogs[ModelsDialog].isVisible()
