"""The few icons of the window, drawn in the text's colour so that they fit light and dark.

The standard icons of Qt's own styles are dark pictures that vanish on a dark window.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)


def _triangle(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _play() -> QPainterPath:
    return _triangle((5, 3), (13, 8), (5, 13))


def _pause() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(4, 3, 3, 10))
    path.addRect(QRectF(9, 3, 3, 10))
    return path


def _forward() -> QPainterPath:
    path = _triangle((3, 3), (10, 8), (3, 13))
    path.addRect(QRectF(11, 3, 2, 10))
    return path


def _back() -> QPainterPath:
    path = _triangle((13, 3), (6, 8), (13, 13))
    path.addRect(QRectF(3, 3, 2, 10))
    return path


def _reset() -> QPainterPath:
    path = QPainterPath()
    path.arcMoveTo(QRectF(3, 3, 10, 10), 60)
    path.arcTo(QRectF(3, 3, 10, 10), 60, -290)
    path.moveTo(4, 1)
    path.lineTo(4, 5.5)
    path.lineTo(8.5, 5.5)
    return path


def _dots() -> QPainterPath:
    path = QPainterPath()
    for x in (3, 8, 13):
        path.addEllipse(QPointF(x, 8), 1.4, 1.4)
    return path


def _ping_pong() -> QPainterPath:
    path = QPainterPath()
    for y, from_x, to_x in ((5.0, 2.0, 14.0), (11.0, 14.0, 2.0)):
        back = 3 if to_x > from_x else -3
        path.moveTo(from_x, y)
        path.lineTo(to_x, y)
        path.moveTo(to_x - back, y - 3)
        path.lineTo(to_x, y)
        path.lineTo(to_x - back, y + 3)
    return path


def _beside() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(1.5, 4, 5.5, 8))
    path.addRect(QRectF(9, 4, 5.5, 8))
    return path


def _wipe() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(1.5, 4, 13, 8))
    path.moveTo(8, 1.5)
    path.lineTo(8, 14.5)
    return path


def _actual() -> QPainterPath:
    """1:1"""
    path = QPainterPath()
    for x in (4.0, 13.0):
        path.moveTo(x - 2, 5)
        path.lineTo(x, 3.5)
        path.lineTo(x, 12.5)
    for y in (6.0, 10.0):
        path.addEllipse(QPointF(8, y), 0.4, 0.4)
    return path


def _full() -> QPainterPath:
    path = QPainterPath()
    for x, y in ((2.0, 3.0), (14.0, 3.0), (14.0, 13.0), (2.0, 13.0)):
        path.moveTo(x, y + (3.5 if y < 8 else -3.5))
        path.lineTo(x, y)
        path.lineTo(x + (3.5 if x < 8 else -3.5), y)
    return path


_FILLED = {"play": _play, "pause": _pause, "forward": _forward, "back": _back, "dots": _dots}
_DRAWN = {
    "reset": _reset,
    "ping-pong": _ping_pong,
    "beside": _beside,
    "wipe": _wipe,
    "actual": _actual,
    "full": _full,
}


class _Engine(QIconEngine):
    """Draws a path of 16 by 16 at any size and scale."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        group = (
            QPalette.ColorGroup.Disabled
            if mode == QIcon.Mode.Disabled
            else QPalette.ColorGroup.Active
        )
        # Styles mark a pressed button so faintly that on a dark window nobody sees it.
        pressed = state == QIcon.State.On and group == QPalette.ColorGroup.Active
        role = QPalette.ColorRole.Highlight if pressed else QPalette.ColorRole.ButtonText
        color = QPalette().color(group, role)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / 16, rect.height() / 16)
        if self._name in _FILLED:
            painter.fillPath(_FILLED[self._name](), color)
        else:
            painter.setPen(QPen(color, 1.5, c=Qt.PenCapStyle.RoundCap))
            painter.drawPath(_DRAWN[self._name]())
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name)


def icon(name: str) -> QIcon:
    """One of those that are listed above."""
    return QIcon(_Engine(name))
