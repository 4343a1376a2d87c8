"""From Render to the looping clip, and everything that may come between."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from svd_desktop.app.queue_model import FRACTION, JOB, Column
from svd_desktop.app.session import Session
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Preview, Started, Waiting
from svd_desktop.core.jobs import Delivery, JobState, Owner
from svd_desktop.library import jobs as library_jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.media.animations import write_animation
from svd_desktop.models.boot import boot_id
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import MEMORY, ScriptedBackend, moving_square
from tests.made import request
from tests.ui.conftest import OpenWindow, drop_files, make_picture


def cell(session: Session, column: Column, row: int = 0) -> str:
    return session.queue.index(row, column).data()


def state(session: Session, row: int = 0) -> JobState:
    return session.queue.index(row, 0).data(JOB).state


@pytest.fixture
def rendering(
    window: MainWindow, session: Session, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> Callable[[], None]:
    """One picture dropped, Render pressed, and the backend at work."""
    drop_files(window, picture)
    qtbot.waitUntil(lambda: window.panel.render_button.isEnabled())
    window.panel.render_button.click()
    qtbot.waitUntil(lambda: session.queue.rowCount() == 1 and bool(backend.orders))
    qtbot.waitUntil(lambda: state(session) == JobState.RUNNING)


def test_a_job_is_shown_only_when_it_is_on_disk(
    window: MainWindow,
    session: Session,
    picture: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached, go_on = threading.Event(), threading.Event()
    add = library_jobs.add

    def slow_add(*args, **kwargs):
        reached.set()
        go_on.wait(5)
        return add(*args, **kwargs)

    monkeypatch.setattr(library_jobs, "add", slow_add)
    session.render([picture])
    qtbot.waitUntil(reached.is_set)
    assert session.queue.rowCount() == 0
    go_on.set()
    qtbot.waitUntil(lambda: session.queue.rowCount() == 1)
    with open_library(find_folders()) as db:
        (job,) = library_jobs.listed(db)
    assert job.id == session.queue.index(0, 0).data(JOB).id
    assert job.request.source == str(picture)


def test_progress_shows_in_the_queue_the_stage_and_the_gauge(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.say(Started(backend.order.job, "cpu", {}))
    backend.progress("denoise", 2, 8, seconds_left=75)
    qtbot.waitUntil(lambda: cell(session, Column.PROGRESS) == "step 2 of 8")
    assert cell(session, Column.STATE) == "Rendering"
    assert cell(session, Column.TIME_LEFT) == "1 min 15 s"
    assert session.queue.index(0, 0).data(FRACTION) == 0.25
    assert window.stage.notice.isVisible()
    assert "step 2 of 8" in window.stage.notice.line.text()
    assert "about 1 min 15 s left" in window.stage.notice.line.text()
    assert session.memory.told == MEMORY
    qtbot.waitUntil(lambda: window.gauge.isVisible())


def test_a_preview_moves_over_the_progress_until_the_job_has_ended(
    rendering: None,
    window: MainWindow,
    session: Session,
    backend: ScriptedBackend,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    backend.progress("denoise", 2, 8)
    assert not window.stage.preview.isVisible()
    path = tmp_path / "preview.gif"
    write_animation(moving_square(), 7, path)
    backend.say(Preview(backend.order.job, str(path)))
    qtbot.waitUntil(window.stage.preview.isVisible)
    assert "step 2 of 8" in window.stage.notice.line.text()
    assert session.watching.preview.playing
    assert session.watching.playback.clip is None
    backend.fail(Reason("memory", "It needs 7.5 GiB, 6.1 are free.", "Use 768x448."))
    qtbot.waitUntil(lambda: not window.stage.preview.isVisible())
    assert not session.watching.preview.playing


def test_a_newer_preview_goes_on_where_the_last_one_is(
    rendering: None, session: Session, backend: ScriptedBackend, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "preview.gif"
    write_animation(moving_square(), 7, path)
    backend.say(Preview(backend.order.job, str(path)))
    qtbot.waitUntil(lambda: session.watching.preview.clip is not None)
    session.watching.preview.seek(5)
    write_animation(255 - moving_square(), 7, path)
    with qtbot.waitSignal(session.watching.preview.clip_changed):
        backend.say(Preview(backend.order.job, str(path)))
    assert session.watching.preview.frame == 5
    assert session.watching.preview.clip.frames[0, 0, 0, 0] > 200


def test_a_preview_that_is_gone_is_no_problem(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.say(Preview(backend.order.job, "/nowhere/preview.gif"))
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert session.watching.preview.clip is None
    assert not window.problems.isVisible()


def test_a_job_that_waits_for_the_device_says_for_whom(
    rendering: None, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.say(Waiting(backend.order.job, "svd-desktop render"))
    qtbot.waitUntil(lambda: cell(session, Column.STATE) == "Waiting for the device")
    assert cell(session, Column.MESSAGE) == "In use by svd-desktop render."


def test_a_finished_clip_loops_exactly_its_frames(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    frames = moving_square()
    backend.finish(frames)
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    assert state(session) == JobState.DONE
    assert session.watching.playback.playing
    assert window.stage.clip.isVisible()
    session.watching.playback.pause()
    for number in range(14):
        session.watching.playback.seek(number)
        assert np.array_equal(pixels(window.stage.clip.image()), frames[number])
    assert window.stage.controls.counter.text() == "14 / 14  ·  1.86 s"
    session.watching.playback.step(1)
    assert window.stage.controls.counter.text() == "1 / 14  ·  0.00 s"


def test_a_failure_shows_its_sentence_and_remedy_and_can_be_tried_again(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.fail(Reason("memory", "It needs 7.5 GiB, 6.1 are free.", "Use 768x448."))
    qtbot.waitUntil(lambda: state(session) == JobState.FAILED)
    assert cell(session, Column.MESSAGE) == "It needs 7.5 GiB, 6.1 are free. Use 768x448."
    assert window.stage.notice.title.text() == "boat.png could not be rendered"
    assert "Use 768x448." in window.stage.notice.line.text()
    assert window.queue.retry.isEnabled()
    window.queue.retry.click()
    qtbot.waitUntil(lambda: state(session) == JobState.RUNNING)
    assert len(backend.orders) == 2


def test_the_job_being_rendered_can_be_cancelled(
    rendering: None, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    window.queue.cancel.click()
    qtbot.waitUntil(lambda: state(session) == JobState.CANCELLED)
    assert cell(session, Column.STATE) == "Cancelled"
    assert cell(session, Column.MESSAGE) == ""


def test_cancelling_is_said_in_the_row_and_on_the_stage_from_the_click_on(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.busy = True
    backend.progress("decode", 2, 14, seconds_left=30)
    qtbot.waitUntil(lambda: cell(session, Column.PROGRESS) == "frame 2 of 14")
    window.queue.cancel.click()
    assert cell(session, Column.STATE) == "Cancelling…"
    assert window.stage.notice.title.text() == "Cancelling…"
    assert window.stage.notice.line.text() == "boat.png"
    qtbot.waitUntil(lambda: not window.queue.cancel.isEnabled())
    backend.busy = False
    backend.progress("decode", 4, 14)
    qtbot.waitUntil(lambda: state(session) == JobState.CANCELLED)
    qtbot.waitUntil(lambda: window.stage.notice.title.text() == "Cancelled")


def test_pausing_is_said_in_the_row_and_on_the_stage_from_the_click_on(
    rendering: None, window: MainWindow, session: Session, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    backend.busy = True
    window.queue.pause.click()
    assert cell(session, Column.STATE) == "Pausing…"
    assert window.stage.notice.title.text() == "Pausing…"
    assert "after the step that is being rendered" in window.queue.banner.text.text()
    assert not window.queue.pause.isEnabled()
    backend.busy = False
    backend.progress("denoise", 1, 8)
    qtbot.waitUntil(lambda: state(session) == JobState.PAUSED)
    qtbot.waitUntil(lambda: window.stage.notice.title.text() == "Paused")


def test_what_another_program_renders_is_named_with_that_program(
    open_window: OpenWindow, home: Path, picture: Path, qtbot: QtBot
) -> None:
    parent = psutil.Process(os.getppid())
    other = Owner(parent.pid, parent.create_time(), boot_id(), "svd-desktop render")
    with open_library(find_folders()) as db:
        library_jobs.add(db, [request(source=str(picture))], Delivery("/clips"))
        library_jobs.claim(db, other)
    window = open_window()
    session = window.session_for_test
    window.queue.table.setCurrentIndex(session.queue.index(0, 0))
    with qtbot.waitSignal(session.problem) as told:
        window.queue.cancel.click()
    assert f"boat.png is being rendered by svd-desktop render (process {parent.pid})." in (
        told.args[0].message
    )
    assert state(session) == JobState.RUNNING
    assert cell(session, Column.STATE) != "Cancelling…"


def test_a_waiting_job_can_be_cancelled_and_removed(
    rendering: None, window: MainWindow, session: Session, picture: Path, qtbot: QtBot
) -> None:
    session.render([make_picture(picture.with_name("second.png"))])
    qtbot.waitUntil(lambda: session.queue.rowCount() == 2)
    window.queue.table.setCurrentIndex(session.queue.index(1, 0))
    window.queue.cancel.click()
    qtbot.waitUntil(lambda: state(session, 1) == JobState.CANCELLED)
    assert state(session, 0) == JobState.RUNNING
    window.queue.remove.click()
    qtbot.waitUntil(lambda: session.queue.rowCount() == 1)


def test_the_queue_goes_on_after_a_failure(
    rendering: None, session: Session, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    session.render([picture])
    qtbot.waitUntil(lambda: session.queue.rowCount() == 2)
    backend.fail(Reason("input", "The picture is gone.", "Put it back."))
    qtbot.waitUntil(lambda: state(session, 1) == JobState.RUNNING)
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: state(session, 1) == JobState.DONE)


def test_render_takes_what_is_selected_or_everything(
    window: MainWindow, session: Session, backend: ScriptedBackend, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [make_picture(tmp_path / "p" / f"{number}.png") for number in range(3)]
    drop_files(window, *paths)
    qtbot.waitUntil(lambda: window.panel.render_button.text() == "Render all 3")
    window.inputs.list.setCurrentIndex(session.inputs.index(1))
    assert window.panel.render_button.text() == "Render 1 selected"
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.queue.rowCount() == 1)
    assert cell(session, Column.PICTURE) == "1.png"


def test_a_library_that_cannot_be_opened_is_a_sentence_over_a_window_that_lives(
    home: Path, backend: ScriptedBackend, qtbot: QtBot
) -> None:
    (home / "library").mkdir()
    (home / "library" / "library.sqlite").write_bytes(b"not a database" * 100)
    session = Session(lambda folders, settings: backend)
    window = MainWindow(session)
    window.painted.connect(session.open)
    window.closed.connect(session.shut)
    with qtbot.waitSignal(session.problem):
        window.show()
    assert "cannot be opened" in window.problems.text.text()
    assert window.problems.isVisible()
    assert "cannot be opened" in (home / "logs" / "window.log").read_text()
    with qtbot.waitSignal(session.ended):
        window.close()
    session.wait()


def pixels(image: QImage) -> np.ndarray:
    """[H, W, 3], without the padding at the ends of lines."""
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)


def test_the_empty_stage_says_what_comes_next(window: MainWindow, picture: Path, qtbot: QtBot):
    assert window.stage.notice.line.text() == "Add a picture, then press Render."
    drop_files(window, picture)
    qtbot.waitUntil(lambda: window.stage.notice.line.text() == "Press Render.")
    window.session_for_test.inputs.remove([0])
    assert window.stage.notice.line.text() == "Add a picture, then press Render."


def test_decoding_counts_frames(
    window: MainWindow, session: Session, backend: ScriptedBackend, rendering, qtbot: QtBot
) -> None:
    backend.progress("decode", 3, 14)
    qtbot.waitUntil(lambda: cell(session, Column.PROGRESS) == "frame 3 of 14")
    assert "frame 3 of 14" in window.stage.notice.line.text()
