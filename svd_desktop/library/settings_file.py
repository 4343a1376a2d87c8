"""The settings on disk: read with care, written whole."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from svd_desktop.core.settings import Settings, migrate
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)


def settings_path(folders: Folders) -> Path:
    return folders.settings / "settings.json"


def load_settings(folders: Folders) -> Settings:
    """The person's settings; defaults where there are none.

    A file that cannot be read is moved aside, not overwritten, and named in the log.
    """
    path = settings_path(folders)
    try:
        return migrate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (ValueError, AttributeError, OSError) as error:
        aside = path.with_suffix(".unreadable.json")
        _log.warning("The settings cannot be read (%s); they are kept as %s.", error, aside)
        path.replace(aside)
        return Settings()


def save_settings(folders: Folders, settings: Settings) -> None:
    text = json.dumps(settings.to_json(), indent=2)
    write_atomically(settings_path(folders), text.encode())
