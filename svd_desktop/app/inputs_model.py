"""The pictures to render from, as a list that views show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.sentences import told
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.crop import crop_box
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import Framing

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
INPUT = int(ROLE.UserRole)
CROP = INPUT + 1  # the Box of the small picture that a clip would show; None where it is all


@dataclass(frozen=True)
class Input:
    """A picture in the list; `reason` says why it cannot be rendered from.

    `framing` is its own once the person has changed it; until then it follows the panel.
    """

    path: Path
    reason: Reason | None = None
    framing: Framing | None = None


class InputsModel(QAbstractListModel):
    """Each picture once, in the order it came."""

    def __init__(
        self, thumbnails: Thumbnails, settings: ClipSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._settings = settings
        self._inputs: list[Input] = []
        self._rows: dict[Path, int] = {}
        thumbnails.ready.connect(self._tell)
        thumbnails.refused.connect(self._refuse)
        settings.changed.connect(self._on_setting)
        settings.model_changed.connect(self._tell_crops)

    def add(self, paths: Iterable[Path]) -> None:
        self._insert(len(self._inputs), paths)

    def restore(self, kept: Iterable[tuple[Path, Framing | None]]) -> None:
        """The pictures of the last time, before what has come already: a start's own pictures are
        the last, whichever was quicker."""
        framings = dict(kept)
        self._insert(0, framings)
        for path, framing in framings.items():
            self.set_framing(path, framing)

    def _insert(self, first: int, paths: Iterable[Path]) -> None:
        new = [path for path in dict.fromkeys(paths) if path not in self._rows]
        if not new:
            return
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._inputs[first:first] = map(Input, new)
        self._rows = {item.path: row for row, item in enumerate(self._inputs)}
        self.endInsertRows()
        self._thumbnails.prepare(new)

    def kept(self) -> list[tuple[Path, Framing | None]]:
        """What `restore` takes."""
        return [(item.path, item.framing) for item in self._inputs]

    def remove(self, rows: Iterable[int]) -> None:
        for last, first in _runs_from_the_end(rows):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._inputs[first : last + 1]
            self._rows = {item.path: row for row, item in enumerate(self._inputs)}
            self.endRemoveRows()

    def readable(self, rows: Iterable[int] | None = None) -> list[Path]:
        """The pictures that can be rendered from, of these rows or of all."""
        wanted = range(len(self._inputs)) if rows is None else sorted(rows)
        return [self._inputs[row].path for row in wanted if self._inputs[row].reason is None]

    def item(self, path: Path) -> Input | None:
        row = self._rows.get(path)
        return None if row is None else self._inputs[row]

    def row(self, path: Path) -> int:
        """-1 for a picture that is not in the list."""
        return self._rows.get(path, -1)

    def framing(self, path: Path) -> Framing:
        """How a picture meets the clip's aspect: its own way, or the panel's."""
        item = self.item(path)
        return (item and item.framing) or Framing(mode=self._settings.framing)

    def set_framing(self, path: Path, framing: Framing | None) -> None:
        """None: it follows the panel again."""
        row = self._rows.get(path)
        if row is not None and self._inputs[row].framing != framing:
            self._inputs[row] = replace(self._inputs[row], framing=framing)
            index = self.index(row)
            self.dataChanged.emit(index, index, [INPUT, CROP])

    def framings(self) -> dict[Path, Framing]:
        """Those that pictures have of their own."""
        return {item.path: item.framing for item in self._inputs if item.framing}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._inputs)

    def data(self, index: Index, role: int = int(ROLE.DisplayRole)) -> Any:
        item = self._inputs[index.row()]
        if role == INPUT:
            return item
        if role == ROLE.DisplayRole:
            return item.path.name
        if role == ROLE.DecorationRole:
            return None if item.reason else self._thumbnails.image(item.path)
        if role == CROP:
            return self._crop(item)
        if role == ROLE.ToolTipRole:
            return f"{item.path}\n{told(item.reason)}" if item.reason else str(item.path)
        if role == ROLE.AccessibleTextRole:
            return f"{item.path.name}: {told(item.reason)}" if item.reason else item.path.name
        return None

    def _crop(self, item: Input) -> Any:
        framing = self.framing(item.path)
        image = None if item.reason else self._thumbnails.image(item.path)
        if image is None or framing.mode != "crop":
            return None
        return crop_box((image.width(), image.height()), *self._settings.size, framing)

    def _on_setting(self, name: str) -> None:
        if name in ("width", "height", "framing"):
            self._tell_crops()

    def _tell_crops(self) -> None:
        if self._inputs:
            last = self.index(len(self._inputs) - 1)
            self.dataChanged.emit(self.index(0), last, [CROP])

    def _tell(self, path: Path) -> None:
        row = self._rows.get(path)  # None: removed while it was decoded
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [ROLE.DecorationRole])

    def _refuse(self, path: Path, reason: Reason) -> None:
        row = self._rows.get(path)
        if row is not None:
            self._inputs[row] = replace(self._inputs[row], reason=reason)
            index = self.index(row)
            self.dataChanged.emit(index, index)


def _runs_from_the_end(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Neighbouring rows as (last, first), the last run first, so that earlier rows keep theirs."""
    run: list[int] = []
    for row in sorted(set(rows), reverse=True):
        if run and row != run[-1] - 1:
            yield run[0], run[-1]
            run = []
        run.append(row)
    if run:
        yield run[0], run[-1]
