"""The build of torch follows the GPU, its driver and what the index has."""

import platform
import urllib.error
import urllib.request

import pytest

from svd_desktop.backends import torch_builds
from svd_desktop.backends.torch_builds import Gpu

INDEX = {"cpu", "cu126", "cu128", "cu130", "rocm6.4", "rocm7.1", "xpu"}


@pytest.mark.parametrize(
    ("gpu", "build"),
    [
        (Gpu("cpu"), "cpu"),
        (Gpu("cuda", driver=580, capability=12.0), "cu130"),
        (Gpu("cuda", driver=570, capability=8.6), "cu128"),
        (Gpu("cuda", driver=525, capability=7.5), "cu128"),
        (Gpu("cuda", driver=580, capability=6.1), "cu126"),  # Pascal
        (Gpu("cuda", driver=470, capability=8.6), "cpu"),  # too old a driver
        (Gpu("rocm"), "rocm7.1"),
        (Gpu("xpu"), "xpu"),
    ],
)
def test_takes_the_newest_build_that_runs_there(gpu: Gpu, build: str):
    assert torch_builds.best(INDEX, gpu) == build


def test_without_a_build_for_the_gpu_takes_the_one_for_the_processor():
    assert torch_builds.best({"cpu", "cu130"}, Gpu("rocm")) == "cpu"


def test_without_an_index_there_is_no_build():
    assert torch_builds.best(set(), Gpu("cuda", 580, 8.6)) is None


def test_reads_this_machines_builds_from_the_index_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch_builds.sys, "platform", "linux")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    version = torch_builds.TORCH
    page = "\n".join(
        f'<a href="/whl/x/torch-{name}.whl">'
        for name in (
            f"{version}%2Bcu128-cp311-cp311-manylinux_2_28_x86_64",
            f"{version}+rocm7.1-cp311-cp311-manylinux_2_28_x86_64",
            f"{version}%2Bcpu-cp312-cp312-manylinux_2_28_x86_64",  # another Python
            f"{version}%2Bcu126-cp311-cp311-win_amd64",  # another system
            f"{version}%2Bcu130-cp311-cp311-manylinux_2_28_aarch64",
            f"{version}%2Bxpu-cp311-cp311t-linux_x86_64",  # free-threaded
            "2.6.0%2Bcu124-cp311-cp311-linux_x86_64",  # another torch
        )
    )
    assert torch_builds.named_in(page, "3.11") == {"cu128", "rocm7.1"}


def test_an_nvidia_card_on_windows_gets_a_cuda_build(monkeypatch: pytest.MonkeyPatch):
    """The registry would give it the one for the processor."""
    monkeypatch.setattr(torch_builds.sys, "platform", "win32")
    page = "\n".join(
        f'<a href="torch-{torch_builds.TORCH}%2B{name}.whl">'
        for name in (
            "cpu-cp311-cp311-win_amd64",
            "cu128-cp311-cp311-win_amd64",
            "cu130-cp311-cp311-manylinux_2_28_x86_64",
        )
    )
    builds = torch_builds.named_in(page, "3.11")
    assert torch_builds.best(builds, Gpu("cuda", 580, 12.0)) == "cu128"


def test_an_index_that_cannot_be_reached_has_no_builds(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object):
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    assert torch_builds.on_index("3.11") == set()


@pytest.mark.parametrize(
    ("answer", "gpu"),
    [
        (
            "570.133.20, 8.9, NVIDIA L4\n570.133.20, 8.6, NVIDIA A2\n",
            Gpu("cuda", 570, 8.9, "NVIDIA L4"),
        ),
        ("No devices were found\n", Gpu("cpu")),
        ("", Gpu("cpu")),
    ],
)
def test_asks_nvidia_smi(answer: str, gpu: Gpu, tmp_path, monkeypatch: pytest.MonkeyPatch):
    smi = tmp_path / "nvidia-smi"
    smi.write_text(f"#!/bin/sh\nprintf '%s' '{answer}'\n")
    smi.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert torch_builds.find_gpu() == gpu


def test_a_build_for_another_gpu_than_the_one_found_is_for_its_oldest_cards():
    wanted = torch_builds.assumed("cuda", Gpu("cpu"))
    assert torch_builds.best(INDEX, wanted) == "cu128"
    assert torch_builds.best(INDEX, torch_builds.assumed("cpu", Gpu("cuda", 580, 12.0))) == "cpu"


def test_the_gpu_that_was_found_is_asked_for_as_it_is():
    found = Gpu("cuda", 580, 12.0)
    assert torch_builds.best(INDEX, torch_builds.assumed("cuda", found)) == "cu130"


def test_a_mirror_is_asked_instead_of_the_index(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SVD_DESKTOP_TORCH_INDEX", "https://mirror.invalid/whl/")
    assert torch_builds.index() == "https://mirror.invalid/whl"
