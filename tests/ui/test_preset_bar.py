"""Presets in the window: every command by its menu, and dialogs that may be left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.models.catalogue import published
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import ScriptedBackend
from tests.made import request
from tests.ui.conftest import drop_files


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person types next; nothing: the dialog is left."""
    typed: list[str] = []
    monkeypatch.setattr(
        QInputDialog, "getText",
        lambda *args, text: (typed.pop(), True) if typed else (text, False),
    )  # fmt: skip
    return typed


def trigger(window: MainWindow, command: str) -> None:
    action = window.commands.action(command)
    assert action.isEnabled()
    action.trigger()


def shown(window: MainWindow) -> list[str]:
    box = window.panel.presets.list
    return [box.itemText(row) for row in range(box.count()) if box.itemText(row)]


def test_built_in_ones_are_there_and_what_needs_another_model_says_so(window: MainWindow) -> None:
    defaults, draft, guide, less = shown(window)
    assert defaults == "Model defaults"
    assert draft == "Draft: ten steps (needs Stable Video Diffusion)"
    assert guide == "As the guide does it (needs Stable Video Diffusion XT)"
    assert not window.panel.presets.list.model().item(2).isEnabled()
    assert less.startswith("Guide, less memory (needs")


def test_choosing_takes_it_and_a_change_is_shown(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.settings.models = {**session.settings.models, "svd": published()["svd"]}
    session.settings.set_model("svd")
    box = window.panel.presets.list
    qtbot.waitUntil(lambda: box.itemText(1) == "Draft: ten steps")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert session.settings.schedule == "ays"
    bar = window.panel.presets
    assert (box.currentText(), bar.reset.isVisible()) == ("Draft: ten steps", False)
    session.settings.set("steps", 20)
    qtbot.waitUntil(bar.reset.isVisible)
    assert box.currentText() == "Draft: ten steps"
    assert box.toolTip() == "Draft: ten steps (changed)"
    bar.reset.click()
    assert session.settings.schedule == "ays"
    assert not bar.reset.isVisible()


def test_save_rename_delete_and_bring_back(
    window: MainWindow, session: Session, name: list[str], qtbot: QtBot
) -> None:
    box = window.panel.presets.list
    assert not window.commands.action("edit.rename-preset").isEnabled()
    name.append("  Evening ")
    trigger(window, "edit.save-preset")
    qtbot.waitUntil(lambda: box.currentText() == "Evening")
    name.append("Night")
    trigger(window, "edit.rename-preset")
    qtbot.waitUntil(lambda: box.currentText() == "Night")
    trigger(window, "edit.delete-preset")
    qtbot.waitUntil(lambda: "Night" not in shown(window))
    assert box.currentIndex() == -1
    trigger(window, "edit.restore-preset")
    qtbot.waitUntil(lambda: "Night" in shown(window))
    assert not window.commands.action("edit.restore-preset").isEnabled()


def test_a_dialog_that_is_left_or_empty_does_nothing(
    window: MainWindow, session: Session, name: list[str]
) -> None:
    trigger(window, "edit.save-preset")
    name.append("   ")
    trigger(window, "edit.save-preset")
    assert len(shown(window)) == 4


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_another_preset_is_replaced_only_when_the_person_says_so(
    window: MainWindow,
    session: Session,
    name: list[str],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    reply = QMessageBox.StandardButton[answer]
    monkeypatch.setattr(QMessageBox, "question", lambda *args: reply)
    box = window.panel.presets.list
    session.settings.set("fps", 12)
    for text in ("One", "Two"):
        name.append(text)
        trigger(window, "edit.save-preset")
        qtbot.waitUntil(lambda text=text: box.currentText() == text)
    session.settings.set("fps", 20)
    name.append("One")
    trigger(window, "edit.save-preset")
    if answer == "Yes":
        qtbot.waitUntil(lambda: box.currentText() == "One")
    session.presets.choose("/One")
    assert session.settings.value("fps") == (20 if answer == "Yes" else 12)


def test_export_and_import(
    window: MainWindow,
    session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "Shared.svdpreset"
    answer = lambda *args: (str(path), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    session.settings.set("fps", 12)
    trigger(window, "file.export-preset")
    qtbot.waitUntil(path.exists)
    session.settings.reset("fps")
    trigger(window, "file.import-preset")
    qtbot.waitUntil(lambda: window.panel.presets.list.currentText() == "Shared")
    assert session.settings.value("fps") == 12
    path.write_text("nothing of the kind")
    with qtbot.waitSignal(session.problem):
        trigger(window, "file.import-preset")
    assert "Shared.svdpreset is no preset." in window.problems.text.text()


def test_a_preset_file_that_the_program_is_started_with_is_chosen(
    home: Path, backend: ScriptedBackend, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "From a friend.svdpreset"
    values = request(fps=12).to_json()
    del values["source"], values["seed"]
    path.write_text(json.dumps(values))
    session = Session(lambda folders, settings: backend)
    session.arrivals.add([path])
    session.open()
    qtbot.waitUntil(lambda: session.presets.chosen == "/From a friend")
    assert session.settings.value("fps") == 12
    assert session.inputs.rowCount() == 0
    with qtbot.waitSignal(session.ended):
        session.shut()


def test_a_file_that_only_is_called_a_preset_is_one_sentence(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.svdpreset"
    path.touch()
    with qtbot.waitSignal(session.problem):
        drop_files(window, path)
    assert "empty.svdpreset is no preset." in window.problems.text.text()
    assert session.inputs.rowCount() == 0
