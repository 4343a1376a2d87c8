"""A clip that was made here and dropped on the window brings its settings and its picture back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.library.folders import find_folders
from svd_desktop.models.catalogue import published
from svd_desktop.models.importing import import_model
from svd_desktop.ui.main_window import MainWindow
from tests.made import publish_take, request, take
from tests.tiny import make_tiny
from tests.ui.conftest import drop_files


def listed(session: Session) -> list[Path]:
    return session.inputs.readable()


def test_a_takes_folder_fills_the_panel_and_adds_its_picture(
    window: MainWindow, session: Session, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    made = request(source=str(picture), seed=77, fps=12, width=128, motion_bucket_id=60)
    folder = publish_take(tmp_path / "take", take(request=made))
    drop_files(window, folder)
    qtbot.waitUntil(lambda: listed(session) == [picture])
    assert session.settings.requests([picture]) == [made]
    assert window.panel.seed.fixed.isChecked()
    assert window.panel.seed.field.value() == 77
    assert window.panel.motion.buttons["low"].isChecked()
    assert window.panel.presets.list.currentText() == "boat, seed 77"
    assert window.statusBar().currentMessage() == (
        "The settings of boat.png are back: Motion bucket 60  ·  Frames 2"
        "  ·  Conditioning rate 12  ·  and 5 more."
    )
    assert not window.problems.isVisible()


def test_a_picture_and_a_model_that_are_gone_are_told_and_the_settings_come(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    made = request(source="/nowhere/boat.png", model="svd-xt", fps=12)
    sidecar = tmp_path / "clip.json"
    sidecar.write_text(json.dumps({"request": made.to_json()}))
    with qtbot.waitSignal(session.problem):
        drop_files(window, sidecar)
    assert "boat.png is no longer in its folder" in window.problems.text.text()
    assert "The model svd-xt is not on this computer" in window.problems.text.text()
    assert session.settings.value("fps") == 12
    assert listed(session) == []


def test_a_picture_beside_it_is_still_a_picture(
    window: MainWindow, session: Session, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = publish_take(tmp_path / "take", take(request=request(source="/nowhere/a.png", fps=9)))
    drop_files(window, folder, picture)
    qtbot.waitUntil(lambda: listed(session) == [picture])
    assert session.settings.value("fps") == 9


@pytest.mark.parametrize("name", ["take.json", "master.mkv", "."])
def test_a_take_that_the_program_is_started_with_fills_the_panel(
    open_window, picture: Path, home: Path, tmp_path: Path, name: str, qtbot: QtBot
) -> None:
    import_model(make_tiny(tmp_path / "mine"), find_folders().models)
    made = request(source=str(picture), model="mine", fps=12)
    folder = publish_take(tmp_path / "take", take(request=made))
    window = open_window(given=[folder / name])
    session = window.session_for_test
    qtbot.waitUntil(lambda: listed(session) == [picture])
    assert (session.settings.model.name, session.settings.value("fps")) == ("mine", 12)
    assert not window.problems.isVisible()  # the model is known by then


def test_a_damaged_description_of_a_take_is_one_sentence(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "take.json"
    path.write_text("{")
    with qtbot.waitSignal(session.problem):
        session.arrivals.add([path])
    assert f"{path} does not say how it was made." in window.problems.text.text()
    assert session.inputs.rowCount() == 0


def test_the_button_says_how_many_clips_it_would_make(
    window: MainWindow, session: Session, picture: Path, qtbot: QtBot
) -> None:
    drop_files(window, picture)
    button = window.panel.render_button
    qtbot.waitUntil(button.isEnabled)
    session.settings.set_variations(3)
    assert button.text() == "Render 3 clips"
    button.click()
    qtbot.waitUntil(lambda: session.queue.rowCount() == 3)


def test_the_unfolded_settings_are_so_again_after_a_restart(
    open_window, qtbot: QtBot, home: Path
) -> None:
    window = open_window()
    window.panel.advanced.button.click()
    path = home / "settings.json"
    qtbot.waitUntil(lambda: path.exists() and json.loads(path.read_text())["advanced_open"])
    assert open_window().panel.advanced.button.isChecked()


def test_a_model_that_a_preset_chose_is_the_chosen_one_after_a_restart(
    open_window, qtbot: QtBot, home: Path
) -> None:
    settings = open_window().session_for_test.settings
    settings.add_models([published()["svd-xt"]])
    settings.take({"model": "svd-xt"})
    path = home / "settings.json"
    qtbot.waitUntil(lambda: path.exists() and json.loads(path.read_text())["model"] == "svd-xt")
