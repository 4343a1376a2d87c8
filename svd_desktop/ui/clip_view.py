"""Shows clips frame by frame: one, or several in step, side by side or one over the other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from svd_desktop.app.clips import Clip
from svd_desktop.app.panes import Pane, Panes
from svd_desktop.app.sentences import told
from svd_desktop.ui import theme

# A 25-frame clip of 1024x576 shown at full size is 59 MB.
CACHE_BYTES = 128 * 2**20
_NUDGE = 0.02  # of the width, that an arrow key moves the divider
_PAN = 40  # device-independent pixels, that a key moves an enlarged picture
_SIDE_BY_SIDE = 1.2  # how much larger pictures in one column must be to be put there
_HANDLE = 5  # the radius of the divider's handle


class ClipView(QWidget):
    """Paints the frames that are due, as large as fits or pixel for pixel."""

    def __init__(self, panes: Panes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panes = panes
        self._scaled = _Scaled(CACHE_BYTES)
        self._actual = False
        self._pan = QPointF()  # of the picture's middle from the view's
        self._dragged_from: QPointF | None = None
        self._holds_divider = False
        panes.playback.frame_changed.connect(self._show_frame)
        panes.changed.connect(self._show_panes)
        panes.wiped.connect(self.update)

    def set_actual(self, actual: bool) -> None:
        """One pixel of the clip on one pixel of the screen; otherwise as large as fits."""
        self._actual = actual
        self._pan = QPointF()
        self._show_panes()

    def image(self, number: int = 0) -> QImage | None:
        """The frame shown of a pane, over the clip's own memory."""
        panes = self._panes.panes
        clip = panes[number].clip if number < len(panes) else None
        return _image(clip, self._panes.frame_of(clip)) if clip else None

    def pan(self, across: float, down: float) -> None:
        """Moves an enlarged picture, no further than its edge."""
        room = self._room()
        self._pan = QPointF(
            min(max(self._pan.x() + across, -room.x()), room.x()),
            min(max(self._pan.y() + down, -room.y()), room.y()),
        )
        self.update()

    def places(self) -> list[QRectF]:
        """Where each pane's picture is; parts of it may be outside of its cell."""
        return [self._place(pane, cell) for pane, cell in self._cells()]

    def paintEvent(self, event: QPaintEvent) -> None:
        cells = self._cells()
        clips = [pane.clip for pane, _ in cells if pane.clip]
        self._scaled.keep_for(clips, self.devicePixelRatioF(), self.size())
        with QPainter(self) as painter:
            for number, (pane, cell) in enumerate(cells):
                place = self._place(pane, cell)
                painter.save()
                painter.setClipRect(self._visible(number, place, cell))
                self._paint_pane(painter, pane, cell, place)
                painter.restore()
                if pane.name:
                    self._paint_name(painter, number, pane, cell, place)
            if self._wiping():
                self._paint_divider(painter, self._place(*cells[0]).intersected(cells[0][1]))
            elif self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (self._wiping() or self._can_pan()):
            self._dragged_from = event.position()
            self._holds_divider = self._wiping() and (
                not self._can_pan() or abs(event.position().x() - self._divider()) < theme.WIDE
            )
            self._drag(event.position())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With a divider, plain arrows move it. With Shift, arrows move an enlarged picture."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        across, down = ways.get(Qt.Key(event.key()), (0, 0))
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if shifted and self._can_pan() and (across or down):
            self.pan(-across * _PAN, -down * _PAN)
        elif self._wiping() and across and not event.modifiers():
            self._panes.move_wipe(self._panes.wipe + across * _NUDGE)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pan(0, 0)  # back inside the edges
        self._show_reach()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._scaled.keep_for([], 1.0, QSize())  # the memory is for what is seen

    def _show_frame(self) -> None:
        for place in self.places():
            self.update(place.toAlignedRect())

    def _show_panes(self) -> None:
        self._show_reach()
        self.update()

    def _show_reach(self) -> None:
        """It takes the focus only where keys move something in it."""
        can_pan = self._can_pan()
        reach = can_pan or self._wiping()
        self.setAccessibleName(self.tr("Divider") if self._wiping() else self.tr("Enlarged clip"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reach else Qt.FocusPolicy.NoFocus)
        if can_pan:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _wiping(self) -> bool:
        return self._panes.is_wipe and len(self._panes.panes) == 2

    def _can_pan(self) -> bool:
        room = self._room()
        return room.x() > 0 or room.y() > 0

    def _room(self) -> QPointF:
        """How far the largest picture can be moved from the middle of its cell."""
        if not self._actual:
            return QPointF()
        across = down = 0.0
        for pane, cell in self._cells():
            if pane.clip:
                size = self._actual_size(pane.clip)
                across = max(across, (size.width() - cell.width()) / 2)
                down = max(down, (size.height() - cell.height()) / 2)
        return QPointF(across, down)

    def _drag(self, to: QPointF) -> None:
        assert self._dragged_from is not None
        if self._holds_divider:
            place = self.places()[0]
            if place.width():
                self._panes.move_wipe((to.x() - place.left()) / place.width())
        else:
            moved = to - self._dragged_from
            self._dragged_from = to
            self.pan(moved.x(), moved.y())

    def _divider(self) -> float:
        place = self.places()[0]
        return place.left() + self._panes.wipe * place.width()

    def _cells(self) -> list[tuple[Pane, QRectF]]:
        """Each pane's part of the view, side by side unless one above the other is much larger."""
        panes = self._panes.panes
        inner = QRectF(self.rect()).adjusted(theme.GAP, theme.GAP, -theme.GAP, -theme.GAP)
        named = any(pane.name for pane in panes)
        label = self.fontMetrics().height() + theme.TIGHT if named else 0
        if self._wiping() or len(panes) < 2:
            cell = inner.adjusted(0, 0, 0, -label)
            return [(pane, cell) for pane in panes]
        clip = next((pane.clip for pane in panes if pane.clip), None)
        shape = QSize(clip.frames.shape[2], clip.frames.shape[1]) if clip else QSize(16, 9)

        def cell_size(columns: int) -> tuple[float, float]:
            rows = -(-len(panes) // columns)
            return (
                (inner.width() - (columns - 1) * theme.GAP) / columns,
                (inner.height() - (rows - 1) * theme.GAP) / rows - label,
            )

        def scale(columns: int) -> float:
            width, height = cell_size(columns)
            larger = min(width / shape.width(), height / shape.height())
            return larger * _SIDE_BY_SIDE if columns > 1 else larger

        columns = max(range(1, len(panes) + 1), key=scale)
        width, height = cell_size(columns)
        return [
            (
                pane,
                QRectF(
                    inner.left() + number % columns * (width + theme.GAP),
                    inner.top() + number // columns * (height + label + theme.GAP),
                    width,
                    height,
                ),
            )
            for number, pane in enumerate(panes)
        ]

    def _actual_size(self, clip: Clip) -> QRectF:
        _, height, width, _ = clip.frames.shape
        ratio = self.devicePixelRatioF()
        return QRectF(0, 0, width / ratio, height / ratio)

    def _place(self, pane: Pane, cell: QRectF) -> QRectF:
        """Of a pane's picture, on whole pixels of the screen."""
        # What cannot be shown, or not yet, has the room of those that can.
        clip = pane.clip or next((one.clip for one in self._panes.panes if one.clip), None)
        if clip is None:
            return cell
        size = self._actual_size(clip).size()
        if not self._actual:
            size = size.scaled(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        middle = cell.center() + self._pan
        return QRectF(
            round((middle.x() - size.width() / 2) * ratio) / ratio,
            round((middle.y() - size.height() / 2) * ratio) / ratio,
            max(1, round(size.width() * ratio)) / ratio,
            max(1, round(size.height() * ratio)) / ratio,
        )

    def _visible(self, number: int, place: QRectF, cell: QRectF) -> QRectF:
        """In a wipe, the first pane to the divider and the second from it on."""
        if not self._wiping():
            return cell
        divider = self._divider()
        part = QRectF(cell)
        part.setRight(divider) if number == 0 else part.setLeft(divider)
        return part

    def _paint_pane(self, painter: QPainter, pane: Pane, cell: QRectF, place: QRectF) -> None:
        if pane.clip is None:
            words = told(pane.reason) if pane.reason else self.tr("Reading…")
            painter.setPen(theme.quiet_color(self.palette()))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place, flags, words)
            return
        ratio = self.devicePixelRatioF()
        size = QSize(round(place.width() * ratio), round(place.height() * ratio))
        frame = self._panes.frame_of(pane.clip)
        painter.drawPixmap(place.topLeft(), self._scaled.pixmap(pane.clip, frame, size, ratio))

    def _paint_name(
        self, painter: QPainter, number: int, pane: Pane, cell: QRectF, place: QRectF
    ) -> None:
        """Under its picture; in a wipe each at its own side."""
        shown = place.intersected(cell)
        where = QRectF(
            cell.left(), shown.bottom() + theme.TIGHT, cell.width(), self.fontMetrics().height()
        )
        side = Qt.AlignmentFlag.AlignHCenter
        if self._wiping():
            where.setLeft(shown.left())
            where.setRight(shown.right())
            if number == 0:
                where.setRight(shown.center().x() - theme.GAP)
                side = Qt.AlignmentFlag.AlignLeft
            else:
                where.setLeft(shown.center().x() + theme.GAP)
                side = Qt.AlignmentFlag.AlignRight
        name = self.fontMetrics().elidedText(
            pane.name, Qt.TextElideMode.ElideMiddle, int(where.width())
        )
        painter.setPen(theme.quiet_color(self.palette()))
        painter.drawText(where, side | Qt.AlignmentFlag.AlignTop, name)

    def _paint_divider(self, painter: QPainter, shown: QRectF) -> None:
        """White between two dark lines, so that it is seen on any picture."""
        across = self._divider()
        top, bottom = QPointF(across, shown.top()), QPointF(across, shown.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(across, shown.center().y())
        focus = self.palette().color(QPalette.ColorRole.Highlight)
        for color, width in ((Qt.GlobalColor.black, 3.0), (Qt.GlobalColor.white, 1.5)):
            painter.setPen(QPen(color, width))
            painter.drawLine(top, bottom)
        painter.setPen(QPen(Qt.GlobalColor.black, 1))
        painter.setBrush(focus if self.hasFocus() else Qt.GlobalColor.white)
        radius = _HANDLE + 2 if self.hasFocus() else _HANDLE
        painter.drawEllipse(middle, radius, radius)


class _Scaled:
    """Frames at the size they are shown in, so that a second round only copies them.

    When it is full it takes no more: a loop comes to every frame in turn, and forgetting the
    oldest would be forgetting each just before it is needed.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._bytes = 0
        self._kept: dict[tuple[int, int, int, int], QPixmap] = {}
        self._for: tuple[list[Clip], float, QSize] = ([], 1.0, QSize())

    def keep_for(self, clips: list[Clip], ratio: float, size: QSize) -> None:
        """Forgets what was kept for other clips or another size of the view."""
        known = len(clips) == len(self._for[0]) and all(map(_same, clips, self._for[0]))
        if not known or (ratio, size) != self._for[1:]:
            self._for = (clips, ratio, size)
            self._kept.clear()
            self._bytes = 0

    def pixmap(self, clip: Clip, frame: int, size: QSize, ratio: float) -> QPixmap:
        key = (id(clip), frame, size.width(), size.height())
        if key in self._kept:
            return self._kept[key]
        image = _image(clip, frame)
        if image.size() != size:
            # Qt scales 32 bits a pixel twice as fast as 24.
            image = image.convertToFormat(QImage.Format.Format_RGB32).scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        cost = 4 * size.width() * size.height()
        if self._bytes + cost <= self._limit:
            self._kept[key] = pixmap
            self._bytes += cost
        return pixmap


def _same(one: Clip, other: Clip) -> bool:
    return one is other


def _image(clip: Clip, frame: int) -> QImage:
    pixels = clip.frames[frame]
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
