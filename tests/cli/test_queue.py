"""`svd-desktop queue`: the same queue as the window's, from the command line."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed
from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.owners import this_process
from tests.made import GONE, picture, request

QUICK = ("--frames", 2, "--size", "64x64", "--steps", 3)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return picture(tmp_path / "photo.png")


def queued(*seeds: int, source: str = "/pictures/rocket.jpg", folder: str = "/out") -> list:
    with open_library(find_folders()) as db:
        return jobs.add(db, [request(source=source, seed=seed) for seed in seeds], Delivery(folder))


def on_disk() -> list:
    with open_library(find_folders()) as db:
        return jobs.listed(db)


def claimed(owner) -> str:
    with open_library(find_folders()) as db:
        job = jobs.claim(db, owner)
        jobs.record_step(db, job.id, 2)
        return job.id


class TestAdd:
    def test_what_cannot_be_read_is_refused_with_the_reason_and_the_rest_is_accepted(
        self, run, backend, tmp_path, photo
    ):
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"broken")
        answer = run("queue", "add", broken, photo, *QUICK, "--json")
        assert answer.status == 1
        refused, accepted = answer.events
        assert (refused["event"], refused["source"]) == ("refused", str(broken))
        assert refused["kind"] == "input"
        assert refused["message"] in answer.err
        assert (accepted["event"], accepted["source"]) == ("accepted", str(photo))
        assert accepted["jobs"] == [job.id for job in on_disk()]
        assert backend.orders == []

    def test_nothing_readable_is_status_3(self, run, tmp_path):
        assert run("queue", "add", tmp_path / "missing.png", "--json").status == 3
        assert run("queue", "add", tmp_path).status == 3
        assert on_disk() == []

    def test_a_model_that_nobody_has_is_status_4_before_any_picture_is_read(self, run, tmp_path):
        assert run("queue", "add", tmp_path / "missing.png", "--model", "svd-9").status == 4

    def test_a_value_out_of_range_is_status_2_and_queues_nothing(self, run, photo):
        answer = run("queue", "add", photo, "--motion", 300)
        assert answer.status == 2
        assert "Use 1 to 255." in answer.err
        assert on_disk() == []

    def test_ctrl_c_leaves_what_was_accepted(self, run, photo, tmp_path, monkeypatch):
        from svd_desktop.cli import inputs

        opened = []

        def press_at_the_second(path):
            opened.append(path)
            if len(opened) == 2:
                raise KeyboardInterrupt

        monkeypatch.setattr(inputs, "open_image", press_at_the_second)
        answer = run("queue", "add", photo, picture(tmp_path / "two.png"), *QUICK, "--json")
        assert answer.status == 130
        assert [event["source"] for event in answer.named("accepted")] == [str(photo)]
        assert [job.request.source for job in on_disk()] == [str(photo)]

    def test_each_seed_is_a_clip_of_its_own(self, run, photo):
        run("queue", "add", photo, *QUICK, "--seed", 3, "--seed", 4)
        assert [job.request.seed for job in on_disk()] == [3, 4]
        assert all(job.owner is None for job in on_disk())


class TestList:
    def test_an_empty_queue_says_so_and_prints_nothing(self, run):
        answer = run("queue", "list")
        assert (answer.status, answer.out) == (0, "")
        assert "Nothing waits" in answer.err

    def test_json_tells_what_the_contract_says(self, run):
        (job,) = queued(5)
        (line,) = run("queue", "list", "--json").events
        assert line == {
            "id": job.id, "state": "queued", "source": job.request.source, "step": 0,
            "request": json.loads(json.dumps(job.request.to_json())),
        }  # fmt: skip

    def test_what_is_done_is_not_listed(self, run, backend, tmp_path):
        queued(5, folder=str(tmp_path / "out"))
        assert run("queue", "run").status == 0
        assert run("queue", "list", "--json").events == []

    def test_a_job_whose_owner_is_gone_waits(self, run):
        queued(5)
        claimed(GONE)
        (line,) = run("queue", "list", "--json").events
        assert (line["state"], line["step"]) == ("queued", 2)

    def test_a_job_that_is_rendered_says_so(self, run):
        queued(5)
        claimed(this_process("the window"))
        (line,) = run("queue", "list", "--json").events
        assert line["state"] == "running"


class TestRun:
    def test_nothing_to_do_is_said_and_is_no_failure(self, run, backend):
        answer = run("queue", "run", "--json")
        assert (answer.status, answer.events) == (0, [])
        assert "Nothing waits in the queue" in answer.err

    def test_an_interrupted_job_goes_on(self, run, backend, tmp_path):
        (job,) = queued(5, folder=str(tmp_path / "out"))
        claimed(GONE)
        answer = run("queue", "run", "--json")
        assert answer.status == 0
        assert [order.job for order in backend.orders] == [job.id]
        assert answer.named("finished")[0]["job"] == job.id
        assert on_disk()[0].state == JobState.DONE

    def test_a_paused_job_is_rendered_too(self, run, backend, tmp_path):
        (job,) = queued(5, folder=str(tmp_path / "out"))
        claimed(this_process("the window"))
        with open_library(find_folders()) as db:
            jobs.change(db, job.id, JobState.PAUSED)
        assert run("queue", "run").status == 0
        assert [order.job for order in backend.orders] == [job.id]

    def test_what_another_process_renders_is_left_to_it(self, run, backend):
        queued(5)
        claimed(this_process("the window"))
        answer = run("queue", "run", "--json")
        assert backend.orders == []
        assert f"Left to the window (process {os.getpid()})" in answer.err
        assert on_disk()[0].state == JobState.RUNNING

    def test_what_another_process_keeps_for_itself_is_left_to_it(self, run, backend):
        with open_library(find_folders()) as db:
            jobs.add(db, [request()], Delivery("/out"), this_process("svd-desktop render"))
        answer = run("queue", "run", "--json")
        assert (answer.status, answer.events, backend.orders) == (0, [], [])
        assert f"Left to svd-desktop render (process {os.getpid()})" in answer.err

    def test_the_jobs_are_told_before_the_first_is_rendered(self, run, backend, tmp_path):
        waiting = queued(5, 6, folder=str(tmp_path / "out"))
        first, second, third, *_ = run("queue", "run", "--json").events
        assert [(event["event"], event["job"]) for event in (first, second)] == [
            ("queued", job.id) for job in waiting
        ]
        assert third["event"] == "started"

    def test_a_picture_that_is_gone_by_then_is_status_3(self, run, backend):
        queued(5)
        gone = Reason("input", "It cannot be found.", "Check its name.")
        backend.answer = lambda order: Failed(order.job, gone)
        assert run("queue", "run").status == 3

    def test_ctrl_c_leaves_everything_in_the_queue(self, run, backend):
        queued(5, 6)
        backend.between = lambda order, step: (
            signal.raise_signal(signal.SIGINT) if step == 1 else None
        )
        answer = run("queue", "run", "--json")
        assert answer.status == 130
        assert [job.state for job in on_disk()] == [JobState.QUEUED] * 2
        assert len(backend.orders) == 1

    def test_a_failure_is_status_1_and_the_next_job_is_rendered(self, run, backend, tmp_path):
        first, _ = queued(5, 6, folder=str(tmp_path / "out"))
        failed = Reason("device", "The GPU is gone.", "Restart.")
        backend.answer = lambda order: Failed(order.job, failed) if order.job == first.id else None
        answer = run("queue", "run", "--json")
        assert answer.status == 1
        assert answer.named("failed")[0]["message"] == "The GPU is gone."
        assert [job.state for job in on_disk()] == [JobState.FAILED, JobState.DONE]

    def test_what_is_added_meanwhile_is_rendered_too(self, run, backend, tmp_path):
        out = str(tmp_path / "out")
        queued(5, folder=out)

        def add(order, step):
            if order.request.seed == 5 and step == 1:
                queued(6, folder=out)

        backend.between = add
        assert run("queue", "run").status == 0
        assert [order.request.seed for order in backend.orders] == [5, 6]


class TestClear:
    def test_what_waits_goes_and_what_is_rendered_stays(self, run):
        queued(5, 6, 7)
        held = claimed(this_process("the window"))
        answer = run("queue", "clear", "--json")
        (line,) = answer.events
        assert len(line["removed"]) == 2
        assert line["left"] == [held]
        assert "Left to the window" in answer.err
        assert [job.id for job in on_disk()] == [held]

    def test_an_empty_queue_is_cleared_all_the_same(self, run):
        answer = run("queue", "clear")
        assert (answer.status, answer.out) == (0, "Removed: 0.\n")


def test_a_library_that_another_program_holds_is_one_sentence(run, monkeypatch, photo):
    monkeypatch.setattr("svd_desktop.library.database._BUSY_SECONDS", 0.01)
    with open_library(find_folders()):
        holder = sqlite3.connect(find_folders().database, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        answer = run("queue", "add", photo, *QUICK, "--json")
        holder.execute("ROLLBACK")
        holder.close()
    assert answer.status != 0
    assert answer.events == []
    assert "Another program holds it: try again when that is done." in answer.err


@pytest.mark.parametrize("arguments", [["queue"], ["queue", "add"], ["queue", "list", "extra"]])
def test_what_is_not_said_right_is_status_2(run, arguments):
    assert run(*arguments).status == 2
