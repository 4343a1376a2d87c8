"""The list of inputs on disk, so that it is there after a restart."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import Framing
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)
_VERSION = 1

KeptInput = tuple[Path, Framing | None]  # a picture, and the framing that is its own


def load_inputs(folders: Folders) -> list[KeptInput]:
    """A list that cannot be read is no list: the pictures themselves are where they were."""
    path = _path(folders)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']!r}")
        return [_read(item) for item in data["inputs"]]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, LookupError, OSError, SvdError) as error:
        _log.warning("The list of inputs cannot be read (%s): %s", path, error)
        return []


def save_inputs(folders: Folders, inputs: Sequence[KeptInput]) -> None:
    items = [
        {"path": str(path), "framing": asdict(framing) if framing else None}
        for path, framing in inputs
    ]
    # As ASCII: names on old disks are not always valid text, which UTF-8 would refuse.
    text = json.dumps({"version": _VERSION, "inputs": items}, ensure_ascii=True)
    write_atomically(_path(folders), text.encode("ascii"))


def _path(folders: Folders) -> Path:
    return folders.library / "inputs.json"


def _read(item: dict[str, Any]) -> KeptInput:
    framing = item["framing"]
    return Path(item["path"]), Framing.from_json(framing) if framing else None
