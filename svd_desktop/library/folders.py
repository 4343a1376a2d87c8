"""Where everything lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from svd_desktop.core.errors import SvdError
from svd_desktop.models.data_folder import APP, HOME_VARIABLE, data_folder, home_folder


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
    home = home_folder()
    if home:
        folders = _under(home, settings=home, logs=home / "logs", output=home / "output")
    else:
        folders = _under(
            data_folder(),
            settings=Path(platformdirs.user_config_dir(APP, appauthor=False)),
            logs=Path(platformdirs.user_log_dir(APP, appauthor=False)),
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
