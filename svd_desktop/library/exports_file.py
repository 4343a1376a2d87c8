"""The exports that are not done yet, so that they go on after a restart."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.exporting import Export
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)
_VERSION = 1


def load_exports(folders: Folders) -> list[Export]:
    """A list that cannot be read is no list: the takes themselves are in the library."""
    path = _path(folders)
    try:
        data = json.loads(path.read_bytes())
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']!r}")
        items = list(data["exports"])
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, LookupError, OSError, RecursionError) as error:
        _log.warning("The list of exports cannot be read (%s): %s", path, error)
        return []
    exports = []
    for item in items:
        try:
            exports.append(Export.from_json(item))
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, SvdError):
            _log.warning("This export cannot be read (%s): %s", path, item)
    return exports


def save_exports(folders: Folders, exports: Sequence[Export]) -> None:
    items = [export.to_json() for export in exports]
    text = json.dumps({"version": _VERSION, "exports": items})
    write_atomically(_path(folders), text.encode())


def _path(folders: Folders) -> Path:
    return folders.library / "exports.json"
