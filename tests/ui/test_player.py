"""The player in the window: its keys and buttons, the whole screen, the source, comparisons."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.comparison import TakeRef
from svd_desktop.app.session import Session
from svd_desktop.core.events import Preview
from svd_desktop.core.jobs import JobState
from svd_desktop.media.animations import write_animation
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import ScriptedBackend, moving_square
from tests.made import publish_take, take


@pytest.fixture
def paused(window: MainWindow, session: Session, qtbot: QtBot) -> MainWindow:
    """A clip in the player, paused at its first frame, in the active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session.watching.playback.show(Clip("job", moving_square(5), Fraction(10)))
    session.watching.playback.pause()
    window.stage.setFocus()
    return window


def press(key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def action(window: MainWindow, name: str):
    return window.commands.action(f"clip.{name}")


def button(window: MainWindow, name: str) -> QToolButton:
    buttons = window.stage.controls.findChildren(QToolButton)
    return next(one for one in buttons if one.accessibleName() == name)


def test_without_a_clip_no_key_does_anything(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.stage.setFocus()
    for key in (Qt.Key.Key_J, Qt.Key.Key_L, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Space):
        press(key, qtbot)
    assert (session.watching.playback.frame, session.watching.playback.playing) == (0, False)


def test_the_keys_of_an_editor(paused: MainWindow, session: Session, qtbot: QtBot) -> None:
    playback = session.watching.playback
    press(Qt.Key.Key_End, qtbot)
    assert playback.frame == 4
    press(Qt.Key.Key_Home, qtbot)
    assert playback.frame == 0
    press(Qt.Key.Key_L, qtbot)
    press(Qt.Key.Key_L, qtbot)
    assert (playback.playing, playback.speed) == (True, 2)
    assert paused.stage.controls.speed.currentText() == "2x"
    press(Qt.Key.Key_K, qtbot)
    assert (playback.playing, playback.speed) == (False, 1)
    press(Qt.Key.Key_P, qtbot)
    assert playback.ping_pong
    assert button(paused, "Back and forth").isChecked()


def test_the_counter_tells_frame_and_time_without_moving_what_is_beside_it(
    paused: MainWindow, session: Session
) -> None:
    counter = paused.stage.controls.counter
    size = counter.size()
    assert counter.text() == "1 / 5  ·  0.00 s"
    session.watching.playback.seek(4)
    assert counter.text() == "5 / 5  ·  0.40 s"
    assert counter.size() == size


def test_a_speed_is_chosen(paused: MainWindow, session: Session, qtbot: QtBot) -> None:
    speed = paused.stage.controls.speed
    speed.setFocus()
    press(Qt.Key.Key_Up, qtbot)
    assert session.watching.playback.speed == Fraction(1, 2)


def test_the_preview_is_where_the_clip_will_be(
    window: MainWindow,
    session: Session,
    backend: ScriptedBackend,
    picture: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    session.render([picture])
    qtbot.waitUntil(lambda: bool(backend.orders))
    frames = moving_square(14, 64, 36)
    write_animation(frames, 7, tmp_path / "preview.gif")
    backend.say(Preview(backend.order.job, str(tmp_path / "preview.gif")))
    qtbot.waitUntil(window.stage.preview.isVisible)

    def place(view):
        (inside,) = view.places()
        return inside.translated(view.mapTo(window, QPoint(0, 0)))

    before = place(window.stage.preview)
    session.watching.preview.pause()
    session.watching.playback.show(Clip("job", frames, Fraction(7)))
    qtbot.waitUntil(window.stage.clip.isVisible)
    assert place(window.stage.clip) == before
    session.watching.playback.pause()


def test_full_screen_borrows_the_player_and_gives_it_back(
    paused: MainWindow, session: Session, qtbot: QtBot
) -> None:
    stage = paused.stage
    press(Qt.Key.Key_F, qtbot)
    screen = stage.clip.window()
    assert screen is not paused
    assert screen.isFullScreen()
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert session.watching.playback.frame == 1
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert stage.clip.window() is paused
    assert stage.controls.isVisible()
    assert not button(paused, "Full screen").isChecked()


def test_closing_the_full_screen_by_the_desktop_gives_the_player_back(
    paused: MainWindow, qtbot: QtBot
) -> None:
    action(paused, "full-screen").trigger()
    paused.stage.clip.window().close()
    assert paused.stage.clip.window() is paused
    assert paused.stage.controls.isVisible()
    assert not action(paused, "full-screen").isChecked()


def test_in_full_screen_the_controls_go_without_motion_and_come_back_for_tab(
    paused: MainWindow, qtbot: QtBot
) -> None:
    stage = paused.stage
    action(paused, "full-screen").trigger()
    screen = stage.clip.window()
    assert stage.controls.isVisible()
    qtbot.waitUntil(lambda: not stage.controls.isVisible())
    qtbot.keyClick(screen, Qt.Key.Key_Tab)
    assert stage.controls.isVisible()
    action(paused, "leave").trigger()


def test_the_source_comes_beside_the_clip_framed_as_it_was_asked_for(
    window: MainWindow, session: Session, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    session.render([picture])
    qtbot.waitUntil(lambda: bool(backend.orders))
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    session.watching.playback.pause()
    action(window, "source-beside").trigger()
    qtbot.waitUntil(lambda: window.stage.clip.image(1) is not None)
    asked = backend.order.request
    source = window.stage.clip.image(1)
    assert (source.width(), source.height()) == (asked.width, asked.height)
    assert button(window, "Show source").isChecked()
    action(window, "wipe").trigger()
    assert session.watching.source.mode == "wipe"
    assert not button(window, "Show source").isChecked()
    action(window, "wipe").trigger()
    assert session.watching.source.mode == "off"
    assert window.stage.clip.image(1) is None


@pytest.fixture
def comparing(paused: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """Two takes compared, the first frame shown."""
    refs = [
        TakeRef(publish_take(tmp_path / "takes" / name, take()), name, Fraction(7))
        for name in ("one", "two")
    ]
    session.watching.comparison.show(refs)
    qtbot.waitUntil(
        lambda: bool(session.watching.playback.clip) and paused.stage.compare.isVisible()
    )
    session.watching.playback.pause()
    return paused


def test_comparing_without_a_selection_says_what_is_needed(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.problem) as told:
        action(window, "compare").trigger()
    assert told.args[0].message == "Two to four finished clips can be compared."


def test_a_comparison_has_the_players_keys_and_a_wipe_and_ends_with_escape(
    comparing: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window = comparing
    window.stage.setFocus()
    press(Qt.Key.Key_Right, qtbot)
    assert session.watching.playback.frame == 1
    press(Qt.Key.Key_W, qtbot)
    assert session.watching.comparison.is_wipe
    assert session.watching.source.mode == "off"
    assert not action(window, "source-beside").isEnabled()
    press(Qt.Key.Key_Escape, qtbot)
    assert session.watching.comparison.takes == ()
    assert not window.stage.compare.isVisible()
    assert not action(window, "wipe").isChecked()


def test_a_comparison_takes_the_place_of_a_framing(
    window: MainWindow, session: Session, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session.inputs.add([picture])
    window.edit_framing(picture)
    refs = [
        TakeRef(publish_take(tmp_path / "takes" / name, take()), name, Fraction(7))
        for name in ("one", "two")
    ]
    session.watching.comparison.show(refs)
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    session.watching.playback.pause()
    assert window.stage.compare.isVisible()


def test_escape_leaves_the_full_screen_before_the_comparison(
    comparing: MainWindow, session: Session, qtbot: QtBot
) -> None:
    action(comparing, "full-screen").trigger()
    action(comparing, "leave").trigger()
    assert session.watching.comparison.takes
    action(comparing, "leave").trigger()
    assert not session.watching.comparison.takes
    assert not action(comparing, "leave").isEnabled()


def test_what_the_queue_does_leaves_a_comparison_alone_until_the_person_picks_a_clip(
    window: MainWindow,
    session: Session,
    backend: ScriptedBackend,
    picture: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    session.render([picture])
    qtbot.waitUntil(lambda: bool(backend.orders) and session.watching.job_id is not None)
    watched = session.watching.job_id
    refs = [
        TakeRef(publish_take(tmp_path / "takes" / name, take()), name, Fraction(7))
        for name in ("one", "two")
    ]
    session.watching.comparison.show(refs)
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: session.queue.job(watched).state == JobState.DONE)
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert window.stage.compare.isVisible()
    session.watching.comparison.leave()
    assert session.watching.job_id == watched
    qtbot.waitUntil(window.stage.clip.isVisible)
    session.watching.playback.pause()


def test_finished_jobs_are_compared_by_their_names_and_seeds(
    window: MainWindow, session: Session, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    session.render([picture, picture])
    for number in (1, 2):
        qtbot.waitUntil(lambda number=number: len(backend.orders) == number)
        backend.finish(moving_square())
    qtbot.waitUntil(lambda: len(session.queue.in_state(JobState.DONE)) == 2)
    window.queue.table.selectAll()
    action(window, "compare").trigger()
    qtbot.waitUntil(
        lambda: window.stage.compare.isVisible() and bool(session.watching.playback.clip)
    )
    jobs = session.queue.in_state(JobState.DONE)
    names = [pane.name for pane in session.watching.comparison.panes]
    assert names == [f"boat.png  ·  seed {job.request.seed}" for job in jobs]
    session.watching.playback.pause()


def test_buttons_tell_their_keys(window: MainWindow) -> None:
    assert button(window, "Full screen").toolTip() == "Full screen (F)"


def test_a_double_click_on_the_picture_fills_the_screen(paused: MainWindow, qtbot: QtBot) -> None:
    clip = paused.stage.clip
    qtbot.mouseDClick(clip, Qt.MouseButton.LeftButton)
    assert clip.window().isFullScreen()
    qtbot.mouseDClick(clip, Qt.MouseButton.LeftButton)
    assert clip.window() is paused
