"""The report that a person sends with a problem, and what it leaves out."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

from svd_desktop import __version__
from svd_desktop.core.errors import Reason

_TOKENS = re.compile(r"hf_[A-Za-z0-9]{8,}|(?i:bearer\s+|token[=:]\s*)[^\s\"']+")
_LOG_BYTES = 200_000  # of a log's end: what a window can show at once


@dataclass(frozen=True)
class Library:
    """A library that the program stands on."""

    name: str
    version: str
    licence: str


def libraries() -> list[Library]:
    """Those that the program asks for and finds. Reads a file for each."""
    lines = [line for line in requires("svd-desktop") or [] if "extra ==" not in line]
    found = []
    for name in (re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in lines):
        try:
            data = metadata(name)
        except PackageNotFoundError:  # of another platform
            continue
        licence = "".join(data.get_all("License-Expression") or []) or _classified(
            data.get_all("Classifier") or []
        )
        found.append(Library(data["Name"], data["Version"], licence or _first_line(data)))
    return found


def _classified(classifiers: list[str]) -> str:
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return ", ".join(names)


def _first_line(data: PackageMetadata) -> str:
    """Some put the whole text of their licence there."""
    return "".join(data.get_all("License") or []).strip().partition("\n")[0]


def report(
    libraries: Iterable[Library],
    device: dict[str, Any] | None,
    plan: dict[str, Any] | None,
    problem: Reason | None,
    engine: dict[str, Any] | None = None,
) -> str:
    """Plain lines, in English, for whoever helps; of the engine where it is installed apart."""
    versions = ", ".join(f"{item.name} {item.version}" for item in libraries)
    lines = [
        f"SVD Desktop {__version__}",
        f"Python {platform.python_version()} on {platform.platform()}",
        f"Libraries: {versions}",
        *([f"Engine: {json.dumps(engine)}"] if engine else []),
        f"Device: {json.dumps(device) if device else 'not asked'}",
        f"Last plan: {json.dumps(plan) if plan else 'none'}",
        f"Last error: {f'{problem.sentence} ({problem.kind})' if problem else 'none'}",
    ]
    return "\n".join(lines) + "\n"


def without_private(text: str, private: Iterable[str]) -> str:
    """The text without tokens, the home folder's name and these paths and names.

    The longest first: a name is part of its path.
    """
    text = _TOKENS.sub("[token]", text)
    names = {name for name in private if len(name) > 1}  # not the root
    for number, name in enumerate(sorted(names, key=len, reverse=True), 1):
        text = text.replace(name, f"[name {number}]")
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def log_end(path: Path) -> str:
    """The last lines of a log, or nothing where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _LOG_BYTES))
            text = file.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    return text.partition("\n")[2] if size > _LOG_BYTES else text
