"""How a picture looks in the list of inputs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from svd_desktop.app.inputs_model import CROP, INPUT, Input
from svd_desktop.app.sentences import translated
from svd_desktop.core.crop import Box
from svd_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_PICTURE = QSize(72, 54)
_UNUSED = QColor(0, 0, 0, 130)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)


class InputDelegate(QStyledItemDelegate):
    """A small picture, the file's name, and its folder or why it cannot be read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # A name and two lines below it: higher than a picture where letters are high.
        height = max(_PICTURE.height(), 3 * option.fontMetrics.height())
        return QSize(_PICTURE.width() + 100, height + 2 * theme.TIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        item: Input = index.data(INPUT)
        inner = option.rect.adjusted(theme.TIGHT, theme.TIGHT, -theme.GAP, -theme.TIGHT)
        place = QRect(inner.topLeft(), _PICTURE)
        image = index.data(_DECORATION)
        self._paint_picture(painter, option, place, item, image, index.data(CROP))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text = QRect(place.right() + theme.GAP, inner.top(), 0, inner.height())
        text.setRight(inner.right())
        self._paint_text(painter, option, text, item, selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Highlight), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_picture(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        item: Input,
        image: QImage | None,
        crop: Box | None,
    ) -> None:
        """What a clip would not show of the picture is darker."""
        if image is None:  # not decoded yet, or never will be
            painter.fillRect(place, theme.backdrop_color(option.palette))
            if item.reason:
                painter.setPen(theme.error_color(option.palette))
                painter.setFont(theme.larger(option.font))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "!")
            return
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(QPoint(0, 0), size)
        target.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, image)
        if crop is not None:
            scale = target.width() / image.width()
            left, top, right, bottom = (round(side * scale) for side in crop)
            used = QRect(left, top, right - left, bottom - top).translated(target.topLeft())
            unused = QPainterPath()  # what lies in both is in neither
            unused.addRect(target)
            unused.addRect(used)
            painter.fillPath(unused, _UNUSED)

    def _paint_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        item: Input,
        selected: bool,
    ) -> None:
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        name = second = option.palette.color(role)
        if not selected:
            quiet = theme.quiet_color(option.palette)
            second = theme.error_color(option.palette) if item.reason else quiet
        metrics = option.fontMetrics
        below = _below(item)
        lines = min(2, -(-metrics.horizontalAdvance(below) // place.width()))
        height = metrics.height() * (1 + lines)
        first = QRect(place.left(), place.center().y() - height // 2, place.width(), height)
        painter.setFont(option.font)
        painter.setPen(name)
        shown = metrics.elidedText(item.path.name, Qt.TextElideMode.ElideMiddle, place.width())
        painter.drawText(first, Qt.AlignmentFlag.AlignTop, shown)
        painter.setPen(second)
        rest = first.adjusted(0, metrics.height(), 0, 0)
        if lines < 2:
            painter.drawText(rest, Qt.AlignmentFlag.AlignTop, below)
        else:
            wrapped = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(rest, wrapped, below)


def _below(item: Input) -> str:
    """The folder, or why the file cannot be read; its name stands above already."""
    if item.reason is None:
        return item.path.parent.name
    text = translated(item.reason.message).removeprefix(str(item.path)).lstrip(" :")
    return text[:1].upper() + text[1:]
