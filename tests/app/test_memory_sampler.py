"""Who uses the memory: read from NVIDIA's driver without CUDA, or the computer's own."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app import memory_sampler
from svd_desktop.app.memory_sampler import SECONDS, MemorySampler, Sample
from svd_desktop.core.memory import GIB, DeviceMemory


class NVMLError(Exception):
    pass


class Nvml:
    """The driver's library with two cards; remembers what was called."""

    NVMLError = NVMLError

    def __init__(self) -> None:
        self.called: list[str] = []
        self.fails: set[str] = set()
        self.processes: list[SimpleNamespace] = []
        self.cards: list[str | bytes] = ["NVIDIA T4", b"NVIDIA RTX 4090"]
        self.total, self.used = 16 * GIB, 5 * GIB

    def __getattr__(self, name: str):  # type: ignore[no-untyped-def]
        answers = {
            "nvmlInit": lambda: None,
            "nvmlShutdown": lambda: None,
            "nvmlDeviceGetCount": lambda: len(self.cards),
            "nvmlDeviceGetHandleByIndex": lambda number: number,
            "nvmlDeviceGetName": lambda handle: self.cards[handle],
            "nvmlDeviceGetMemoryInfo": lambda handle: SimpleNamespace(
                total=self.total * (handle + 1), used=self.used, free=0
            ),
            "nvmlDeviceGetComputeRunningProcesses": lambda handle: self.processes,
        }

        def call(*arguments):  # type: ignore[no-untyped-def]
            self.called.append(name)
            if name in self.fails:
                raise NVMLError(name)
            return answers[name](*arguments)

        return call


@pytest.fixture
def nvml(monkeypatch: pytest.MonkeyPatch) -> Nvml:
    fake = Nvml()
    monkeypatch.setitem(sys.modules, "pynvml", fake)
    monkeypatch.setattr(memory_sampler, "_EVERY", 0.01)
    monkeypatch.setattr(memory_sampler, "_our_processes", lambda: ({7, 8}, GIB))
    monkeypatch.setattr(memory_sampler, "_available", lambda: 10 * GIB)
    return fake


def one(sampler: MemorySampler, qtbot: QtBot) -> Sample:
    """Runs the thread until it has told once more."""
    with qtbot.waitSignal(sampler.sampled):
        sampler.start()
    sampler.shut()
    sampler.wait()
    assert sampler.latest is not None
    return sampler.latest


def test_ours_others_and_free_make_the_card(nvml: Nvml, qtbot: QtBot) -> None:
    nvml.processes = [
        SimpleNamespace(pid=7, usedGpuMemory=2 * GIB),
        SimpleNamespace(pid=99, usedGpuMemory=1 * GIB),
    ]
    sample = one(MemorySampler(), qtbot)
    assert sample == Sample(True, 16 * GIB, ours=2 * GIB, others=3 * GIB, ram_free=11 * GIB)
    assert sample.free == 11 * GIB


def test_the_library_is_let_go_and_only_once(nvml: Nvml, qtbot: QtBot) -> None:
    one(MemorySampler(), qtbot)
    assert nvml.called[0] == "nvmlInit"
    assert nvml.called[-1] == "nvmlShutdown"
    assert nvml.called.count("nvmlShutdown") == 1


@pytest.mark.parametrize("used", [None, "absent"])
def test_where_the_driver_knows_no_process_the_render_process_is_believed(
    nvml: Nvml, qtbot: QtBot, used: str | None
) -> None:
    """On Windows a process has no figure; in a container it has another id."""
    nvml.processes = [SimpleNamespace(pid=7 if used is None else 99, usedGpuMemory=None)]
    sampler = MemorySampler()
    sampler.tell(3 * GIB)
    assert one(sampler, qtbot).ours == 3 * GIB
    sampler = MemorySampler()
    sampler.tell(300 * GIB)
    assert one(sampler, qtbot).ours == nvml.used


def test_a_share_of_a_card_that_lists_no_processes_is_read_all_the_same(
    nvml: Nvml, qtbot: QtBot
) -> None:
    nvml.fails = {"nvmlDeviceGetComputeRunningProcesses"}
    assert one(MemorySampler(), qtbot).others == 5 * GIB


def test_the_card_that_renders_is_found_by_its_name(nvml: Nvml, qtbot: QtBot) -> None:
    sampler = MemorySampler()
    sampler.watch(DeviceMemory("cuda:0", "fp16", GIB, GIB, hardware="NVIDIA RTX 4090"))
    assert one(sampler, qtbot).total == 32 * GIB


def test_on_a_processor_the_main_memory_counts_though_there_is_a_card(
    nvml: Nvml, qtbot: QtBot
) -> None:
    sampler = MemorySampler()
    sampler.watch(DeviceMemory("cpu", "fp32", GIB, GIB))
    sample = one(sampler, qtbot)
    assert not sample.gpu
    assert 0 <= sample.ours + sample.others <= sample.total


@pytest.mark.parametrize("fault", ["nvmlInit", "nvmlDeviceGetCount", "nvmlDeviceGetMemoryInfo"])
def test_without_a_driver_that_answers_it_is_the_main_memory(
    nvml: Nvml, qtbot: QtBot, fault: str
) -> None:
    nvml.fails = {fault}
    assert not one(MemorySampler(), qtbot).gpu
    assert nvml.called.count("nvmlShutdown") == (0 if fault == "nvmlInit" else 1)


def test_without_a_card_the_library_is_let_go(nvml: Nvml, qtbot: QtBot) -> None:
    nvml.cards = []
    assert not one(MemorySampler(), qtbot).gpu
    assert nvml.called[-1] == "nvmlShutdown"


def test_a_minute_is_kept_and_of_one_memory_only(qapp: object) -> None:
    sampler = MemorySampler()
    for number in range(SECONDS + 5):
        sampler._keep(Sample(False, 100, number, 0, 0))
    assert [sample.ours for sample in sampler.history] == list(range(5, SECONDS + 5))
    sampler._keep(Sample(True, 200, 1, 0, 0))
    assert len(sampler.history) == 1


def test_the_computers_own_memory_counts_what_our_processes_hold(qtbot: QtBot) -> None:
    ids, resident = memory_sampler._our_processes()
    assert (resident > 0) == bool(ids)
    sample = memory_sampler._of_main_memory()
    assert sample.total > sample.free > 0
