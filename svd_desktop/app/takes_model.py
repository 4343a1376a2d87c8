"""The takes as a list that views show: those that the search finds, the newest first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from svd_desktop.app.sentences import translated
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.gallery import KeptTake, Search
from svd_desktop.core.takes import MASTER, POSTER

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
TAKE = int(ROLE.UserRole)
# Put together once: a view asks for those of every take when all are selected.
_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
_MANY = 50  # changes at once: one by one each would be a layout of the view


class TakesModel(QAbstractListModel):
    """The library's takes. The library decides; this only tells."""

    tags_changed = Signal()

    def __init__(self, posters: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posters = posters
        self._all: dict[str, KeptTake] = {}  # by its folder's name, quicker than a Path
        self._shown: list[KeptTake] = []
        self._rows: dict[str, int] = {}
        self._search = Search()
        self.tags: list[str] = []  # of all takes, in the order of the alphabet
        posters.ready.connect(self._tell_poster)

    @property
    def count(self) -> int:
        """Of all takes, found or not."""
        return len(self._all)

    @property
    def search(self) -> Search:
        return self._search

    def set_search(self, search: Search) -> None:
        if search != self._search:
            self._search = search
            self._show(self._all.values())

    def set_all(self, takes: Sequence[KeptTake]) -> None:
        self._all = {take.folder.name: take for take in takes}
        self._show(takes)
        self._collect_tags()

    def put(self, takes: Iterable[KeptTake]) -> None:
        """Takes as they are on disk: new, back, or changed."""
        takes = list(takes)
        self._all.update((take.folder.name, take) for take in takes)
        found = {take.folder.name for take in takes if self._search.finds(take)}
        stay = [
            take for take in takes if take.folder.name in found and take.folder.name in self._rows
        ]
        moved = [
            take
            for take in takes
            if (take.folder.name in found) != (take.folder.name in self._rows)
        ]
        for take in stay:
            self._shown[self._rows[take.folder.name]] = take
        if len(moved) > _MANY:
            self._show(self._all.values())
        else:
            for take in moved:
                if take.folder.name in found:
                    self._insert(take)
                else:
                    self._remove(self._rows[take.folder.name])
            if stay:
                rows = [self._rows[take.folder.name] for take in stay]
                self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        self._collect_tags()

    def remove(self, folders: Iterable[Path]) -> None:
        names = [folder.name for folder in folders]
        for name in names:
            self._all.pop(name, None)
        if len(names) > _MANY:
            self._show(self._all.values())
            names = []
        for name in names:
            row = self._rows.get(name)
            if row is not None:
                self._remove(row)
        self._collect_tags()

    def take(self, row: int) -> KeptTake:
        return self._shown[row]

    def takes_in_rows(self, first: int, last: int) -> list[KeptTake]:
        return self._shown[first : last + 1]

    def row(self, folder: Path) -> int | None:
        return self._rows.get(folder.name)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(ROLE.DisplayRole)) -> Any:
        take = self._shown[index.row()]
        if role == TAKE:
            return take
        if role == ROLE.DisplayRole:
            return take.name
        if role == ROLE.DecorationRole:
            return self._posters.image(take.folder / POSTER)
        if role == ROLE.ToolTipRole:
            lines = (take.name, ", ".join(take.tags), translated(take.note), str(take.folder))
            return "\n".join(filter(None, lines))
        if role == ROLE.AccessibleTextRole:
            star = self.tr("starred") if take.starred else ""
            seed = self.tr("seed {0}").format(take.request.seed)
            words = (take.name, star, take.model, seed, take.day, *take.tags)
            return ", ".join(filter(None, words))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction  # a move would take the file out of the library

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        data = QMimeData()
        rows = sorted(index.row() for index in indexes)
        files = [file_of(self._shown[row]) for row in rows]
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        return data

    def _show(self, takes: Iterable[KeptTake]) -> None:
        self.beginResetModel()
        found = [take for take in takes if self._search.finds(take)]
        self._shown = sorted(found, key=lambda take: take.made, reverse=True)
        self._count_rows()
        self.endResetModel()

    def _insert(self, take: KeptTake) -> None:
        older = [kept.made for kept in reversed(self._shown)]  # rising, as bisection needs it
        row = len(older) - bisect_right(older, take.made)
        self.beginInsertRows(QModelIndex(), row, row)
        self._shown.insert(row, take)
        self._count_rows()
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._shown[row]
        self._count_rows()
        self.endRemoveRows()

    def _count_rows(self) -> None:
        self._rows = {take.folder.name: row for row, take in enumerate(self._shown)}

    def _collect_tags(self) -> None:
        tags = sorted({tag for take in self._all.values() for tag in take.tags}, key=str.casefold)
        if tags != self.tags:
            self.tags = tags
            self.tags_changed.emit()

    def _tell_poster(self, path: Path) -> None:
        row = self._rows.get(path.parent.name)  # None: filtered out while it was decoded
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row), [ROLE.DecorationRole])


def file_of(take: KeptTake) -> Path:
    """What another program gets: the delivered clip while it is where it was put, or the master.

    Asks the disk, for one file, as it is dragged or shown.
    """
    clip = Path(take.clip)
    return clip if take.clip and clip.is_file() else take.folder / MASTER
