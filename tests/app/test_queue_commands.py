"""Commands on many jobs at once, as they are on disk afterwards, and what the queue says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.queue_commands import QueueCommands
from svd_desktop.app.queue_model import QueueModel
from svd_desktop.core.events import Finished, Progress, Started
from svd_desktop.core.jobs import Delivery, Job, JobState
from svd_desktop.library import job_logs, jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from tests.made import request

MILLISECONDS = 20_000


class Desk:
    """The commands over a library of five waiting jobs, shown as the session shows them."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.queue = QueueModel()
        self.settings = ClipSettings()
        self.librarian = Librarian()
        self.commands = QueueCommands(self.queue, self.settings, self.librarian)
        self.librarian.added.connect(self.queue.put)
        self.librarian.changed.connect(self.queue.put)
        self.librarian.removed.connect(lambda ids: self.commands.keep(self.queue.remove(ids)))
        with open_library(find_folders()) as db:
            requests = [request(source=f"/p/{name}.jpg", seed=7) for name in "abcde"]
            self.queue.put(jobs.add(db, requests, Delivery("/clips")))
        self.librarian.start()

    def ids(self, names: str) -> list[str]:
        return [job.id for job in self.jobs(names)]

    def jobs(self, names: str) -> list[Job]:
        return [job for job in self.on_disk() if name_of(job) in names]

    def on_disk(self) -> list[Job]:
        with open_library(find_folders()) as db:
            return jobs.listed(db)

    def order(self) -> str:
        """On disk, after a look that the rows say the same."""
        on_disk = self.on_disk()
        assert self.queue.ids() == [job.id for job in on_disk]
        return "".join(map(name_of, on_disk))

    def when(self, signal):
        return self.qtbot.waitSignal(signal, timeout=MILLISECONDS)

    def set_state(self, name: str, *states: JobState) -> Job:
        (job,) = self.jobs(name)
        with open_library(find_folders()) as db:
            for state in states:
                job = jobs.change(db, job.id, state)
        self.queue.put([job])
        return job


def name_of(job: Job) -> str:
    return Path(job.request.source).stem


@pytest.fixture
def desk(home: Path, qtbot) -> Iterator[Desk]:
    desk = Desk(qtbot)
    yield desk
    desk.librarian.shut()
    assert desk.librarian.wait(MILLISECONDS)


def test_several_move_at_once_and_the_order_is_on_disk(desk):
    for move, then in (
        (lambda: desk.commands.move_to_top(desk.ids("ce")), "ceabd"),
        (lambda: desk.commands.move_up(desk.ids("bd")), "cebda"),
        (lambda: desk.commands.move_down(desk.ids("ce")), "bceda"),
        (lambda: desk.commands.move_before(desk.ids("da"), desk.ids("c")[0]), "bdace"),
        (lambda: desk.commands.move_before(desk.ids("b"), None), "daceb"),
    ):
        with desk.when(desk.librarian.moved):
            move()
        assert desk.order() == then


def test_jobs_that_began_keep_their_places(desk):
    desk.set_state("a", JobState.RUNNING, JobState.DONE)
    desk.set_state("b", JobState.RUNNING)
    with desk.when(desk.librarian.moved):
        desk.commands.move_before(desk.ids("e"), desk.ids("a")[0])
    assert desk.order() == "abecd"
    with desk.when(desk.librarian.moved):
        desk.commands.move_to_top(desk.ids("bd"))
    assert desk.order() == "abdec"


def test_what_is_at_the_top_already_asks_nothing_of_the_disk(desk):
    with desk.qtbot.assertNotEmitted(desk.librarian.moved):
        desk.commands.move_up(desk.ids("ab"))
        desk.commands.read_log(desk.jobs("a")[0])
        desk.qtbot.waitSignal(desk.commands.log_read, timeout=MILLISECONDS).wait()


def test_duplicates_have_the_seed_and_new_seeds_do_not(desk):
    with desk.when(desk.librarian.added):
        desk.commands.duplicate(desk.jobs("ac"))
    assert desk.order() == "abcdeac"
    assert {job.request.seed for job in desk.on_disk()} == {7}
    with desk.when(desk.librarian.added):
        desk.commands.new_seed(desk.jobs("bd"))
    again = desk.on_disk()[-2:]
    assert [name_of(job) for job in again] == ["b", "d"]
    assert len({7, *(job.request.seed for job in again)}) == 3


def test_what_was_removed_comes_back_the_last_first(desk):
    done = desk.set_state("a", JobState.RUNNING, JobState.DONE)
    for names in ("bd", "a"):
        with desk.when(desk.librarian.removed):
            desk.librarian.remove(desk.ids(names))
    assert desk.order() == "ce"
    with desk.when(desk.librarian.restored):
        desk.commands.bring_back()
    assert desk.order() == "ace"
    assert desk.jobs("a") == [done], "it is not rendered again"
    with desk.when(desk.librarian.restored):
        desk.commands.bring_back()
    assert desk.order() == "abcde"
    assert not desk.commands.can_bring_back
    with desk.qtbot.assertNotEmitted(desk.librarian.restored):
        desk.commands.bring_back()


def test_clearing_takes_what_is_done_and_nothing_else(desk):
    desk.set_state("a", JobState.RUNNING, JobState.DONE)
    desk.set_state("b", JobState.RUNNING, JobState.FAILED)
    with desk.when(desk.librarian.removed):
        desk.commands.clear_done()
    assert desk.order() == "bcde"


def test_a_jobs_settings_are_asked_for_the_panel(desk):
    job = replace(desk.jobs("a")[0], request=request(steps=5, motion_bucket_id=33, seed=11))
    with desk.when(desk.commands.settings_wanted) as told:
        desk.commands.use_settings(job)
    assert told.args == [job.request]


def test_the_panels_settings_go_into_waiting_jobs_which_keep_picture_framing_and_seed(desk):
    desk.settings.set("motion_bucket_id", 200)
    before = desk.jobs("bc")
    with desk.when(desk.librarian.changed):
        desk.commands.apply_settings(before)
    for old, new in zip(before, desk.jobs("bc"), strict=True):
        assert new.request.motion_bucket_id == 200
        kept = ("source", "seed", "framing")
        assert [getattr(new.request, name) for name in kept] == [
            getattr(old.request, name) for name in kept
        ]
    assert desk.jobs("a")[0].request.motion_bucket_id == 127


def test_a_clip_that_is_rendered_and_waits_for_its_delivery_keeps_its_settings(desk):
    (job,) = desk.jobs("a")
    takes.take_folder(find_folders(), job).mkdir()
    with desk.when(desk.librarian.changed) as told:
        desk.commands.apply_settings([job])
    assert told.args == [[]]
    assert desk.jobs("a") == [job]


def test_an_edited_job_begins_anew(desk):
    (job,) = desk.jobs("a")
    hidden = takes.hidden_folder(find_folders(), job.id)
    hidden.mkdir()
    with desk.when(desk.librarian.changed):
        desk.commands.apply_settings([job])
    assert not hidden.exists()


def test_the_log_is_read_and_goes_with_the_job(desk):
    (job,) = desk.jobs("a")
    job_logs.append(find_folders(), job.id, "Started on cpu.")
    with desk.when(desk.commands.log_read) as told:
        desk.commands.read_log(job)
    assert told.args[0] == job.id
    assert told.args[1].endswith("Started on cpu.\n")
    with desk.when(desk.librarian.removed):
        desk.librarian.remove([job.id])
    assert not job_logs.log_file(find_folders(), job.id).exists()


def test_the_queue_says_how_long_it_takes_once_that_was_measured(desk):
    commands = desk.commands
    assert commands.summary() == "5 waiting"
    job = desk.set_state("a", JobState.RUNNING)
    commands.hear(Started(job.id, "cpu", {}))
    desk.queue.hear(Progress(job.id, "denoise", 1, 3, 100.0, 0))
    assert commands.summary() == "4 waiting, 1 rendering"
    desk.set_state("a", JobState.DONE)
    commands.hear(Finished(job.id, "/take", {"load": 900.0, "denoise": 150.0}, 0, {}))
    assert commands.summary() == "4 waiting, 1 done, about 10 min left"
    job = desk.set_state("b", JobState.RUNNING)
    assert commands.summary() == "3 waiting, 1 rendering, 1 done, about 10 min left"
    desk.queue.hear(Progress(job.id, "denoise", 1, 3, 10.0, 0))
    assert commands.summary() == "3 waiting, 1 rendering, 1 done, about 8 min left"
    desk.set_state("b", JobState.FAILED)
    for name in "cde":
        desk.set_state(name, JobState.CANCELLED)
    assert commands.summary() == "1 done, 1 failed"


def test_a_job_taken_up_again_is_measured_by_the_steps_in_fact_done(desk):
    job = desk.set_state("a", JobState.RUNNING)
    with open_library(find_folders()) as db:
        jobs.record_step(db, job.id, 2)
        desk.queue.put([jobs.get(db, job.id)])
    desk.commands.hear(Started(job.id, "cpu", {}))
    desk.set_state("a", JobState.DONE)
    desk.commands.hear(Finished(job.id, "/take", {"denoise": 60.0}, 0, {}))
    assert desk.commands.seconds_left() == 4 * 3 * 60.0
