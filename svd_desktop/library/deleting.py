"""Takes that are deleted: set aside first, so that it can be undone, then put into the trash."""

from __future__ import annotations

import shutil
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders

_ASIDE = ".deleted"


def set_aside(folders: Folders, folder: Path) -> Path:
    """Moves a take out of sight, on the same disk; gives where it is. SvdError when that fails."""
    aside = folders.takes / _ASIDE
    try:
        aside.mkdir(exist_ok=True)
        return folder.rename(aside / folder.name)
    except OSError as error:
        raise SvdError(
            "disk",
            f"{folder.name} cannot be deleted: {error.strerror}.",
            "Close what uses it, or delete its folder yourself.",
        ) from error


def put_back(folders: Folders, aside: Path) -> Path:
    """Undoes `set_aside`; gives the take's folder. SvdError when that fails."""
    try:
        return aside.rename(folders.takes / aside.name)
    except OSError as error:
        raise SvdError(
            "disk",
            f"{aside.name} cannot be put back: {error.strerror}.",
            "Look for it in the trash.",
        ) from error


def left_aside(folders: Folders) -> list[Path]:
    """What lies aside: of this program, or of one that ended before it came to the trash."""
    aside = folders.takes / _ASIDE
    return sorted(aside.iterdir()) if aside.is_dir() else []


def trash(folders: Folders, aside: Path) -> Path:
    """Puts what lies aside into the system's trash; gives the folder it was in.

    It goes back to its place first: the trash notes where a thing was, and gives it back there.
    Raises SvdError of kind `disk` when the trash does not take it; it is a take again then.
    """
    folder = put_back(folders, aside)
    to_trash(folder)
    return folder


def to_trash(folder: Path) -> None:
    """Puts a take into the system's trash. Raises SvdError of kind `disk` when it is not taken."""
    from send2trash import send2trash

    try:
        send2trash(folder)
    except OSError as error:  # TrashPermissionError is one too
        raise SvdError(
            "disk",
            f"{folder.name} could not be put into the trash: {error.strerror or error}.",
            "It is still in the library; delete its folder yourself.",
        ) from error


def delete_for_good(folders: Folders, folder: Path) -> None:
    """Deletes a take without the trash; out of sight first, so that no half of it is a take."""
    aside = set_aside(folders, folder)
    try:
        shutil.rmtree(aside)
    except OSError as error:
        raise SvdError(
            "disk",
            f"{aside} cannot be deleted: {error.strerror}.",
            "It is no take any more; delete that folder yourself.",
        ) from error
