"""The queue's view: commands by key and menu, dragging, filters, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from svd_desktop.app import render_worker
from svd_desktop.app.session import Session
from svd_desktop.app.when_done import Choice
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import RenderEvent
from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.core.orders import RenderOrder
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.ui import when_done
from svd_desktop.ui.job_log import JobLog
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.when_done import ended
from tests.fakes import ScriptedBackend, moving_square
from tests.made import request
from tests.ui.conftest import OpenWindow, make_picture


class AttentiveBackend(ScriptedBackend):
    """Hears a wish once in each order, also when a job comes a second time."""

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        self._wishes.clear()
        return super().render(order)


@pytest.fixture
def backend() -> ScriptedBackend:
    return AttentiveBackend()


ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def window(open_window: OpenWindow, home: Path, qtbot: QtBot) -> MainWindow:
    """Four clips wait from last time, in the active window."""
    pictures = [make_picture(home / "pictures" / f"{name}.png") for name in "abcd"]
    with open_library(find_folders()) as db:
        requests = [request(source=str(path), steps=4) for path in pictures]
        jobs.add(db, requests, Delivery(str(home / "out")))
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def order(session: Session) -> str:
    queue = session.queue
    return "".join(Path(queue.index(row, 0).data()).stem for row in range(queue.rowCount()))


def states(session: Session) -> list[JobState]:
    return [job.state for job in session.queue.jobs_in_rows(0, 99)]


def select(window: MainWindow, *rows: int) -> None:
    table = window.queue.table
    table.setFocus()
    table.clearSelection()
    for row in rows:
        index = window.session_for_test.queue.index(row, 0)
        table.selectionModel().setCurrentIndex(index, ROWS)


def press(window: MainWindow, key: Qt.Key, qtbot: QtBot, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(window.queue.table, key, modifier)


def trigger(window: MainWindow, name: str) -> None:
    action = window.commands.action(f"queue.{name}")
    assert action.isEnabled(), name
    action.trigger()


@pytest.fixture
def rendering(
    window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> Callable[[], None]:
    """The first of them is being rendered."""
    window.queue.banner.start.click()
    qtbot.waitUntil(lambda: bool(backend.orders) and states(session)[0] == JobState.RUNNING)


def test_several_rows_move_by_key_and_stay_selected(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    select(window, 2, 3)
    press(window, Qt.Key.Key_Up, qtbot, alt=True)
    qtbot.waitUntil(lambda: order(session) == "acdb")
    assert [Path(job.request.source).stem for job in window.queue.table.selected()] == ["c", "d"]
    press(window, Qt.Key.Key_Home, qtbot, alt=True)
    qtbot.waitUntil(lambda: order(session) == "cdab")
    press(window, Qt.Key.Key_Down, qtbot, alt=True)
    qtbot.waitUntil(lambda: order(session) == "acdb")
    with open_library(find_folders()) as db:
        assert "".join(Path(job.request.source).stem for job in jobs.listed(db)) == "acdb"


def test_home_and_end_are_the_first_and_the_last_row(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    select(window, 1)
    press(window, Qt.Key.Key_End, qtbot)
    assert window.queue.table.selected() == session.queue.jobs_in_rows(3, 3)
    press(window, Qt.Key.Key_Home, qtbot)
    assert window.queue.table.selected() == session.queue.jobs_in_rows(0, 0)


def test_what_is_watched_is_selected_alone_while_ctrl_is_held(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    select(window, 0)
    qtbot.keyPress(window.queue.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    session.watching.pick(session.queue.jobs_in_rows(2, 2)[0].id)
    qtbot.keyRelease(window.queue.table, Qt.Key.Key_Control)
    assert window.queue.table.selected() == session.queue.jobs_in_rows(2, 2)


def test_several_are_chosen_without_being_watched(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    table = window.queue.table
    session.watching.pick(session.queue.jobs_in_rows(0, 0)[0].id)
    watched = session.watching.job_id
    at = table.visualRect(session.queue.index(1, 0)).center()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, control, at)
    assert len(table.selected()) == 2
    assert session.watching.job_id == watched


def drop(window: MainWindow, data: QMimeData, at: QPoint) -> bool:
    """Drags `data` in and drops it; whether the rows took it."""
    table, move = window.queue.table.viewport(), Qt.DropAction.MoveAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, move, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(table, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(at), move, data, button, keys)
        event.setDropAction(move)
        event.ignore()
        QApplication.sendEvent(table, event)
    return enter.isAccepted()


def test_rows_are_dragged_to_another_place(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    queue, table = session.queue, window.queue.table
    data = queue.mimeData([queue.index(2, 0), queue.index(3, 0)])
    assert drop(window, data, table.visualRect(queue.index(0, 0)).topLeft() + QPoint(5, 1))
    qtbot.waitUntil(lambda: order(session) == "cdab")
    below = QPoint(5, table.viewport().height() - 2)
    assert drop(window, queue.mimeData([queue.index(0, 0)]), below)
    qtbot.waitUntil(lambda: order(session) == "dabc")


def test_files_over_the_rows_are_left_to_the_window(window: MainWindow, session: Session) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, data, button, Qt.KeyboardModifier.NoModifier)
    for heard in (window.queue.table.dragEnterEvent, window.queue.table.dropEvent):
        event.accept()
        heard(event)
        assert not event.isAccepted()


def test_removed_rows_come_back(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    select(window, 0, 2)
    press(window, Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: order(session) == "bd")
    qtbot.waitUntil(window.commands.action("queue.bring-back").isEnabled)
    qtbot.keyClick(window.queue.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: order(session) == "abcd")


def test_what_comes_back_while_the_queue_runs_is_rendered(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    select(window, 1, 2, 3)
    press(window, Qt.Key.Key_Delete, qtbot)
    qtbot.waitUntil(lambda: order(session) == "a")
    with qtbot.waitSignal(session._worker.idle):
        backend.finish(moving_square(2, 64, 64))
    qtbot.waitUntil(window.commands.action("queue.bring-back").isEnabled)
    trigger(window, "bring-back")
    qtbot.waitUntil(lambda: len(backend.orders) == 2)


def test_many_are_cancelled_and_tried_again_at_once(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.queue.table.selectAll()
    window.queue.cancel.click()
    qtbot.waitUntil(lambda: set(states(session)) == {JobState.CANCELLED})
    window.queue.retry.click()
    qtbot.waitUntil(lambda: JobState.CANCELLED not in states(session))


def test_duplicating_does_not_start_a_queue_that_is_held(
    window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    select(window, 0, 1)
    trigger(window, "duplicate")
    qtbot.waitUntil(lambda: order(session) == "abcdab")
    trigger(window, "new-seed")
    qtbot.waitUntil(lambda: session.queue.rowCount() == 8)
    assert session.held
    assert backend.orders == []


def test_settings_go_both_ways(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    select(window, 1)
    trigger(window, "use-settings")
    assert session.settings.value("steps") == 4
    session.settings.set("steps", 6)
    select(window, 2, 3)
    trigger(window, "apply-settings")
    qtbot.waitUntil(
        lambda: [job.request.steps for job in session.queue.jobs_in_rows(0, 9)] == [4, 4, 6, 6]
    )


def test_pausing_now_frees_the_device_and_goes_on(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.progress("denoise", 1, 4)
    qtbot.waitUntil(lambda: session.queue.jobs_in_rows(0, 0)[0].step == 1)
    window.queue.pause.click()
    qtbot.waitUntil(lambda: states(session)[0] == JobState.PAUSED and backend.closed)
    assert window.queue.banner.isVisible()
    assert window.queue.banner.text.text() == "The queue is paused. 4 clips wait."
    trigger(window, "go-on")
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    assert not window.queue.banner.isVisible()


def test_pausing_after_this_one_is_seen_and_can_be_taken_back(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    action = window.commands.action("queue.pause-after")
    trigger(window, "pause-after")
    assert action.isChecked()
    assert "pauses after the clip that is being rendered" in window.queue.banner.text.text()
    trigger(window, "pause-after")
    assert not session.held
    trigger(window, "pause-after")
    backend.finish(moving_square(2, 64, 64))
    qtbot.waitUntil(lambda: states(session)[0] == JobState.DONE)
    qtbot.waitUntil(lambda: not action.isChecked())
    assert len(backend.orders) == 1
    assert window.queue.banner.text.text() == "The queue is paused. 3 clips wait."


def test_a_nearly_full_disk_is_a_sentence_over_a_paused_queue(
    window: MainWindow,
    session: Session,
    backend: ScriptedBackend,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reason = Reason("disk", "The queue is paused: the disk of /out has 1.0 GiB left.", "Free some.")
    monkeypatch.setattr(render_worker, "nearly_full", lambda folders: reason)
    window.queue.banner.start.click()
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == reason.sentence
    assert session.held
    qtbot.waitUntil(lambda: states(session) == [JobState.QUEUED] * 4)
    assert window.queue.banner.isVisible()
    assert backend.orders == []


def test_a_filter_hides_the_rest_and_what_is_hidden_is_not_selected(
    window: MainWindow, session: Session
) -> None:
    window.queue.table.selectAll()
    window.queue.search.setText("B.P")
    assert order(session) == "b"
    assert window.queue.table.selected() == []
    select(window, 0)
    assert not window.commands.action("queue.up").isEnabled(), "no order among hidden jobs"
    window.queue.search.clear()
    window.queue.filter.setCurrentText("Done")
    assert order(session) == ""
    assert window.queue.summary.toolTip() == "4 waiting"


def test_the_log_of_a_job_is_shown_and_copied(
    rendering: None, window: MainWindow, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.progress("denoise", 1, 4)
    backend.fail(Reason("memory", "Too big.", "Use less."))
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    select(window, 0)
    trigger(window, "log")
    qtbot.waitUntil(lambda: window.findChild(JobLog) is not None)
    dialog = window.findChild(JobLog)
    lines = [line.split("  ", 1)[1] for line in dialog.text.toPlainText().splitlines()]
    assert lines == [
        "Started on cpu.",
        "Step 1 of 4, 0.5 GiB in use.",
        "Failed: Too big. Use less.",
    ]
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.reject()


def test_the_choice_is_the_same_in_the_head_and_in_the_menu(
    window: MainWindow, session: Session
) -> None:
    assert window.queue.when_done.currentData() == Choice.NOTIFY
    trigger(window, "when-done-sleep")
    assert window.queue.when_done.currentData() == Choice.SLEEP
    window.queue.when_done.setCurrentIndex(0)
    window.queue.when_done.activated.emit(0)
    assert session.when_done.choice == Choice.NOTHING
    assert window.commands.action("queue.when-done-nothing").isChecked()


@pytest.mark.parametrize("escape", [True, False])
def test_the_countdown_is_seen_and_can_be_stopped(
    window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot, escape: bool
) -> None:
    ran: list[list[str]] = []
    session.when_done._run = ran.append
    session.when_done.choose(Choice.SHUT_DOWN)
    for row in (1, 2, 3):
        select(window, row)
        window.queue.cancel.click()
    window.queue.banner.start.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: states(session).count(JobState.CANCELLED) == 3)
    backend.finish(moving_square(2, 64, 64))
    qtbot.waitUntil(lambda: window.end_of_queue.countdown is not None)
    countdown = window.end_of_queue.countdown
    assert countdown.isVisible()
    assert countdown.text.text() == "The computer shuts down in 60 s."
    if escape:
        qtbot.keyClick(countdown, Qt.Key.Key_Escape)
        assert ran == []
    else:
        countdown.now.click()
        assert len(ran) == 1
    assert not countdown.isVisible()
    assert session.when_done.seconds_left == 0


def test_a_person_who_looks_elsewhere_is_called(
    window: MainWindow, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    called, notified = [], []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    monkeypatch.setattr(when_done, "notify", lambda *said: notified.append(said))
    monkeypatch.setattr(QApplication, "alert", lambda *args: called.append(args))
    session.when_done.notify.emit(12, 1)
    assert called == [], "the window is in front"
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    session.when_done.notify.emit(12, 1)
    assert called == [(window,)]
    qtbot.waitUntil(lambda: len(notified) == 1)
    assert notified[0][1:] == ("The queue is done", "12 clips done, 1 failed.")


def test_the_notification_counts(
    window: MainWindow, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda self, *args: told.append(args))
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    session.when_done.notify.emit(12, 1)
    assert told == [("The queue is done", "12 clips done, 1 failed.")]
    assert ended(1, 0) == "One clip done."
    assert ended(0, 2) == "2 failed."
