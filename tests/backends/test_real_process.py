"""The process backend with the real render process and the embedded model, and faults in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from svd_desktop.backends import process as module
from svd_desktop.backends.process import ProcessBackend
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Progress,
    RenderEvent,
    Started,
    SteppedDown,
)
from svd_desktop.models.resources import resource
from tests.made import order


def through_the_real_process(folder: Path, monkeypatch, fault: str) -> list[RenderEvent]:
    """A clip of the embedded model, with a fault at a step."""
    monkeypatch.setenv("SVD_DESKTOP_FAULTS", fault)
    backend = ProcessBackend(folder / "render.log")
    asked = order(folder)
    asked = replace(
        asked, model_folder=str(resource("svd_mini")),
        request=asked.request.with_(source=str(resource("samples", "rocket.jpg"))),
    )  # fmt: skip
    events = []
    try:
        for event in backend.render(asked):
            events.append(event)
            at_step = isinstance(event, Progress) and (event.stage, event.step) == ("denoise", 1)
            if at_step and fault.startswith("hang"):
                backend.cancel(asked.job)
    finally:
        backend.close()
    return events


def test_the_real_process_that_crashes_is_told_of(tmp_path, monkeypatch):
    events = through_the_real_process(tmp_path, monkeypatch, "crash@denoise:1")
    (*_, last) = events
    assert isinstance(last, Failed)
    assert last.reason.kind == "crashed"
    assert "was killed" in last.reason.message


def test_the_real_process_that_hangs_is_cancelled_after_a_grace(tmp_path, monkeypatch):
    for name in ("CANCEL_GRACE_SECONDS", "KILL_GRACE_SECONDS"):
        monkeypatch.setattr(module, name, 0.1)
    events = through_the_real_process(tmp_path, monkeypatch, "hang@denoise:1")
    assert isinstance(events[-1], Cancelled)


def test_the_real_process_without_memory_goes_on_in_a_fresh_one(tmp_path, monkeypatch):
    events = through_the_real_process(tmp_path, monkeypatch, "oom@denoise:1/resident")
    assert [type(e) for e in events if isinstance(e, SteppedDown | Finished)] == [
        SteppedDown, Finished,
    ]  # fmt: skip
    plans = [e.plan["plan"]["rung"] for e in events if isinstance(e, Started)]
    assert plans == ["resident", "resident-chunked"]
