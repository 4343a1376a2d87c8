"""How a row of the queue is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from svd_desktop.app.queue_model import FRACTION, JOB, Column
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_BAR_HEIGHT = 6


class QueueDelegate(QStyledItemDelegate):
    """Progress as a bar, failures in the colour of errors."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # shown around the whole row
        job: Job = index.data(JOB)
        if job.state == JobState.FAILED and index.column() in (Column.STATE, Column.MESSAGE):
            color: QColor = theme.error_color(option.palette)
            option.palette.setColor(QPalette.ColorRole.Text, color)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fraction = index.data(FRACTION) if index.column() == Column.PROGRESS else None
        if fraction is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        words, plain.text = plain.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        inner = option.rect.adjusted(theme.TIGHT, 0, -theme.GAP, 0)
        bar = QRect(0, 0, inner.width() // 3, _BAR_HEIGHT)
        bar.moveCenter(inner.center())
        bar.moveLeft(inner.left())
        _paint_bar(painter, bar, fraction, ink if selected else option.palette.highlight().color())
        painter.setPen(ink)
        painter.drawText(
            inner.adjusted(bar.width() + theme.GAP, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            words,
        )


def _paint_bar(painter: QPainter, place: QRect, fraction: float, color: QColor) -> None:
    """Thin and flat: the style's own bar runs under its text and clashes with a selected row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(color)
    ground.setAlphaF(0.25)
    radius = place.height() / 2
    painter.setBrush(ground)
    painter.drawRoundedRect(place, radius, radius)
    if fraction > 0:
        done = QRect(place)
        done.setWidth(max(place.height(), round(place.width() * fraction)))
        painter.setBrush(color)
        painter.drawRoundedRect(done, radius, radius)
    painter.restore()
