"""What was named on the command line: pictures, folders of them, takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.takes import SIDECAR, Take
from svd_desktop.library import takes
from svd_desktop.library.folders import Folders
from svd_desktop.media.images import find_images, open_image
from svd_desktop.media.takes import read_take


def pictures(named: Iterable[str]) -> Iterator[tuple[Path, Reason | None]]:
    """Each picture, and why it cannot be decoded if it cannot; folders are looked through.

    Raises SvdError of kind `input` at the end when there was not even one that is broken.
    """
    found = False
    for path in find_images(as_path(name) for name in named):
        found = True
        try:
            open_image(path)
            yield path.resolve(), None
        except SvdError as error:
            yield path, error.reason
    if not found:
        raise SvdError("input", "There is no picture in what was named.", "Name picture files.")


def find_take(folders: Folders, named: str) -> tuple[Path, Take]:
    """A take by its folder or its id. Raises SvdError of kind `input` when there is none."""
    folder = as_path(named)
    if (folder / SIDECAR).is_file():
        return folder.resolve(), read_take(folder)
    found = [(folder, take) for folder, take in takes.listed(folders) if take.id == named]
    if not found:
        raise SvdError(
            "input", f"There is no take {named}.",
            "`svd-desktop takes list` names those that there are.",
        )  # fmt: skip
    if len(found) > 1:
        raise SvdError("input", f"Several takes have the id {named}.", "Name the folder of one.")
    return found[0]


def as_path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody's home, but a name such as ~$draft.png
        return Path(text)
