"""The models that were fetched or imported: a folder each, in the diffusers layout, with a card.

A model is made in a hidden folder beside its place and moved there by one rename, so that what is
listed is whole. The card is the last file written.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from svd_desktop.core.errors import SvdError

CARD = "svd-desktop.json"
Origin = Literal["hub", "cache", "folder", "file"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptFile:
    """`path` is relative to the model's folder, with slashes; `size` in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Card:
    """What is known of a model on this computer.

    `name` is its folder's name and what `--model` takes. `published` is the catalogue's entry that
    its defaults come from, None for a model that is not in there. `origin` is where its files came
    from and `source` names it: `repository@revision`, a folder or a file. `folder` is where the
    files lie when they are used in place (the hub's cache, a folder of the person's), else None.
    """

    name: str
    title: str
    published: str | None
    origin: Origin
    source: str
    frames: int
    files: tuple[KeptFile, ...]
    folder: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"version": 1, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Card:
        """Raises ValueError, TypeError or KeyError for what no card says."""
        values = {item.name: data[item.name] for item in fields(cls) if item.name in data}
        card = cls(**values | {"files": tuple(KeptFile(**file) for file in data["files"])})
        numbers = [card.frames, *(file.size for file in card.files)]
        texts = [card.title, *(text for file in card.files for text in (file.path, file.sha256))]
        if any(type(x) is not int for x in numbers) or any(type(x) is not str for x in texts):
            raise ValueError("it has values of other types")
        if card.folder is not None and type(card.folder) is not str:
            raise ValueError("its folder is no text")
        return card


def staging_folder(models: Path, name: str) -> Path:
    """Where a model is made; hidden, and kept from one start to the next, to go on from."""
    return models / f".{name}.part"


def refuse_taken(models: Path, name: str) -> None:
    """Raises SvdError of kind `model` when there is one of that name already."""
    if (models / name).exists():
        raise SvdError(
            "model",
            f"There is a model called {name} already.",
            "Remove it first, or give the new one another name.",
        )


def publish(models: Path, card: Card) -> Path:
    """Moves the staging folder of the card's name to its place, with the card in it; after a power
    cut it is there whole or not at all.

    Raises SvdError of kind `model` when there is one of that name already.
    """
    refuse_taken(models, card.name)
    place, staging = models / card.name, staging_folder(models, card.name)
    staging.mkdir(parents=True, exist_ok=True)
    text = json.dumps(card.to_json(), indent=2)
    with (staging / CARD).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    for folder in (*(path for path in staging.rglob("*") if path.is_dir()), staging):
        _flush_names(folder)
    staging.rename(place)
    _flush_names(models)
    return place


def _flush_names(folder: Path) -> None:
    """Puts the names of what a folder holds on the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse this for folders
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def installed(models: Path) -> dict[str, Card]:
    """The cards by name. What has no card, or one that cannot be read, is not a model."""
    from svd_desktop.models.checkpoint import read_object  # not with the window's start

    cards = {}
    for path in sorted(models.glob(f"*/{CARD}")):
        if path.parent.name.startswith("."):
            continue
        try:
            card = Card.from_json(read_object(path.parent, CARD))
        except (SvdError, ValueError, TypeError, KeyError, AttributeError) as error:
            _log.warning("The model in %s is left out: %s.", path.parent, error)
            continue
        cards[path.parent.name] = replace(card, name=path.parent.name)
    return cards


def folder_of(models: Path, card: Card) -> Path:
    return Path(card.folder) if card.folder else models / card.name


def remove(models: Path, name: str) -> int:
    """Removes a model, its own files alone: one used in place stays where it is. Returns the bytes
    that became free.

    Raises SvdError of kind `model` for a name that is not installed.
    """
    card = installed(models).get(name)
    if card is None:
        raise SvdError(
            "model", f"There is no installed model called {name}.", "Name one that is listed."
        )
    leaving = models / f".{name}.removed"
    shutil.rmtree(leaving, ignore_errors=True)
    (models / name).rename(leaving)  # gone from the list at once, whatever happens next
    sizes = [path.stat() for path in leaving.rglob("*") if path.is_file()]
    shutil.rmtree(leaving)
    # What the hub's cache holds, too, stays on the disk.
    return sum(one.st_size for one in sizes if one.st_nlink == 1)
