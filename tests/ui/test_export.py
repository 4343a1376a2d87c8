"""Exporting from the window: what is chosen, how far it is, and what is left of it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from svd_desktop.app import outputs as outputs_module
from svd_desktop.app.outputs import Possible
from svd_desktop.app.preferences import read_preferences
from svd_desktop.app.takes_model import file_of
from svd_desktop.core.edits import Edit
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.library.exports_file import load_exports
from svd_desktop.library.folders import find_folders
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.presets import PRESETS
from svd_desktop.ui.export_dialog import ExportDialog, FinishedClipsDialog
from svd_desktop.ui.main_window import MainWindow
from tests.made import publish_take, request, take
from tests.ui.conftest import close
from tests.ui.test_focus import describe, name_of, visible, walk

MILLISECONDS = 20_000
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture(autouse=True)
def possible(monkeypatch) -> None:
    """A machine on which all but AV1 works; the real trials have tests of their own."""
    broken = {**dict.fromkeys(PRESETS, ""), "av1": "ffmpeg could not write clip: no encoder."}
    monkeypatch.setattr(outputs_module, "find_possible", lambda _: Possible(PRESETS, broken, None))


@pytest.fixture
def window(home: Path, open_window, qtbot: QtBot) -> MainWindow:
    """With three takes of 64x64 in the list, the newest selected."""
    for day, name in enumerate(("boat", "night", "rocket"), start=1):
        described = take(
            id=f"t{day}", made=f"2026-11-0{day}T12:00:00+00:00",
            request=request(source=f"/p/{name}.jpg", seed=day),
        )  # fmt: skip
        publish_take(find_folders().takes / f"{name}_{day}", described)
    return with_takes(open_window(), qtbot)


def with_takes(window: MainWindow, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: window.takes.list.model().rowCount() == 3, timeout=MILLISECONDS)
    window.show_takes()
    window.takes.list.setCurrentIndex(window.takes.list.model().index(0, 0))
    return window


def export_dialog(window: MainWindow, qtbot: QtBot) -> ExportDialog:
    window.commands.action("takes.export").trigger()
    (dialog,) = window.takes.findChildren(ExportDialog)
    qtbot.waitUntil(lambda: bool(dialog.form.lines()), timeout=MILLISECONDS)
    return dialog


def finished_dialog(window: MainWindow, qtbot: QtBot) -> FinishedClipsDialog:
    window.commands.action("file.finished-clips").trigger()
    dialog = window.habits.dialogs[FinishedClipsDialog]
    qtbot.waitUntil(lambda: bool(dialog.form.lines()), timeout=MILLISECONDS)
    return dialog


def row(dialog: ExportDialog, name: str):
    presets = dialog.fields.presets
    return presets.topLevelItem(list(PRESETS).index(name))


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def held(monkeypatch) -> list[str]:
    """Every encode goes on until it is cancelled; names those that have begun."""
    begun: list[str] = []

    def encode(preset, frames, rate, target, metadata, on_frame, cancelled) -> None:
        target.write_bytes(b"half a clip")
        begun.append(preset.name)
        while not cancelled():
            pass
        raise EncodingCancelled

    monkeypatch.setattr("svd_desktop.media.export.encode", encode)
    return begun


def test_keys_export_what_is_selected_and_the_files_are_shown(window, home, qtbot, monkeypatch):
    shown: list[Path] = []
    monkeypatch.setattr("svd_desktop.ui.export_strip.reveal", shown.append)
    window.takes.list.selectAll()
    window.takes.list.setFocus()
    QTest.keyClick(window.takes.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.takes.findChildren(ExportDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=MILLISECONDS)
    assert dialog.go.text() == "Export 3 takes"
    with qtbot.waitSignal(window.session_for_test.exports.ended, timeout=MILLISECONDS):
        QTest.keyClick(dialog.fields.presets, Qt.Key.Key_Return)
    files = in_folder(home / "output")
    assert [name for name in files if name.endswith(".mp4")] == [
        "boat_1_7fps_h264-review_v001.mp4", "night_2_7fps_h264-review_v001.mp4",
        "rocket_3_7fps_h264-review_v001.mp4",
    ]  # fmt: skip
    strip = window.export_strip
    assert strip.text.text() == "3 exported"
    strip.show_files.click()
    assert shown[0].parent == home / "output"
    strip.close_button.click()
    assert not strip.isVisible()
    newest = window.session_for_test.takes.model.take
    qtbot.waitUntil(lambda: file_of(newest(0)).suffix == ".mp4")


def test_what_cannot_be_chosen_says_why_in_its_row(window, qtbot):
    dialog = export_dialog(window, qtbot)
    small, broken, good = (row(dialog, name) for name in ("dnxhr-hqx", "av1", "gif"))
    assert small.text(1) == "DNxHR HQX needs at least 256x120 pixels, not 64x64."
    assert broken.text(1) == "ffmpeg could not write clip: no encoder."
    assert [item.isDisabled() for item in (small, broken, good)] == [True, True, False]


def test_what_is_wrong_is_told_and_nothing_is_exported_before_it_is_mended(window, qtbot):
    dialog = export_dialog(window, qtbot)
    row(dialog, "h264-review").setCheckState(0, UNCHECKED)
    assert (dialog.problem.text(), dialog.go.isEnabled()) == ("Choose a preset.", False)
    row(dialog, "gif").setCheckState(0, CHECKED)
    assert (dialog.problem.text(), dialog.go.isEnabled()) == ("", True)
    QTest.keyClicks(dialog.fields.template, "{colour}")
    assert "it has no {colour}" in dialog.problem.text()
    assert dialog.fields.example.text() == ""


def test_everything_chosen_comes_into_the_delivery(window, qtbot):
    dialog = export_dialog(window, qtbot)
    fields = dialog.fields
    fields.more.set_open(True)
    fields.rate.setCurrentText("50 fps")
    fields.rate.activated.emit(fields.rate.currentIndex())
    fields.retime.setCurrentText("Smooth motion")
    fields.retime.activated.emit(2)
    fields.trimmed.click()
    fields.first.setValue(2)
    fields.ping_pong.click()
    fields.loops.setValue(3)
    fields.upscale.click()
    QTest.keyClicks(fields.template, "{seed}")
    fields.presets.setCurrentItem(row(dialog, "gif"))
    row(dialog, "gif").setCheckState(0, CHECKED)
    QTest.keyClicks(fields.place.field, "/pages")
    folder = dialog.form.delivery.folder
    edit = Edit(trim=(2, 2), ping_pong=True, loops=3, retime="smooth", upscale=2)
    assert dialog.form.chosen() == Delivery(
        folder, ("h264-review", "gif"), Fraction(50), edit=edit, template="{seed}",
        places={"gif": "/pages"},
    )  # fmt: skip
    assert "invented" in fields.motion_note.text()
    assert "About 1 s" in fields.motion_note.text()


def test_a_rate_of_ones_own_is_typed(window, qtbot):
    dialog = export_dialog(window, qtbot)
    fields = dialog.fields
    fields.rate.setCurrentText("Own…")
    fields.rate.activated.emit(fields.rate.currentIndex())
    assert fields.own_rate.isVisible() and dialog.form.delivery.rate == 25
    fields.own_rate.clear()
    QTest.keyClicks(fields.own_rate, "12")
    assert dialog.form.delivery.rate == 12
    assert fields.own_rate.text() == "12", "what is typed is not written over"
    QTest.keyClicks(fields.own_rate, "x")
    assert "12x is no rate" in dialog.problem.text()


def test_a_token_goes_where_the_cursor_is_and_the_example_follows(window, qtbot):
    dialog = export_dialog(window, qtbot)
    QTest.keyClicks(dialog.fields.template, "a-")
    seed = next(one for one in dialog.fields.tokens.menu().actions() if one.text() == "{seed}")
    seed.trigger()
    assert dialog.form.delivery.template == "a-{seed}"
    assert dialog.fields.example.text() == "For example a-3_v001.mp4"


def test_a_folder_is_chosen_with_the_platforms_dialog(window, qtbot, monkeypatch, tmp_path):
    dialog = export_dialog(window, qtbot)
    answers = iter(["", str(tmp_path / "editor")])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(answers))
    before = dialog.form.delivery.folder
    dialog.fields.folder.button.click()
    assert dialog.form.delivery.folder == before
    dialog.fields.folder.button.click()
    assert dialog.form.delivery.folder == str(tmp_path / "editor")


def test_the_last_choices_are_there_again_at_the_next_start(window, home, qtbot, open_window):
    dialog = export_dialog(window, qtbot)
    row(dialog, "h264-review").setCheckState(0, UNCHECKED)
    row(dialog, "apng").setCheckState(0, CHECKED)
    dialog.form.set_edit(loops=2)
    with qtbot.waitSignal(window.session_for_test.exports.ended, timeout=MILLISECONDS):
        dialog.accept()
    close(window, qtbot)
    window.session_for_test.wait()
    assert json.loads((home / "settings.json").read_text())["export"]["presets"] == ["apng"]
    again = export_dialog(with_takes(open_window(read_preferences()), qtbot), qtbot)
    assert (again.form.delivery.presets, again.form.edit.loops) == (("apng",), 2)
    assert again.fields.more.button.isChecked(), "what is set is seen"


def test_what_went_wrong_is_in_the_window_in_ffmpegs_own_words(window, qtbot, monkeypatch):
    def fail(*_: object) -> None:
        raise SvdError("encoder", "ffmpeg could not write x: Generic error.", "Try again.")

    monkeypatch.setattr("svd_desktop.media.export.encode", fail)
    dialog = export_dialog(window, qtbot)
    with qtbot.waitSignal(window.session_for_test.exports.ended, timeout=MILLISECONDS):
        dialog.accept()
    assert window.problems.isVisible()
    assert window.problems.text.text() == (
        "rocket.jpg is not exported: ffmpeg could not write x: Generic error. Try again."
    )
    assert window.export_strip.text.text() == "0 of 1 exported"
    assert not window.export_strip.show_files.isVisible()


def test_an_export_can_be_stopped_and_leaves_nothing(window, home, qtbot, monkeypatch):
    begun = held(monkeypatch)
    window.takes.list.selectAll()
    export_dialog(window, qtbot).accept()
    qtbot.waitUntil(lambda: bool(begun), timeout=MILLISECONDS)
    strip = window.export_strip
    assert strip.text.text() == "Exporting 1 of 3"
    assert strip.bar.isVisible()
    strip.cancel.click()
    threads = window.session_for_test.exports.threads
    qtbot.waitUntil(lambda: all(thread.task is None for thread in threads), timeout=MILLISECONDS)
    assert strip.text.text() == "Export stopped, 0 of 3 are done"
    assert in_folder(home / "output") == []


def test_closing_the_window_ends_exports_at_once_and_the_next_start_goes_on_with_them(
    window, home, qtbot, monkeypatch, open_window
):
    with monkeypatch.context() as patch:
        begun = held(patch)
        window.takes.list.selectAll()
        export_dialog(window, qtbot).accept()
        qtbot.waitUntil(lambda: bool(begun), timeout=MILLISECONDS)
        close(window, qtbot)
        window.session_for_test.wait()
    assert in_folder(home / "output") == []
    assert [one.name for one in load_exports(find_folders())] == [
        "rocket.jpg", "night.jpg", "boat.jpg",
    ]  # fmt: skip
    again = open_window()
    files = home / "output"
    qtbot.waitUntil(lambda: len(in_folder(files)) == 6, timeout=MILLISECONDS)
    qtbot.waitUntil(lambda: not again.session_for_test.exports.busy, timeout=MILLISECONDS)
    close(again, qtbot)
    again.session_for_test.wait()
    assert load_exports(find_folders()) == []


def test_new_clips_become_what_was_chosen_for_them(window, backend, picture, qtbot, tmp_path):
    session = window.session_for_test
    dialog = finished_dialog(window, qtbot)
    for name in ("h264-review", "png"):
        row(dialog, name).setCheckState(0, CHECKED)
    dialog.form.set_place("png", str(tmp_path / "watched"))
    dialog.go.click()
    with qtbot.waitSignal(session._librarian.added, timeout=MILLISECONDS) as told:
        session.render([picture])
    delivery = told.args[0][0].delivery
    assert delivery.presets == ("h264-review", "png")
    assert delivery.places == {"png": str(tmp_path / "watched")}


def test_clips_that_cannot_become_it_are_refused_when_they_are_queued(window, picture, qtbot):
    session = window.session_for_test
    session.settings.set("width", 192)
    session.settings.set("height", 128)
    dialog = finished_dialog(window, qtbot)
    row(dialog, "dnxhr-hqx").setCheckState(0, CHECKED)
    assert "256x120" in row(dialog, "dnxhr-hqx").text(1), "it is told, and allowed"
    dialog.go.click()
    with qtbot.waitSignal(session.problem, timeout=MILLISECONDS) as told:
        session.render([picture])
    assert isinstance(told.args[0], Reason)
    assert told.args[0].message == "DNxHR HQX needs at least 256x120 pixels, not 192x128."
    assert session.queue.count() == 0


def test_new_clips_can_become_again_what_they_were_at_first(window, qtbot):
    session = window.session_for_test
    session.keep(finished_clips=Delivery("/clips", ("gif",), Fraction(12)).to_json())
    dialog = finished_dialog(window, qtbot)
    assert dialog.form.delivery.folder == "/clips"
    next(one for one in dialog.buttons.buttons() if one.text() == "As at first").click()
    assert dialog.fields.rate.currentText() == "As rendered"
    dialog.go.click()
    assert session.preferences.finished_clips["presets"] == ("h264-review",)
    assert session.preferences.finished_clips["folder"] == ""


def test_spaces_can_be_typed_into_names_and_folders(window, qtbot):
    dialog = export_dialog(window, qtbot)
    fields = dialog.fields
    fields.more.set_open(True)
    fields.presets.setFocus()
    for field, text in ((fields.template, "my clip "), (fields.place.field, "/my clips ")):
        field.clear()
        QTest.keyClicks(field, text)
        assert field.text() == text
    assert dialog.form.delivery.template == "my clip "
    assert list(dialog.form.delivery.places.values()) == ["/my clips "]


@pytest.mark.parametrize("is_more", [False, True])
def test_the_dialog_is_worked_by_keyboard_and_every_part_has_a_name(window, qtbot, is_more):
    dialog = export_dialog(window, qtbot)
    dialog.fields.more.set_open(is_more)
    dialog.form.set_edit(trim=(1, 2))
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.fields.presets.setFocus()
    passed = walk(dialog)
    for widget in visible(dialog):
        assert name_of(widget), f"{describe(widget)} has no name"
        enabled = widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        assert not enabled or widget in passed or widget.focusProxy() in passed, describe(widget)


def test_what_is_unfolded_has_room_where_the_screen_has(window, qtbot):
    dialog = export_dialog(window, qtbot)
    dialog.resize(dialog.width(), 400)
    dialog.fields.more.button.click()
    dialog.form.set(rate=Fraction(25))
    dialog.form.set_edit(retime="smooth")
    qtbot.waitUntil(lambda: dialog.height() > 560, timeout=MILLISECONDS)
    qtbot.waitUntil(lambda: dialog._area.verticalScrollBar().maximum() == 0, timeout=MILLISECONDS)
