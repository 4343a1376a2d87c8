"""The list in the models dialog: a row for each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from svd_desktop.app.sentences import translated
from svd_desktop.models.catalogue import published
from svd_desktop.models.listing import size_in_words
from svd_desktop.ui import theme

if TYPE_CHECKING:
    from svd_desktop.models.listing import Entry
    from svd_desktop.models.searching import Found

_ENTRY = Qt.ItemDataRole.UserRole
_FOUND = Qt.ItemDataRole.UserRole + 1


class ModelList(QTreeWidget):
    """Models that can be had, then those that a search found in the folders of other programs."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Models"))
        self.setHeaderLabels([self.tr("Model"), self.tr("State"), self.tr("Size")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def show_models(self, entries: list[Entry], found: list[Found]) -> None:
        """The chosen model stays chosen, whatever became of it."""
        chosen = self._key()
        self.clear()
        for entry in entries:
            item = self._add(translated(entry.title), self._state(entry), _size(entry))
            item.setData(0, _ENTRY, entry)
            item.setToolTip(0, str(entry.folder) if entry.folder else "")
        for model in found:
            title = published()[model.published].title if model.published else model.path.name
            item = self._add(title, self.tr("Found elsewhere"), size_in_words(model.size))
            item.setData(0, _FOUND, model)
            item.setToolTip(0, str(model.path))
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """The row of a model's name, or of the path that was found; else the first."""
        for row in reversed(range(self.topLevelItemCount())):
            self.setCurrentIndex(self.model().index(row, 0))
            if self._key() == key:
                return

    def entry(self) -> Entry | None:
        """The chosen one, unless it was found elsewhere."""
        item = self.currentItem()
        entry: Entry | None = item.data(0, _ENTRY) if item else None
        return entry

    def found(self) -> Found | None:
        item = self.currentItem()
        found: Found | None = item.data(0, _FOUND) if item else None
        return found

    def _key(self) -> str:
        entry, found = self.entry(), self.found()
        return entry.name if entry else str(found.path) if found else ""

    def _add(self, *texts: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(texts)
        item.setSizeHint(0, QSize(0, self.fontMetrics().lineSpacing() + 2 * theme.TIGHT))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addTopLevelItem(item)
        return item

    def _state(self, entry: Entry) -> str:
        return {
            "embedded": self.tr("Comes with the program"),
            "installed": self.tr("On this computer"),
            "unfinished": self.tr("Half downloaded"),
            "available": self.tr("Can be downloaded"),
        }[entry.state]


def _size(entry: Entry) -> str:
    about = "" if entry.state in ("embedded", "installed") else "~ "
    return about + size_in_words(entry.bytes)
