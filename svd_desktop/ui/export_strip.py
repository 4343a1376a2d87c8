"""Exports in the status bar: how far they are, a way to stop them, and where the files are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from svd_desktop.app.exports import Exports, Run
from svd_desktop.app.revealing import reveal
from svd_desktop.ui import theme

_PARTS = 1000  # of the bar
_WIDTH = 90


class ExportStrip(QWidget):
    """A view of Exports. What came of them stays until it is closed or there are others."""

    def __init__(self, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports = exports
        self._run = Run()
        self.text = theme.Quiet()
        self.text.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_WIDTH, self.fontMetrics().height() - theme.TIGHT)
        self.cancel = _button(self.tr("Cancel"), self.tr("Stop exporting"))
        self.cancel.clicked.connect(exports.cancel)
        self.show_files = _button(self.tr("Show"), self.tr("Show in the file manager"))
        self.show_files.clicked.connect(self._reveal)
        self.close_button = _button("✕", self.tr("Close"))
        self.close_button.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        layout.setSpacing(theme.GAP)
        for part in (self.text, self.bar, self.cancel, self.show_files, self.close_button):
            layout.addWidget(part)
        # No wider than it needs: what is left of the status bar is for sentences.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()
        exports.changed.connect(self._show)
        exports.ended.connect(self._show_end)

    def _show(self) -> None:
        if not self._exports.busy:
            return
        run = self._exports.run
        number = min(run.ended + 1, run.total)
        one, several = self.tr("Exporting"), self.tr("Exporting {0} of {1}")
        self.text.setText(several.format(number, run.total) if run.total > 1 else one)
        self.bar.setValue(round(self._exports.fraction * _PARTS))
        self._show_parts(busy=True)

    def _show_end(self, run: Run) -> None:
        self._run = run
        done = run.ended - run.failed
        if run.cancelled:
            text = self.tr("Export stopped, {0} of {1} are done").format(done, run.total)
        elif run.failed:
            text = self.tr("{0} of {1} exported").format(done, run.total)
        else:
            text = self.tr("Exported") if done == 1 else self.tr("{0} exported").format(done)
        self.text.setText(text)
        self._show_parts(busy=False)

    def _show_parts(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.show_files.setVisible(not busy and bool(self._run.files))
        self.close_button.setVisible(not busy)
        self.show()

    def _reveal(self) -> None:
        reveal(self._run.files[0])


def _button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
