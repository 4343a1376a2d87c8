"""Asks a process of its own what torch finds here: a broken driver may crash it, and not us."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from svd_desktop.backends.process import program
from svd_desktop.core.consoles import NO_CONSOLE
from svd_desktop.models.environment import torch_fails

_SECONDS = 300  # torch's first import from a cold disk, and counting a model that is not known


def describe_engine(
    device: str = "auto",
    model_folder: Path | None = None,
    kept: Path | None = None,
    began: Callable[[subprocess.Popen[str]], None] | None = None,
) -> dict[str, Any]:
    """Versions, device and memory; with a folder also the costs of the model in it, which are kept
    in the folder `kept`. `began` is given the process, for who may want to end it before its time.

    Raises SvdError of kind `device` where torch does not start.
    """
    model = [str(model_folder), str(kept)] if model_folder else []
    try:
        with subprocess.Popen(
            [*program(), "--describe-engine", device, *model],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", creationflags=NO_CONSOLE,
        ) as process:  # fmt: skip
            if began:
                began(process)
            try:
                out, err = process.communicate(timeout=_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args, out, err)
        found: dict[str, Any] = json.loads(out)
        return found
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        why = lines[-1] if lines else "it ended without a word"
        raise torch_fails(why) from error
