"""What is to be rendered waits for the engine, and goes on when it is ready."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from svd_desktop.app.session import Session
from svd_desktop.backends import engine_install, private_engine
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed, RenderEvent
from svd_desktop.core.jobs import JobState
from svd_desktop.core.orders import RenderOrder
from svd_desktop.ui.engine_dialog import EngineDialog
from tests.engines import make_ready
from tests.fakes import moving_square
from tests.ui.conftest import close, make_picture
from tests.ui.engine.acting import dialog_of, press_render, states


def test_what_waits_in_the_queue_waits_for_the_engine_and_the_person_is_told_once(
    window, engine, backend, picture, qtbot
):
    session = window.session_for_test
    session.render([picture])  # dropped on the queue, say
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == "The engine that renders is not installed yet."
    assert (window.problems.button.text(), session.held) == ("Engine…", True)
    qtbot.waitUntil(lambda: states(session) == [JobState.QUEUED])
    assert backend.orders == []
    qtbot.waitUntil(
        lambda: window.queue.banner.text.text() == "One clip waits for the engine."
    )  # fmt: skip
    qtbot.waitUntil(lambda: "until the engine is ready" in window.stage.notice.line.text())
    window.problems.button.click()
    assert EngineDialog in window.habits.dialogs


@pytest.mark.parametrize("is_open", [False, True])
def test_an_engine_that_does_not_start_holds_the_queue_and_its_dialog_is_offered(
    ready, backend, tmp_path, monkeypatch, is_open, qtbot
):
    session = ready.session_for_test
    damage = Reason("device", "torch does not start: libc10.so is damaged.", "Repair it.")

    def refuse(order: RenderOrder) -> Iterator[RenderEvent]:
        yield Failed(order.job, damage)

    monkeypatch.setattr(backend, "render", refuse)
    if is_open:
        dialog_of(ready)
    session.render([make_picture(tmp_path / "pictures" / f"{name}.png") for name in "abc"])
    qtbot.waitUntil(ready.problems.isVisible)
    assert ready.problems.text.text() == damage.message, "what helps is its button"
    assert (ready.problems.button.text(), session.held) == ("Engine…", True)
    assert session.last_problem == damage
    assert states(session) == [JobState.FAILED, JobState.QUEUED, JobState.QUEUED]
    ready.problems.button.click()
    assert EngineDialog in ready.habits.dialogs


def test_a_device_that_does_not_start_is_told_with_its_remedy_where_there_is_no_such_engine(
    open_window, backend, picture, monkeypatch, qtbot
):
    gone = Reason("device", "The device cuda:0 is not available.", "Use one of: auto, cpu.")
    monkeypatch.setattr(backend, "render", lambda order: iter([Failed(order.job, gone)]))
    window = open_window()
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == gone.sentence
    assert not window.problems.button.isVisible()


def test_the_offer_goes_when_the_engine_begins_to_change(window, engine, installer, picture, qtbot):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    installer.held = True
    dialog_of(window).install.click()  # as from the menu
    assert not window.problems.isVisible()
    with qtbot.waitSignal(engine.ended):
        installer.free.set()
    assert not window.problems.isVisible()


def test_the_offer_goes_when_the_engine_is_ready(window, engine, home, picture, qtbot):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    make_ready(home / "engine")  # by another program
    engine.look()
    qtbot.waitUntil(lambda: not window.problems.isVisible())


def test_what_else_went_wrong_stays_when_the_engine_changes(window, engine, installer, qtbot):
    window.session_for_test.problem.emit(Reason("disk", "The disk is full.", ""))
    with qtbot.waitSignal(engine.ended):
        engine.install("cuda")
    assert window.problems.isVisible()


def test_the_queue_offers_to_install_the_engine_that_its_clips_wait_for(window, picture, qtbot):
    window.session_for_test.render([picture])
    banner = window.queue.banner
    qtbot.waitUntil(lambda: banner.start.text() == "Install the engine…")
    banner.start.click()
    assert window.habits.dialogs[EngineDialog].isVisible()
    assert window.session_for_test.held


def test_the_queue_tells_of_an_installation_whose_dialog_is_closed(
    window, engine, installer, qtbot
):
    installer.held, banner = True, window.queue.banner
    assert not banner.isVisible()
    dialog = dialog_of(window)
    dialog.install.click()
    assert banner.text.text() == "The engine is being installed."
    qtbot.waitUntil(lambda: banner.text.text() == "The engine is being installed: 25%")
    dialog.reject()
    assert (banner.isVisible(), banner.start.text()) == (True, "Show")
    banner.start.click()
    assert window.habits.dialogs[EngineDialog].isVisible()
    with qtbot.waitSignal(engine.ended):
        installer.free.set()
    assert not banner.isVisible(), "nothing waits"


def test_render_opens_the_dialog_and_the_clip_is_rendered_when_the_engine_is_ready(
    window, engine, backend, picture, qtbot
):
    session = window.session_for_test
    press_render(window, picture, qtbot)
    dialog = window.habits.dialogs[EngineDialog]
    qtbot.waitUntil(lambda: session.held)
    assert not window.problems.isVisible(), "the dialog tells it"
    assert backend.orders == []
    dialog.install.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: states(session) == [JobState.RUNNING])


@pytest.mark.parametrize("pause", [Session.hold, Session.pause_now])
def test_what_the_person_pauses_meanwhile_stays_paused_when_the_engine_is_ready(
    window, engine, backend, picture, pause, qtbot
):
    session = window.session_for_test
    session.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    pause(session)
    with qtbot.waitSignal(engine.ended):
        engine.install("cuda")
    assert session.held
    assert backend.orders == []


def test_what_waited_goes_on_when_another_program_has_installed_the_engine(
    window, engine, backend, picture, asked, home, qtbot
):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    make_ready(home / "engine")
    engine.look()  # as its dialog does
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: asked != [])


def test_what_another_program_has_removed_is_known_at_the_next_clip(
    ready, backend, picture, home, asked, qtbot
):
    session = ready.session_for_test
    qtbot.waitUntil(lambda: session.planning.planned is not None)
    private_engine.record(home / "engine").unlink()
    session.render([picture])
    qtbot.waitUntil(lambda: session.engine.lacks)
    assert session.planning.planned is None
    make_ready(home / "engine")
    session.engine.look()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)


def test_a_queue_from_last_time_waits_for_its_click_also_after_an_installation(
    window, engine, backend, picture, open_private, qtbot
):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    close(window, qtbot)
    window.session_for_test.wait()
    window = open_private()
    engine, banner = window.session_for_test.engine, window.queue.banner
    assert banner.text.text() == "One clip waits for the engine."
    with qtbot.waitSignal(engine.ended):
        dialog_of(window).install.click()
    assert window.session_for_test.held
    assert (banner.text.text(), banner.start.text()) == (
        "One clip waits from last time.", "Start queue",
    )  # fmt: skip
    banner.start.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)


def test_what_is_being_rendered_pauses_before_the_engine_changes_and_goes_on_after(
    ready, backend, installer, picture, qtbot
):
    session = ready.session_for_test
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    backend.progress("denoise", 1, 4)
    qtbot.waitUntil(lambda: session.memory.told > 0)
    dialog, backend.busy = dialog_of(ready), True  # in the middle of a step
    dialog.repair.click()
    assert dialog.pace.text() == "The clip that is being rendered pauses first"
    with qtbot.waitSignal(session.engine.looked):
        session.engine.look()  # comes after what its thread was given before
    assert (installer.begun, backend.closed) == ([], False)
    backend.busy = False
    backend.pause(backend.order.job)
    qtbot.waitUntil(lambda: installer.begun == [None])
    assert backend.closed
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: states(session) == [JobState.DONE])


def test_the_dialog_says_when_the_clip_has_paused(ready, backend, picture, monkeypatch, qtbot):
    session, removing, free = ready.session_for_test, Event(), Event()
    really_remove = engine_install.remove

    def remove(folder: Path) -> None:
        removing.set()
        free.wait()
        really_remove(folder)

    monkeypatch.setattr(engine_install, "remove", remove)
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: states(session) == [JobState.RUNNING])
    dialog = dialog_of(ready)
    session.engine.remove()
    assert dialog.pace.text() == "The clip that is being rendered pauses first"
    assert dialog.stop.isEnabled(), "nothing is deleted yet"
    qtbot.waitUntil(removing.is_set)
    assert dialog.pace.text() == "Removing"
    assert not dialog.stop.isEnabled(), "what is half removed is of no use"
    with qtbot.waitSignal(session.engine.ended):
        free.set()
    assert not dialog.pace.isVisible()
