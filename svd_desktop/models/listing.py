"""Every model that can be had, and how far each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from svd_desktop.models.catalogue import embedded, published, published_like
from svd_desktop.models.installed import folder_of, installed, staging_folder
from svd_desktop.models.sources import sources

State = Literal["embedded", "installed", "unfinished", "available"]


@dataclass(frozen=True)
class Entry:
    """`bytes` are those on this computer's disk; of one that is not here, about those that a
    download has. `unfinished` is what a download left to go on from."""

    name: str
    title: str
    state: State
    bytes: int
    frames: int
    width: int
    height: int
    fps: int
    folder: Path | None
    origin: str | None = None


def entries(models: Path) -> list[Entry]:
    """The embedded model, the installed ones, then those that can be downloaded. Reads the size of
    each file."""
    found = []
    for model in embedded().values():
        found.append(
            Entry(model.name, model.title, "embedded", bytes_in(model.folder), model.frames,
                  model.width, model.height, model.fps, model.folder)
        )  # fmt: skip
    cards = installed(models)
    for name, card in cards.items():
        like, folder = published_like(card), folder_of(models, card)
        found.append(
            Entry(name, card.title, "installed", bytes_in(folder), card.frames,
                  like.width, like.height, like.fps, folder, card.origin)
        )  # fmt: skip
    for name, source in sources().items():
        if name in cards:
            continue
        model, staging = published()[name], staging_folder(models, name)
        begun = staging.is_dir()
        found.append(
            Entry(name, model.title, "unfinished" if begun else "available",
                  source.about_bytes, model.frames, model.width, model.height, model.fps, None)
        )  # fmt: skip
    return found


def size_in_words(count: int) -> str:
    """Bytes as disks and connections are sold."""
    return f"{count / 1e6:.0f} MB" if count < 5e8 else f"{count / 1e9:.1f} GB"


def bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
