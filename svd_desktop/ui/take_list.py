"""The gallery's grid: posters that move under the pointer and can be dragged out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from svd_desktop.app.moving_posters import MovingPoster, MovingPosters
from svd_desktop.app.takes_model import TAKE, TakesModel
from svd_desktop.ui import theme
from svd_desktop.ui.take_delegate import TakeDelegate, star_place

_BATCH = 50


class TakeList(QListView):
    """Tiles of one size, wrapped: two thousand are laid out as fast as ten."""

    star_clicked = Signal(object)  # a KeptTake

    def __init__(
        self, model: TakesModel, moving: MovingPosters, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.delegate = TakeDelegate(self)
        self._takes = model
        self._moving = moving
        self._hovered: Path | None = None
        self._poster: MovingPoster | None = None
        self._frame = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._next_frame)
        moving.ready.connect(self._start)
        self.setModel(model)
        # The take beside a deleted one is next: it can be deleted or starred without a detour.
        model.rowsRemoved.connect(self._select_current)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Takes"))
        # Not icon mode: there Shift selects what lies in a rectangle, and not from here to there.
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # no width to and fro
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # One less: Qt takes a row that is just full for one too full.
        self.delegate.fit(self.viewport().width() - 1, self.fontMetrics())
        self.setGridSize(self.delegate.tile)
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard has something selected, which the keys are then about."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._select_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and Space are the window's: the player has them, and the search field finds."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.text() and event.text().isprintable() and not control:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and star_place(self.visualRect(index)).contains(place):
            self.star_clicked.emit(index.data(TAKE))  # what is selected stays so
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._point_at(event.position().toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._hover(None)
        return super().viewportEvent(event)

    def _select_current(self) -> None:
        selection, index = self.selectionModel(), self.currentIndex()
        if self.hasFocus() and index.isValid() and not selection.hasSelection():
            selection.select(index, selection.SelectionFlag.Select)

    def _point_at(self, place: QPoint) -> None:
        index = self.indexAt(place)
        self._hover(index.data(TAKE).folder if index.isValid() else None)

    def _hover(self, folder: Path | None) -> None:
        if folder == self._hovered or (folder and theme.is_still()):
            return
        self._clock.stop()
        self.delegate.moving = None
        self._repaint()
        self._hovered = folder
        if folder is None:
            self._moving.leave()
        elif self._moving.get(folder):
            self._start(folder)

    def _start(self, folder: Path) -> None:
        self._poster = self._moving.get(folder) if folder == self._hovered else None
        if self._poster and len(self._poster.frames) > 1:
            self._frame = -1
            self._clock.start(self._poster.milliseconds)
            self._next_frame()

    def _next_frame(self) -> None:
        if self._poster and self._hovered:
            self._frame = (self._frame + 1) % len(self._poster.frames)
            self.delegate.moving = self._hovered, self._poster.frames[self._frame]
            self._repaint()

    def _repaint(self) -> None:
        row = self._takes.row(self._hovered) if self._hovered else None
        if row is not None:
            self.update(self._takes.index(row, 0, QModelIndex()))
