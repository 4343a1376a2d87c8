"""kill -9 of the render process, of the window, and of both, in every stage of a render."""

import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from svd_desktop.core.jobs import Delivery, Job, JobState
from svd_desktop.core.request import RenderRequest
from svd_desktop.library import jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders, find_folders
from svd_desktop.media.masters import master_info, read_frames
from svd_desktop.models.resources import resource

STAGES = ("load", "encode", "denoise", "decode", "write")
PROGRAM = Path(__file__).with_name("window_program.py")
FRAMES, STEPS = 3, 3


@pytest.fixture
def folders(home: Path) -> Folders:
    return find_folders()


class Window:
    """The window program, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said: list[dict[str, Any]] = []

    def hear(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Reads on until a line is as wanted; it is an error if the window ends before."""
        for line in self.process.stdout:
            self.said.append(json.loads(line))
            if wanted(self.said[-1]):
                return self.said[-1]
        raise AssertionError(f"the window ended; it said {self.said}")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def do(self, what: str) -> None:
        """What a person does: `pause`, `begin` or `shut`."""
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def until_closed(self) -> None:
        self.hear(lambda said: "closed" in said)
        assert self.process.wait() == 0


@contextmanager
def a_window(*arguments: str) -> Iterator[Window]:
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        try:
            yield Window(process)
        finally:
            process.kill()


def _queue(folders: Folders, count: int = 1) -> list[Job]:
    requests = [
        RenderRequest(
            source=str(resource("samples", "rocket.jpg")), model="svd-mini", width=64, height=64,
            frames=FRAMES, steps=STEPS, seed=seed, decode_chunk=1, max_guidance=1.0,
        )
        for seed in range(count)
    ]  # fmt: skip
    with open_library(folders) as db:
        return jobs.add(db, requests, Delivery(str(folders.output)))


def _listed(folders: Folders) -> list[Job]:
    with open_library(folders) as db:
        return jobs.listed(db)


def _assert_nothing_half_made(folders: Folders) -> None:
    for folder in folders.takes.iterdir():
        if not folder.name.startswith("."):
            assert {path.name for path in folder.iterdir()} == {
                "master.mkv", "take.json", "poster.jpg",
            }  # fmt: skip
            assert master_info(folder / "master.mkv")[0] == FRAMES
    clips = folders.output.glob("[!.]*.mp4") if folders.output.exists() else ()
    for clip in clips:
        assert len(read_frames(clip)) == FRAMES


def _assert_each_done_once(folders: Folders, ids: list[str]) -> None:
    assert [(job.id, job.state) for job in _listed(folders)] == [
        (job_id, JobState.DONE) for job_id in ids
    ]
    assert sorted(take.id for _, take in takes.listed(folders)) == sorted(ids)
    assert {path.name[0] for path in folders.takes.iterdir()} != {"."}
    suffixes = sorted(path.suffix for path in folders.output.iterdir())
    assert suffixes == [".json"] * len(ids) + [".mp4"] * len(ids)
    _assert_nothing_half_made(folders)


@pytest.mark.parametrize("stage", STAGES)
def test_killed_render_process_is_replaced_and_the_job_goes_on(folders, stage):
    (job,) = _queue(folders)
    with a_window("begin") as window:
        said = window.hear(lambda said: said.get("stage") == stage)
        psutil.Process(said["render_process"]).kill()
        window.until_closed()
    _assert_each_done_once(folders, [job.id])
    notes = [said["note"] for said in window.said if said.get("note")]
    if stage != "write":  # there the take may be whole by the time the signal arrives
        assert notes
        assert "was killed" in notes[-1]


@pytest.mark.parametrize(("stage", "both"), list(itertools.product(STAGES, (False, True))))
def test_killed_window_finds_its_jobs_again(folders, stage, both):
    ids = [job.id for job in _queue(folders, 2)]
    with a_window("begin") as window:
        said = window.hear(lambda said: said.get("stage") == stage)
        render_process = psutil.Process(said["render_process"])
        if both:
            render_process.kill()
        window.kill()
    psutil.wait_procs([render_process], timeout=10)
    assert not render_process.is_running(), "the render process outlived the window"
    _assert_nothing_half_made(folders)
    assert [job.id for job in _listed(folders)] == ids

    with a_window("begin") as window:
        recovered = window.hear(lambda said: "recovered" in said)["recovered"]
        window.until_closed()
    assert [job_id for job_id, _ in recovered] == ids[:1]
    assert "Interrupted" in recovered[0][1]
    _assert_each_done_once(folders, ids)


def test_closing_in_mid_render_pauses_and_the_next_start_gives_the_same_frames(folders):
    first, second = _queue(folders, 2)
    with a_window("begin") as window:
        window.hear(lambda said: said.get("stage") == "denoise" and said["step"] == 1)
        window.do("shut")
        window.until_closed()
    states = {job.id: (job.state, job.step) for job in _listed(folders)}
    assert states[first.id][0] == JobState.PAUSED
    assert 1 <= states[first.id][1] < STEPS
    assert states[second.id] == (JobState.QUEUED, 0)

    with a_window("begin") as window:
        window.until_closed()
    _assert_each_done_once(folders, [first.id, second.id])
    with open_library(folders) as db:
        (again,) = jobs.add(db, [first.request], Delivery(str(folders.output)))
    with a_window("begin") as window:
        window.until_closed()
    paused, whole = (
        read_frames(takes.take_folder(folders, job) / "master.mkv") for job in (first, again)
    )
    assert np.array_equal(paused, whole)


def test_pausing_now_frees_the_device_and_going_on_begins_after_the_step(folders):
    (job,) = _queue(folders)
    with a_window("begin") as window:
        said = window.hear(lambda said: said.get("stage") == "denoise" and said["step"] == 1)
        render_process = psutil.Process(said["render_process"])
        window.do("pause")
        paused = window.hear(lambda said: said.get("event") == "paused")
        psutil.wait_procs([render_process], timeout=10)
        assert not render_process.is_running()
        window.do("begin")
        window.until_closed()
    later = window.said[window.said.index(paused) :]
    steps = [said["step"] for said in later if said.get("stage") == "denoise"]
    assert steps == list(range(paused["step"], STEPS + 1))
    _assert_each_done_once(folders, [job.id])


def test_held_after_a_restart_until_one_click(folders):
    (job,) = _queue(folders)
    with a_window() as window:
        assert window.hear(lambda said: "recovered" in said)["recovered"] == []
        window.do("shut")
        window.until_closed()
    assert [(waiting.id, waiting.state) for waiting in _listed(folders)] == [
        (job.id, JobState.QUEUED)
    ]


def test_window_and_command_line_share_a_library(folders):
    ids = [job.id for job in _queue(folders, 2)]
    render = [
        sys.executable, "-m", "svd_desktop", "render", "--json",
        str(resource("samples", "rocket.jpg")), "--size", "64x64", "--frames", str(FRAMES),
        "--steps", str(STEPS), "--seed", "9", "--output", str(folders.output),
    ]  # fmt: skip
    with a_window("begin") as window:
        said = window.hear(lambda said: said.get("stage") == "load")
        holder = psutil.Process(said["render_process"])
        holder.suspend()  # else it may be done with all before the command line has started
        with subprocess.Popen(
            render, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as command_line:
            first = command_line.stderr.readline()
            holder.resume()
            events, _ = command_line.communicate()
        window.until_closed()
    assert first.startswith("Waiting for the window of SVD Desktop")
    assert command_line.returncode == 0
    (queued,) = [
        data["job"] for data in map(json.loads, events.splitlines()) if data["event"] == "queued"
    ]
    finished = [said["job"] for said in window.said if said.get("event") == "finished"]
    assert finished == ids, "the window rendered its own jobs alone, each once"
    _assert_each_done_once(folders, [*ids, queued])


def test_interrupted_command_line_leaves_its_job_in_the_queue(folders):
    process = subprocess.Popen(
        [
            sys.executable, "-m", "svd_desktop", "render", "--json",
            str(resource("samples", "rocket.jpg")), "--size", "64x64", "--frames", str(FRAMES),
            "--steps", "20", "--output", str(folders.output),
        ],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with process:
        for line in process.stdout:
            if json.loads(line).get("stage") == "denoise":
                os.kill(process.pid, signal.SIGINT)
                break
        rest = process.stdout.read()
    assert process.returncode == 130
    assert '"paused"' in rest
    (job,) = _listed(folders)
    assert job.state == JobState.QUEUED
    assert "Interrupted" in job.note
