"""The order in which parts come to a GPU and leave it, one test per rung, without a GPU.

The calls that would reach CUDA are recorded in their order; the arithmetic between them is real.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from svd_desktop.core.request import RUNGS
from svd_desktop.engine import accelerator as module
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.residency import Parts

CUDA = torch.device("cuda", 0)


class Recorded(Accelerator):
    """Names what is sent by the part it belongs to; nothing leaves the CPU."""

    def __init__(self, modules: dict[str, nn.Module]) -> None:
        super().__init__(CUDA)
        self.calls: list[str] = []
        self._names = {
            tensor.data_ptr(): name for name, m in modules.items() for tensor in m.parameters()
        }
        self._parts = {id(m): name for name, m in modules.items()}

    def send(self, tensor: torch.Tensor) -> torch.Tensor:
        call = f"send {self._names[tensor.data_ptr()]}"
        if self.calls[-1:] != [call]:
            self.calls.append(call)
        return tensor.clone()

    def stream(self, module: nn.Module, low_cpu_mem_usage: bool) -> None:
        pinned = "as needed" if low_cpu_mem_usage else "at once"
        self.calls.append(f"stream {self._parts[id(module)]}, pinned {pinned}")

    def forget(self) -> None:
        self.calls.append("forget")


@pytest.fixture
def modules():
    return {name: nn.Linear(2, 2) for name in ("image_encoder", "vae", "unet")}


def job(parts: Parts, calls: list[str]) -> None:
    """The stages of a job, in the engine's order."""
    for name in ("image_encoder", "vae", "unet", "vae"):
        with parts.working(name):
            calls.append(f"work {name}")


def one_by_one(*, streamed: bool) -> list[str]:
    def turn(name: str) -> list[str]:
        return [f"send {name}", f"work {name}", "forget"]

    unet = ["work unet"] if streamed else turn("unet")
    return [*turn("image_encoder"), *turn("vae"), *unet, *turn("vae")]


EXPECTED = {
    "resident": ["work image_encoder", "work vae", "work unet", "work vae"],
    "offload": one_by_one(streamed=False),
    "streamed": ["stream unet, pinned at once", *one_by_one(streamed=True)],
}


@pytest.mark.parametrize("rung", RUNGS)
def test_parts_come_and_go_in_the_rungs_order(rung, modules):
    residency = rung.partition("-")[0]
    recorded = Recorded(modules)
    job(Parts(modules, residency, recorded), recorded.calls)
    assert recorded.calls == EXPECTED[residency]


def test_where_ram_is_short_streaming_pins_as_it_goes(modules):
    recorded = Recorded(modules)
    Parts(modules, "streamed", recorded, low_cpu_mem_usage=True)
    assert recorded.calls == ["stream unet, pinned as needed"]


def test_an_error_brings_the_part_back_to_its_host_copy(modules):
    before = [p.data_ptr() for p in modules["vae"].parameters()]
    parts = Parts(modules, "offload", Recorded(modules))
    with pytest.raises(torch.OutOfMemoryError), parts.working("vae"):
        assert [p.data_ptr() for p in modules["vae"].parameters()] != before
        raise torch.OutOfMemoryError
    assert [p.data_ptr() for p in modules["vae"].parameters()] == before


def test_a_part_cast_while_it_works_comes_back_as_it_was(modules):
    parts = Parts(modules, "offload", Recorded(modules))
    with parts.working("vae"):
        modules["vae"].to(torch.float64)
    assert {p.dtype for p in modules["vae"].parameters()} == {torch.float32}


@pytest.fixture
def cuda(monkeypatch):
    """CUDA's own calls, recorded in their order."""
    calls: list[tuple] = []

    def recording(name, answer=None):
        def call(*arguments, **named):
            calls.append((name, *arguments, *named.values()))
            return answer

        return call

    for name, answer in (
        ("set_per_process_memory_fraction", None), ("empty_cache", None),
        ("reset_peak_memory_stats", None), ("max_memory_allocated", 5),
        ("get_device_properties", SimpleNamespace(total_memory=8 * 2**30)),
    ):  # fmt: skip
        monkeypatch.setattr(torch.cuda, name, recording(name, answer))
    monkeypatch.setattr(module, "apply_group_offloading", recording("apply_group_offloading"))
    return calls


def test_the_limit_is_a_share_of_the_whole_card(cuda):
    Accelerator(CUDA).limit(2 * 2**30)
    assert cuda == [
        ("get_device_properties", CUDA), ("set_per_process_memory_fraction", 0.25, CUDA)
    ]  # fmt: skip


def test_streaming_is_by_leaf_with_a_stream_of_its_own(cuda):
    unet = nn.Linear(2, 2)
    Accelerator(CUDA).stream(unet, low_cpu_mem_usage=True)
    offloading = ("apply_group_offloading", unet, CUDA, torch.device("cpu"), "leaf_level")
    assert cuda == [(*offloading, True, True)]


def test_a_peak_is_counted_from_when_it_was_started(cuda):
    card = Accelerator(CUDA)
    card.start_peak()
    assert card.peak_bytes() == 5
    card.forget()
    assert [call[0] for call in cuda] == [
        "reset_peak_memory_stats", "max_memory_allocated", "empty_cache"
    ]  # fmt: skip


def test_a_cpu_is_asked_for_none_of_it(cuda):
    cpu = Accelerator(torch.device("cpu"))
    cpu.limit(1)
    cpu.start_peak()
    cpu.forget()
    assert cpu.peak_bytes() is None
    assert cuda == []
