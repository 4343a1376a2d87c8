"""The person's settings at the start: they decide how the first frame looks."""

from __future__ import annotations

import logging

from svd_desktop.core.settings import Settings
from svd_desktop.library.folders import find_folders
from svd_desktop.library.settings_file import load_settings

_log = logging.getLogger(__name__)


def read_preferences() -> Settings:
    """Read on the window's own thread, before there is a window: half a millisecond.

    A folder that is not there is told by the library's thread, which meets it next.
    """
    try:
        return load_settings(find_folders())
    except Exception:  # nothing that is wrong with the settings keeps the window from opening
        _log.exception("settings")
        return Settings()
