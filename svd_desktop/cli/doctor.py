"""`svd-desktop doctor`: what works on this machine and what does not."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from svd_desktop import __version__
from svd_desktop.backends.describe import describe_engine
from svd_desktop.cli.exit_status import EXIT_DONE, EXIT_SOME_FAILED
from svd_desktop.cli.output import print_json, print_line
from svd_desktop.core.errors import SvdError
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.space import GIB, LEAST_FREE_BYTES
from svd_desktop.library.trials_file import tried_presets
from svd_desktop.media.ffmpeg import ffmpeg_path
from svd_desktop.media.hardware import HARDWARE_ENCODERS
from svd_desktop.models.catalogue import on_this_computer
from svd_desktop.models.checkpoint import check_folder
from svd_desktop.models.data_folder import HOME_VARIABLE
from svd_desktop.models.qt_libraries import check_libraries, has_screen


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it works, and what was found or what helps."""

    name: str
    works: bool
    text: str


def doctor(as_json: bool, folders: Folders) -> int:
    """Prints a finding a line; 0 when everything works, 1 otherwise."""
    checks: list[Callable[[Folders], list[Finding]]] = [
        _program, _window, _machine, _engine, _encoder, _presets, _models, _places, _library
    ]  # fmt: skip
    works = True
    for check in checks:
        for finding in check(folders):
            works &= finding.works
            if as_json:
                print_json(asdict(finding))
            else:
                mark = "ok " if finding.works else "BAD"
                print_line(f"{mark}  {finding.name:<15} {finding.text}")
    return EXIT_DONE if works else EXIT_SOME_FAILED


def _program(folders: Folders) -> list[Finding]:
    text = f"{__version__}, Python {platform.python_version()}"
    return [Finding("svd-desktop", True, text)]


def _window(folders: Folders) -> list[Finding]:
    """Whether Qt could open one. A machine without a screen is in order: it renders too."""
    try:
        qt = version("PySide6_Essentials")
        if sys.platform == "linux":
            check_libraries()
    except PackageNotFoundError:
        command = f"{sys.executable} -m pip install --force-reinstall PySide6-Essentials"
        return [Finding("window", False, f"PySide6 is missing. Run: {command}")]
    except SvdError as error:
        return [Finding("window", False, str(error))]
    screen = "" if has_screen() else "; there is no screen here"
    return [Finding("window", True, f"PySide6 {qt}{screen}")]


def _machine(folders: Folders) -> list[Finding]:
    memory = psutil.virtual_memory()
    text = (
        f"{platform.platform()}, {psutil.cpu_count()} cores, "
        f"{memory.available / 2**30:.1f} of {memory.total / 2**30:.1f} GiB memory free"
    )
    return [Finding("machine", True, text)]


def _engine(folders: Folders) -> list[Finding]:
    """In a process of its own: torch is never imported here, and a broken driver may crash it."""
    try:
        found = describe_engine()
    except SvdError as error:
        return [Finding("torch", False, str(error))]
    libraries = ", ".join(f"{name} {found[name]}" for name in ("diffusers", "transformers"))
    device = f"{found['device']} in {found['precision']}"
    if "gpu" in found:
        free, total = found["vram_free_bytes"] / 2**30, found["vram_bytes"] / 2**30
        device += f": {found['gpu']}, {free:.1f} of {total:.1f} GiB free"
    elif found["device"] == "cpu":
        device += f", {found['threads']} threads; "
        device += found.get("note", "no GPU was found, real models take hours")
    return [
        Finding("torch", True, f"{found['torch']}, {libraries}"),
        Finding("device", "note" not in found, device),
    ]


def _encoder(folders: Folders) -> list[Finding]:
    try:
        path = ffmpeg_path()
        answer = subprocess.run([path, "-version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.SubprocessError, SvdError) as error:
        return [Finding("ffmpeg", False, f"It does not start: {error}")]
    return [Finding("ffmpeg", True, f"{answer.stdout.splitlines()[0]} ({path})")]


def _presets(folders: Folders) -> list[Finding]:
    """Those that work in a line, and each that does not with ffmpeg's words.

    A build of ffmpeg without an encoder is a whole one, and so is a machine without a GPU that
    encodes: only when no preset works, something is broken.
    """
    try:
        tried = tried_presets(folders)
    except (OSError, SvdError) as error:
        return [Finding("export presets", False, f"They could not be tried: {error}")]
    working = [name for name, why in tried.presets.items() if not why]
    lacking = [Finding("export preset", bool(working), f"{name} is not offered: {why}")
               for name, why in tried.presets.items() if why]  # fmt: skip
    return [
        Finding("export presets", bool(working), ", ".join(working) or "none"),
        *lacking,
        *_hardware(tried.encoders),
    ]


def _hardware(tried: dict[tuple[str, str], str]) -> list[Finding]:
    """The encoders in GPUs that work, with what they can make, and the others by their reason."""
    working: dict[str, list[str]] = {}
    lacking: dict[str, list[str]] = {}
    for (preset, encoder), why in tried.items():
        if encoder in HARDWARE_ENCODERS and not why:
            working.setdefault(encoder, []).append(preset)
        elif encoder in HARDWARE_ENCODERS and encoder not in lacking.setdefault(why, []):
            lacking[why].append(encoder)
    text = "; ".join(f"{encoder} for {', '.join(made)}" for encoder, made in working.items())
    return [
        Finding("hardware encoders", True, text or "none"),
        *(Finding("hardware encoder", True, f"not offered are {', '.join(encoders)}: {why}")
          for why, encoders in lacking.items()),
    ]  # fmt: skip


def _models(folders: Folders) -> list[Finding]:
    findings = []
    for model in on_this_computer(folders.models).values():
        try:
            check_folder(model.folder)
            findings.append(Finding("model", True, f"{model.title} in {model.folder}"))
        except SvdError as error:
            findings.append(Finding("model", False, str(error)))
    return findings


def _places(folders: Folders) -> list[Finding]:
    findings = []
    for item in fields(folders):
        folder: Path = getattr(folders, item.name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            text = (
                f"{folder} cannot be written: {error.strerror}. "
                f"Change its permissions, or set {HOME_VARIABLE} to another folder."
            )
            findings.append(Finding(item.name, False, text))
            continue
        free = shutil.disk_usage(folder).free
        text = f"{folder}, {free / GIB:.1f} GiB free"
        enough = free >= LEAST_FREE_BYTES
        if not enough:
            text += f". Free some space: the queue pauses below {LEAST_FREE_BYTES / GIB:.0f} GiB."
        findings.append(Finding(item.name, enough, text))
    return findings


def _library(folders: Folders) -> list[Finding]:
    try:
        with open_library(folders):
            return [Finding("queue", True, str(folders.database))]
    except SvdError as error:
        return [Finding("queue", False, str(error))]
