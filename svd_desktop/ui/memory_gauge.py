"""How much memory the render uses, in the status bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from svd_desktop.app import words
from svd_desktop.app.session import Session
from svd_desktop.ui import theme

_PARTS = 1000
_BAR_WIDTH = 120


class MemoryGauge(QWidget):
    """Nothing until a render has told; then a figure, and a bar where the whole is known."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = theme.Quiet()
        self.text.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _PARTS)
        self.bar.setFixedSize(_BAR_WIDTH, self.text.fontMetrics().height() // 2 + theme.TIGHT)
        self.bar.setAccessibleName(self.tr("Memory used by the render"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        layout.setSpacing(theme.GAP)
        layout.addStretch()
        layout.addWidget(self.text)
        layout.addWidget(self.bar)
        session.memory_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        used, total = self._session.memory_bytes, self._session.memory_total
        self.setVisible(bool(used))
        self.bar.setVisible(total is not None)
        if total is None:
            self.text.setText(self.tr("GPU memory {0}").format(words.size(used)))
        else:
            self.text.setText(
                self.tr("Memory {0} of {1}").format(words.size(used), words.size(total))
            )
            self.bar.setValue(round(used / total * _PARTS))
