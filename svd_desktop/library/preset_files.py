"""The person's presets: one JSON file each, a request's own form without picture and seed."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.library.folders import Folders
from svd_desktop.media.names import sanitise
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)
SUFFIX = ".json"
Values = dict[str, Any]


def listed(folders: Folders) -> dict[str, Values]:
    """By name. One that cannot be read is named in the log and passed over."""
    found = {}
    for path in sorted(_folder(folders).glob("*" + SUFFIX), key=lambda path: path.name.casefold()):
        try:
            found[path.stem] = read(path)
        except SvdError as error:
            _log.warning("%s", error)
    return found


def save(folders: Folders, name: str, values: Values) -> None:
    """Writes or replaces the preset; the name it then has is `file_name(name)`."""
    folder = _folder(folders)
    folder.mkdir(exist_ok=True)
    write(folder / (file_name(name) + SUFFIX), values)


def rename(folders: Folders, old: str, new: str) -> None:
    """Replaces what had the new name."""
    folder = _folder(folders)
    (folder / (old + SUFFIX)).replace(folder / (file_name(new) + SUFFIX))


def delete(folders: Folders, name: str) -> None:
    (_folder(folders) / (name + SUFFIX)).unlink(missing_ok=True)


def file_name(name: str) -> str:
    """The preset's name as every file system takes it."""
    return sanitise(name.strip())


def read(path: Path) -> Values:
    """A preset's values from a file; a clip's sidecar will do. Raises SvdError of kind `input`."""
    try:
        data = json.loads(path.read_bytes())
        data = {**data.get("request", data), "source": "no picture", "seed": 0}
        values = RenderRequest.from_json(data).to_json()
    except OSError as error:
        raise SvdError(
            "input", f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.",
            "Choose another file.",
        ) from error  # fmt: skip
    except SvdError as error:
        raise SvdError(
            "input", f"{path.name} is no preset of this version: {error.reason.message}",
            "Choose a file that was exported here.",
        ) from error  # fmt: skip
    except (ValueError, TypeError, AttributeError) as error:
        raise SvdError(
            "input", f"{path.name} is no preset.", "Choose a file that was exported here."
        ) from error
    del values["source"], values["seed"]
    return values


def write(path: Path, values: Values) -> None:
    write_atomically(path, (json.dumps(values, indent=2) + "\n").encode())


def _folder(folders: Folders) -> Path:
    return folders.settings / "presets"
