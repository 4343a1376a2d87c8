"""The whole way: the program, its render process, the embedded model, a file for an editor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import av
import psutil
import pytest
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc

from svd_desktop.core.jobs import JobState
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, POSTER, SIDECAR
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.media.masters import master_info
from svd_desktop.media.metadata import read_request
from svd_desktop.models.resources import resource

PROGRAM = [sys.executable, "-m", "svd_desktop"]
ROCKET = str(resource("samples", "rocket.jpg"))


def test_a_photograph_becomes_a_clip(home: Path):
    out = home / "out"
    said = subprocess.run(
        [*PROGRAM, "render", ROCKET, "--output", out, "--size", "128x64", "--steps", "3",
         "--seed", "7", "--device", "cpu", "--json"],
        capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    events = [json.loads(line) for line in said.stdout.splitlines()]

    names = [event["event"] for event in events if event["event"] != "preview"]
    assert [name for name, _ in groupby(names)] == ["queued", "started", "progress", "finished"]
    progress = [event for event in events if event["event"] == "progress"]
    stages = [stage for stage, _ in groupby(event["stage"] for event in progress)]
    assert stages == ["load", "encode", "denoise", "decode", "write"]
    assert [event["step"] for event in progress if event["stage"] == "denoise"] == [0, 1, 2, 3]
    decoded = [event["step"] for event in progress if event["stage"] == "decode"]
    assert (decoded[0], decoded[-1], progress[-1]["steps"]) == (0, 14, 100)
    assert all(event["memory_bytes"] > 0 for event in progress)
    assert {event["job"] for event in events} == {events[0]["job"]}

    finished = events[-1]
    clip, sidecar = (Path(file) for file in finished["files"])
    assert {clip, sidecar} == set(out.iterdir()), "no other file"
    assert {"load", "encode", "denoise", "decode", "write", "export"} == set(finished["seconds"])
    assert finished["peak_memory_bytes"] > 0
    assert finished["plan"]["device"] == "cpu"

    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(stream))
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert context.colorspace == Colorspace.ITU709
        assert context.color_primaries == ColorPrimaries.BT709
        assert context.color_trc == ColorTrc.BT709
        assert stream.average_rate == 7
    assert len(frames) == 14
    assert (frames[0].width, frames[0].height) == (128, 64)

    request = read_request(clip)
    assert (request.source, request.seed, request.frames) == (ROCKET, 7, 14)
    assert read_request(sidecar) == request == read_request(Path(finished["take"]) / SIDECAR)
    assert json.loads(sidecar.read_text())["file"] == clip.name

    take = Path(finished["take"])
    assert {path.name for path in take.iterdir()} == {MASTER, POSTER, SIDECAR}
    assert master_info(take / MASTER) == (14, 128, 64, 7)
    assert list(take.parent.iterdir()) == [take], "nothing unfinished is left"
    with open_library(find_folders()) as db:
        (job,) = jobs.listed(db)
    assert (job.state, job.take, job.request) == (JobState.DONE, str(take), request)
    assert isinstance(request, RenderRequest)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_leaves_the_job_in_the_queue_with_its_steps_and_no_process(home: Path):
    program = subprocess.Popen(
        [*PROGRAM, "render", ROCKET, "--size", "64x64", "--steps", "100", "--frames", "2",
         "--device", "cpu", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd(),
        env={**os.environ},
    )  # fmt: skip
    with program:
        assert program.stdout is not None
        for line in program.stdout:
            event = json.loads(line)
            if event["event"] == "progress" and (event["stage"], event["step"]) == ("denoise", 1):
                (child,) = psutil.Process(program.pid).children()
                program.send_signal(signal.SIGINT)
                break
        rest = [json.loads(line) for line in program.stdout]
    assert program.returncode == 130
    assert rest[-1]["event"] == "paused"
    assert not child.is_running()
    folders = find_folders()
    with open_library(folders) as db:
        (job,) = jobs.listed(db)
    assert (job.state, job.step) == (JobState.QUEUED, rest[-1]["step"])
    assert 1 <= job.step < 100
    assert not folders.output.exists()
