"""The settings on disk: read with care, written whole."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from svd_desktop.core.settings import VERSION, Settings, migrate
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)


def settings_path(folders: Folders) -> Path:
    return folders.settings / "settings.json"


def load_settings(folders: Folders) -> Settings:
    """The person's settings; defaults where there are none.

    A file that makes no sense is moved aside, not overwritten, and named in the log. One of an
    older version is copied before the next save writes it anew. Raises OSError when a disk fails:
    what is on it may be sound.
    """
    path = settings_path(folders)
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
        settings = migrate(data)
        if data.get("version", 0) < VERSION:
            _back_up(path, text, data.get("version", 0))
        return settings
    except FileNotFoundError:
        return Settings()
    except (ValueError, AttributeError) as error:
        aside = _free(path.with_suffix(".unreadable.json"))
        _log.warning("The settings cannot be read (%s); they are kept as %s.", error, aside)
        path.replace(aside)
        return Settings()


def _free(path: Path) -> Path:
    """The path, with a number where one of that name was moved aside before."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _back_up(path: Path, text: str, version: int) -> None:
    backup = path.with_suffix(f".v{version}.json")
    try:
        write_atomically(backup, text.encode())
    except OSError as error:
        _log.warning("The settings of version %s are not copied: %s", version, error)


def save_settings(folders: Folders, settings: Settings) -> None:
    text = json.dumps(settings.to_json(), indent=2)
    write_atomically(settings_path(folders), text.encode())
