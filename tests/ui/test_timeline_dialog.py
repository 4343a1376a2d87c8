"""A timeline of what is selected in the gallery."""

from __future__ import annotations

from pathlib import Path

import opentimelineio
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from svd_desktop.app import outputs as outputs_module
from svd_desktop.app.outputs import Possible
from svd_desktop.app.preferences import read_preferences
from svd_desktop.library.folders import find_folders
from svd_desktop.media.presets import PRESETS
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.timeline_dialog import TimelineDialog
from tests.made import publish_take, request, take
from tests.ui.conftest import close
from tests.ui.test_focus import describe, name_of, visible, walk

MILLISECONDS = 20_000


@pytest.fixture
def window(home: Path, open_window, monkeypatch, qtbot: QtBot) -> MainWindow:
    """With three takes in the list, all selected; the second is longer than the others."""
    works = {**dict.fromkeys(PRESETS, ""), "av1": "It has no encoder."}
    monkeypatch.setattr(outputs_module, "find_possible", lambda _: Possible(PRESETS, works, None))
    for day, name in enumerate(("boat", "night", "rocket"), start=1):
        frames = 9 if name == "night" else 5
        described = take(
            id=f"t{day}", made=f"2026-11-0{day}T12:00:00+00:00",
            request=request(source=f"/p/{name}.jpg", seed=day, frames=frames),
        )  # fmt: skip
        publish_take(find_folders().takes / f"{name}_{day}", described)
    find_folders().output.mkdir()
    window = open_window()
    qtbot.waitUntil(lambda: window.takes.list.model().rowCount() == 3, timeout=MILLISECONDS)
    window.show_takes()
    window.takes.list.selectAll()
    return window


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> TimelineDialog:
    return open_dialog(window, qtbot)


def open_dialog(window: MainWindow, qtbot: QtBot) -> TimelineDialog:
    window.commands.action("takes.timeline").trigger()
    (dialog,) = window.takes.findChildren(TimelineDialog)
    qtbot.waitUntil(lambda: dialog.preset.count() > 0, timeout=MILLISECONDS)
    return dialog


def names(timeline: Path) -> list[str]:
    read = opentimelineio.adapters.read_from_file(str(timeline))
    return [clip.name.partition("_")[0] for clip in read.find_clips()]


def test_a_timeline_that_is_there_is_told_and_the_dialog_stays(dialog, home, qtbot):
    (home / "output" / "rocket.otio").touch()
    dialog.go.click()
    qtbot.waitUntil(lambda: "is there already" in dialog.problem.text(), timeout=MILLISECONDS)
    assert dialog.isVisible() and dialog.go.isEnabled()


def test_handles_that_leave_nothing_are_told(dialog):
    dialog.handles.setValue(3)
    assert dialog.problem.text() == (
        "Handles of 3 frames leave nothing of the shortest take. Use 2."
    )
    assert not dialog.go.isEnabled()
    dialog.handles.setValue(2)
    assert dialog.go.isEnabled()


def test_only_films_that_can_be_made_are_offered(dialog):
    offered = {dialog.preset.itemData(row) for row in range(dialog.preset.count())}
    assert {"h264-edit", "prores-422-hq"} <= offered
    assert not offered & {"gif", "png", "av1", "dnxhr-hqx"}, "no film, no encoder, too small"


def test_takes_are_in_the_chosen_order_and_the_choices_are_kept(
    dialog, window, home, qtbot, open_window
):
    dialog.list.setCurrentRow(2)
    dialog.earlier.click()
    dialog.earlier.click()
    assert not dialog.earlier.isEnabled()
    dialog.name.clear()
    QTest.keyClicks(dialog.name, "first: cut")
    dialog.gap.setValue(5)
    dialog.handles.setValue(1)
    assert dialog.length.text() == "3 clips, 0.9 s", "3, 7 and 3 frames and two gaps of 5"
    with qtbot.waitSignal(window.session_for_test.exports.ended, timeout=MILLISECONDS) as ended:
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    made = home / "output" / "first_ cut.otio"
    assert ended.args[0].files == [made]
    assert names(made) == ["boat", "rocket", "night"]
    assert len(list((home / "output" / "first_ cut_clips").glob("*.mov"))) == 3
    close(window, qtbot)
    window.session_for_test.wait()
    again = open_window(read_preferences())
    qtbot.waitUntil(lambda: again.takes.list.model().rowCount() == 3, timeout=MILLISECONDS)
    again.takes.list.selectAll()
    dialog = open_dialog(again, qtbot)
    assert (dialog.gap.value(), dialog.handles.value()) == (5, 1)


def test_it_is_worked_by_keyboard_and_every_part_has_a_name(dialog, qtbot):
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.list.setFocus()
    passed = walk(dialog)
    for widget in visible(dialog):
        assert name_of(widget), f"{describe(widget)} has no name"
        enabled = widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        assert not enabled or widget in passed, describe(widget)
