"""The folder that everything of a person's lies in which is no setting and no log."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

HOME_VARIABLE = "SVD_DESKTOP_HOME"
APP = "svd-desktop"


def home_folder() -> Path | None:
    """The one that SVD_DESKTOP_HOME names, for everything at once; None where it is not set."""
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser().resolve() if home else None


def data_folder() -> Path:
    return home_folder() or Path(platformdirs.user_data_dir(APP, appauthor=False))
