"""What happened to each job, as lines of text that are only ever added to."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from svd_desktop.library.folders import Folders

_log = logging.getLogger(__name__)


def log_file(folders: Folders, job_id: str) -> Path:
    return folders.library / "jobs" / f"{job_id}.log"


def append(folders: Folders, job_id: str, line: str) -> None:
    """Adds a line with the time. A log that cannot be written keeps no clip from being made."""
    path = log_file(folders, job_id)
    now = datetime.now().astimezone().isoformat(" ", timespec="seconds")
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{now}  {line}\n")
    except OSError as error:
        _log.warning("The log of job %s cannot be written: %s", job_id, error)


def read(folders: Folders, job_id: str) -> str:
    """The whole log; empty for a job that never began."""
    path = log_file(folders, job_id)
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def forget(folders: Folders, job_id: str) -> None:
    log_file(folders, job_id).unlink(missing_ok=True)
