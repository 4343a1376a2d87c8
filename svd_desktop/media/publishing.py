"""Files appear whole or not at all, and never over one that is already there.

Editors' watch folders take whatever lands, so a file is written under a dot-prefixed part name in
the target's own folder and then published in one step.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from pathlib import Path

PART_SUFFIX = ".part"

# What file systems without hard links answer: FAT on Linux EPERM, exFAT on macOS and SMB ENOTSUP or
# EOPNOTSUPP, some in user space ENOSYS.
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def publish_file(part: Path, target: Path) -> None:
    """Gives `part` (same folder as `target`) its final name, durably; `part` is gone after that.

    Raises FileExistsError, leaving both files as they were, when `target` exists.
    """
    _sync(part)
    if os.name == "nt":
        part.rename(target)  # refuses an existing target by itself
        return
    try:
        os.link(part, target)  # a rename would replace an existing target
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _publish_without_links(part, target)
    else:
        part.unlink()
    _sync_folder(target.parent)


def _publish_without_links(part: Path, target: Path) -> None:
    with target.open("xb"):
        pass  # ours from here on: whoever comes later sees it exist
    try:
        part.replace(target)
    except BaseException:
        target.unlink()
        raise


def publish_folder(part: Path, target: Path) -> None:
    """Gives a finished folder its final name by one rename, after all it holds is on disk.

    Raises FileExistsError when `target` is a file or a folder with something in it.
    """
    for path in part.rglob("*"):
        if path.is_file():
            _sync(path)
    _sync_folder(part)
    try:
        part.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        raise
    _sync_folder(target.parent)


def write_atomically(path: Path, data: bytes) -> None:
    """Writes or replaces `path`: a reader sees the old contents or the new, also after a crash."""
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}{PART_SUFFIX}")
    try:
        part.write_bytes(data)
        _sync(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync(path: Path) -> None:
    # Windows flushes only what is open for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power cut, where the platform can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse this for folders; the rename itself has happened.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
