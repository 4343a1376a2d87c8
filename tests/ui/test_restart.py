"""Closing loses nothing, and the next start waits for one click."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from svd_desktop.app.queue_model import JOB
from svd_desktop.core.jobs import Delivery, JobState, Owner
from svd_desktop.core.request import Framing, RenderRequest
from svd_desktop.core.settings import VERSION
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.inputs_file import load_inputs, save_inputs
from svd_desktop.models.catalogue import published
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import ScriptedBackend, moving_square
from tests.ui.conftest import OpenWindow, close, make_picture

GONE = Owner(pid=1, started=0.0, boot="another boot", name="the window")


def request(source: Path) -> RenderRequest:
    return RenderRequest(
        source=str(source), model="svd-mini", width=224, height=128, frames=14, steps=8, seed=1
    )


def states(window: MainWindow) -> list[JobState]:
    queue = window.session_for_test.queue
    return [queue.index(row, 0).data(JOB).state for row in range(queue.rowCount())]


def test_closing_while_rendering_pauses_and_the_next_window_goes_on(
    open_window: OpenWindow, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.session_for_test.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    steps = backend.orders[0].request.steps  # the model's own
    backend.progress("denoise", 1, steps)
    qtbot.waitUntil(lambda: window.session_for_test.memory.told > 0)
    close(window, qtbot)
    assert backend.closed
    with open_library(find_folders()) as db:
        (job,) = jobs.listed(db)
    assert (job.state, job.step) == (JobState.PAUSED, 1)

    window = open_window()
    assert states(window) == [JobState.PAUSED]
    assert window.queue.banner.isVisible()
    assert f"boat.png was interrupted and goes on after step 1 of {steps}" in (
        window.queue.banner.text.text()
    )
    assert len(backend.orders) == 1  # nothing begins by itself
    window.queue.banner.start.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    assert not window.queue.banner.isVisible()
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: states(window) == [JobState.DONE])


def test_after_a_kill_the_queue_is_there_and_says_what_was_interrupted(
    open_window: OpenWindow, backend: ScriptedBackend, picture: Path, home: Path, qtbot: QtBot
) -> None:
    with open_library(find_folders()) as db:
        jobs.add(db, [request(picture), request(picture)], Delivery(str(home / "out")))
        first = jobs.claim(db, GONE)
        jobs.record_step(db, first.id, 5)
    window = open_window()
    qtbot.waitUntil(lambda: states(window) == [JobState.QUEUED, JobState.QUEUED])
    assert window.queue.banner.text.text() == (
        "2 clips wait from last time. boat.png was interrupted and goes on after step 5 of 8."
    )
    assert backend.orders == []


def test_the_window_goes_at_once_though_the_step_is_not_over(
    open_window: OpenWindow, backend: ScriptedBackend, picture: Path, qtbot: QtBot
) -> None:
    window = open_window()
    session = window.session_for_test
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    backend.pause = lambda job_id: None  # a long step
    window.close()
    assert not window.isVisible()
    del backend.pause
    with qtbot.waitSignal(session.ended):
        backend.pause(backend.order.job)


def test_the_chosen_model_is_remembered(open_window: OpenWindow, home: Path, qtbot: QtBot) -> None:
    window = open_window()
    window.session_for_test.settings.add_models([published()["svd-xt"]])
    window.session_for_test.settings.set_model("svd-xt")
    close(window, qtbot)
    assert '"svd-xt"' in (home / "settings.json").read_text()


def test_the_inputs_are_there_again_with_their_framing(
    open_window: OpenWindow, picture: Path, qtbot: QtBot
) -> None:
    gone = make_picture(picture.with_name("gone.png"))
    window = open_window()
    inputs = window.session_for_test.inputs
    window.session_for_test.arrivals.add([gone, picture])
    qtbot.waitUntil(lambda: inputs.rowCount() == 2)
    framing = Framing(focus=(0.5, 0.6), zoom=2)
    inputs.set_framing(picture, framing)
    close(window, qtbot)  # right after the change
    gone.unlink()

    inputs = open_window().session_for_test.inputs
    assert [path for path, _ in inputs.kept()] == [gone, picture]
    assert inputs.framings() == {picture: framing}
    qtbot.waitUntil(lambda: inputs.readable() == [picture])  # the other one says why


def test_a_list_of_inputs_is_kept_while_the_window_is_open(
    open_window: OpenWindow, picture: Path, qtbot: QtBot
) -> None:
    session = open_window().session_for_test
    session.arrivals.add([picture])
    qtbot.waitUntil(lambda: load_inputs(find_folders()) == [(picture, None)])
    session.inputs.remove([0])
    qtbot.waitUntil(lambda: load_inputs(find_folders()) == [])


def test_a_picture_given_at_the_start_joins_those_of_the_last_time(
    open_window: OpenWindow, picture: Path, qtbot: QtBot
) -> None:
    given = make_picture(picture.with_name("given.png"))
    save_inputs(find_folders(), [(picture, Framing("pad"))])
    session = open_window().session_for_test
    session.arrivals.add([given])
    both = [(picture, Framing("pad")), (given, None)]
    qtbot.waitUntil(lambda: load_inputs(find_folders()) == both)


def test_the_panel_is_set_as_it_was(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    settings = window.session_for_test.settings
    settings.set("motion_bucket_id", 180)
    settings.set("steps", 3)
    settings.set_variations(3)
    before = settings.to_json()
    close(window, qtbot)  # right after the change

    again = open_window().session_for_test.settings
    assert again.to_json() == before
    assert (again.random_seed, again.variations) == (True, 3)


def test_of_the_kept_panel_only_what_is_not_allowed_is_left_out(
    open_window: OpenWindow, home: Path
) -> None:
    panel = {
        "motion_bucket_id": 180, "steps": 10**9, "fps": "fast", "noise_aug_strength": None,
        "variations": "many", "schedule": ["karras"], "tempo": 3, "framing": 4,
        "guidance_interval": [1, 10**400],
    }  # fmt: skip
    (home / "settings.json").write_text(json.dumps({"version": VERSION, "panel": panel}))
    settings = open_window().session_for_test.settings
    assert settings.value("motion_bucket_id") == 180
    assert settings.value("steps") == settings.default("steps")
    assert settings.value("fps") == settings.default("fps")
    assert (settings.schedule, settings.framing, settings.variations) == ("karras", "crop", 1)
    assert settings.guidance_interval is None
