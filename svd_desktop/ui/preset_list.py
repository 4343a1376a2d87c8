"""The export presets to choose from, each with what it is for or what stands against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidget, QTreeWidgetItem

from svd_desktop.app.export_form import Line
from svd_desktop.app.sentences import translated
from svd_desktop.ui import theme

_NAME = Qt.ItemDataRole.UserRole
_FOREGROUND = Qt.ItemDataRole.ForegroundRole
_ROWS = 6  # that are seen at once, at least


class PresetList(QTreeWidget):
    """Space or a click on its box chooses a preset."""

    chosen = Signal(str, bool)  # a preset's name; whether it is to be made

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self.setAccessibleName(self.tr("Presets"))
        self.setHeaderLabels([self.tr("Preset"), self.tr("What it is for")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(_ROWS * self._row_height() + header.sizeHint().height())
        self.itemChanged.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        """The rest is what room there is: a form that scrolls goes by this."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def current(self) -> Line | None:
        """The one that the cursor is on."""
        row = self.currentIndex().row()
        return self._lines[row] if row >= 0 else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.blockSignals(True)
        names = [line.preset.name for line in lines]
        if names != [line.preset.name for line in self._lines]:
            self.clear()
            for name in names:
                self._add(name)
        self._lines = lines
        for row, line in enumerate(lines):
            if item := self.topLevelItem(row):
                self._show(item, line)
        self.blockSignals(False)
        if lines and not self.currentIndex().isValid():
            rows = [row for row, line in enumerate(lines) if line.chosen]
            self.setCurrentIndex(self.model().index(rows[0] if rows else 0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_lines(self._lines)

    def _add(self, name: str) -> None:
        item = QTreeWidgetItem()
        item.setData(0, _NAME, name)
        item.setSizeHint(1, QSize(0, self._row_height()))
        self.addTopLevelItem(item)

    def _show(self, item: QTreeWidgetItem, line: Line) -> None:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled if line.can else flags)
        item.setCheckState(0, Qt.CheckState.Checked if line.chosen else Qt.CheckState.Unchecked)
        item.setText(0, translated(line.preset.label))
        said = line.why or translated(line.preset.help)
        if line.folder:
            said = self.tr("In {0}. {1}").format(line.folder, said)
        item.setText(1, said)
        palette = QApplication.palette()
        color = theme.warning_color(palette) if line.why else theme.quiet_color(palette)
        item.setData(1, _FOREGROUND, QBrush(color))
        for column in (0, 1):
            item.setToolTip(column, said)

    def _row_height(self) -> int:
        return self.fontMetrics().lineSpacing() + 2 * theme.TIGHT

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.chosen.emit(item.data(0, _NAME), item.checkState(0) == Qt.CheckState.Checked)
