"""A GPU or a driver that is another is told apart, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.media.gpu_drivers import gpu_drivers


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("proc/driver/nvidia", "dev/dri", "usr/lib/x86_64-linux-gnu/dri",
                 "Windows/System32"):  # fmt: skip
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "proc/driver/nvidia/version").write_text("NVRM version: 550.1")
    (tmp_path / "dev/dri/renderD128").touch()
    (tmp_path / "usr/lib/x86_64-linux-gnu/dri/iHD_drv_video.so").write_text("1")
    (tmp_path / "usr/lib/x86_64-linux-gnu/libnvidia-encode.so.1").symlink_to("nowhere")
    (tmp_path / "Windows/System32/nvEncodeAPI64.dll").write_text("1")
    return tmp_path


def test_a_machine_without_any_is_the_same_every_time(tmp_path: Path) -> None:
    assert gpu_drivers(tmp_path) == gpu_drivers(tmp_path)
    assert gpu_drivers(tmp_path)["libraries"] == []


@pytest.mark.parametrize(
    "changed",
    [
        "proc/driver/nvidia/version",
        "dev/dri/renderD129",
        "usr/lib/x86_64-linux-gnu/dri/iHD_drv_video.so",
        "usr/lib/x86_64-linux-gnu/dri/radeonsi_drv_video.so",
        "usr/lib/x86_64-linux-gnu/libamfrt64.so.1",
        "Windows/System32/nvEncodeAPI64.dll",
    ],
)
def test_another_driver_is_another(root: Path, changed: str) -> None:
    before = gpu_drivers(root)
    (root / changed).write_text("another one")
    assert gpu_drivers(root) != before


def test_other_files_and_devices_do_not_matter(root: Path) -> None:
    before = gpu_drivers(root)
    for name in ("dev/dri/card0", "usr/lib/x86_64-linux-gnu/libc.so.6"):
        (root / name).touch()
    assert gpu_drivers(root) == before


def test_it_is_json(root: Path) -> None:
    found = gpu_drivers(root)
    assert json.loads(json.dumps(found)) == found
    assert [str(root / "usr/lib/x86_64-linux-gnu/libnvidia-encode.so.1")] in found["libraries"]
