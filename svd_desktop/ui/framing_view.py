"""The framing of one picture: its crop over it, to be moved and scaled, or how else it is fitted.

The canvas paints and takes pointer and keys; what they mean is the editor's.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from svd_desktop.app.framing_editor import FramingEditor
from svd_desktop.app.sentences import told
from svd_desktop.ui import theme

_STEP, _LARGE_STEP = 0.02, 0.1  # of the crop's width, for each press of an arrow key
_SCALE = 1.05  # for each press of + and -, and each notch of a wheel
_NOTCH = 120  # of a wheel, in Qt's eighths of a degree
_TELLING = 1.05  # enlargement; less is not seen
_HANDLE = 10  # device-independent pixels
_REACH = 14  # around a corner, where it can be taken
_MARGINS = QMarginsF(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
_SHADE = QColor(0, 0, 0, 150)
_LINE = QColor(255, 255, 255)
_EDGE = QColor(0, 0, 0, 160)  # outside the white line, for white pictures
_THIRDS = QColor(255, 255, 255, 110)
_Key = Qt.Key
_ARROWS = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}


class FramingBar(QWidget):
    """Under the canvas: the way of fitting, what comes of it, and the way out."""

    left = Signal()

    def __init__(self, editor: FramingEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.mode = QComboBox()
        self.mode.setAccessibleName(self.tr("Framing of this picture"))
        self.mode.addItem(self.tr("Crop to fill"), "crop")
        self.mode.addItem(self.tr("Pad with black"), "pad")
        self.mode.addItem(self.tr("Stretch"), "stretch")
        self.mode.activated.connect(lambda: editor.set_mode(self.mode.currentData()))
        self.told = theme.Quiet()
        # Two lines, always: else the picture would jump when a sentence needs them.
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setToolTip(self.tr("The largest crop, in the middle (0)"))
        self.reset.clicked.connect(editor.reset)
        self.done = QPushButton(self.tr("Done"))
        self.done.setToolTip(self.tr("Back to the clip (Esc)"))
        self.done.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        row.setSpacing(theme.GAP)
        row.addWidget(self.mode)
        row.addWidget(self.told, 1)
        row.addWidget(self.reset)
        row.addWidget(self.done)
        editor.changed.connect(self._show)
        editor.path_changed.connect(self._show)

    def _show(self) -> None:
        editor = self._editor
        if editor.path is None:
            return
        self.mode.setCurrentIndex(self.mode.findData(editor.framing.mode))
        self.reset.setEnabled(editor.box is not None and editor.framing.mode == "crop")
        self.told.setText(self._text())

    def _text(self) -> str:
        """What the clip gets of the picture, and whether that is enough."""
        editor = self._editor
        if editor.reason is not None:
            return told(editor.reason)
        if editor.picture is None or editor.box is None:
            return self.tr("Reading the picture…")
        wide, high = editor.picture.size
        if editor.framing.mode == "crop":
            left, top, right, bottom = editor.box
            wide, high = round(right - left), round(bottom - top)
        if editor.enlargement >= _TELLING:
            if editor.framing.mode == "crop":
                text = self.tr("Enlarged {0} times: this part of the picture has {1}x{2} pixels.")
            else:
                text = self.tr("Enlarged {0} times: the picture has {1}x{2} pixels.")
            return text.format(f"{editor.enlargement:.2g}", wide, high)
        if editor.framing.mode == "crop":
            return self.tr("{0}x{1} pixels of the picture").format(wide, high)
        return self.tr("The whole picture, {0}x{1} pixels").format(wide, high)


class FramingCanvas(QWidget):
    """The picture with the crop over it; padded and stretched pictures as the clip has them."""

    left = Signal()

    def __init__(self, editor: FramingEditor) -> None:
        super().__init__()
        self._editor = editor
        self._held: QPointF | None = None  # of the crop's middle to the pointer, in the picture
        self._fixed: tuple[float, float] | None = None  # the corner opposite the one dragged
        self._ring = False
        self._scaled: tuple[tuple[int, QSize], QImage] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Framing"))
        editor.path_changed.connect(self._forget)
        editor.changed.connect(self.update)

    # Geometry, in the canvas's coordinates.

    def picture_rect(self) -> QRectF:
        """Where the picture is."""
        assert self._editor.picture is not None
        size = self._editor.picture.size
        clip, mode = self._editor.clip, self._editor.framing.mode
        if mode == "crop":
            return self._fitted(QSizeF(*size))
        whole = self._fitted(QSizeF(*clip))
        if mode == "stretch":
            return whole
        inner = QSizeF(*size).scaled(whole.size(), Qt.AspectRatioMode.KeepAspectRatio)
        rect = QRectF(QPointF(0, 0), inner)
        rect.moveCenter(whole.center())
        return rect

    def box_rect(self) -> QRectF:
        """What the clip shows: the crop, or the whole clip around a padded picture."""
        assert self._editor.picture is not None
        if self._editor.framing.mode != "crop":
            return self._fitted(QSizeF(*self._editor.clip))
        box = self._editor.box
        assert box is not None
        place, scale = self.picture_rect(), self._scale()
        left, top, right, bottom = box
        return QRectF(
            place.left() + left * scale,
            place.top() + top * scale,
            (right - left) * scale,
            (bottom - top) * scale,
        )

    def _fitted(self, size: QSizeF) -> QRectF:
        room = QRectF(self.rect()).marginsRemoved(_MARGINS)
        rect = QRectF(QPointF(0, 0), size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
        rect.moveCenter(room.center())
        return rect

    def _scale(self) -> float:
        """Of the canvas for one pixel of the picture, when it is cropped."""
        assert self._editor.picture is not None
        return self.picture_rect().width() / self._editor.picture.size[0]

    def _in_picture(self, point: QPointF) -> QPointF:
        place, scale = self.picture_rect(), self._scale()
        return QPointF((point.x() - place.left()) / scale, (point.y() - place.top()) / scale)

    def _corner_at(self, point: QPointF) -> tuple[float, float] | None:
        """The corner opposite the one at `point`, in the picture; None where there is none."""
        box = self._editor.box
        if box is None:
            return None
        rect = self.box_rect()
        for corner, opposite in (
            (rect.topLeft(), (box[2], box[3])),
            (rect.topRight(), (box[0], box[3])),
            (rect.bottomLeft(), (box[2], box[1])),
            (rect.bottomRight(), (box[0], box[1])),
        ):
            away = corner - point
            if max(abs(away.x()), abs(away.y())) <= _REACH:
                return opposite
        return None

    def _movable(self) -> bool:
        return self._editor.box is not None and self._editor.framing.mode == "crop"

    # Pointer and keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._movable():
            return
        self._fixed = self._corner_at(event.position())
        if self._fixed is None and self.box_rect().contains(event.position()):
            left, top, right, bottom = self._editor.box or (0, 0, 0, 0)
            middle = QPointF((left + right) / 2, (top + bottom) / 2)
            self._held = middle - self._in_picture(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._movable():
            self.unsetCursor()
            return
        at = self._in_picture(event.position())
        if self._fixed is not None:
            self._editor.drag_corner(self._fixed, (at.x(), at.y()))
        elif self._held is not None:
            left, top, right, bottom = self._editor.box or (0, 0, 0, 0)
            wanted = at + self._held
            self._editor.move(wanted.x() - (left + right) / 2, wanted.y() - (top + bottom) / 2)
        else:
            self._show_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = self._fixed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = self._fixed = None
        if self._movable():
            self._editor.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._movable():
            self._editor.scale(_SCALE ** (-event.angleDelta().y() / _NOTCH))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (_Key.Key_Escape, _Key.Key_Return, _Key.Key_Enter) and not _commanded(event):
            self.left.emit()
        elif _commanded(event) or not self._movable():
            super().keyPressEvent(event)
        elif key in _ARROWS:
            large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            left, _, right, _ = self._editor.box or (0, 0, 0, 0)
            step = (right - left) * (_LARGE_STEP if large else _STEP)
            across, down = _ARROWS[_Key(key)]
            self._editor.move(across * step, down * step)
        elif key in (_Key.Key_Plus, _Key.Key_Equal):  # the same key without Shift; as a zoom
            self._editor.scale(1 / _SCALE)
        elif key == _Key.Key_Minus:
            self._editor.scale(_SCALE)
        elif key == _Key.Key_0:
            self._editor.reset()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.unsetCursor()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = True
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()
        super().focusOutEvent(event)

    def _show_cursor(self, point: QPointF) -> None:
        rect = self.box_rect()
        if self._corner_at(point) is not None:
            falling = (point.x() < rect.center().x()) == (point.y() < rect.center().y())
            shape = Qt.CursorShape.SizeFDiagCursor if falling else Qt.CursorShape.SizeBDiagCursor
            self.setCursor(shape)
        elif rect.contains(point):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.unsetCursor()

    def _forget(self) -> None:
        self._held = self._fixed = self._scaled = None
        self.unsetCursor()
        if self._editor.path is not None:
            self.setAccessibleName(self.tr("Framing of {0}").format(self._editor.path.name))
            self.setAccessibleDescription(
                self.tr("Arrows move the crop, plus makes it smaller, minus larger, 0 resets it.")
            )
        self.update()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._editor.path is None or self._editor.picture is None:
            return
        with QPainter(self) as painter:
            place, box = self.picture_rect(), self.box_rect()
            if self._editor.framing.mode == "pad":
                painter.fillRect(box, QColor(self._editor.framing.background))
            painter.drawImage(place, self._image(place))
            if self._editor.framing.mode == "crop":
                self._paint_crop(painter, place, box)
            elif self._ring:
                self._paint_frame(painter, box)

    def _image(self, place: QRectF) -> QImage:
        """At the size it is painted: scaling a photograph anew for each move would stutter."""
        assert self._editor.picture is not None
        image = self._editor.picture.image
        size = (place.size() * self.devicePixelRatioF()).toSize()
        key = (image.cacheKey(), size)
        if self._scaled is None or self._scaled[0] != key:
            smooth = Qt.TransformationMode.SmoothTransformation
            ignored = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = key, image.scaled(size, ignored, smooth)
        return self._scaled[1]

    def _paint_crop(self, painter: QPainter, place: QRectF, box: QRectF) -> None:
        outside = QPainterPath()  # what lies in both rectangles is in neither
        outside.addRect(place)
        outside.addRect(box)
        painter.fillPath(outside, _SHADE)
        painter.setPen(QPen(_THIRDS, 1))
        for third in (1 / 3, 2 / 3):
            across, down = box.left() + third * box.width(), box.top() + third * box.height()
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
            painter.drawLine(QPointF(box.left(), down), QPointF(box.right(), down))
        self._paint_frame(painter, box)
        half = _HANDLE / 2
        painter.setPen(QPen(_EDGE, 1))
        painter.setBrush(_LINE)
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
            painter.drawRect(QRectF(corner.x() - half, corner.y() - half, _HANDLE, _HANDLE))

    def _paint_frame(self, painter: QPainter, box: QRectF) -> None:
        """In the colour of the focus while the keys move it."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EDGE, 1))
        painter.drawRect(box.adjusted(-1.5, -1.5, 1.5, 1.5))
        color = self.palette().color(QPalette.ColorRole.Highlight) if self._ring else _LINE
        painter.setPen(QPen(color, 2))
        painter.drawRect(box)


def _commanded(event: QKeyEvent) -> bool:
    """Held with a key that makes it a command of the window."""
    command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & (command | Qt.KeyboardModifier.MetaModifier))
