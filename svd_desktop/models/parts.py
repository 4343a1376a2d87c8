"""One file by several connections at once, which goes on where it was interrupted."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from filelock import FileLock, Timeout

from svd_desktop.core.errors import SvdError
from svd_desktop.models.part_file import PartFile
from svd_desktop.models.web import Unsteady, Web, unreachable, wait_for

CONNECTIONS = 4
_SPARE = 2**30  # bytes left for everything else on the disk
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


@dataclass(frozen=True)
class Wanted:
    """A file of `size` bytes that is to be in its `place`; `part` is where it grows.

    `bytes_of` gives its bytes from one position up to another, or more; `is_right` reads the whole
    file and says whether it is the one that was meant. `name` is what errors call it, `said_by`
    who said what it should be.
    """

    name: str
    size: int
    part: Path
    place: Path
    bytes_of: Callable[[int, int], AbstractContextManager[Iterator[bytes]]]
    is_right: Callable[[Path], bool]
    said_by: str


class Meter:
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


@contextmanager
def hanging_up(web: Web, stop: Event) -> Iterator[None]:
    """Once `stop` is set nothing waits for a server that is silent, for half a minute at most."""
    ended = Event()

    def watch() -> None:
        while not ended.wait(_LOOK_SECONDS):
            if stop.is_set():
                web.hang_up()

    watcher = Thread(target=watch, name="download stop")
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


@contextmanager
def stopping(stop: Event) -> Iterator[None]:
    """A server that was hung up on has not failed."""
    try:
        yield
    except SvdError:
        if stop.is_set():
            raise DownloadStoppedError from None
        raise


def go_on(stop: Event) -> None:
    if stop.is_set():
        raise DownloadStoppedError


def fetch(wanted: Wanted, meter: Meter, stop: Event) -> None:
    """Raises DownloadStoppedError, OSError for the disk, and SvdError of kind `model` when the
    server does not answer or what it sends is not the file, twice."""
    for last in (False, True):
        part = PartFile(wanted.part, wanted.size)
        meter.had(part.done)
        try:
            _fill(wanted, part, meter, stop)
        finally:
            part.close()
        if wanted.is_right(part.path):
            part.publish(wanted.place)
            return
        part.discard()
        meter.had(-wanted.size)
        if last:
            raise SvdError(
                "model",
                f"{wanted.name} arrived damaged twice: its hash is not {wanted.said_by}'s.",
                "Try again later, or through another connection.",
            )


def _fill(wanted: Wanted, part: PartFile, meter: Meter, stop: Event) -> None:
    """Fetches what of a file is not there, by several connections."""
    broken = Event()  # one connection has failed for good: the others end

    def fetch_segment(segment: int) -> None:
        tries = 0
        while part.left(segment):
            before = part.left(segment)
            try:
                begin, end = part.position(segment), part.end(segment)
                with wanted.bytes_of(begin, end) as blocks:
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
                    raise unreachable(wanted.name, trouble) from trouble
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


def require_room(title: str, folder: Path, needed: int) -> None:
    """Raises SvdError of kind `disk` where so many bytes more would leave too little for everything
    else."""
    free = shutil.disk_usage(folder).free
    if needed > 0 and needed + _SPARE > free:
        raise SvdError(
            "disk",
            f"{title} needs {needed / 1e9:.1f} GB on the disk of {folder}, which has "
            f"{free / 1e9:.1f} GB free.",
            f"Free {(needed + _SPARE - free) / 1e9:.1f} GB and try again.",
        )


@contextmanager
def alone(lock_file: Path, taken: SvdError) -> Iterator[None]:
    """One at a time, of all programs; raises `taken` where another one is at it."""
    lock = FileLock(lock_file)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise taken from None
    try:
        yield
    finally:
        lock.release()
