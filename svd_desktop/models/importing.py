"""Takes in what people have: a diffusers folder, the hub's cache, a file of another program.

A folder is used where it lies, or copied; a file in the original layout is converted once. Either
is made in a hidden folder and published by one rename, and what a kill leaves behind is removed by
the next import.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.models.catalogue import embedded, published
from svd_desktop.models.checkpoint import (
    CONFIGS,
    INDEX,
    WEIGHTS,
    check_folder,
    config_of,
    variant_of,
    weight_files,
)
from svd_desktop.models.conversion import bytes_to_write, convert
from svd_desktop.models.installed import (
    Card,
    KeptFile,
    installed,
    publish,
    refuse_taken,
    staging_folder,
)
from svd_desktop.models.kept_files import blocks_of, kept_file, write_kept
from svd_desktop.models.original_layout import layout_of
from svd_desktop.models.recognising import read_original
from svd_desktop.models.resources import resource

Report = Callable[[int, int], None]  # bytes done, bytes in all
_Moved = Callable[[int], None]

# The names that the published files, repositories and clones of these have.
_KNOWN_NAMES = {
    "svd": "svd",
    "svd_xt": "svd-xt",
    "svd_xt_1_1": "svd-xt-1-1",
    "stable_video_diffusion_img2vid": "svd",
    "stable_video_diffusion_img2vid_xt": "svd-xt",
    "stable_video_diffusion_img2vid_xt_1_1": "svd-xt-1-1",
}
_MARK = ".importing"  # tells an import's hidden folder from a download's, which is gone on with
_SPARE = 2**30  # bytes left for everything else on the disk


class FramesUnknownError(SvdError):
    """The person has to say what the model was trained for."""


class ImportCancelledError(Exception):
    """The person wanted it no more; nothing is left of it."""


@dataclass(frozen=True)
class _Import:
    """An import that is known to be possible. `make` writes into the folder it is given; `moves`
    is how many bytes it will report, `writes` how many of them need room on the disk."""

    card: Card
    moves: int
    writes: int
    make: Callable[[Path, _Moved], list[KeptFile]]


def import_model(
    path: Path,
    models: Path,
    *,
    name: str | None = None,
    frames: int | None = None,
    copy: bool = False,
    report: Report = lambda done, total: None,
    stop: threading.Event | None = None,
    architecture: Path | None = None,
) -> Card:
    """Adds the model at `path` to those in the folder `models`.

    `name` is the published model's that the path is named after, else the path's own. `frames` is
    what the model makes, where the path does not tell. A folder is used in place unless `copy`.
    `architecture` holds the configurations of a file in the original layout, SVD's if not given.

    Raises SvdError that says what the path is or lacks, of kind `request` when `frames` or `name`
    has to be given, and ImportCancelledError after `stop` was set.
    """
    with suppress(RuntimeError):  # a home of nobody's
        path = path.expanduser()
    if path.is_dir():
        wanted = _of_folder(snapshot_in(path.resolve()), frames, copy)
    else:
        path = path.parent.resolve() / path.name  # the file's own name, whatever it links to
        wanted = _of_file(path, frames, architecture or resource("memory", "svd"))
    card = replace(wanted.card, name=_usable(models, name or wanted.card.name))
    _require_room(models, card, wanted.writes)
    done = 0

    def moved(count: int) -> None:
        nonlocal done
        done += count
        report(done, wanted.moves)
        if stop is not None and stop.is_set():
            raise ImportCancelledError

    with _alone(models), _hidden(models, card.name) as folder:
        files = wanted.make(folder, moved)
        place = publish(models, replace(card, files=tuple(files)))
    (place / _MARK).unlink()
    return replace(card, files=tuple(files))


def import_once(path: Path, models: Path, frames: int | None, report: Report) -> Card:
    """The card of a file in the original layout: it is imported unless it was before."""
    with suppress(RuntimeError):  # a home of nobody's
        path = path.expanduser()
    source = str(path.parent.resolve() / path.name)
    for card in installed(models).values():
        if (card.origin, card.source) == ("file", source):
            return card
    return import_model(path, models, frames=frames, report=report)


def published_as(path: Path) -> str | None:
    """The published model whose file or folder has this name: a hint, for content does not tell
    SVD from SVD-XT."""
    repository = _repository(path)
    name = repository.rpartition("/")[2] if repository else path.name
    stem = name.lower().removesuffix(".safetensors")
    stem = re.sub(r" ?\(\d+\)$", "", stem)  # a browser's second download
    return _KNOWN_NAMES.get(re.sub(r"[-_. ]fp(16|32)$", "", stem).replace("-", "_"))


def snapshot_in(path: Path) -> Path:
    """The newest snapshot of a repository's folder in the hub's cache; any other folder itself."""
    if not path.name.startswith("models--"):
        return path
    with suppress(OSError):
        path = path / "snapshots" / (path / "refs" / "main").read_text(encoding="utf-8").strip()
    return path


def frames_of(folder: Path) -> int:
    """What the UNet's configuration of a diffusers folder says."""
    return _allowed(config_of(folder, "unet")["num_frames"])


def _of_folder(folder: Path, frames: int | None, copy: bool) -> _Import:
    check_folder(folder)
    weights = weight_files(folder)
    variant = f".{variant_of(folder)}" if variant_of(folder) else ""
    indexes = [folder / part / f"{stem}.safetensors.index{variant}.json"  # of weights in shards
               for part, stem in WEIGHTS.items()]  # fmt: skip
    indexes = [path for path in indexes if path.is_file()]
    configs = [folder / INDEX, *(folder / part / name for part, name in CONFIGS.items())]
    paths = [path.relative_to(folder).as_posix()
             for path in sorted({*configs, *indexes, *weights})]  # fmt: skip
    size = sum((folder / path).stat().st_size for path in paths)
    known, repository = published_as(folder), _repository(folder)
    frames = frames_of(folder) if frames is None else frames
    card = _card(folder, known, frames)
    if repository:
        card = replace(card, origin="cache", source=f"{repository}@{folder.name}")
    if copy:
        return _Import(card, size, size, lambda to, moved: [
            write_kept(to, path, blocks_of(folder / path, moved)) for path in paths
        ])  # fmt: skip
    return _Import(replace(card, folder=str(folder)), size, 0, lambda _, moved: [
        _as_the_hub_gave_it(folder, kept_file(folder, path, moved)) for path in paths
    ])  # fmt: skip


def _of_file(path: Path, frames: int | None, architecture: Path) -> _Import:
    layout = layout_of(architecture)
    header = read_original(path, layout)
    known = published_as(path)
    if frames is None:
        if known is None:
            raise FramesUnknownError(
                "request", f"{path.name} does not tell how many frames it was trained for.",
                "Say so with --frames 14 (SVD) or --frames 25 (SVD-XT).",
            )  # fmt: skip
        frames = published()[known].frames
    card = replace(_card(path, known, frames), origin="file")

    def make(folder: Path, moved: _Moved) -> list[KeptFile]:
        configs = [
            write_kept(folder, name, [_config(architecture / name, card.frames)])
            for name in (INDEX, *(f"{part}/{config}" for part, config in CONFIGS.items()))
        ]
        return configs + convert(path, header, layout, folder, moved)

    size = bytes_to_write(header, layout)
    return _Import(card, size, size, make)


def _card(path: Path, known: str | None, frames: int) -> Card:
    """Of a folder; named after the published model that it is of, else after its path."""
    if known is not None and published()[known].frames != frames:
        known = None
    stem = path.name.removesuffix(".safetensors")
    return Card(
        name=known or re.sub(r"[^\w.-]+", "-", stem).lstrip(".-") or "model",
        title=published()[known].title if known else stem,
        published=known,
        origin="folder",
        source=str(path),
        frames=_allowed(frames),
        files=(),
    )


def _allowed(frames: int) -> int:
    limits = PARAMETERS["frames"]
    if isinstance(frames, bool) or not limits.minimum <= frames <= limits.maximum:
        raise SvdError(
            "request", f"{frames} frames are not between {limits.minimum} and {limits.maximum}.",
            "Say what the model was trained for: SVD for 14, SVD-XT for 25.",
        )  # fmt: skip
    return int(frames)


def _config(path: Path, frames: int) -> bytes:
    if path.parent.name != "unet":
        return path.read_bytes()
    config = json.loads(path.read_text(encoding="utf-8")) | {"num_frames": frames}
    return json.dumps(config, indent=2).encode()


def _repository(path: Path) -> str | None:
    """`owner/name` of a snapshot in the hub's cache, or of a file in one."""
    for folder in (path, path.parent):
        home = folder.parent.parent
        if folder.parent.name == "snapshots" and home.name.startswith("models--"):
            return home.name.removeprefix("models--").replace("--", "/")
    return None


def _as_the_hub_gave_it(folder: Path, kept: KeptFile) -> KeptFile:
    """In the hub's cache a large file is a link to one whose name is its SHA-256."""
    named = (folder / kept.path).resolve().name
    if re.fullmatch(r"[0-9a-f]{64}", named) and named != kept.sha256:
        raise SvdError(
            "model", f"{folder / kept.path} is not the file that the hub gave: its hash differs.",
            "Delete it and fetch the model again.",
        )  # fmt: skip
    return kept


def _usable(models: Path, name: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", name) or name.endswith("."):
        raise SvdError(
            "request", f"{name!r} cannot be the name of a model.",
            "Use letters, digits, dots, dashes and underscores.",
        )  # fmt: skip
    if name in embedded():
        raise SvdError(
            "request", f"{name} is the name of the embedded model.", "Give another with --name."
        )
    refuse_taken(models, name)
    part = staging_folder(models, name)
    if part.exists() and any(part.iterdir()) and not (part / _MARK).exists():
        raise SvdError(
            "model", f"A download of {name} is half done.",
            "Finish it, or give this one another name with --name.",
        )  # fmt: skip
    return name


def _require_room(models: Path, card: Card, size: int) -> None:
    free = shutil.disk_usage(models).free
    if size and size + _SPARE > free:
        raise SvdError(
            "disk",
            f"{card.title} needs {size / 1e9:.1f} GB on the disk of {models}, which has "
            f"{free / 1e9:.1f} GB free.",
            f"Free {(size + _SPARE - free) / 1e9:.1f} GB and try again.",
        )


@contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One import at a time, of all programs; what a killed one left is removed."""
    lock = FileLock(models / ".import.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise SvdError(
            "model", "Another model is being imported.", "Try again when that is done."
        ) from None
    try:
        for mark in models.glob(f".*.part/{_MARK}"):
            shutil.rmtree(mark.parent)
        yield
    finally:
        lock.release()


@contextmanager
def _hidden(models: Path, name: str) -> Iterator[Path]:
    """The folder that a model is made in, gone again when that fails."""
    folder = staging_folder(models, name)
    folder.mkdir(exist_ok=True)
    (folder / _MARK).touch()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder)
        raise
