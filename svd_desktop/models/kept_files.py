"""Files of a model, written or read with the SHA-256 that its card keeps."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from svd_desktop.models.installed import KeptFile

BLOCK = 16 * 2**20  # bytes read at once


def write_kept(folder: Path, path: str, blocks: Iterable[bytes]) -> KeptFile:
    """Writes `path` (with slashes) in `folder`, and sees it on the disk."""
    digest, size = hashlib.sha256(), 0
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        for block in blocks:
            file.write(block)
            digest.update(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    return KeptFile(path, size, digest.hexdigest())


def kept_file(folder: Path, path: str, moved: Callable[[int], None]) -> KeptFile:
    """Of a file that stays where it is. `moved` is called with the bytes of each block."""
    digest, size = hashlib.sha256(), 0
    for block in blocks_of(folder / path, moved):
        digest.update(block)
        size += len(block)
    return KeptFile(path, size, digest.hexdigest())


def blocks_of(path: Path, moved: Callable[[int], None]) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
            moved(len(block))
