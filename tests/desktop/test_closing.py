"""A person closes the real window in the middle of a real render."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from svd_desktop.core.jobs import Job, JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.models.resources import resource
from tests.desktop.conftest import SECONDS, Screen


def only_job() -> Job | None:
    with open_library(find_folders()) as db:
        return next(iter(jobs.listed(db)), None)


@pytest.mark.desktop
def test_closing_in_mid_render_pauses_the_job_and_ends_the_program(
    screen: Screen, home: Path
) -> None:
    sample = resource("samples", "rocket.jpg")
    program = screen.program(sys.executable, "-m", "svd_desktop", sample)
    window = screen.wait_for_window("SVD Desktop")
    screen.do("windowfocus", "--sync", window)
    deadline = time.monotonic() + 3 * SECONDS
    job = None
    while job is None or job.step < 1:
        assert time.monotonic() < deadline, job
        if job is None:  # until the picture is listed, the key has nothing to render
            screen.do("key", "ctrl+Return")
        screen.line(program, seconds=0.5)
        job = only_job()
    screen.do("key", "alt+F4")
    assert program.wait(3 * SECONDS) == 0
    job = only_job()
    assert job is not None
    assert job.state == JobState.PAUSED
    assert 1 <= job.step < job.request.steps
