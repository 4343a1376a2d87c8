"""The wheels of the engine: which are wanted, which are there and whole, and the others fetched."""

from __future__ import annotations

import base64
import csv
import hashlib
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, distributions
from pathlib import Path
from threading import Event

import httpx2
from packaging.pylock import PackageWheel, Pylock, PylockSelectError, PylockValidationError
from packaging.utils import canonicalize_name, parse_wheel_filename

from svd_desktop.backends.torch_builds import INDEX_VARIABLE
from svd_desktop.core.errors import SvdError
from svd_desktop.models.parts import (
    Meter,
    Report,
    Wanted,
    fetch,
    go_on,
    hanging_up,
    stopping,
)
from svd_desktop.models.web import Web, blocks

_BLOCK = 2**20
_SPARE = 2**30  # bytes left for everything else on the disk
# A package takes at most so many times its wheel, with the wheel: torch's for CUDA 2.3, most less.
_UNPACKED = 4


@dataclass(frozen=True)
class Wheel:
    """`size` in bytes; PyTorch's index does not tell it, then it is 0 until it is asked for."""

    name: str
    version: str
    file: str
    url: str
    size: int
    sha256: str


def chosen(lock: Path) -> list[Wheel]:
    """Those of a pylock.toml (PEP 751) that this machine wants.

    Raises SvdError of kind `device` for a package without a wheel for it, or without a hash.
    """
    try:
        found = Pylock.from_dict(tomllib.loads(lock.read_text("utf-8"))).select()
        return [_wheel(package.name, wheel) for package, wheel in found]
    except (PylockSelectError, PylockValidationError, tomllib.TOMLDecodeError) as error:
        raise SvdError(
            "device",
            f"The engine's packages cannot be chosen: {str(error).rstrip('.')}.",
            "Look for a newer SVD Desktop.",
        ) from error


def _wheel(name: str, wheel: object) -> Wheel:
    if not isinstance(wheel, PackageWheel) or not wheel.url or "sha256" not in wheel.hashes:
        raise SvdError(
            "device",
            f"The index of packages has no wheel of {name} with its hash.",
            f"Check UV_DEFAULT_INDEX and {INDEX_VARIABLE}.",
        )
    version = str(parse_wheel_filename(wheel.filename)[1])
    return Wheel(name, version, wheel.filename, wheel.url, wheel.size or 0, wheel.hashes["sha256"])


def there(packages: Path) -> dict[str, Distribution]:
    """What an environment's folder of packages has, by name."""
    return {
        canonicalize_name(found.metadata["Name"]): found
        for found in distributions(path=[str(packages)])
        if found.metadata["Name"]
    }


def is_whole(found: Distribution | None, wheel: Wheel, stop: Event) -> bool:
    """Whether a package is the wheel's, and each of its files as the wheel had it."""
    if not is_there(found, wheel):
        return False
    assert found is not None
    for path, digest, _ in _recorded(found):
        go_on(stop)
        method, _, expected = digest.partition("=")
        if not method:
            continue  # the list itself
        with path.open("rb") as opened:
            counted = hashlib.file_digest(opened, method).digest()
        if base64.urlsafe_b64encode(counted).rstrip(b"=").decode() != expected:
            return False
    return True


def is_there(found: Distribution | None, wheel: Wheel) -> bool:
    """Whether a package is the wheel's, and each of its files is there in its length."""
    if found is None or found.version != wheel.version or not found.read_text("RECORD"):
        return False
    try:
        return all(
            not size or path.stat().st_size == int(size) for path, _, size in _recorded(found)
        )
    except (OSError, ValueError):
        return False


def _recorded(found: Distribution) -> Iterator[tuple[Path, str, str]]:
    """Path, hash and size of every file of a package. `found.files` leaves out what is missing,
    since Python 3.12."""
    for path, digest, size in csv.reader((found.read_text("RECORD") or "").splitlines()):
        yield Path(str(found.locate_file(path))), digest, size


def fetch_all(wheels: list[Wheel], folder: Path, report: Report, stop: Event) -> list[Path]:
    """The files of the wheels, in `folder`; those that are there already are not fetched again.

    Raises SvdError of kind `model` when an index does not answer or what it sends is damaged,
    `disk` when there is no room; DownloadStoppedError after `stop` was set.
    """
    if not wheels:
        return []
    folder.mkdir(exist_ok=True)
    web = Web(httpx2.URL(wheels[0].url).host, f"UV_DEFAULT_INDEX, {INDEX_VARIABLE}")
    with closing(web), hanging_up(web, stop), stopping(stop):
        wheels = [wheel if wheel.size else _sized(web, wheel, stop) for wheel in wheels]
        meter = Meter(sum(wheel.size for wheel in wheels), report)
        missing = []
        for wheel in wheels:
            if _is_right(folder / wheel.file, wheel, stop):
                meter.had(wheel.size)
            else:
                missing.append(wheel)
        _require_room(folder, wheels)
        for wheel in missing:
            fetch(_wanted(web, wheel, folder, stop), meter, stop)
    return [folder / wheel.file for wheel in wheels]


def fetched_bytes(folder: Path) -> int:
    """How much of an interrupted installation is there."""
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum(min(file.st_size, getattr(file, "st_blocks", 2**63) * 512) for file in files)


def _sized(web: Web, wheel: Wheel, stop: Event) -> Wheel:
    def ask() -> int:
        with web.part(wheel.url, None, 0, 1) as answer:
            return _length(answer)

    return replace(wheel, size=web.steadily(ask, wheel.url, stop))


def _length(answer: httpx2.Response) -> int:
    whole = answer.headers.get("content-range", "").rpartition("/")[2]
    told: str = whole or answer.headers.get("content-length", "")
    if not told.isdigit():
        raise SvdError(
            "model", f"{answer.url.host} does not tell how long {answer.url.path} is.",
            f"Check {INDEX_VARIABLE} and the proxy.",
        )  # fmt: skip
    return int(told)


def _wanted(web: Web, wheel: Wheel, folder: Path, stop: Event) -> Wanted:
    @contextmanager
    def bytes_of(begin: int, end: int) -> Iterator[Iterator[bytes]]:
        with web.part(wheel.url, wheel.size, begin, end) as answer:
            yield blocks(answer)

    return Wanted(
        name=wheel.file, size=wheel.size, part=folder / ".parts" / wheel.sha256,
        place=folder / wheel.file, bytes_of=bytes_of,
        is_right=lambda path: _is_right(path, wheel, stop), said_by=httpx2.URL(wheel.url).host,
    )  # fmt: skip


def _is_right(path: Path, wheel: Wheel, stop: Event) -> bool:
    if not path.is_file() or path.stat().st_size != wheel.size:
        return False
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            go_on(stop)
            digest.update(block)
    return digest.hexdigest() == wheel.sha256


def _require_room(folder: Path, wheels: list[Wheel]) -> None:
    needed = _UNPACKED * sum(wheel.size for wheel in wheels) - fetched_bytes(folder)
    free = shutil.disk_usage(folder).free
    if wheels and needed + _SPARE > free:
        raise SvdError(
            "disk",
            f"The engine needs {needed / 1e9:.1f} GB on the disk of {folder}, which has "
            f"{free / 1e9:.1f} GB free.",
            f"Free {(needed + _SPARE - free) / 1e9:.1f} GB and try again.",
        )
