"""Which of PyTorch's builds fits this machine's GPU.

Standard library alone: packaging/bootstrap.py asks it before anything is installed.
"""

from __future__ import annotations

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

TORCH = "2.13.0"
INDEX_VARIABLE = "SVD_DESKTOP_TORCH_INDEX"  # a mirror of the index below
PROBE_SECONDS = 5  # pip itself would try an index that does not answer for 77 s

Kind = Literal["cuda", "rocm", "xpu", "mps", "cpu"]
KINDS = get_args(Kind)
# NVIDIA's oldest driver for every build for CUDA 12, by its minor-version compatibility.
OLDEST_DRIVER = 528 if sys.platform == "win32" else 525
# What an installation takes of the disk at most, while it is made.
DISK_GB: dict[str, int] = {"cpu": 3, "mps": 3, "cuda": 10, "rocm": 20, "xpu": 10}


# On Windows a program of the console would open one, for a moment.
NO_CONSOLE = 0
if sys.platform == "win32":
    NO_CONSOLE = subprocess.CREATE_NO_WINDOW


@dataclass(frozen=True)
class Gpu:
    """The driver's major version and the compute capability are for cuda."""

    kind: Kind
    driver: int = 0
    capability: float = 0
    name: str = ""


def index() -> str:
    """Of PyTorch's builds, each below it under its name; without a slash at its end."""
    return (os.environ.get(INDEX_VARIABLE) or "https://download.pytorch.org/whl").rstrip("/")


def shown_index() -> str:
    """As it may be shown: a mirror's address may hold a password."""
    return re.sub("//[^/@]*@", "//", index())


def find_gpu() -> Gpu:
    with contextlib.suppress(OSError, subprocess.SubprocessError, ValueError, IndexError):
        answer = subprocess.run(
            ["nvidia-smi", "--query-gpu=driver_version,compute_cap,name", "--format=csv,noheader"],
            capture_output=True, text=True, timeout=20, check=True, creationflags=NO_CONSOLE,
        )  # fmt: skip
        driver, capability, name = answer.stdout.splitlines()[0].split(",", 2)
        return Gpu("cuda", int(driver.split(".")[0]), float(capability), name.strip())
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return Gpu("mps")
    if Path("/dev/kfd").exists():
        return Gpu("rocm")
    if shutil.which("xpu-smi") or shutil.which("sycl-ls"):
        return Gpu("xpu")
    return Gpu("cpu")


def assumed(kind: Kind, found: Gpu) -> Gpu:
    """The GPU to choose a build for when the person wants one of a kind. Where no NVIDIA driver is
    found, one that every build for its oldest cards runs with is assumed."""
    if kind == found.kind:
        return found
    return Gpu(kind, OLDEST_DRIVER, 7.5) if kind == "cuda" else Gpu(kind)


def on_index(python: str) -> set[str]:
    """The builds of TORCH on PyTorch's index for a Python ("3.11") on this machine, such as cu128.

    Empty without an answer within PROBE_SECONDS, and on macOS, whose one build is in the registry.
    """
    if sys.platform == "darwin":
        return set()
    try:
        with urllib.request.urlopen(f"{index()}/torch/", timeout=PROBE_SECONDS) as page:
            return named_in(page.read().decode("utf-8", "replace"), python)
    except (OSError, ValueError):
        return set()


def named_in(page: str, python: str) -> set[str]:
    """The builds an index page lists for a Python on this machine."""
    system = "win_amd64" if sys.platform == "win32" else f"linux[0-9_a-z]*_{platform.machine()}"
    tag = "cp" + python.replace(".", "")
    version = re.escape(TORCH)
    return set(
        re.findall(rf"torch-{version}(?:\+|%2B)([a-z0-9.]+)-{tag}-{tag}-[\w.]*{system}\.whl", page)
    )


def best(builds: set[str], gpu: Gpu) -> str | None:
    """The build to take; "cpu" where none fits the GPU, None where there is not even that.

    A CUDA 13 build needs driver 580 and compute capability 7.5, a CUDA 12 build OLDEST_DRIVER;
    PyTorch keeps older GPUs in the CUDA 12.6 builds alone.
    """
    prefix = {"cuda": "cu1"}.get(gpu.kind, gpu.kind)
    fitting = {build for build in builds if build.startswith(prefix)}
    if gpu.kind == "cuda":
        newest = 139 if gpu.driver >= 580 else 129 if gpu.driver >= OLDEST_DRIVER else 0
        newest = min(newest, 126) if gpu.capability < 7.5 else newest
        fitting = {build for build in fitting if _number(build) <= newest}
    return max(fitting or builds & {"cpu"}, key=_number, default=None)


def _number(build: str) -> float:
    """128 for cu128, 7.1 for rocm7.1, 0 for cpu."""
    return float(re.sub("[a-z]", "", build) or 0)
