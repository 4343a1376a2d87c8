"""Which of the folders that pictures came from are there now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background


class RecentFolders(Background):
    """A card or a share may be away for now. A share may take minutes to say so: nothing else waits
    for that."""

    there = Signal(list)  # names, the last one first

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("recent folders", parent)

    def look(self, names: Sequence[str]) -> None:
        self.post(lambda: self.there.emit([name for name in names if Path(name).is_dir()]))
