"""Runs uv, which makes environments, chooses versions and unpacks wheels.

https://docs.astral.sh/uv. Its own variables (UV_DEFAULT_INDEX, UV_PYTHON_INSTALL_MIRROR and so on)
and the person's uv.toml are heard, for those who reach the indices through a mirror.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from threading import Event

from svd_desktop.backends.torch_builds import NO_CONSOLE
from svd_desktop.core.errors import SvdError
from svd_desktop.models.parts import DownloadStoppedError
from svd_desktop.models.resources import bundled_uv

_LOOK_SECONDS = 0.2  # how often it is seen that a program is to stop
_ANOTHERS = ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH")
_OFFLINE = re.compile("error sending request|dns error|failed to connect|timed out|status code 5")
_HOST = re.compile(r"https?://[^\s/`]+")


def run_uv(folder: Path, *arguments: object, stop: Event) -> None:
    """Runs uv with its cache and its Pythons below `folder`.

    Raises SvdError of kind `model` for an index that is not reached, `disk` for a full disk,
    `device` for what there is no build of; DownloadStoppedError after `stop` was set.
    """
    ours = {
        "UV_CACHE_DIR": str(folder / "cache"),
        "UV_PYTHON_INSTALL_DIR": str(folder / "python"),
        "UV_PYTHON_INSTALL_BIN": "0",  # no link in a folder of programs
        "UV_PYTHON_INSTALL_REGISTRY": "0",  # nor in Windows's list of Pythons
        "UV_NO_PROGRESS": "1",
        "UV_NO_WRAP": "1",  # a sentence of its errors is a line
    }
    # One of the system's may go or change with the system's next upgrade.
    variables = {"UV_PYTHON_PREFERENCE": "only-managed"} | os.environ | ours
    for name in _ANOTHERS:
        variables.pop(name, None)
    uv = bundled_uv()
    assert uv is not None, "a program with torch inside installs none"
    command = [str(uv), "--directory", str(folder), *map(str, arguments)]
    done = run_until(command, stop, variables)
    if done.returncode:
        raise _failure(done.stderr)


def run_until(
    command: list[str], stop: Event, variables: dict[str, str] | None = None, seconds: float = 3600
) -> subprocess.CompletedProcess[str]:
    """What a program said. It is ended, and DownloadStoppedError raised, when `stop` is set; raises
    subprocess.TimeoutExpired after so many seconds."""
    left = seconds
    with subprocess.Popen(
        command, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", errors="replace", creationflags=NO_CONSOLE,
    ) as process:  # fmt: skip
        while True:
            try:
                out, err = process.communicate(timeout=_LOOK_SECONDS)
                return subprocess.CompletedProcess(command, process.returncode, out, err)
            except subprocess.TimeoutExpired:
                left -= _LOOK_SECONDS
                if stop.is_set() or left <= 0:
                    process.kill()
                if stop.is_set():
                    raise DownloadStoppedError from None
                if left <= 0:
                    raise


def _failure(said: str) -> SvdError:
    """uv says what went wrong, and below it why, in lines that begin with `cause:`."""
    lines = [line.strip(" ×│╰─▶\t") for line in said.splitlines()]
    lines = [line.removeprefix("error: ").removeprefix("cause: ") for line in lines if line]
    if "No space left" in said or "os error 112" in said:
        return SvdError("disk", "The disk is full.", "Free some space and try again.")
    if _OFFLINE.search(said):
        host = _HOST.search(said)
        return SvdError(
            "model",
            f"{host[0] if host else 'The index of packages'} cannot be reached.",
            "Check the connection; the installation goes on from where it is.",
        )
    if "No solution found" in said:
        return SvdError(
            "device",
            f"The engine's packages do not go together on this machine: {lines[-1].rstrip('.')}.",
            "Choose another GPU for the engine, or look for a newer SVD Desktop.",
        )
    why = lines[-1].rstrip(".") if lines else "it ended without a word"
    return SvdError("device", f"The engine was not installed: {why}.", "Try again.")
