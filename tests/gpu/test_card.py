"""What plans promise, held against a real card. Prints the table that the README shows."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from svd_desktop.backends.process import ProcessBackend
from svd_desktop.core.events import Cancelled, Finished, Progress, Started, SteppedDown
from svd_desktop.core.memory import FRAGMENTATION, GIB
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import RUNGS, Computing, RenderRequest
from svd_desktop.media.takes import read_take
from svd_desktop.models.resources import resource

STEPS = 4


@pytest.fixture
def backend(tmp_path: Path):
    made = ProcessBackend(tmp_path / "render.log")
    yield made
    made.close()


@pytest.fixture
def order(tmp_path: Path, full_size: Path):
    """Of the full clip, in few steps."""
    (tmp_path / "locks").mkdir()

    def make(name: str, rung: str = "auto", compile: str = "off", **changes) -> RenderOrder:
        values = {"width": 1024, "height": 576, "frames": 25, "steps": STEPS, "seed": 42}
        request = RenderRequest(
            source=str(resource("samples", "rocket.jpg")), model=str(full_size),
            computing=Computing(memory=rung, compile=compile), **{**values, **changes},
        )  # fmt: skip
        return RenderOrder(
            name, request, str(full_size), str(tmp_path / f".{name}"), str(tmp_path / name),
            str(tmp_path / "locks"), "tests/gpu", device="cuda",
        )  # fmt: skip

    return make


def told(events: list, kind: type) -> list:
    return [event for event in events if isinstance(event, kind)]


@pytest.mark.parametrize("rung", RUNGS)
def test_peaks_are_what_the_plan_says(backend, order, rung):
    events = list(backend.render(order(rung, rung)))
    started, last = told(events, Started)[0], events[-1]
    if not started.plan["fits"]:
        pytest.skip(f"{rung} does not fit this card")
    assert isinstance(last, Finished)
    assert not told(events, SteppedDown)
    measured = read_take(Path(last.take)).peak_memory_bytes
    row = [torch.cuda.get_device_name(), rung]
    for stage, planned in started.plan["peaks_bytes"].items():
        row.append(f"{stage} {measured[stage] / GIB:.2f} of {planned / GIB:.2f} GiB")
        assert 0.8 * planned <= measured[stage] <= planned * FRAGMENTATION
    row.append(f"{last.seconds['denoise'] / STEPS:.2f} s a step")
    print("| " + " | ".join(row) + " |")


def test_compiling_is_a_stage_of_its_own_and_pays(backend, order):
    plain = list(backend.render(order("plain", "resident")))[-1]
    events = list(backend.render(order("compiled", "resident", "on")))
    assert [e.step for e in told(events, Progress) if e.stage == "compile"] == [0, 1]
    ratio = events[-1].seconds["denoise"] / plain.seconds["denoise"]
    print(f"| compiled over eager, denoising | {ratio:.2f} |")


def test_cancelling_frees_the_card(backend, order):
    asked, (free, _) = order("cancelled"), torch.cuda.mem_get_info()
    for event in backend.render(asked):
        if isinstance(event, Progress) and (event.stage, event.step) == ("denoise", 1):
            backend.cancel(asked.job)
    assert isinstance(event, Cancelled)
    backend.close()
    assert torch.cuda.mem_get_info()[0] >= free - GIB // 4


def test_a_real_lack_of_memory_steps_down_and_finishes(backend, order):
    """The rest of the card is taken between the plan and the load."""
    asked, taken = order("squeezed", "resident"), []
    events = []
    for event in backend.render(asked):
        events.append(event)
        if isinstance(event, Started) and not taken:
            free, _ = torch.cuda.mem_get_info()
            taken.append(torch.empty(max(0, free - 6 * GIB), dtype=torch.uint8, device="cuda"))
    assert told(events, SteppedDown)
    assert isinstance(events[-1], Finished)
