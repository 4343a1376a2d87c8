"""The models dialog, against a stand-in for the hub."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.library.folders import find_folders
from svd_desktop.models import access
from svd_desktop.models import hub as hub_module
from svd_desktop.models.catalogue import embedded
from svd_desktop.models.installed import installed
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.models_dialog import ModelsDialog
from tests.hub import Faults, StandIn, stand_in
from tests.models.hub_model import SOURCE, files
from tests.ui.conftest import drop


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    monkeypatch.setattr(hub_module, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(access, "hub_token", lambda: None)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "no-cache"))
    with stand_in(SOURCE.repository, files(big=bytes(3_000_000))) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ModelsDialog:
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


def download(dialog: ModelsDialog, session: Session, qtbot: QtBot) -> None:
    choose(dialog, "Stable Video Diffusion")
    dialog.get.click()
    with qtbot.waitSignal(session.shelf.ended):
        answer(dialog, "Accept and download")


def test_a_gate_asks_for_the_token_and_the_token_opens_it(dialog, session, served, qtbot):
    served.faults = Faults(gated=403)
    download(dialog, session, qtbot)
    assert "accepted its licence" in dialog.line.text()
    assert dialog.token.isVisible()
    dialog.token.setText("hf_right")
    with qtbot.waitSignal(session.shelf.ended):
        dialog.again.click()
    assert dialog.token.text() == ""
    assert state(dialog) == "On this computer"


def test_a_hub_that_is_not_there_is_one_sentence(dialog, session, served, monkeypatch, qtbot):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    download(dialog, session, qtbot)
    assert "cannot be reached" in dialog.line.text()
    assert state(dialog) in ("Can be downloaded", "Half downloaded")
    assert dialog.get.isEnabled()


def test_what_was_stopped_goes_on_and_is_chosen_when_it_is_whole(dialog, session, served, qtbot):
    served.faults.on_sent = lambda sent: session.shelf.stop() if sent > 500_000 else None
    download(dialog, session, qtbot)
    assert (state(dialog), dialog.get.text()) == ("Half downloaded", "Go on")
    assert session.settings.model.name == "svd-mini"
    served.faults.on_sent = None
    with qtbot.waitSignal(session.shelf.ended):
        dialog.get.click()
    assert session.settings.model.name == "svd"
    assert dialog.line.text() == "Stable Video Diffusion is ready."
    with qtbot.waitSignal(session.shelf.whole):
        dialog.check.click()
    assert dialog.line.text() == "Stable Video Diffusion is whole."


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
    mine = shutil.copytree(embedded()["svd-mini"].folder, tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(mine))
    with qtbot.waitSignal(session.shelf.ended):
        dialog.folder.click()
    assert session.settings.model.folder == mine


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
