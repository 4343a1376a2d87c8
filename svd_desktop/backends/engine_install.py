"""Makes the engine's environment: a Python, the wheels that this machine wants, a first start.

uv finds the Python and the versions, and unpacks. The wheels, up to several GB, are fetched here,
in parts that go on after whatever interrupted them, each checked against the index's hash. One way
installs, brings up to date and repairs: only what is missing or damaged is fetched.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Literal

from psutil import process_iter

from svd_desktop.backends import private_engine, torch_builds
from svd_desktop.backends.engine_wheels import (
    Wheel,
    chosen,
    fetch_all,
    is_there,
    is_whole,
    take_out,
    there,
)
from svd_desktop.backends.private_engine import Installed
from svd_desktop.backends.torch_builds import TORCH, Kind
from svd_desktop.backends.uv import run_until, run_uv
from svd_desktop.core.errors import SvdError
from svd_desktop.media.publishing import write_atomically
from svd_desktop.models.environment import torch_fails
from svd_desktop.models.parts import Pace, alone, hanging_up, stopping
from svd_desktop.models.web import Web

Stage = Literal["python", "choose", "check", "fetch", "unpack", "start"]
STAGES: tuple[Stage, ...] = ("python", "choose", "check", "fetch", "unpack", "start")
_START_SECONDS = 600  # torch from a cold disk, with its bytecode to be made
_VERSION = "{}.{}".format(*sys.version_info)  # the wheels are chosen by this very Python
_PYTHON_SECONDS = 60
_ALONE = ".lock"
_OURS = "svd-desktop"  # our table among those of other tools in the lock
Report = Callable[[Stage, Pace | None], None]


@dataclass(frozen=True)
class Choice:
    """What an installation is for."""

    kind: Kind
    build: str
    wants: str  # as of private_engine, when it was made


def install(
    folder: Path,
    kind: Kind | None = None,
    *,
    report: Report = lambda stage, pace: None,
    stop: Event | None = None,
) -> Installed:
    """Installs the engine for a kind of GPU, or goes on where it was interrupted. Without a kind it
    repairs what was installed, and only what is damaged has to be fetched.

    `report` gets each stage, with a pace while bytes come. Raises SvdError of kind `device`,
    `model` (an index) or `disk`, OSError when the disk fills up meanwhile, and DownloadStoppedError
    after `stop` was set; what was fetched is kept.
    """
    stop = stop or Event()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        shutil.rmtree(folder / "cache", ignore_errors=True)  # what uv left when it was ended
        report("python", None)
        _make_environment(folder, stop)
        report("choose", None)
        lock = _lock_for(folder, kind, stop)
        wheels = chosen(lock)
        report("check", None)
        found = there(_packages(folder))
        missing = [w for w in wheels if not is_whole(found.get(w.name, []), w, stop)]
        report("fetch", None)
        files = fetch_all(missing, folder / "wheels", lambda pace: report("fetch", pace), stop)
        report("unpack", None)
        kept = {wheel.name for wheel in wheels} - {wheel.name for wheel in missing}
        unwanted = [info for name in found.keys() - kept for info in found[name]]
        if missing or unwanted:
            _take_away(folder)
        lock.replace(private_engine.lock(folder))
        for info in unwanted:
            take_out(info)
        _unpack(folder, missing, files, stop)
        report("start", None)
        engine = _first_start(folder, stop)
        write_atomically(private_engine.record(folder), private_engine.record_text(engine).encode())
    return engine


def remove(folder: Path) -> int:
    """Takes the engine off the disk; returns how many bytes are free again. Raises SvdError of kind
    `device` while it is in use, or installed, by another program."""
    if not folder.exists():
        return 0
    with _alone(folder):
        freed = _size(folder)
        _take_away(folder)
        for part in folder.iterdir():
            if part.is_dir():
                shutil.rmtree(part)
            elif part.name != _ALONE:
                part.unlink()
    return freed


def _take_away(folder: Path) -> None:
    """Nothing begins to use the engine from here on. Raises SvdError of kind `device` where
    something does: its libraries are read when they are needed, long after it began."""
    python = str(private_engine.python(folder))
    if any((process.info["cmdline"] or [""])[0] == python for process in process_iter(["cmdline"])):
        raise SvdError(
            "device",
            "The engine is in use by a window or a command of SVD Desktop.",
            "Pause what is rendered there or close it, and try again.",
        )
    private_engine.record(folder).unlink(missing_ok=True)


def _make_environment(folder: Path, stop: Event) -> None:
    """An environment whose Python starts; the packages in one that does not are kept."""
    environment = private_engine.environment(folder)
    ways = (
        ("venv", "--allow-existing", "--python", _VERSION, environment),
        ("python", "install", "--reinstall", _VERSION),
        ("venv", "--allow-existing", "--python", _VERSION, environment),
    )
    for way in ways:
        started = _started(private_engine.python(folder), stop)
        if started == _VERSION:
            return
        if started:  # its packages are for another Python
            shutil.rmtree(environment)
            shutil.rmtree(folder / "python", ignore_errors=True)
        run_uv(folder, *way, stop=stop)


def _started(python: Path, stop: Event) -> str:
    """Its version, empty where it does not start."""
    code = "import ctypes, sqlite3, ssl, zlib, sys; print('{}.{}'.format(*sys.version_info))"
    try:
        done = run_until([str(python), "-I", "-c", code], stop, seconds=_PYTHON_SECONDS)
        return done.stdout.strip() if done.returncode == 0 else ""
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _lock_for(folder: Path, kind: Kind | None, stop: Event) -> Path:
    """The lock to install: the one that is there where it was made for what is wanted, by a repair
    or an installation that goes on; else a new one, beside that of an engine which still works."""
    before, place = chosen_for(folder), private_engine.lock(folder)
    current = before is not None and before.wants == private_engine.wants()
    if before and current and (kind is None or (kind == before.kind and not _is_ready(folder))):
        return place
    made = folder / "pylock.next.toml"
    _choose(folder, kind or (before or torch_builds.find_gpu()).kind, made, stop)
    return made if private_engine.installed(folder) else made.replace(place)


def _is_ready(folder: Path) -> bool:
    return private_engine.state(folder) == "ready"


def _choose(folder: Path, kind: Kind, made: Path, stop: Event) -> None:
    """Writes a lock: every package in the version that goes with this program."""
    build = _build(kind, stop)
    wanted = f"torch=={TORCH}+{build}" if build else f"torch=={TORCH}"
    asked = folder / "requirements.txt"
    asked.write_text("\n".join([*private_engine.requirements(), wanted, ""]), "utf-8")
    made.unlink(missing_ok=True)  # uv would keep to the versions of one that is there
    run_uv(
        folder, "pip", "compile", asked, "--constraint", private_engine.constraints(),
        "--python", private_engine.python(folder), "--only-binary", ":all:", "--no-header",
        # The torch of one build is in PyTorch's index alone, what it needs may be in both.
        "--index-strategy", "unsafe-best-match", "--format", "pylock.toml", "--output-file", made,
        stop=stop, index=f"{torch_builds.index()}/{build}" if build else "",
    )  # fmt: skip
    ours = (
        f'\n[tool.{_OURS}]\nkind = "{kind}"\nbuild = "{build or kind}"\n'
        f'wants = "{private_engine.wants()}"\n'
    )
    write_atomically(made, (made.read_text("utf-8") + ours).encode())
    asked.unlink()


def _build(kind: Kind, stop: Event) -> str | None:
    """The build of torch to take; None on macOS, where there is one only."""
    if sys.platform == "darwin":
        return None
    gpu = torch_builds.assumed(kind, torch_builds.find_gpu())
    build = torch_builds.best(torch_builds.named_in(_index_page(stop), _VERSION), gpu)
    if build is None:
        raise SvdError(
            "device",
            f"{torch_builds.shown_index()} has no build of torch {TORCH} for this machine.",
            "Look for a newer SVD Desktop.",
        )
    if build == "cpu" and kind == "cuda" and gpu.driver < torch_builds.OLDEST_DRIVER:
        raise SvdError(
            "device",
            f"The driver of the NVIDIA GPU is too old for torch {TORCH}: "
            f"it needs version {torch_builds.OLDEST_DRIVER}.",
            "Update the driver from https://www.nvidia.com/drivers, or install for the processor.",
        )
    if build == "cpu" and kind != "cpu":
        raise SvdError(
            "device",
            f"There is no build of torch {TORCH} for {kind} on this system.",
            "Install for the processor instead.",
        )
    return build


def _index_page(stop: Event) -> str:
    """Not by Python's own urllib: frozen, it looks for certificates where the builder's were."""
    web = Web(torch_builds.shown_index(), torch_builds.INDEX_VARIABLE)

    def ask() -> str:
        with web.get(f"{torch_builds.index()}/torch/", {}) as answer:
            answer.read()
            return answer.text

    with closing(web), hanging_up(web, stop), stopping(stop):
        return web.steadily(ask, torch_builds.shown_index(), stop)


def _unpack(folder: Path, wheels: list[Wheel], files: list[Path], stop: Event) -> None:
    if files:
        how = ("--offline", "--no-index", "--no-deps", "--python", private_engine.python(folder))
        run_uv(folder, "pip", "install", *how, *files, stop=stop)
    found = there(_packages(folder))
    for wheel in wheels:
        if not is_there(found.get(wheel.name, []), wheel):
            raise SvdError(
                "device",
                f"{wheel.file} was not unpacked completely.",
                "Try again; what was fetched is not fetched again.",
            )
    for used in ("wheels", "cache"):
        shutil.rmtree(folder / used, ignore_errors=True)


def _first_start(folder: Path, stop: Event) -> Installed:
    """Raises SvdError of kind `device` where torch does not start."""
    command = [*private_engine.booted(folder), "--describe-engine", "auto"]
    try:
        done = run_until(command, stop, seconds=_START_SECONDS)
        said: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        lines = done.stderr.strip().splitlines() if isinstance(error, ValueError) else [str(error)]
        raise torch_fails(lines[-1] if lines else "it ended without a word") from error
    if "error" in said:
        raise SvdError(**said["error"])
    choice = chosen_for(folder)
    assert choice is not None
    return Installed(
        kind=choice.kind, build=choice.build, torch=said["torch"],
        device=said.get("gpu", said["device"]), note=said.get("note", ""),
        bytes=_size(folder), wants=private_engine.wants(),
    )  # fmt: skip


def chosen_for(folder: Path) -> Choice | None:
    """What an installation is for, from when it began."""
    try:
        text = private_engine.lock(folder).read_text("utf-8")
        return Choice(**tomllib.loads(text)["tool"][_OURS])
    except (OSError, KeyError, TypeError, ValueError):
        return None


def _packages(folder: Path) -> Path:
    inside = (
        "Lib/site-packages" if private_engine.WINDOWS else f"lib/python{_VERSION}/site-packages"
    )
    return private_engine.environment(folder) / inside


def _size(folder: Path) -> int:
    """In bytes, of files with several names once."""
    files = {}
    for place, _, names in os.walk(folder):
        for name in names:
            found = Path(place, name).lstat()
            files[found.st_dev, found.st_ino] = found.st_size
    return sum(files.values())


def _alone(folder: Path) -> AbstractContextManager[None]:
    """One installation at a time, of all programs."""
    taken = SvdError(
        "device",
        "The engine is being installed by another program.",
        "Try again when that is done.",
    )
    return alone(folder / _ALONE, taken)
