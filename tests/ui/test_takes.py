"""The gallery in the window: finished clips, found, looked at and acted on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.app.takes_model import TAKE
from svd_desktop.core.jobs import Extension, JobState
from svd_desktop.library.folders import find_folders
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.take_delegate import star_place
from svd_desktop.ui.takes_view import TakesView
from tests.fakes import ScriptedBackend, moving_square, trash_in_library
from tests.made import publish_take, request, take
from tests.ui.conftest import OpenWindow, close


@pytest.fixture(autouse=True)
def trashed(monkeypatch) -> list[str]:
    return trash_in_library(monkeypatch)


@pytest.fixture
def takes(home: Path, open_window: OpenWindow, qtbot: QtBot) -> TakesView:
    """A window with three takes, the newest first, none of them with a job in the queue."""
    for day, name in enumerate(("boat", "night", "rocket"), start=1):
        made = take(
            id=f"t{day}",
            made=f"2026-11-0{day}T12:00:00+00:00",
            request=request(source=f"/p/{name}.jpg", seed=day, motion_bucket_id=100 + day),
        )
        publish_take(find_folders().takes / f"{name}_{day}", made)
    window = open_window()
    window.show_takes()
    view = window.takes
    qtbot.waitUntil(lambda: view.list.model().rowCount() == 3)
    return view


def names(view: TakesView) -> list[str]:
    model = view.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def select(view: TakesView, *rows: int) -> None:
    selection = view.list.selectionModel()
    selection.clear()
    for row in rows:
        selection.select(view.list.model().index(row, 0), selection.SelectionFlag.Select)


def press(widget: QWidget, key: Qt.Key, qtbot: QtBot) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


def do(view: TakesView, name: str) -> None:
    window = view.window()
    assert isinstance(window, MainWindow)
    action = window.commands.action(f"takes.{name}")
    assert action.isEnabled()
    action.trigger()


def test_an_empty_gallery_says_what_it_is_for(window: MainWindow) -> None:
    window.show_takes()
    assert window.takes._empty.isVisible()
    assert window.takes._empty.text() == "Finished clips appear here."
    assert not window.commands.action("takes.delete").isEnabled()


def test_a_finished_clip_appears_and_what_is_dragged_is_its_file(
    window: MainWindow, session: Session, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    backend.finish(moving_square())
    model = session.takes.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    kept = model.index(0, 0).data(TAKE)
    assert (kept.name, kept.id) == ("boat.png", backend.order.job)
    (url,) = model.mimeData([model.index(0, 0)]).urls()
    assert Path(url.toLocalFile()).suffix == ".mp4"


def test_typing_finds_and_says_how_many(takes: TakesView, qtbot: QtBot) -> None:
    assert takes._count.text() == "3 takes"
    assert names(takes) == ["rocket.jpg", "night.jpg", "boat.jpg"]
    takes.window().show_takes()
    takes.window().find_in_list()
    qtbot.keyClicks(takes.window().focusWidget(), "NIGHT")
    assert names(takes) == ["night.jpg"]
    assert takes._count.text() == "1 of 3 takes"
    qtbot.keyClicks(takes.search, " seed:9")
    assert takes._empty.isVisible()
    assert takes._empty.text() == "No take is found"


def test_find_searches_the_list_that_shows(takes: TakesView) -> None:
    window = takes.window()
    window.show_takes()
    window.find_in_list()
    assert takes.search.hasFocus()
    window.show_queue()
    window.find_in_list()
    assert window.queue.search.hasFocus()


def test_a_key_stars_what_is_selected_and_the_filter_shows_it(
    takes: TakesView, qtbot: QtBot
) -> None:
    select(takes, 0, 2)
    press(takes.list, Qt.Key.Key_S, qtbot)
    qtbot.waitUntil(lambda: takes.selected_takes()[0].starred)
    takes.starred.click()
    assert names(takes) == ["rocket.jpg", "boat.jpg"]


def test_a_click_on_the_star_stars_and_leaves_the_selection(
    takes: TakesView, session_of, qtbot: QtBot
) -> None:
    select(takes, 1)
    index = takes.list.model().index(0, 0)
    at = star_place(takes.list.visualRect(index)).center()
    qtbot.mouseClick(takes.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: index.data(TAKE).starred)
    assert [one.name for one in takes.selected_takes()] == ["night.jpg"]
    assert session_of(takes).watching.job_id is None


def test_letters_in_the_search_field_only_type(takes: TakesView, qtbot: QtBot) -> None:
    select(takes, 0)
    press(takes.search, Qt.Key.Key_S, qtbot)
    assert takes.search.text() == "s"
    assert not takes._model.index(0, 0).data(TAKE).starred


def test_tags_are_typed_and_then_chosen(takes: TakesView, qtbot: QtBot) -> None:
    assert not takes.tag.isVisible()
    select(takes, 1)
    do(takes, "tags")
    dialog = takes.findChild(QInputDialog)
    dialog.setTextValue("hero, client A")
    dialog.accept()
    qtbot.waitUntil(lambda: takes.tag.isVisible())
    assert [takes.tag.itemText(n) for n in range(3)] == ["All tags", "client A", "hero"]
    takes.tag.setCurrentIndex(2)
    assert names(takes) == ["night.jpg"]


def test_deleted_takes_can_be_brought_back(takes: TakesView, trashed, qtbot: QtBot) -> None:
    select(takes, 0, 1)
    press(takes.list, Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: names(takes) == ["boat.jpg"])
    assert takes.undo_bar.isVisible()
    assert takes.undo_bar.text.text() == "Deleted 2 takes."
    takes.undo_bar.undo.click()
    qtbot.waitUntil(lambda: len(names(takes)) == 3)
    assert not takes.undo_bar.isVisible()
    assert trashed == []


def test_every_deletion_can_be_undone_though_the_offer_has_passed(
    takes: TakesView, session_of, trashed, qtbot: QtBot
) -> None:
    session_of(takes).takes._offer.setInterval(0)
    undo = takes.window().commands.action("takes.undo")
    for left in (["night.jpg", "boat.jpg"], ["boat.jpg"]):
        select(takes, 0)
        do(takes, "delete")
        qtbot.waitUntil(lambda left=left: names(takes) == left)
    qtbot.waitUntil(lambda: not takes.undo_bar.isVisible())
    for back in (["night.jpg", "boat.jpg"], ["rocket.jpg", "night.jpg", "boat.jpg"]):
        assert undo.isEnabled()
        undo.trigger()
        qtbot.waitUntil(lambda back=back: names(takes) == back)
        assert not takes.undo_bar.isVisible()
    qtbot.waitUntil(lambda: not undo.isEnabled())
    close(takes.window(), qtbot)
    assert trashed == []


def test_a_click_plays_a_take_whose_job_is_gone(takes: TakesView, session_of, qtbot: QtBot) -> None:
    session = session_of(takes)
    at = takes.list.visualRect(takes.list.model().index(1, 0)).center()
    qtbot.mouseClick(takes.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert session.watching.playback.clip.job == "t2"


def test_who_comes_to_the_gallery_by_keyboard_acts_on_the_take_at_the_keys(
    takes: TakesView, session_of, qtbot: QtBot
) -> None:
    window = takes.window()
    window.activateWindow()
    window.show_queue()
    qtbot.waitUntil(window.queue.table.hasFocus)
    window.show_takes()
    qtbot.waitUntil(takes.list.hasFocus)
    assert takes.selected_takes() == [takes.list.currentIndex().data(TAKE)]


def test_the_take_beside_a_deleted_one_is_selected(takes: TakesView, qtbot: QtBot) -> None:
    takes.window().activateWindow()
    takes.list.setFocus()
    takes.list.setCurrentIndex(takes.list.model().index(1, 0))
    qtbot.waitUntil(takes.list.hasFocus)
    do(takes, "delete")
    qtbot.waitUntil(lambda: len(names(takes)) == 2)
    assert len(takes.selected_takes()) == 1


def test_a_take_takes_the_place_of_a_framing(
    takes: TakesView, session_of, picture: Path, qtbot: QtBot
) -> None:
    session, window = session_of(takes), takes.window()
    session.inputs.add([picture])
    window.edit_framing(picture)
    session.takes.play(takes.list.model().index(0, 0).data(TAKE))
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    session.watching.playback.pause()
    assert window.stage.clip.isVisible()


def test_after_a_comparison_the_take_from_before_is_back(
    takes: TakesView, session_of, qtbot: QtBot
) -> None:
    session = session_of(takes)
    session.takes.play(takes.list.model().index(2, 0).data(TAKE))
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    select(takes, 0, 1)
    takes.window().commands.action("clip.compare").trigger()
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    takes.window().commands.action("clip.leave").trigger()
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert session.watching.playback.clip.job == "t1"
    session.watching.playback.pause()


def test_enter_plays_and_space_pauses_with_the_focus_in_the_gallery(
    takes: TakesView, session_of, qtbot: QtBot
) -> None:
    playback = session_of(takes).watching.playback
    press(takes.list, Qt.Key.Key_Home, qtbot)
    press(takes.list, Qt.Key.Key_End, qtbot)
    assert [one.id for one in takes.selected_takes()] == ["t1"]
    press(takes.list, Qt.Key.Key_Return, qtbot)
    qtbot.waitUntil(lambda: playback.playing)
    assert playback.clip.job == "t1"
    press(takes.list, Qt.Key.Key_Space, qtbot)
    assert not playback.playing
    assert [one.id for one in takes.selected_takes()] == ["t1"]


def test_extending_from_the_frame_shown_needs_the_clip_in_the_player(
    takes: TakesView, session_of, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    session = session_of(takes)
    select(takes, 0)
    assert not takes.window().commands.action("takes.extend-here").isEnabled()
    session.takes.play(takes.selected_takes()[0])
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    session.watching.playback.seek(0)
    do(takes, "extend-here")
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    assert Path(backend.order.request.source).name == "rocket +1.png"


def test_a_take_that_cannot_be_played_says_so(takes: TakesView, session_of, qtbot: QtBot) -> None:
    session = session_of(takes)
    kept = takes.list.model().index(0, 0).data(TAKE)
    (kept.folder / "master.mkv").write_bytes(b"no video")
    with qtbot.waitSignal(session.problem) as told:
        session.takes.play(kept)
    assert "is missing or damaged" in told.args[0].message


def test_its_settings_come_into_the_panel_with_its_seed(takes: TakesView, session_of) -> None:
    settings = session_of(takes).settings
    select(takes, 1)
    do(takes, "settings")
    assert (settings.value("motion_bucket_id"), settings.value("seed")) == (102, 2)
    assert not settings.random_seed


def test_a_new_seed_is_the_same_clip_otherwise(
    takes: TakesView, session_of, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    select(takes, 0)
    do(takes, "new-seed")
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    asked, made = backend.order.request, takes.selected_takes()[0].request
    assert asked.seed != made.seed
    assert asked.with_(seed=made.seed) == made


def test_only_a_draft_can_be_rendered_in_full(takes: TakesView) -> None:
    select(takes, 0)
    assert not takes.window().commands.action("takes.in-full").isEnabled()


def test_an_extension_comes_back_as_one_clip(
    takes: TakesView, session_of, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    session = session_of(takes)
    select(takes, 0)
    do(takes, "extend")
    qtbot.waitUntil(lambda: bool(backend.orders and session.queue.in_state(JobState.RUNNING)))
    (job,) = session.queue.in_state(JobState.RUNNING)
    assert job.delivery.extends == Extension("rocket_3", 1)
    backend.finish(moving_square(2, 64, 64))
    qtbot.waitUntil(lambda: len(names(takes)) == 4)
    kept = next(t for t in takes._model._all.values() if t.id == job.id)
    assert (kept.name, kept.extends) == ("rocket +2", "rocket_3")
    qtbot.waitUntil(lambda: session.watching.playback.frames == 3)


def test_a_poster_moves_under_the_pointer_and_stops_when_it_leaves(
    takes: TakesView, qtbot: QtBot
) -> None:
    view, model = takes.list, takes.list.model()
    place = view.visualRect(model.index(1, 0)).center()
    qtbot.mouseMove(view.viewport(), place - QPoint(1, 1))
    qtbot.mouseMove(view.viewport(), place)
    qtbot.waitUntil(lambda: view.delegate.moving is not None)
    assert view.delegate.moving[0] == model.index(1, 0).data(TAKE).folder
    first = view.delegate.moving[1]
    qtbot.waitUntil(lambda: view.delegate.moving[1] is not first)
    view.hide()
    assert view.delegate.moving is None


@pytest.fixture
def session_of():
    return lambda view: view.window().session_for_test


def test_everything_interactive_in_the_gallery_has_a_name_and_is_reached_by_tab(
    takes: TakesView, qtbot: QtBot
) -> None:
    select(takes, 0)
    takes.search.setFocus()
    reached = []
    while takes.isAncestorOf(widget := QApplication.focusWidget()):
        reached.append(widget.accessibleName() or getattr(widget, "text", str)())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert reached == [
        "Search takes", "Only starred takes", "Takes", "Export", "Use these settings", "New seed",
        "Extend", "Delete",
    ]  # fmt: skip
