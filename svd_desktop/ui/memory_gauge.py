"""Who uses the device's memory, in the status bar: now as a bar, and over the last minute."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from svd_desktop.app import words
from svd_desktop.app.memory_sampler import SECONDS, MemorySampler, Sample
from svd_desktop.ui import theme

_WIDTH = 120
_HISTORY_WIDTH = 60


class MemoryGauge(QWidget):
    """Nothing until the first sample; then what is used of the whole."""

    def __init__(self, memory: MemorySampler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self.text = theme.Quiet()
        self.text.setWordWrap(False)
        self.chart = _Chart(memory)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.text)
        layout.addWidget(self.chart)
        # No wider than it needs: what is left of the status bar is for sentences.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()
        memory.sampled.connect(self._show)

    def _show(self) -> None:
        sample = self._memory.latest
        assert sample is not None
        name = self.tr("GPU memory") if sample.gpu else self.tr("Memory")
        used = words.size(sample.ours + sample.others)
        self.text.setText(self.tr("{0} {1} of {2}").format(name, used, words.size(sample.total)))
        figures = self._figures(sample)
        self.setToolTip(figures)
        self.setAccessibleName(name)
        self.setAccessibleDescription(figures)
        self.chart.update()
        self.show()

    def _figures(self, sample: Sample) -> str:
        parts = (
            (self.tr("This program: {0}"), sample.ours),
            (self.tr("Other programs: {0}"), sample.others),
            (self.tr("Free: {0}"), sample.free),
        )
        return "\n".join(text.format(words.size(count)) for text, count in parts)


class _Chart(QWidget):
    """The last minute in small, and now as a bar: this program, then others, then what is free."""

    def __init__(self, memory: MemorySampler) -> None:
        super().__init__()
        self._memory = memory
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(_HISTORY_WIDTH + theme.GAP + _WIDTH, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        sample = self._memory.latest
        if sample is None or not sample.total:
            return
        palette = self.palette()
        ours = palette.color(QPalette.ColorRole.Highlight)
        others, empty = theme.muted_color(palette), theme.backdrop_color(palette)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_history(painter, ours, others)
            height = max(6.0, self.height() / 2)
            bar = QRectF(_HISTORY_WIDTH + theme.GAP, (self.height() - height) / 2, _WIDTH, height)
            painter.fillRect(bar, empty)
            left = bar.left()
            for count, color in ((sample.ours, ours), (sample.others, others)):
                width = bar.width() * count / sample.total
                painter.fillRect(QRectF(left, bar.top(), width, bar.height()), color)
                left += width
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(others, 1))
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_history(self, painter: QPainter, ours: QColor, others: QColor) -> None:
        """What this program uses as one area, and above it what others do."""
        history = list(self._memory.history)
        step, floor = _HISTORY_WIDTH / (SECONDS - 1), self.height() - 1.5
        first = _HISTORY_WIDTH - step * (len(history) - 1)
        areas = ((others, [s.ours + s.others for s in history]), (ours, [s.ours for s in history]))
        painter.setPen(Qt.PenStyle.NoPen)
        for color, counts in areas:
            line = [
                QPointF(first + step * number, floor - (floor - 1) * count / sample.total)
                for number, (count, sample) in enumerate(zip(counts, history, strict=True))
            ]
            painter.setBrush(color)
            ends = QPointF(_HISTORY_WIDTH, floor), QPointF(first, floor)
            painter.drawPolygon(QPolygonF([*line, *ends]))
        painter.setPen(QPen(others, 1))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(_HISTORY_WIDTH, floor + 0.5))
