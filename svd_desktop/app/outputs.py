"""What clips can become on this machine, found out off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from collections.abc import Mapping

    from svd_desktop.core.errors import Reason
    from svd_desktop.library.folders import Folders
    from svd_desktop.media.presets import AnyPreset


@dataclass(frozen=True)
class Possible:
    """`presets` are those that there are, by name; `broken` says why one does not work here, ""
    where it does. `no_upscaling` is why frames cannot be enlarged, None when they can."""

    presets: Mapping[str, AnyPreset]
    broken: Mapping[str, str]
    no_upscaling: Reason | None


def find_possible(folders: Folders) -> Possible:
    """The built-in presets and the person's own. What was not tried yet is tried, which takes
    seconds the first time. Raises SvdError or OSError as `tried_presets` does."""
    from svd_desktop.core.errors import SvdError
    from svd_desktop.library.export_presets import known_presets
    from svd_desktop.library.trials_file import tried_presets
    from svd_desktop.media.upscaling import check_upscaling

    reason = None
    try:
        check_upscaling()
    except SvdError as error:
        reason = error.reason
    return Possible(known_presets(folders), tried_presets(folders).presets, reason)


class Outputs(Background):
    """`possible` is what was found last, None until then; `reason` why nothing was found. `output`
    is the usual folder for clips."""

    changed = Signal()
    _found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("outputs", parent)
        self.possible: Possible | None = None
        self.reason: Reason | None = None
        self.output = ""
        self._folders: Folders | None = None
        self._wanted = False
        self._found.connect(self._on_found)
        self.failed.connect(self._on_failed)

    def open(self, folders: Folders, output: str) -> None:
        """Nothing is tried yet: that is for whoever wants to export."""
        self._folders, self.output = folders, output
        if self._wanted:
            self.look()

    def look(self) -> None:
        """Finds out what is possible, once the library is open; `changed` follows."""
        self._wanted = True
        if folders := self._folders:
            self.post(lambda: self._found.emit(find_possible(folders)))

    def _on_found(self, possible: Possible) -> None:
        self.possible, self.reason = possible, None
        self.changed.emit()

    def _on_failed(self, reason: Reason) -> None:
        self.reason = reason
        self.changed.emit()
