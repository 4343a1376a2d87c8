"""The thread that works the queue off: held at first, and ended without losing anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from svd_desktop.app import render_worker
from svd_desktop.app.awake import Awake
from svd_desktop.app.render_worker import HOLDER, RenderWorker
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed, Finished, Progress
from svd_desktop.core.jobs import Delivery, Job, JobState
from svd_desktop.core.orders import RenderOrder
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders, find_folders
from svd_desktop.library.owners import this_process
from tests.fakes import ScriptedBackend, moving_square
from tests.made import GONE, request

MILLISECONDS = 20_000
CRASH = Reason("crashed", "The render process was killed.", "")


class AttentiveBackend(ScriptedBackend):
    """Hears a wish once in each order, also when a job comes a second time. What it `lacks` to
    start is all that it says of an order."""

    lacks: Reason | None = None

    def render(self, order: RenderOrder):
        self._wishes.clear()
        if self.lacks:
            self.orders.append(order)
            return iter([Failed(order.job, self.lacks)])
        return super().render(order)


class Desk:
    """A worker, its backend, its library, and what it told."""

    def __init__(self, folders: Folders, db, qtbot) -> None:
        self.db, self.qtbot = db, qtbot
        self.clips = folders.output
        self.backend = AttentiveBackend()
        self.backends_made = 0
        self.hindrance: Reason | None = None
        self.worker = RenderWorker(folders, self._make, hindrance=lambda: self.hindrance)
        self.changes: list[Job] = []
        self.events: list = []
        self.worker.job_changed.connect(self.changes.append)
        self.worker.reported.connect(self.events.append)

    def _make(self) -> ScriptedBackend:
        self.backends_made += 1
        return self.backend

    def add(self, *seeds: int) -> list[str]:
        requests = [request(seed=seed, frames=2) for seed in seeds]
        return [job.id for job in jobs.add(self.db, requests, Delivery(str(self.clips)))]

    def start(self) -> list[Job]:
        """Starts the thread; what it recovered."""
        with self.qtbot.waitSignal(self.worker.recovered, timeout=MILLISECONDS) as told:
            self.worker.start()
        return told.args[0]

    def renders(self, job_id: str, times: int = 1) -> None:
        """Waits until the backend has the job, for the nth time."""

        def has() -> bool:
            return [order.job for order in self.backend.orders].count(job_id) == times

        self.qtbot.waitUntil(has, timeout=MILLISECONDS)

    def becomes(self, job_id: str, state: JobState) -> Job:
        """Waits until the worker tells that a job is in a state; the job on disk."""

        def told() -> bool:
            return any(job.id == job_id and job.state == state for job in self.changes)

        self.qtbot.waitUntil(told, timeout=MILLISECONDS)
        return jobs.get(self.db, job_id)

    def finish(self) -> None:
        self.backend.finish(moving_square(2, 64, 64))

    def end(self) -> None:
        self.worker.shut()
        assert self.worker.wait(MILLISECONDS)


@pytest.fixture
def desk(home: Path, qtbot) -> Iterator[Desk]:
    folders = find_folders()
    with open_library(folders) as db:
        desk = Desk(folders, db, qtbot)
        yield desk
        desk.end()


def test_what_waits_after_a_restart_waits_for_one_click(desk):
    (job,) = desk.add(1)
    assert desk.start() == []
    desk.worker.wake()
    assert jobs.get(desk.db, job).state == JobState.QUEUED
    assert desk.backends_made == 0
    desk.worker.begin()
    desk.renders(job)
    assert jobs.get(desk.db, job).owner == this_process(HOLDER)


def test_what_another_left_running_is_told_at_the_start(desk):
    (job,) = desk.add(1)
    jobs.claim(desk.db, GONE)
    assert [(found.id, found.state) for found in desk.start()] == [(job, JobState.QUEUED)]


def test_what_a_living_program_renders_is_left_to_it(desk):
    (job,) = desk.add(1)
    jobs.claim(desk.db, replace(this_process("svd-desktop render"), name="svd-desktop render"))
    assert desk.start() == []
    with desk.qtbot.waitSignal(desk.worker.idle, timeout=MILLISECONDS):
        desk.worker.begin()
    assert jobs.get(desk.db, job).state == JobState.RUNNING


def test_the_queue_is_worked_off_in_its_order(desk):
    first, second = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    for job in (first, second):
        desk.renders(job)
        desk.backend.progress("denoise", 1, 3)
        desk.finish()
        done = desk.becomes(job, JobState.DONE)
        assert done.take and Path(done.take).is_dir()
    desk.qtbot.waitUntil(
        lambda: (
            [event.job for event in desk.events if isinstance(event, Finished)] == [first, second]
        ),
        timeout=MILLISECONDS,
    )
    assert desk.backends_made == 1, "it stays warm"
    assert len(list(desk.clips.iterdir())) == 4


def test_every_step_and_the_memory_in_use_are_told(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    with desk.qtbot.waitSignal(
        desk.worker.reported, timeout=MILLISECONDS,
        check_params_cb=lambda event: isinstance(event, Progress),  # that it started may come now
    ) as told:  # fmt: skip
        desk.backend.progress("denoise", 2, 3, 4.0)
    (event,) = told.args
    assert (event.step, event.seconds_left) == (2, 4.0)
    assert event.memory_bytes > 0
    assert desk.becomes(job, JobState.RUNNING).step == 2


def test_a_cancelled_job_is_cancelled_and_the_next_begins(desk):
    first, second = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(first)
    desk.worker.cancel(first)
    assert desk.becomes(first, JobState.CANCELLED).reason is None
    desk.renders(second)


def test_cancelling_another_job_leaves_the_running_one_alone(desk):
    first, second = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(first)
    desk.worker.cancel(second)
    desk.worker.cancel("nobody")
    desk.finish()
    desk.becomes(first, JobState.DONE)
    desk.renders(second)


def test_a_job_cancelled_once_and_tried_again_is_rendered(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    desk.worker.cancel(job)
    desk.becomes(job, JobState.CANCELLED)
    jobs.retry(desk.db, [job])
    desk.worker.wake()
    desk.renders(job, times=2)
    desk.backend.progress("denoise", 1, 3)
    desk.finish()
    assert desk.becomes(job, JobState.DONE).state == JobState.DONE


def test_a_crash_is_tried_once_more_and_then_told(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    desk.backend.fail(CRASH)
    desk.renders(job, times=2)
    assert "Taken up again" in jobs.get(desk.db, job).note
    desk.backend.fail(CRASH)
    assert desk.becomes(job, JobState.FAILED).reason == CRASH
    desk.qtbot.waitUntil(
        lambda: (
            [event for event in desk.events if isinstance(event, Failed)] == [Failed(job, CRASH)]
        ),
        timeout=MILLISECONDS,
    )


def test_shutting_pauses_the_job_after_its_step_and_closes_the_backend(desk):
    job, waiting = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    with desk.qtbot.waitSignal(desk.worker.reported, timeout=MILLISECONDS):
        desk.backend.progress("denoise", 2, 3)
    desk.end()
    paused = jobs.get(desk.db, job)
    assert (paused.state, paused.step, paused.owner) == (JobState.PAUSED, 2, None)
    assert jobs.get(desk.db, waiting).state == JobState.QUEUED
    assert desk.backend.closed


@pytest.mark.parametrize("begun", [False, True])
def test_shutting_without_a_job_ends_at_once(desk, begun):
    desk.start()
    if begun:
        with desk.qtbot.waitSignal(desk.worker.idle, timeout=MILLISECONDS):
            desk.worker.begin()
    desk.end()
    assert desk.backends_made == 0


def test_beginning_takes_up_what_was_paused(desk):
    (job,) = desk.add(1)
    jobs.claim(desk.db, this_process("an earlier window"))
    jobs.change(desk.db, job, JobState.PAUSED)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    assert [change.state for change in desk.changes if change.id == job] == [
        JobState.QUEUED,
        JobState.RUNNING,
    ]


def test_holding_lets_the_running_job_end_and_begins_no_other(desk):
    first, second = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(first)
    desk.worker.hold()
    desk.finish()
    desk.becomes(first, JobState.DONE)
    desk.worker.wake()
    assert jobs.get(desk.db, second).state == JobState.QUEUED
    desk.worker.begin()
    desk.renders(second)


def test_jobs_added_while_idle_are_found_when_woken(desk):
    desk.start()
    with desk.qtbot.waitSignal(desk.worker.idle, timeout=MILLISECONDS):
        desk.worker.begin()
    (job,) = desk.add(1)
    desk.worker.wake()
    desk.renders(job)


def test_a_library_that_cannot_be_used_is_told_and_not_waited_for(desk):
    desk.db.execute("PRAGMA user_version = 999")
    with desk.qtbot.waitSignal(desk.worker.failed, timeout=MILLISECONDS) as told:
        desk.worker.start()
    assert told.args[0].kind == "disk"
    assert "newer version" in told.args[0].message
    assert desk.worker.wait(MILLISECONDS)


def test_a_library_lost_in_mid_job_is_told_and_the_backend_closed(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    desk.db.execute("DROP TABLE jobs")
    with desk.qtbot.waitSignal(desk.worker.failed, timeout=MILLISECONDS) as told:
        desk.backend.progress("denoise", 1, 3)
    assert "no such table" in told.args[0].message
    assert desk.worker.wait(MILLISECONDS)
    assert desk.backend.closed


def test_pausing_now_keeps_the_step_ends_the_render_process_and_holds_the_queue(desk):
    job, waiting = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    with desk.qtbot.waitSignal(desk.worker.reported, timeout=MILLISECONDS):
        desk.backend.progress("denoise", 2, 3)
    desk.worker.pause_now()
    paused = desk.becomes(job, JobState.PAUSED)
    desk.qtbot.waitUntil(lambda: desk.backend.closed, timeout=MILLISECONDS)
    assert paused.step == 2
    desk.worker.wake()
    assert jobs.get(desk.db, waiting).state == JobState.QUEUED
    desk.worker.begin()
    desk.renders(job, times=2)


def test_pausing_now_ends_a_render_process_that_only_waits_for_work(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    with desk.qtbot.waitSignal(desk.worker.idle, timeout=MILLISECONDS):
        desk.finish()
    assert not desk.backend.closed
    desk.worker.pause_now()
    desk.qtbot.waitUntil(lambda: desk.backend.closed, timeout=MILLISECONDS)


def test_whoever_waits_for_the_device_is_told_when_no_process_has_it_any_more(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    closed = []
    desk.worker.freed.connect(  # in its thread: in this one it would come too late to tell
        lambda: closed.append(desk.backend.closed), Qt.ConnectionType.DirectConnection
    )
    desk.worker.pause_now()
    desk.qtbot.waitUntil(lambda: bool(closed), timeout=MILLISECONDS)
    assert closed == [True]
    desk.worker.pause_now()  # also where there is none
    desk.qtbot.waitUntil(lambda: len(closed) == 2, timeout=MILLISECONDS)


def test_what_cannot_be_rendered_now_stays_in_the_queue_and_is_told_once(desk):
    first, second = desk.add(1, 2)
    desk.hindrance = Reason("device", "The engine that renders is not installed yet.", "")
    told = []
    desk.worker.hindered.connect(told.append)
    desk.start()
    desk.worker.begin()
    assert desk.becomes(first, JobState.QUEUED).attempts == 0
    desk.worker.wake()  # held: nothing is looked at again
    with desk.qtbot.waitSignal(desk.worker.freed, timeout=MILLISECONDS):
        desk.worker.pause_now()
    assert told == [desk.hindrance]
    assert desk.backends_made == 0
    desk.hindrance = None
    desk.worker.begin()
    for job in (first, second):
        desk.renders(job)
        desk.finish()
        desk.becomes(job, JobState.DONE)


@pytest.mark.parametrize("kind", ["device", "crashed"])
def test_what_does_not_start_fails_one_clip_and_holds_the_others(desk, kind):
    first, second, third = desk.add(1, 2, 3)
    desk.backend.lacks = Reason(kind, "torch does not start: libc10.so is damaged.", "Repair it.")
    told = []
    desk.worker.stopped.connect(told.append)
    desk.start()
    with desk.qtbot.waitSignal(desk.worker.stopped, timeout=MILLISECONDS):
        desk.worker.begin()
    assert desk.becomes(first, JobState.FAILED).reason == desk.backend.lacks
    with desk.qtbot.waitSignal(desk.worker.freed, timeout=MILLISECONDS):
        desk.worker.pause_now()  # it has looked whether anything is left to do
    assert told == [desk.backend.lacks]
    waiting = [jobs.get(desk.db, job) for job in (second, third)]
    assert [(job.state, job.attempts) for job in waiting] == [(JobState.QUEUED, 0)] * 2
    desk.backend.lacks = None
    desk.worker.begin()
    desk.renders(second)


def test_values_of_one_clip_that_are_not_numbers_hold_nothing(desk):
    first, second = desk.add(1, 2)
    desk.start()
    desk.worker.begin()
    desk.renders(first)
    desk.backend.fail(Reason("device", "Step 2 of 3 gave values that are not numbers.", ""))
    desk.becomes(first, JobState.FAILED)
    desk.renders(second)


def test_pausing_now_and_going_on_at_once_takes_the_job_up_again(desk):
    (job,) = desk.add(1)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    desk.worker.pause_now()
    desk.worker.begin()
    desk.renders(job, times=2)
    desk.finish()
    desk.becomes(job, JobState.DONE)


def full(folders) -> Reason:
    return Reason("disk", "The queue is paused: the disk is full.", "Free some space.")


def test_a_nearly_full_disk_holds_the_queue_and_fails_nothing(desk, monkeypatch):
    (job,) = desk.add(1)
    asked = []
    monkeypatch.setattr(
        render_worker, "nearly_full", lambda folders: asked.append(list(folders)) or full(folders)
    )
    desk.start()
    with desk.qtbot.waitSignal(desk.worker.stopped, timeout=MILLISECONDS) as told:
        desk.worker.begin()
    assert told.args == [full([])]
    assert asked[0] == [desk.clips, find_folders().takes]
    assert desk.becomes(job, JobState.QUEUED).attempts == 0
    assert desk.backend.orders == []
    monkeypatch.setattr(render_worker, "nearly_full", lambda folders: None)
    desk.worker.begin()
    desk.renders(job)


def test_a_disk_that_fills_up_pauses_the_running_job_after_its_step(desk, monkeypatch):
    job, waiting = desk.add(1, 2)
    monkeypatch.setattr(render_worker, "nearly_full", lambda folders: None)
    desk.start()
    desk.worker.begin()
    desk.renders(job)
    monkeypatch.setattr(render_worker, "nearly_full", full)
    told = []
    desk.worker.stopped.connect(told.append)
    desk.backend.progress("denoise", 1, 3)
    assert desk.becomes(job, JobState.PAUSED).step == 1
    assert jobs.get(desk.db, waiting).state == JobState.QUEUED
    desk.qtbot.waitUntil(lambda: told == [full([])], timeout=MILLISECONDS)


def test_the_computer_is_kept_awake_from_the_first_job_until_the_queue_is_done(desk, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(Awake, "keep", lambda self: asked.append("keep"))
    monkeypatch.setattr(Awake, "let_go", lambda self: asked.append("let go"))
    first, second = desk.add(1, 2)
    desk.start()
    asked.clear()
    desk.worker.begin()
    desk.renders(first)
    desk.finish()
    desk.renders(second)
    assert asked == ["keep", "keep"]
    with desk.qtbot.waitSignal(desk.worker.idle, timeout=MILLISECONDS):
        desk.finish()
    assert asked == ["keep", "keep", "let go"]
