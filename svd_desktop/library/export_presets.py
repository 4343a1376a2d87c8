"""The person's own export presets: one JSON file each, called as the preset is."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.media.own_presets import OwnPreset, check_name
from svd_desktop.media.presets import PRESETS, AnyPreset
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)
SUFFIX = ".json"


def listed(folders: Folders) -> dict[str, OwnPreset]:
    """By name. One that cannot be read is named in the log and passed over."""
    found, wrong = _looked_at(folders)
    for error in wrong:
        _log.warning("%s", error)
    return found


def damaged(folders: Folders) -> list[SvdError]:
    """What is wrong with those that `listed` passes over."""
    return _looked_at(folders)[1]


def known_presets(folders: Folders) -> dict[str, AnyPreset]:
    """Every export preset that there is, by name: the built-in ones, then the person's own."""
    return {**PRESETS, **{name: own.preset() for name, own in listed(folders).items()}}


def add(folders: Folders, own: OwnPreset) -> None:
    """Keeps a new one; SvdError of kind `request` when its name is taken."""
    _check_free(folders, own.name)
    save(folders, own)


def save(folders: Folders, own: OwnPreset) -> None:
    """Writes or replaces the preset of that name."""
    folder = _folder(folders)
    folder.mkdir(exist_ok=True)
    write(folder / (own.name + SUFFIX), own)


def rename(folders: Folders, old: str, new: str) -> None:
    """Raises SvdError of kind `request` when there is no such preset, or the name is taken."""
    own = find(folders, old)
    _check_free(folders, new)
    label = new if own.label == old else own.label
    save(folders, replace(own, name=new, label=label))
    delete(folders, old)


def delete(folders: Folders, name: str) -> None:
    """Raises SvdError of kind `request` when it is not the person's own."""
    if name in PRESETS:
        raise SvdError(
            "request", f"{name} is a built-in preset and stays.", "Name one of your own."
        )
    try:
        check_name(name)
        (_folder(folders) / (name + SUFFIX)).unlink()
    except (SvdError, FileNotFoundError) as error:
        raise _missing(folders, name) from error


def find(folders: Folders, name: str) -> OwnPreset:
    """One of the person's own; SvdError of kind `request` when there is none of that name."""
    own = listed(folders)
    if name not in own:
        raise _missing(folders, name)
    return own[name]


def read(path: Path, name: str | None = None) -> OwnPreset:
    """A preset from a file, under the name it has there or another; raises SvdError of kind
    `input`."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise SvdError(
            "input", f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.",
            "Choose another file.",
        ) from error  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise SvdError(
            "input", f"{path.name} is no export preset.", "Choose a file that was exported here."
        ) from error
    if not isinstance(data, dict):
        raise SvdError(
            "input", f"{path.name} is no export preset.", "Choose a file that was exported here."
        )
    try:
        return OwnPreset.from_json({**data, "name": name} if name else data)
    except SvdError as error:
        raise SvdError(
            "input", f"{path.name} is no export preset of this version: {error.reason.message}",
            error.reason.remedy,
        ) from error  # fmt: skip


def write(path: Path, own: OwnPreset) -> None:
    write_atomically(
        path, (json.dumps(own.to_json(), indent=2, ensure_ascii=False) + "\n").encode()
    )


def _looked_at(folders: Folders) -> tuple[dict[str, OwnPreset], list[SvdError]]:
    found, wrong = {}, []
    for path in sorted(_folder(folders).glob("*" + SUFFIX)):
        try:
            own = read(path)
            if own.name != path.stem:
                raise SvdError(
                    "input", f"{path.name} holds a preset called {own.name}.",
                    "Import it under that name.",
                )  # fmt: skip
        except SvdError as error:
            wrong.append(error)
        else:
            found[own.name] = own
    return found, wrong


def _check_free(folders: Folders, name: str) -> None:
    # A damaged file holds its name too: it may be mended by hand.
    if (_folder(folders) / (name + SUFFIX)).exists():
        raise SvdError(
            "request", f"There is a preset called {name} already.",
            "Choose another name, or remove that one first.",
        )  # fmt: skip


def _missing(folders: Folders, name: str) -> SvdError:
    return SvdError(
        "request", f"There is no preset of your own called {name!r}.",
        f"Your own are: {', '.join(listed(folders)) or 'none'}.",
    )  # fmt: skip


def _folder(folders: Folders) -> Path:
    return folders.settings / "export-presets"
