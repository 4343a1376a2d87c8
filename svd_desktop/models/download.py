"""A published model from the hub: the files that are needed, each checked before it counts.

Whatever interrupts it, the next call goes on from the byte it had. Part files are named after the
hash of what they become, so that nothing is mixed when the hub's files change in between.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from filelock import FileLock, Timeout

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import published
from svd_desktop.models.checkpoint import check_folder
from svd_desktop.models.hub import Hub, HubFile, Listing, Unsteady, unreachable, wait_for
from svd_desktop.models.hub_cache import cached
from svd_desktop.models.installed import (
    Card,
    KeptFile,
    publish,
    refuse_taken,
    staging_folder,
)
from svd_desktop.models.kept_files import blocks_of, write_kept
from svd_desktop.models.part_file import PartFile
from svd_desktop.models.sources import Source, source_of

CONNECTIONS = 4
_SPARE = 2**30  # bytes left for everything else on the disk
_PARTS = ".parts"
_TRIES = 8  # of one connection without a byte in between
_SMOOTHING_SECONDS = 5.0
_LOOK_SECONDS = 0.2  # how often it is seen that a download is to stop


class DownloadStoppedError(Exception):
    """The person paused it; what is there is kept."""


@dataclass(frozen=True)
class Pace:
    """`per_second` in bytes, over the last seconds; `seconds_left` None while nothing is known."""

    done: int
    total: int
    per_second: float
    seconds_left: float | None


Report = Callable[[Pace], None]


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
    with _alone(models, name), _hanging_up(hub, stop):
        listing, files = _asked(hub, source, stop)
        staging = staging_folder(models, name)
        staging.mkdir(exist_ok=True)
        meter = _Meter(sum(file.size for file in files), report)
        waiting = [file for file in files if not _is_there(staging, source, file, meter, stop)]
        _require_room(models, source, sum(file.size for file in waiting) - _begun(staging, waiting))
        for file in waiting:
            _fetch(hub, listing, file, staging, meter, stop)
        shutil.rmtree(staging / _PARTS, ignore_errors=True)
        check_folder(staging)
        card = Card(
            name=name, title=source.title, published=name, origin="hub",
            source=f"{source.repository}@{listing.commit}", frames=published()[name].frames,
            files=tuple(_kept(staging, file) for file in files),
        )  # fmt: skip
        publish(models, card)
    return card


@contextmanager
def _hanging_up(hub: Hub, stop: Event) -> Iterator[None]:
    """Once `stop` is set nothing waits for a hub that is silent, for half a minute at most."""
    ended = Event()

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            if stop.is_set():
                hub.hang_up()

    watcher = Thread(target=watch, name="download stop")
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _asked(hub: Hub, source: Source, stop: Event) -> tuple[Listing, list[HubFile]]:
    """What the hub has, and the files that are needed: they can be had, too."""
    try:
        listing = hub.listing(source.repository, source.revision, stop)
        files = [listing.files[path] for path in source.needed(listing.files)]
        hub.check_access(listing, files[-1], stop)
        return listing, files
    except SvdError:
        if stop.is_set():
            raise DownloadStoppedError from None
        raise


def discard(models: Path, name: str) -> None:
    """Deletes what an interrupted download left."""
    with _alone(models, name):
        shutil.rmtree(staging_folder(models, name), ignore_errors=True)


class _Meter:
    """Bytes of all connections together, told a few times a second."""

    def __init__(self, total: int, report: Report) -> None:
        self._total, self._report = total, report
        self._lock = Lock()
        self._done = 0
        self._begun: float | None = None
        self._rate = 0.0
        self._since, self._count = 0.0, 0

    def had(self, count: int) -> None:
        """Bytes that were there before, or have to come again if negative."""
        with self._lock:
            self._done += count

    def add(self, count: int) -> None:
        with self._lock:
            now = time.monotonic()
            if self._begun is None:
                self._begun = self._since = now
            self._done += count
            self._count += count
            passed = now - self._since
            if passed < 0.25 and self._done < self._total:
                return
            if passed > 0:
                weight = min(1.0, passed / min(_SMOOTHING_SECONDS, now - self._begun))
                self._rate += weight * (self._count / passed - self._rate)
            self._since, self._count = now, 0
            left = (self._total - self._done) / self._rate if self._rate else None
            self._report(Pace(self._done, self._total, self._rate, left))


def _is_there(staging: Path, source: Source, file: HubFile, meter: _Meter, stop: Event) -> bool:
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
        write_kept(staging, file.path, blocks_of(path, lambda count: _go_on(stop)))


def _go_on(stop: Event) -> None:
    if stop.is_set():
        raise DownloadStoppedError


def _is_right(path: Path, file: HubFile, stop: Event) -> bool:
    if path.stat().st_size != file.size:
        return False
    # git's name of a small file's contents is of this head, too.
    digest = hashlib.sha256() if file.sha256 else hashlib.sha1(b"blob %d\0" % file.size)
    for block in blocks_of(path, lambda count: _go_on(stop)):
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


def _fetch(
    hub: Hub, listing: Listing, file: HubFile, staging: Path, meter: _Meter, stop: Event
) -> None:
    for last in (False, True):
        part = PartFile(_part_path(staging, file), file.size)
        meter.had(part.done)
        try:
            _fill(hub, listing, file, part, meter, stop)
        finally:
            part.close()
        if _is_right(part.path, file, stop):
            part.publish(staging / file.path)
            return
        part.discard()
        meter.had(-file.size)
        if last:
            raise SvdError(
                "model",
                f"{file.path} arrived damaged twice: its hash is not the hub's.",
                "Try again later, or through another connection.",
            )


def _fill(
    hub: Hub, listing: Listing, file: HubFile, part: PartFile, meter: _Meter, stop: Event
) -> None:
    """Fetches what of a file is not there, by several connections."""
    broken = Event()  # one connection has failed for good: the others end

    def fetch_segment(segment: int) -> None:
        tries = 0
        while part.left(segment):
            before = part.left(segment)
            try:
                begin, end = part.position(segment), part.end(segment)
                with hub.part(listing, file, begin, end) as blocks:
                    for block in blocks:
                        if stop.is_set() or broken.is_set():
                            return
                        meter.add(part.write(segment, block))
                        if not part.left(segment):
                            return
                raise Unsteady("it ended early")
            except Unsteady as trouble:
                tries = tries + 1 if part.left(segment) == before else 1
                if tries == _TRIES:
                    raise unreachable(f"{listing.repository}/{file.path}", trouble) from trouble
                wait_for(tries - 1, trouble, stop, broken)
            if stop.is_set() or broken.is_set():
                return

    with ThreadPoolExecutor(CONNECTIONS, "download") as pool:
        work = [pool.submit(fetch_segment, segment) for segment in part.segments()]
        try:
            done, _ = wait(work, return_when=FIRST_EXCEPTION)
            failed = [error for task in done if (error := task.exception())]
        except BaseException:
            broken.set()
            pool.shutdown(cancel_futures=True)
            raise
        broken.set()
        pool.shutdown(cancel_futures=True)
    if stop.is_set():  # also when a connection broke because of it
        raise DownloadStoppedError
    if failed:
        raise failed[0]


def _kept(staging: Path, file: HubFile) -> KeptFile:
    if file.sha256:
        return KeptFile(file.path, file.size, file.sha256)
    data = (staging / file.path).read_bytes()
    return KeptFile(file.path, file.size, hashlib.sha256(data).hexdigest())


def _require_room(models: Path, source: Source, size: int) -> None:
    free = shutil.disk_usage(models).free
    if size > 0 and size + _SPARE > free:
        raise SvdError(
            "disk",
            f"{source.title} needs {size / 1e9:.1f} GB on the disk of {models}, which has "
            f"{free / 1e9:.1f} GB free.",
            f"Free {(size + _SPARE - free) / 1e9:.1f} GB and try again.",
        )


@contextmanager
def _alone(models: Path, name: str) -> Iterator[None]:
    """One download of a model at a time, of all programs."""
    lock = FileLock(models / f".{name}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise SvdError(
            "model",
            f"{source_of(name).title} is being downloaded by another program.",
            "Try again when that is done.",
        ) from None
    try:
        yield
    finally:
        lock.release()
