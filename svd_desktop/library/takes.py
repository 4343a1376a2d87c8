"""The finished takes in the library's folder, and where an unfinished one is being made."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Job
from svd_desktop.core.takes import Take
from svd_desktop.library.folders import Folders
from svd_desktop.media.names import sanitise
from svd_desktop.media.takes import read_take

_log = logging.getLogger(__name__)


def take_folder(folders: Folders, job: Job) -> Path:
    """Where a job's take is published. It follows from the job alone, so that after a crash
    between publishing and noting it the take is found and not rendered again."""
    stem = sanitise(Path(job.request.source).stem)
    return folders.takes / f"{stem}_{job.request.seed}_{job.id}"


def hidden_folder(folders: Folders, job_id: str) -> Path:
    """Where a job's checkpoint, previews and unfinished master lie."""
    return folders.takes / f".{job_id}.part"


def extension_folder(folders: Folders, job_id: str) -> Path:
    """Where the frames of an extension wait to become one clip with those before them."""
    return folders.takes / f".{job_id}.extension"


def forget(folders: Folders, job_id: str) -> None:
    """Deletes what an unfinished job left: its checkpoint and its half master."""
    shutil.rmtree(hidden_folder(folders, job_id), ignore_errors=True)
    shutil.rmtree(extension_folder(folders, job_id), ignore_errors=True)


def listed(folders: Folders) -> list[tuple[Path, Take]]:
    """Every take, the newest first. A broken one is named in the log and passed over."""
    takes = []
    for folder in folders.takes.iterdir():
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            takes.append((folder, read_take(folder)))
        except SvdError as error:
            _log.warning("%s", error)
    return sorted(takes, key=lambda item: item[1].made, reverse=True)
