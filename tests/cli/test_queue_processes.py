"""`queue run` for real: two at once, one killed in mid render, and what is left gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.library import jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.models.resources import resource
from tests.made import request

STEPS = 3


@contextmanager
def queue_run(**environment: str) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [sys.executable, "-m", "svd_desktop", "queue", "run", "--device", "cpu", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | environment,
    )  # fmt: skip
    with program:
        try:
            yield program
        finally:
            program.kill()


def hear(program: subprocess.Popen[str], stage: str, step: int) -> dict[str, Any]:
    for line in program.stdout:
        event = json.loads(line)
        if (event.get("stage"), event.get("step")) == (stage, step):
            return event
    raise AssertionError(f"it ended: {program.stderr.read()}")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_two_at_once_share_the_device_and_what_a_killed_one_left_goes_on(home: Path):
    source = str(resource("samples", "rocket.jpg"))
    folders = find_folders()
    with open_library(folders) as db:
        wanted = [
            request(source=source, seed=seed, steps=STEPS, max_guidance=1.0) for seed in (1, 2)
        ]
        first, second = jobs.add(db, wanted, Delivery(str(folders.output)))

    with queue_run(SVD_DESKTOP_FAULTS="hang@denoise:1") as renders:
        assert hear(renders, "denoise", 1)["job"] == first.id
        (render_process,) = psutil.Process(renders.pid).children()

        with queue_run() as waits:
            waiting = next(line for line in waits.stderr if line.startswith("Waiting"))
            assert waiting.startswith("Waiting for svd-desktop queue run (process ")
            waits.send_signal(signal.SIGINT)
            out, err = waits.communicate()
        assert waits.returncode == 130
        assert {json.loads(line)["job"] for line in out.splitlines()} == {second.id}
        assert "Interrupted. What was not rendered stays in the queue." in err

        renders.kill()
    psutil.wait_procs([render_process], timeout=10)

    with queue_run() as goes_on:
        out, err = goes_on.communicate()
    assert goes_on.returncode == 0, err
    events = [json.loads(line) for line in out.splitlines()]
    steps = [
        event["step"]
        for event in events
        if event.get("stage") == "denoise" and event["job"] == first.id
    ]
    assert steps == list(range(1, STEPS + 1))
    with open_library(folders) as db:
        assert [job.state for job in jobs.listed(db)] == [JobState.DONE] * 2
    assert {take.id for _, take in takes.listed(folders)} == {first.id, second.id}
