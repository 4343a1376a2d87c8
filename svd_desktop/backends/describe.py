"""Asks a process of its own what torch finds here: a broken driver may crash it, and not us."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from svd_desktop.backends.process import program
from svd_desktop.core.errors import SvdError

_SECONDS = 300  # torch's first import from a cold disk, and counting a model that is not known


def describe_engine(
    device: str = "auto", model_folder: Path | None = None, kept: Path | None = None
) -> dict[str, Any]:
    """Versions, device and memory; with a folder also the costs of the model in it, which are kept
    in the folder `kept`.

    Raises SvdError of kind `device` where torch does not start.
    """
    model = [str(model_folder), str(kept)] if model_folder else []
    try:
        answer = subprocess.run(
            [*question(device), *model], capture_output=True, text=True, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise no_torch(str(error)) from error
    return understood(answer.stdout, answer.stderr)


def question(device: str = "auto") -> list[str]:
    """The command that answers with a description."""
    return [*program(), "--describe-engine", device]


def understood(answer: str, said: str) -> dict[str, Any]:
    """The description in an answer; `said` is what the process wrote to its stderr.

    Raises SvdError of kind `device` where there is none.
    """
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise no_torch(said) from error
    return found


def no_torch(said: str) -> SvdError:
    lines = said.strip().splitlines()
    why = lines[-1] if lines else "it ended without a word"
    return SvdError("device", f"torch does not start: {why}", "Install the program again.")
