"""The queue's rows, which can be dragged to another place in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from svd_desktop.app.queue_model import MIME, Column, QueueModel
from svd_desktop.core.jobs import Job
from svd_desktop.ui import theme
from svd_desktop.ui.queue_delegate import Index, QueueDelegate
from svd_desktop.ui.selection import selected_ranges

_LETTERS = (
    (Column.PICTURE, 28),
    (Column.SEED, 26),
    (Column.STATE, 22),
    (Column.PROGRESS, 32),
    (Column.TIME_LEFT, 12),
)


class QueueTable(QTableView):
    """Rows without a grid, selected whole. Of Qt's views this one asks the model, in Python, for
    the visible rows alone: a tree view of ten thousand held the window up for 0.1 s a change.

    Takes the queue's own drags; what else is dragged over it is its parents' affair.
    """

    def __init__(self, queue: QueueModel) -> None:
        super().__init__()
        self._queue = queue
        self.setModel(queue)
        self.setAccessibleName(self.tr("Queue"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(QueueDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        # At each paint a header looks for columns that are selected whole, row by row: 0.3 s with
        # ten thousand selected. This one looks at a selection that is always empty.
        header.setSelectionModel(QItemSelectionModel(queue, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in _LETTERS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, letter * letters)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the first and the last row: there is no going from column to column."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._queue.rowCount() - 1,
        }
        if action in ends:
            return self._queue.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the frame runs around whole rows

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._set_row_height()
        super().changeEvent(event)

    def _set_row_height(self) -> None:
        """With room to breathe."""
        height = self.fontMetrics().height() + 2 * theme.TIGHT + 2
        self.verticalHeader().setDefaultSectionSize(height)

    def selected(self) -> list[Job]:
        """In the order of the rows."""
        ranges = selected_ranges(self)
        jobs = [job for first, last in ranges for job in self._queue.jobs_in_rows(first, last)]
        return list({job.id: job for job in jobs}.values())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            super().dragMoveEvent(event)
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            super().dropEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            if not self._queue.rowCount():
                self._paint_empty(painter)
            elif self.hasFocus() and self.currentIndex().isValid():
                self._paint_focus(painter)

    def _paint_empty(self, painter: QPainter) -> None:
        text = (
            self.tr("No clip in the queue is like that.")
            if self._queue.filtered
            else self.tr("What you render waits its turn here.")
        )
        painter.setPen(theme.quiet_color(self.palette()))
        room = self.viewport().rect().adjusted(theme.WIDE, 0, -theme.WIDE, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def _paint_focus(self, painter: QPainter) -> None:
        """Around the whole row, which is what the keys act on."""
        row = self.visualRect(self.currentIndex())
        row.setLeft(0)
        row.setRight(self.viewport().width() - 1)
        chosen = self.selectionModel().isSelected(self.currentIndex())
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Highlight
        painter.setPen(QPen(self.palette().color(role), 1, Qt.PenStyle.DotLine))
        painter.drawRect(row.adjusted(0, 0, 0, -1))
