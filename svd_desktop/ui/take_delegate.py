"""How a take looks in the gallery."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from svd_desktop.app.takes_model import TAKE
from svd_desktop.core.gallery import KeptTake
from svd_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_NARROWEST = 184  # a tile, so that six fill a window of 1280
_STAR = 18  # across
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
# On pictures, whatever their colours and the window's.
_STAR_INK, _STAR_EDGE = QColor("#ffc83d"), QColor(0, 0, 0, 170)


class TakeDelegate(QStyledItemDelegate):
    """A poster with its star, and under it name, model and seed, date and tags.

    `moving` is the frame to show instead of the poster of the take in that folder.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moving: tuple[Path, QImage] | None = None
        self.tile = QSize(_NARROWEST, 0)

    def fit(self, width: int, metrics: QFontMetrics) -> None:
        """Makes the tiles as wide as fills the rows of a view of this width."""
        across = width // max(1, width // _NARROWEST)
        poster = (across - 2 * theme.TIGHT) * 9 // 16
        self.tile = QSize(across, poster + 3 * metrics.height() + 3 * theme.TIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.tile

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        take: KeptTake = index.data(TAKE)
        place = _poster_place(option.rect)
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        painter.fillRect(place, theme.backdrop_color(option.palette))
        if self.moving and self.moving[0] == take.folder:
            _paint_picture(painter, place, self.moving[1])
        elif image := index.data(_DECORATION):
            _paint_picture(painter, place, image)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if take.starred or hovered:
            painter.setPen(QPen(_STAR_EDGE, 1.5))
            painter.setBrush(_STAR_INK if take.starred else QColor(255, 255, 255, 90))
            painter.drawPolygon(_star(star_place(option.rect)))
        painter.restore()
        self._paint_text(painter, option, place, take)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.WindowText), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, poster: QRect, take: KeptTake
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        quiet = ink if selected else theme.quiet_color(option.palette)
        metrics = option.fontMetrics
        line = QRect(poster.left(), poster.bottom() + 1 + theme.TIGHT, poster.width(), 0)
        line.setHeight(metrics.height())
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        facts = self.tr("{0} · seed {1}").format(take.model, take.request.seed)
        last = " · ".join((take.day, *take.tags))
        painter.setFont(option.font)
        for text, color, elide in (
            (take.name, ink, middle),
            (facts, quiet, middle),
            (last, quiet, right),
        ):
            painter.setPen(color)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, elide, line.width())
            )
            line.translate(0, metrics.height())


def star_place(tile: QRect) -> QRect:
    """Where a click stars a take."""
    poster = _poster_place(tile)
    place = QRect(0, 0, _STAR, _STAR)
    place.moveTopRight(poster.topRight() + QPoint(-theme.TIGHT, theme.TIGHT))
    return place


def _poster_place(tile: QRect) -> QRect:
    place = tile.adjusted(theme.TIGHT, theme.TIGHT, -theme.TIGHT, 0)
    place.setHeight(place.width() * 9 // 16)
    return place


def _paint_picture(painter: QPainter, place: QRect, image: QImage) -> None:
    target = QRect(
        QPoint(0, 0), image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    )
    target.moveCenter(place.center())
    painter.drawImage(target, image)


def _star(place: QRect) -> QPolygonF:
    middle = QPointF(place.center())
    points = []
    for corner in range(10):
        radius = _STAR / 2 * (1.0 if corner % 2 == 0 else 0.45)
        angle = math.pi * (corner / 5 - 0.5)
        points.append(middle + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(points)
