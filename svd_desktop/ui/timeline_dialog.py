"""Chosen takes, in order, as a timeline for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from svd_desktop.app.export_form import ExportForm, subject_of
from svd_desktop.app.sentences import told, translated
from svd_desktop.app.session import Session
from svd_desktop.app.timelines import LastCut, last_cut, refusal, seconds_of, timeline_task
from svd_desktop.core.errors import Reason
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.names import sanitise
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES
from svd_desktop.media.timelines.description import RATES
from svd_desktop.media.timelines.making import Cut
from svd_desktop.media.timelines.writing import BUNDLE
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons
from svd_desktop.ui.choice_box import ChoiceBox
from svd_desktop.ui.folder_field import FolderField

_TAKE = Qt.ItemDataRole.UserRole
_MOST_FRAMES = 999  # of a gap or a handle


class TimelineDialog(QDialog):
    """The order can be changed by dragging or with the buttons."""

    def __init__(self, session: Session, takes: Sequence[KeptTake], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._last = last_cut(session.preferences.timeline)
        self._form = ExportForm(
            Delivery("", ()), [subject_of(take) for take in takes], session.outputs, parent=self
        )
        self.setWindowTitle(self.tr("Timeline"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Takes in their order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for take in takes:
            item = QListWidgetItem(self.tr("{0}, seed {1}").format(take.name, take.request.seed))
            item.setData(_TAKE, take)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.earlier = self._button(self.tr("Earlier"), lambda: self._move(-1))
        self.later = self._button(self.tr("Later"), lambda: self._move(1))
        self.name = QLineEdit(sanitise(Path(takes[0].name).stem))
        self.name.setAccessibleName(self.tr("Name"))
        self.folder = FolderField(self.tr("Folder"), self.tr("Choose a folder for the timeline"))
        self.folder.show_folder(self._last.folder or session.outputs.output)
        self.format = ChoiceBox(self.tr("Format"))
        self.rate = ChoiceBox(self.tr("Rate"))
        self.preset = ChoiceBox(self.tr("Clips"))
        self.preset_note = theme.Quiet()
        self.gap, self.handles = _frames(self.tr("Gap")), _frames(self.tr("Handles"))
        self.length = theme.Quiet()
        self.problem = theme.Caution()
        self.problem.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.buttons = Buttons(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go = QPushButton(self.tr("Make timeline"))
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self._fill()
        self._arrange()
        self._connect()
        self._show()
        session.outputs.look()

    def sizeHint(self) -> QSize:
        return QSize(600, 520)

    def wanted(self) -> Cut:
        rate: Fraction = self.rate.currentData()
        name = sanitise(self.name.text().strip() or "timeline")
        return Cut(
            Path(self.folder.field.text()).absolute() / (name + self.format.currentData()), rate,
            self.preset.currentData() or "", rate, self.handles.value(), self.gap.value(),
        )  # fmt: skip

    def takes(self) -> list[KeptTake]:
        return [self.list.item(row).data(_TAKE) for row in range(self.list.count())]

    def accept(self) -> None:
        """Asks the disk first whether the timeline can be written there."""
        wanted = self.wanted()
        self.go.setEnabled(False)

        def use(reason: Reason | None) -> None:
            if isValid(self):  # it may have been closed meanwhile
                self._go_on(wanted, reason)

        self._session.ask(lambda: refusal(wanted), use)

    def _go_on(self, wanted: Cut, reason: Reason | None) -> None:
        if reason:
            self._show()
            self.problem.setText(told(reason))
            return
        kept = LastCut(
            str(wanted.output.parent), wanted.output.suffix, str(wanted.rate), wanted.preset,
            wanted.gap, wanted.handles,
        )  # fmt: skip
        self._session.keep(timeline=asdict(kept))
        self._session.exports.add([timeline_task(wanted, self.takes())])
        super().accept()

    def _fill(self) -> None:
        for suffix, title in {
            ".otio": self.tr("OpenTimelineIO (.otio): Resolve, Premiere, Kdenlive"),
            ".otioz": self.tr("OpenTimelineIO with its clips (.otioz): Resolve"),
            ".fcpxml": self.tr("FCPXML (.fcpxml): Final Cut Pro, Resolve"),
            ".xml": self.tr("Final Cut Pro 7 XML (.xml): Premiere, Resolve"),
            ".edl": self.tr("EDL (.edl): Avid, Resolve, Premiere"),
            ".mlt": self.tr("MLT (.mlt): Shotcut, Kdenlive"),
        }.items():
            self.format.addItem(title, suffix)
        self.format.show_data(self._last.suffix)
        for rate in RATES:
            self.rate.addItem(self.tr("{0} fps").format(f"{float(rate):.5g}"), rate)
        rates = [str(rate) for rate in RATES]
        self.rate.setCurrentIndex(rates.index(self._last.rate) if self._last.rate in rates else 2)
        self.gap.setValue(self._last.gap)
        self.handles.setValue(self._last.handles)

    def _arrange(self) -> None:
        order = QHBoxLayout()
        order.addWidget(self.list, 1)
        column = QVBoxLayout()
        column.addWidget(self.earlier)
        column.addWidget(self.later)
        column.addStretch()
        order.addLayout(column)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.WIDE)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnStretch(1, 1)
        rows: list[tuple[str, QWidget, QLabel | None]] = [
            (self.tr("Name"), self.name, None),
            (self.tr("Folder"), self.folder, None),
            (self.tr("Format"), self.format, None),
            (self.tr("Rate"), self.rate, self.length),
            (self.tr("Clips"), self.preset, self.preset_note),
            (self.tr("Gap"), self.gap, None),
            (self.tr("Handles"), self.handles, theme.Quiet(
                self.tr("Frames left unused at both ends of each clip, for transitions."))),
        ]  # fmt: skip
        for title, field, sentence in rows:
            label = QLabel(title)
            label.setBuddy(field)
            grid.addWidget(label, grid.rowCount(), 0)
            grid.addWidget(field, grid.rowCount() - 1, 1)
            if sentence:
                sentence.setFont(theme.smaller(sentence.font()))
                grid.addWidget(sentence, grid.rowCount(), 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addLayout(order, 1)
        layout.addLayout(grid)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._form.changed.connect(self._show)
        for box in (self.rate, self.format):
            box.activated.connect(self._show)
        for field in (self.gap, self.handles):
            field.valueChanged.connect(self._show)
        self.folder.changed.connect(self._show)
        self.list.currentRowChanged.connect(self._show)

    def _show(self) -> None:
        rate: Fraction = self.rate.currentData()
        if self._form.delivery.rate != rate:
            self._form.set(rate=rate)  # and here again: what can be made depends on it
            return
        self._show_presets()
        inside = self.format.currentData() == BUNDLE
        self.preset_note.setText(
            self.tr("The file holds its clips. Each of their frames is shown once.")
            if inside
            else self.tr("They lie in a folder beside it. Each of their frames is shown once.")
        )
        row = self.list.currentRow()
        self.earlier.setEnabled(row > 0)
        self.later.setEnabled(row < self.list.count() - 1)
        frames = [subject.frames for subject in self._form.subjects]
        seconds = seconds_of(rate, frames, self.handles.value(), self.gap.value())
        self.length.setText(self.tr("{0} clips, {1} s").format(len(frames), f"{seconds:.1f}"))
        problem = self._problem()
        self.problem.setText(problem)
        self.go.setEnabled(not problem)

    def _show_presets(self) -> None:
        """Films that can be made of these takes; the one chosen stays."""
        chosen = self.preset.currentData() or self._last.preset
        films = [
            line for line in self._form.lines()
            if line.preset.suffix in MEDIA_SUFFIXES and line.can
        ]  # fmt: skip
        self.preset.clear()
        for line in films:
            self.preset.addItem(translated(line.preset.label), line.preset.name)
        self.preset.setCurrentIndex(max(0, self.preset.findData(chosen)))

    def _problem(self) -> str:
        most = (self._form.shortest - 1) // 2
        if self.handles.value() > most:
            text = self.tr("Handles of {0} frames leave nothing of the shortest take. Use {1}.")
            return text.format(self.handles.value(), most)
        if not self.folder.field.text().strip():
            return self.tr("Choose a folder.")
        if reason := self._session.outputs.reason:
            return told(reason)
        if self._session.outputs.possible is None:
            return self.tr("Finding out which presets work here…")
        return "" if self.preset.count() else self.tr("No film can be made of these takes.")

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentItem(item)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button


def _frames(name: str) -> QSpinBox:
    field = QSpinBox()
    field.setAccessibleName(name)
    field.setRange(0, _MOST_FRAMES)
    field.setSizePolicy(field.sizePolicy().Policy.Maximum, field.sizePolicy().verticalPolicy())
    return field
