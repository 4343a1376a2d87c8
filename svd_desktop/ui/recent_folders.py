"""The menu of folders that pictures were added from."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from svd_desktop.app.session import Session


class RecentFolders(QMenu):
    """An entry adds the pictures of its folder."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.names: list[str] = []  # the last one first
        self.setTitle(self.tr("Recent folders"))
        self.setToolTipsVisible(True)
        self.menuAction().setEnabled(False)
        session.recent_folders.connect(self._show)

    def _show(self, names: list[str]) -> None:
        self.names = names
        self.clear()
        for name in names:
            action = self.addAction(shortened(name).replace("&", "&&"))
            action.setToolTip(name)
            action.triggered.connect(partial(self._session.arrivals.add, [name]))
        self.menuAction().setEnabled(bool(names))


def shortened(name: str) -> str:
    """The end of a path, which tells folders apart; the person's own folder as ~."""
    path = Path(name)
    if path.is_relative_to(Path.home()) and path != Path.home():
        path = Path("~") / path.relative_to(Path.home())
    parts = path.parts
    return str(path) if len(parts) <= 4 else str(Path("…", *parts[-3:]))
