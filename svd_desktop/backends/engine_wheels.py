"""The wheels of the engine: which are wanted, which are there and whole, and the others fetched."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from threading import Event
from urllib.parse import unquote_to_bytes

import httpx2
from packaging.pylock import PackageWheel, Pylock, PylockSelectError, PylockValidationError
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from svd_desktop.backends import torch_builds
from svd_desktop.backends.torch_builds import INDEX_VARIABLE
from svd_desktop.core.errors import SvdError
from svd_desktop.models.parts import (
    Meter,
    Report,
    Wanted,
    fetch,
    go_on,
    hanging_up,
    require_room,
    stopping,
)
from svd_desktop.models.web import Web, blocks

_BLOCK = 2**20
# A package takes at most so many times its wheel, with the wheel: torch's for CUDA 2.3, most less.
_UNPACKED = 4
_PARTS = ".parts"


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


def there(packages: Path) -> dict[str, list[Path]]:
    """The dist-info folders in an environment's folder of packages, by name; one has several where
    something went wrong."""
    found: dict[str, list[Path]] = {}
    for info in sorted(packages.glob("*.dist-info")):
        found.setdefault(canonicalize_name(info.name.split("-")[0]), []).append(info)
    return found


def is_whole(infos: list[Path], wheel: Wheel, stop: Event) -> bool:
    """Whether a package is the wheel's, and each of its files as the wheel had it."""
    if not is_there(infos, wheel):
        return False
    for path, digest, _ in _recorded(infos[0]):
        go_on(stop)
        method, _, expected = digest.partition("=")
        if not method:
            continue  # the list itself
        with path.open("rb") as opened:
            counted = hashlib.file_digest(opened, method).digest()
        if base64.urlsafe_b64encode(counted).rstrip(b"=").decode() != expected:
            return False
    return True


def is_there(infos: list[Path], wheel: Wheel) -> bool:
    """Whether a package is the wheel's, and each of its files is there in its length."""
    try:
        (info,) = infos
        if Version(info.stem.partition("-")[2]) != Version(wheel.version):
            return False
        recorded = list(_recorded(info))
        return bool(recorded) and all(
            not size or path.stat().st_size == int(size) for path, _, size in recorded
        )
    except (OSError, ValueError):
        return False


def take_out(info: Path) -> None:
    """A package's files, as far as it has a list of them that can be read, and its own folder. uv
    would refuse one whose list is damaged."""
    packages = info.parent.resolve()
    with suppress(ValueError, FileNotFoundError):
        files = [path.resolve() for path, _, _ in list(_recorded(info))]
        inside = [path for path in files if path.is_relative_to(packages)]
        for path in inside:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in inside}, reverse=True):
            _leave_no_empty(folder, packages)
    shutil.rmtree(info, ignore_errors=True)


def _leave_no_empty(folder: Path, packages: Path) -> None:
    """An empty folder could be imported, as a package without anything in it."""
    with suppress(OSError):
        while folder != packages:
            folder.rmdir()
            folder = folder.parent


def _recorded(info: Path) -> Iterator[tuple[Path, str, str]]:
    """Path, hash and size of every file of a package. Raises ValueError for a damaged list."""
    text = (info / "RECORD").read_text("utf-8")
    try:
        for path, digest, size in csv.reader(text.splitlines()):
            yield info.parent / path, digest, size
    except csv.Error as error:
        raise ValueError(str(error)) from error


def fetch_all(wheels: list[Wheel], folder: Path, report: Report, stop: Event) -> list[Path]:
    """The files of the wheels, in `folder`; those that are there already are not fetched again.

    Raises SvdError of kind `model` when an index does not answer or what it sends is damaged,
    `disk` when there is no room; DownloadStoppedError after `stop` was set.
    """
    _leave_out(folder, {wheel.file for wheel in wheels}, {wheel.sha256 for wheel in wheels})
    if not wheels:
        return []
    web = _Indices(httpx2.URL(wheels[0].url).host, f"UV_DEFAULT_INDEX, {INDEX_VARIABLE}")
    with closing(web), hanging_up(web, stop), stopping(stop):
        wheels = [wheel if wheel.size else _sized(web, wheel, stop) for wheel in wheels]
        meter = Meter(sum(wheel.size for wheel in wheels), report)
        missing = []
        for wheel in wheels:
            if _is_right(folder / wheel.file, wheel, stop):
                meter.had(wheel.size)
            else:
                missing.append(wheel)
        size = sum(wheel.size for wheel in wheels)
        require_room("The engine", folder, _UNPACKED * size - fetched_bytes(folder))
        for wheel in missing:
            fetch(_wanted(web, wheel, folder, stop), meter, stop)
    return [folder / wheel.file for wheel in wheels]


def fetched_bytes(folder: Path) -> int:
    """How much of an interrupted installation is there."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # it has become whole meanwhile
            file = path.stat()
            if S_ISREG(file.st_mode):  # one that is half there has holes
                total += min(file.st_size, getattr(file, "st_blocks", 2**63) * 512)
    return total


def _leave_out(folder: Path, files: set[str], parts: set[str]) -> None:
    """Deletes what was fetched for another choice."""
    half = folder / _PARTS
    half.mkdir(parents=True, exist_ok=True)
    for path in [*folder.iterdir(), *half.iterdir()]:
        if path.is_file() and path.name not in files and path.name.split(".")[0] not in parts:
            path.unlink()


class _Indices(Web):
    """A mirror that asks who one is asks it for the wheels, too."""

    def credentials(self, url: httpx2.URL) -> dict[str, str]:
        for index in (torch_builds.index(), os.environ.get("UV_DEFAULT_INDEX", "")):
            given = httpx2.URL(index)
            if given.userinfo and (given.scheme, given.netloc) == (url.scheme, url.netloc):
                told = base64.b64encode(unquote_to_bytes(given.userinfo)).decode()
                return {"Authorization": f"Basic {told}"}
        return {}


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
        name=wheel.file, size=wheel.size, part=folder / _PARTS / wheel.sha256,
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
