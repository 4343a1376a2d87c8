"""Whether the disk has room for another clip."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from svd_desktop.core.errors import Reason

GIB = 2**30
# A master of 25 frames of 1024x576 takes 30 MB; the rest is for everything else on the computer,
# which fares badly on a full disk.
LEAST_FREE_BYTES = 2 * GIB


def nearly_full(folders: Iterable[Path]) -> Reason | None:
    """Names the first folder whose disk has too little left; None when all have enough. What
    cannot be asked, such as a drive that is not there, is left to whoever writes there."""
    for folder in folders:
        try:
            free = shutil.disk_usage(_there(folder)).free
        except OSError:
            continue
        if free < LEAST_FREE_BYTES:
            return Reason(
                "disk",
                f"The queue is paused: the disk of {folder} has {free / GIB:.1f} GiB left.",
                f"Free some space, so that {LEAST_FREE_BYTES / GIB:.0f} GiB are free, then go on"
                " with the queue.",
            )
    return None


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists already."""
    return next(path for path in (folder, *folder.parents) if path.exists() or path == path.parent)
