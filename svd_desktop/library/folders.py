"""Where everything lies on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from svd_desktop.core.errors import SvdError

HOME_VARIABLE = "SVD_DESKTOP_HOME"
_APP = "svd-desktop"


@dataclass(frozen=True)
class Folders:
    """`output` is where clips go unless the settings or a job say otherwise."""

    settings: Path
    library: Path
    takes: Path
    models: Path
    logs: Path
    output: Path

    @property
    def database(self) -> Path:
        return self.library / "library.sqlite"

    @property
    def locks(self) -> Path:
        return self.library / "locks"


def find_folders() -> Folders:
    """The platform's own folders, or all under SVD_DESKTOP_HOME; made where they are missing.

    Raises SvdError of kind `disk` when one cannot be made.
    """
    home = os.environ.get(HOME_VARIABLE)
    if home:
        base = Path(home).expanduser().resolve()
        folders = _under(base, settings=base, logs=base / "logs", output=base / "output")
    else:
        folders = _under(
            Path(platformdirs.user_data_dir(_APP, appauthor=False)),
            settings=Path(platformdirs.user_config_dir(_APP, appauthor=False)),
            logs=Path(platformdirs.user_log_dir(_APP, appauthor=False)),
            output=Path(platformdirs.user_videos_dir()) / "SVD Desktop",
        )
    needed = (folders.settings, folders.library, folders.takes, folders.models, folders.logs)
    for folder in (*needed, folders.locks):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SvdError(
                "disk",
                f"The folder {folder} cannot be made: {error.strerror}.",
                f"Set {HOME_VARIABLE} to a folder that can be written.",
            ) from error
    return folders


def _under(data: Path, *, settings: Path, logs: Path, output: Path) -> Folders:
    return Folders(settings, data / "library", data / "takes", data / "models", logs, output)
