"""Runs uv, which makes environments, chooses versions and unpacks wheels.

https://docs.astral.sh/uv. Of its own settings those are heard that lead it to an index, a mirror or
through a network; others would have it choose or unpack in another way than the engine needs.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from threading import Event

from svd_desktop.backends.torch_builds import NO_CONSOLE
from svd_desktop.core.errors import SvdError
from svd_desktop.models.parts import DownloadStoppedError, go_on
from svd_desktop.models.resources import bundled_uv

_LOOK_SECONDS = 0.2  # how often it is seen that a program is to stop
_ANOTHERS = ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONHOME", "PYTHONPATH")
_HEARD = re.compile(
    "UV_(DEFAULT_INDEX|EXTRA_INDEX_URL|INDEX.*|ASTRAL_MIRROR_URL|PYTHON_INSTALL_MIRROR"
    "|PYTHON_DOWNLOADS_JSON_URL|PYTHON_PREFERENCE|SYSTEM_CERTS|NATIVE_TLS|INSECURE_HOST"
    "|KEYRING_PROVIDER|HTTP_.*|REQUEST_TIMEOUT|GITHUB_TOKEN)"
)
_DISTRUSTED = "invalid peer certificate"
_OFFLINE = re.compile("error sending request|dns error|failed to connect|timed out|status code 5")
_HOST = re.compile(r"https?://(?:[^/@\s`]*@)?([^\s/`]+)")


def run_uv(folder: Path, *arguments: object, stop: Event, index: str = "") -> None:
    """Runs uv with its cache and its Pythons below `folder`, and with a further index.

    Raises SvdError of kind `model` for an index that is not reached, `disk` for a full disk,
    `device` for what there is no build of; DownloadStoppedError after `stop` was set.
    """
    uv = bundled_uv()
    assert uv is not None, "a program with torch inside installs none"
    command = [str(uv), "--directory", str(folder), *map(str, arguments)]
    try:
        done = run_until(command, stop, _variables(folder, index))
    except subprocess.TimeoutExpired as error:
        raise _fails("uv did not end within an hour") from error
    go_on(stop)  # Ctrl-C in a terminal ends uv, too
    if done.returncode:
        raise _failure(done.stderr)


def _variables(folder: Path, index: str) -> dict[str, str]:
    theirs = {
        name: value for name, value in os.environ.items()
        if name not in _ANOTHERS and (not name.startswith("UV_") or _HEARD.fullmatch(name))
    }  # fmt: skip
    if index:  # not among the arguments, which every program sees: it may hold a password
        theirs["UV_INDEX"] = f"{index} {theirs.get('UV_INDEX', '')}".strip()
    unless_told = {
        # One of the system's may go or change with the system's next upgrade.
        "UV_PYTHON_PREFERENCE": "only-managed",
        "UV_SYSTEM_CERTS": "1",  # a company's own, as everything else here takes them
    }
    ours = {
        "UV_CACHE_DIR": str(folder / "cache"),
        "UV_CREDENTIALS_DIR": str(folder / "cache" / "credentials"),
        "UV_PYTHON_INSTALL_DIR": str(folder / "python"),
        "UV_PYTHON_INSTALL_BIN": "0",  # no link in a folder of programs
        "UV_PYTHON_INSTALL_REGISTRY": "0",  # nor in Windows's list of Pythons
        "UV_NO_CONFIG": "1",
        "UV_NO_PROGRESS": "1",
        "UV_NO_WRAP": "1",  # a sentence of its errors is a line
    }
    return unless_told | theirs | ours


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
    lines = [line.removeprefix("error: ").removeprefix("cause: ") for line in lines]
    lines = [line for line in lines if line and not line.startswith(("hint:", "warning:"))]
    if "No space left" in said or "os error 112" in said:
        return SvdError("disk", "The disk is full.", "Free some space and try again.")
    host = _HOST.search(said)
    if _DISTRUSTED in said:
        return SvdError(
            "model",
            f"This system does not trust the certificate of {host[1] if host else 'the index'}.",
            "If your network checks what is fetched, add its certificate to the system's.",
        )
    if _OFFLINE.search(said):
        return SvdError(
            "model",
            f"{host[1] if host else 'The index of packages'} cannot be reached.",
            "Check the connection; the installation goes on from where it is.",
        )
    if "No solution found" in said:
        return SvdError(
            "device",
            f"The engine's packages do not go together on this machine: {lines[-1].rstrip('.')}.",
            "Choose another GPU for the engine, or look for a newer SVD Desktop.",
        )
    return _fails(lines[-1].rstrip(".") if lines else "it ended without a word")


def _fails(why: str) -> SvdError:
    return SvdError("device", f"The engine was not installed: {why}.", "Try again.")
