"""Which device renders, under one name for each."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from svd_desktop.core.errors import SvdError
from svd_desktop.engine import devices
from svd_desktop.engine.devices import (
    device_memory,
    dtype_of,
    find_device,
    is_out_of_memory,
    memory_in_use,
    precision_for,
    unused_gpu,
)


@pytest.fixture
def machine(monkeypatch):
    """Makes torch see the given devices."""

    def with_devices(cuda: int = 0, xpu: int = 0, mps: bool = False) -> None:
        for module, count in ((torch.cuda, cuda), (torch.xpu, xpu)):
            monkeypatch.setattr(module, "is_available", lambda count=count: count > 0)
            monkeypatch.setattr(module, "device_count", lambda count=count: count)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    with_devices()
    return with_devices


def refusal(wanted: str) -> str:
    with pytest.raises(SvdError) as caught:
        find_device(wanted)
    assert caught.value.reason.kind == "device"
    return caught.value.reason.sentence


@pytest.mark.parametrize("wanted", ["gpu", "", "cuda:x", "cuda:-1", "CPU"])
def test_what_is_no_device_is_refused(machine, wanted):
    assert refusal(wanted) == (
        f"There is no device called {wanted}. Use auto, cpu, cuda:0, mps or xpu."
    )


@pytest.mark.parametrize("wanted", ["cuda", "cuda:0", "xpu", "mps", "meta", "cpu:1"])
def test_a_device_that_is_not_there_is_refused_with_those_that_are(machine, wanted):
    assert refusal(wanted) == f"The device {wanted} is not available. Use one of: auto, cpu."


def test_a_gpu_beyond_the_last_is_refused(machine):
    machine(cuda=2)
    assert refusal("cuda:2") == "The device cuda:2 is not available. Use one of: auto, cuda, cpu."
    machine(xpu=1)
    assert "xpu:1 is not available" in refusal("xpu:1")


@pytest.mark.parametrize(
    ("there", "best"),
    [
        ({}, "cpu"),
        ({"cuda": 1}, "cuda:0"),
        ({"xpu": 1}, "xpu:0"),
        ({"mps": True}, "mps"),
        ({"cuda": 1, "xpu": 1, "mps": True}, "cuda:0"),
    ],
)
def test_auto_is_the_best_there_is(machine, there, best):
    machine(**there)
    assert str(find_device("auto")) == best


@pytest.mark.parametrize(
    ("one", "other"), [("auto", "cuda:0"), ("cuda", "cuda:0"), ("cpu", "cpu:0"), ("xpu", "xpu:0")]
)
def test_one_device_has_one_name_so_that_its_lock_is_one(machine, one, other):
    machine(cuda=2, xpu=1)
    assert str(find_device(one)) == str(find_device(other))


def test_a_second_gpu_is_another_device(machine):
    machine(cuda=2, xpu=2)
    assert str(find_device("cuda:1")) == "cuda:1"
    assert str(find_device("xpu:1")) == "xpu:1"


@pytest.mark.parametrize(
    ("device", "precision"),
    [("cuda:0", "fp16"), ("xpu:0", "fp16"), ("mps", "fp32"), ("cpu", "fp32")],
)
def test_halves_are_for_gpus_that_compute_them_well(monkeypatch, device, precision):
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "NVIDIA GeForce RTX 3060")
    assert precision_for(torch.device(device)) == precision


def test_every_precision_has_its_type():
    assert [dtype_of(name) for name in ("fp32", "fp16", "bf16")] == [
        torch.float32,
        torch.float16,
        torch.bfloat16,
    ]


def test_on_a_cpu_the_memory_in_use_is_the_processs():
    assert memory_in_use(torch.device("cpu")) > 10 * 2**20


def test_on_a_gpu_it_is_what_is_allocated_there(monkeypatch):
    monkeypatch.setattr(devices.torch.cuda, "memory_allocated", lambda device: device.index + 7)
    assert memory_in_use(torch.device("cuda:1")) == 8


def test_a_card_whose_halves_give_no_numbers_computes_in_fp32(monkeypatch):
    name = "NVIDIA GeForce GTX 1660 Ti"
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: name)
    assert precision_for(torch.device("cuda:0")) == "fp32"


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("no room"),
        MemoryError(),
        RuntimeError("MPS backend out of memory (MPS allocated: 7 GB)"),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)"),
    ],
)
def test_every_devices_lack_of_memory_is_known(error):
    assert is_out_of_memory(error)


@pytest.mark.parametrize("error", [RuntimeError("shapes differ"), ValueError("out of memory")])
def test_other_errors_are_no_lack_of_memory(error):
    assert not is_out_of_memory(error)


def test_what_is_free_on_a_card_is_asked_of_it(monkeypatch):
    for name, answer in (
        ("mem_get_info", (3 * 2**30, 8 * 2**30)), ("memory_reserved", 2**30),
        ("get_device_name", "A card"),
    ):  # fmt: skip
        monkeypatch.setattr(torch.cuda, name, lambda device, answer=answer: answer)
    found = device_memory(torch.device("cuda:0"))
    assert (found.free_bytes, found.hardware, found.precision) == (4 * 2**30, "A card", "fp16")
    assert found.has_context
    assert 0 < found.budget_bytes < found.free_bytes


class Processor:
    """A clock that goes on by what each product takes: of the processor's time, and by the wall."""

    def __init__(self, *products: tuple[float, float]) -> None:
        self.products = products
        self.made = 0
        self.used = self.wall = 0.0

    def mm(self, left, right, out) -> None:
        used, wall = self.products[self.made % len(self.products)]
        self.used += used * torch.get_num_threads()
        self.wall += wall
        self.made += 1

    def process_time(self) -> float:
        return self.used

    def monotonic(self) -> float:
        return self.wall


@pytest.fixture
def measured(monkeypatch):
    def measure(processor: Processor) -> float:
        monkeypatch.setattr(devices, "time", processor)
        monkeypatch.setattr(torch, "mm", processor.mm)
        devices._teraflops.cache_clear()
        return devices._teraflops()

    yield measure
    devices._teraflops.cache_clear()


def test_a_processor_is_as_fast_while_other_programs_use_it(measured):
    quiet = measured(Processor((0.05, 0.05)))
    assert measured(Processor((0.05, 0.2))) == quiet


def test_one_product_that_took_long_changes_nothing(measured):
    steady = measured(Processor((0.01, 0.01)))
    assert measured(Processor(*[(0.01, 0.01)] * 3, (0.5, 0.01))) == pytest.approx(steady)


def test_a_slow_processor_is_measured_for_about_a_second(measured):
    slow = Processor((3.0, 3.0))
    measured(slow)
    assert slow.made == 2, "the first, which is not counted, and one"
    between = Processor((0.3, 0.3))
    measured(between)
    assert between.made == 5
    quick = Processor((0.001, 0.001))
    measured(quick)
    assert quick.made < 20


def test_a_processor_is_measured_once(measured):
    processor = Processor((0.01, 0.01))
    measured(processor)
    made = processor.made
    device_memory(torch.device("cpu"))
    assert processor.made == made


def test_a_cpu_says_how_fast_it_is():
    found = device_memory(torch.device("cpu"))
    assert found.teraflops > 0
    assert found.budget_bytes < found.free_bytes


@pytest.fixture
def nvidia(machine, monkeypatch):
    """A card whose driver knows CUDA up to a version, 12020 for 12.2, and which torch cannot use;
    `built` is the CUDA that torch was built for."""
    import pynvml

    def has(newest: int, built: str | None) -> None:
        monkeypatch.setattr(torch.version, "cuda", built)
        answers = {
            "nvmlInit": None, "nvmlShutdown": None, "nvmlDeviceGetHandleByIndex": 0,
            "nvmlDeviceGetName": "RTX 3060", "nvmlSystemGetDriverVersion": "470.42",
            "nvmlSystemGetCudaDriverVersion_v2": newest,
        }  # fmt: skip
        for name, answer in answers.items():
            monkeypatch.setattr(pynvml, name, lambda *_, answer=answer: answer)

    return has


@pytest.mark.parametrize(
    ("newest", "built", "sentence"),
    [
        (11040, "12.8", "RTX 3060 is not used: its driver 470.42 is too old for CUDA 12.8. "
         "Install a newer one: https://www.nvidia.com/drivers"),
        (12020, None, "RTX 3060 is not used: this torch was built without CUDA. "
         "Install a build with it: https://pytorch.org/get-started/locally"),
        (12020, "12.8", "RTX 3060 is not used: its driver 470.42 does not start CUDA. "
         "Restart the computer, or install the driver again."),
    ],
)  # fmt: skip
def test_a_card_that_is_not_used_is_told_with_what_helps(nvidia, newest, built, sentence):
    nvidia(newest, built)
    assert unused_gpu() == sentence


def test_an_engine_that_was_installed_without_cuda_is_installed_again(nvidia, monkeypatch):
    monkeypatch.setattr("svd_desktop.engine.devices.bundled_uv", lambda: Path("uv"))
    nvidia(12020, None)
    assert unused_gpu() == (
        "RTX 3060 is not used: the engine was installed without CUDA. Install it for NVIDIA with "
        "Engine… in the menu Help, or with `svd-desktop engine install --for cuda`."
    )


def test_of_a_card_that_is_used_nothing_is_said(nvidia, machine):
    nvidia(11040, "12.8")
    machine(cuda=1)
    assert unused_gpu() == ""


@pytest.mark.parametrize("missing", ["nvmlInit", "nvmlDeviceGetHandleByIndex"])
def test_without_a_driver_or_a_card_nothing_is_said(nvidia, monkeypatch, missing):
    import pynvml

    nvidia(11040, "12.8")

    def refuse(*_) -> None:
        raise pynvml.NVMLError(pynvml.NVML_ERROR_LIBRARY_NOT_FOUND)

    monkeypatch.setattr(pynvml, missing, refuse)
    assert unused_gpu() == ""
