"""Small programs in the place of the render process."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svd_desktop.backends import process as module
from svd_desktop.backends.process import ProcessBackend
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    Failed,
    RenderEvent,
)

# What each script begins with: `orders` yields messages, `say` sends an event.
PRELUDE = """
import json, os, signal, sys, time
from pathlib import Path
HOME = Path(HOME_FOLDER)
with (HOME / "starts").open("a") as file:
    file.write(f"{os.getpid()}\\n")

def messages():
    for line in sys.stdin:
        yield json.loads(line)

def say(**event):
    print(json.dumps(event), flush=True)

def progress(job, step):
    say(event="progress", job=job, stage="denoise", step=step, steps=9,
        seconds_left=None, memory_bytes=1)

def finished(job):
    say(event="finished", job=job, take="/take", seconds={}, peak_memory_bytes=1, plan={}, files=[])
"""
RENDERS_EVERYTHING = """
for message in messages():
    if message["do"] == "close":
        break
    if message["do"] == "render":
        job = message["order"]["job"]
        say(event="started", job=job, device="cpu", plan={})
        progress(job, 1)
        finished(job)
"""
Scripted = Callable[[str], ProcessBackend]


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """Makes backends whose process runs the given script."""
    backends = []

    def make(script: str) -> ProcessBackend:
        whole = PRELUDE.replace("HOME_FOLDER", repr(str(tmp_path))) + textwrap.dedent(script)
        monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", whole])
        backends.append(ProcessBackend(tmp_path / "logs" / "render.log"))
        return backends[-1]

    yield make
    for backend in backends:
        backend.close()


@pytest.fixture
def short_graces(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CANCEL_GRACE_SECONDS", "PAUSE_GRACE_SECONDS", "KILL_GRACE_SECONDS"):
        monkeypatch.setattr(module, name, 0.1)


def starts(folder: Path) -> list[int]:
    """The ids of the processes started so far."""
    return [int(line) for line in (folder / "starts").read_text().split()]


def crash_of(events: list[RenderEvent]) -> Reason:
    assert isinstance(events[-1], Failed)
    assert events[-1].reason.kind == "crashed"
    return events[-1].reason
