"""A published model from the hub: the files that are needed, each checked before it counts.

Whatever interrupts it, the next call goes on from the byte it had. Part files are named after the
hash of what they become, so that nothing is mixed when the hub's files change in between.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Event

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import published
from svd_desktop.models.checkpoint import check_folder
from svd_desktop.models.hub import Hub, HubFile, Listing
from svd_desktop.models.hub_cache import cached
from svd_desktop.models.installed import (
    Card,
    KeptFile,
    publish,
    refuse_taken,
    staging_folder,
)
from svd_desktop.models.kept_files import blocks_of, write_kept
from svd_desktop.models.parts import (
    Meter,
    Report,
    Wanted,
    alone,
    fetch,
    go_on,
    hanging_up,
    require_room,
    stopping,
)
from svd_desktop.models.sources import Source, source_of

_PARTS = ".parts"


def download(
    name: str,
    models: Path,
    hub: Hub,
    *,
    report: Report = lambda pace: None,
    stop: Event | None = None,
) -> Card:
    """Fetches a published model into the folder `models`, or goes on where it was interrupted.

    Raises SvdError of kind `model` or `disk`, OSError when the disk fills up meanwhile, and
    DownloadStoppedError after `stop` was set; what was fetched is kept.
    """
    source, stop = source_of(name), stop or Event()
    refuse_taken(models, name)
    with _alone(models, name), hanging_up(hub, stop):
        listing, files = _asked(hub, source, stop)
        staging = staging_folder(models, name)
        staging.mkdir(exist_ok=True)
        meter = Meter(sum(file.size for file in files), report)
        waiting = [file for file in files if not _is_there(staging, source, file, meter, stop)]
        needed = sum(file.size for file in waiting) - _begun(staging, waiting)
        require_room(source.title, models, needed)
        for file in waiting:
            fetch(_wanted(hub, listing, file, staging, stop), meter, stop)
        shutil.rmtree(staging / _PARTS, ignore_errors=True)
        check_folder(staging)
        card = Card(
            name=name, title=source.title, published=name, origin="hub",
            source=f"{source.repository}@{listing.commit}", frames=published()[name].frames,
            files=tuple(_kept(staging, file) for file in files),
        )  # fmt: skip
        publish(models, card)
    return card


def _asked(hub: Hub, source: Source, stop: Event) -> tuple[Listing, list[HubFile]]:
    """What the hub has, and the files that are needed: they can be had, too."""
    with stopping(stop):
        listing = hub.listing(source.repository, source.revision, stop)
        files = [listing.files[path] for path in source.needed(listing.files)]
        hub.check_access(listing, files[-1], stop)
        return listing, files


def discard(models: Path, name: str) -> None:
    """Deletes what an interrupted download left."""
    with _alone(models, name):
        shutil.rmtree(staging_folder(models, name), ignore_errors=True)


def _is_there(staging: Path, source: Source, file: HubFile, meter: Meter, stop: Event) -> bool:
    """Whether a file is in its place from before, or is in the hub's ordinary cache.

    What is in its place was checked when it came; it is held against the hub's list again, which
    may have changed since.
    """
    place = staging / file.path
    if place.is_file():
        if _is_right(place, file, stop):
            meter.had(file.size)
            return True
        place.unlink()
    for path in cached(source.repository, file.path, file.sha256 or file.blob):
        if _is_right(path, file, stop):
            _take(path, staging, file, stop)
            meter.had(file.size)
            return True
    return False


def _take(path: Path, staging: Path, file: HubFile, stop: Event) -> None:
    place = staging / file.path
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, place)  # no second copy on the disk
    except OSError:  # another disk, or one without links
        write_kept(staging, file.path, blocks_of(path, lambda count: go_on(stop)))


def _is_right(path: Path, file: HubFile, stop: Event) -> bool:
    if path.stat().st_size != file.size:
        return False
    # git's name of a small file's contents is of this head, too.
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(b"blob %d\0" % file.size)
    for block in blocks_of(path, lambda count: go_on(stop)):
        digest.update(block)
    return digest.hexdigest() == (file.sha256 or file.blob)


def _begun(staging: Path, files: list[HubFile]) -> int:
    """Bytes on the disk of files that are half there."""
    sizes = 0
    for file in files:
        with suppress(OSError):
            found = _part_path(staging, file).stat()
            sizes += getattr(found, "st_blocks", 0) * 512  # the file has holes
    return sizes


def _part_path(staging: Path, file: HubFile) -> Path:
    return staging / _PARTS / (file.sha256 or file.blob)


def _wanted(hub: Hub, listing: Listing, file: HubFile, staging: Path, stop: Event) -> Wanted:
    def bytes_of(begin: int, end: int) -> AbstractContextManager[Iterator[bytes]]:
        return hub.file_part(listing, file, begin, end)

    return Wanted(
        name=f"{listing.repository}/{file.path}", size=file.size,
        part=_part_path(staging, file), place=staging / file.path, bytes_of=bytes_of,
        is_right=lambda path: _is_right(path, file, stop), said_by=hub.name,
    )  # fmt: skip


def _kept(staging: Path, file: HubFile) -> KeptFile:
    if file.sha256:
        return KeptFile(file.path, file.size, file.sha256)
    data = (staging / file.path).read_bytes()
    return KeptFile(file.path, file.size, hashlib.sha256(data).hexdigest())


def _alone(models: Path, name: str) -> AbstractContextManager[None]:
    """One download of a model at a time, of all programs."""
    taken = SvdError(
        "model",
        f"{source_of(name).title} is being downloaded by another program.",
        "Try again when that is done.",
    )
    return alone(models / f".{name}.lock", taken)
