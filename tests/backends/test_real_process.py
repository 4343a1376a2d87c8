"""The process backend with the real render process and the embedded model, and faults in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

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

# Where a fault comes: the stage and the step that was reported last before it.
STAGES = [("load", 0), ("encode", 0), ("denoise", 1), ("decode", 0), ("write", 0)]


def through_the_real_process(
    folder: Path, monkeypatch, fault: str, cancel_at: tuple[str, int] | None = None
) -> list[RenderEvent]:
    """A clip of the embedded model, with a fault at a step; where that is reached, cancelled."""
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
            if isinstance(event, Progress) and (event.stage, event.step) == cancel_at:
                backend.cancel(asked.job)
    finally:
        backend.close()
    return events


@pytest.mark.parametrize(("stage", "step"), STAGES)
def test_the_real_process_that_crashes_is_told_of(tmp_path, monkeypatch, stage, step):
    *told, last = through_the_real_process(tmp_path, monkeypatch, f"crash@{stage}:{step}")
    *_, before = (event for event in told if isinstance(event, Progress))
    assert (before.stage, before.step) == (stage, step)
    assert isinstance(last, Failed)
    assert last.reason.kind == "crashed"
    assert "was killed" in last.reason.message
    assert not Path(order(tmp_path).target).exists()


@pytest.mark.parametrize(("stage", "step"), STAGES)
def test_the_real_process_that_hangs_is_cancelled_after_a_grace(tmp_path, monkeypatch, stage, step):
    for name in ("CANCEL_GRACE_SECONDS", "KILL_GRACE_SECONDS"):
        monkeypatch.setattr(module, name, 0.1)
    fault = f"hang@{stage}:{step}"
    events = through_the_real_process(tmp_path, monkeypatch, fault, cancel_at=(stage, step))
    assert isinstance(events[-1], Cancelled)
    assert not Path(order(tmp_path).target).exists()


def test_the_real_process_without_memory_goes_on_in_a_fresh_one(tmp_path, monkeypatch):
    events = through_the_real_process(tmp_path, monkeypatch, "oom@denoise:1/resident")
    assert [type(e) for e in events if isinstance(e, SteppedDown | Finished)] == [
        SteppedDown, Finished,
    ]  # fmt: skip
    plans = [e.plan["plan"]["rung"] for e in events if isinstance(e, Started)]
    assert plans == ["resident", "resident-chunked"]
