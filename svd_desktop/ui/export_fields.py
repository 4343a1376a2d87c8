"""The form of an export: presets, folder and rate in front, the rest folded away."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.export_form import ExportForm
from svd_desktop.app.sentences import translated
from svd_desktop.core.edits import MAX_LOOPS
from svd_desktop.media.names import TEMPLATE, TOKENS
from svd_desktop.ui import theme
from svd_desktop.ui.choice_box import ChoiceBox
from svd_desktop.ui.collapsible import Collapsible
from svd_desktop.ui.folder_field import FolderField
from svd_desktop.ui.preset_list import PresetList

_RATES = (
    Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30),
    Fraction(50), Fraction(60),
)  # fmt: skip
_RENDERED, _OWN = "rendered", "own"


class ExportFields(QWidget):
    """A view of an ExportForm."""

    def __init__(self, form: ExportForm) -> None:
        super().__init__()
        self._form = form
        self.presets = PresetList()
        self.folder = FolderField(self.tr("Folder"), self.tr("Choose a folder for the clips"))
        self.rate = ChoiceBox(self.tr("Rate"))
        self.own_rate = QLineEdit()
        self.retime = ChoiceBox(self.tr("Motion"))
        self.trimmed = QCheckBox(self.tr("Only frames"))
        self.first, self.last = _number(self.tr("First frame")), _number(self.tr("Last frame"))
        self.ping_pong = QCheckBox(self.tr("Back and forth"))
        self.loops = _number(self.tr("How often it is played"), MAX_LOOPS)
        self.upscale = QCheckBox(self.tr("Twice the width and height"))
        self.template = QLineEdit()
        self.place = FolderField(
            self.tr("Folder of the preset"), self.tr("Choose a folder for this preset")
        )
        self.length, self.example, self.place_note = theme.Quiet(), theme.Quiet(), theme.Quiet()
        self.motion_note, self.upscale_note = theme.Quiet(), theme.Quiet()
        self.more = Collapsible(self.tr("More"))
        self._fill()
        self._arrange()
        self._connect()
        self.show_form()
        self.more.set_open(self._is_more())

    def show_form(self) -> None:
        """Shows the form as it is now; tells nobody."""
        form, edit, delivery = self._form, self._form.edit, self._form.delivery
        widgets = (self.rate, self.retime, self.trimmed, self.first, self.last, self.ping_pong,
                   self.loops, self.upscale)  # fmt: skip
        blocked = [QSignalBlocker(widget) for widget in widgets]
        self.presets.show_lines(form.lines())
        self.folder.show_folder(delivery.folder)
        if self.rate.currentData() != _OWN:
            self.show_rate(delivery.rate)
        self.own_rate.setVisible(self.rate.currentData() == _OWN)
        self.retime.show_data(edit.retime)
        first, last = edit.trim or (1, form.shortest)
        self.trimmed.setChecked(edit.trim is not None)
        for field, number in ((self.first, first), (self.last, last)):
            field.setEnabled(edit.trim is not None)
            field.setValue(number)
        self.ping_pong.setChecked(edit.ping_pong)
        self.loops.setValue(edit.loops)
        self.upscale.setChecked(edit.upscale > 1)
        # What was chosen where it could be done can be taken back here.
        self.upscale.setEnabled(not form.no_upscaling or edit.upscale > 1)
        if delivery.template != self.template.text():
            self.template.setText(delivery.template)
        self._show_place()
        self._say()
        del blocked

    def _say(self) -> None:
        form, edit = self._form, self._form.edit
        self.length.setText(form.length())
        about = self.tr("About {0} on two cores.").format(form.cost()) if form.cost() else ""
        self.motion_note.setText(
            {
                "keep": self.tr("Each frame once: another rate is another speed."),
                "even": self.tr("Each frame equally often, as near to its speed as that comes."),
                "smooth": self.tr("Its speed exactly: frames in between are invented, and may show "
                                  "what was never rendered. {0}").format(about).strip(),
            }[edit.retime]
        )  # fmt: skip
        enlarging = about if edit.upscale > 1 and edit.retime != "smooth" else ""
        self.upscale_note.setText(
            form.no_upscaling
            or " ".join(filter(None, (self.tr("A small network invents the details."), enlarging)))
        )
        example = form.example()
        self.example.setText(self.tr("For example {0}").format(example) if example else "")

    def _is_more(self) -> bool:
        """Whether something is set that is folded away otherwise."""
        edit, delivery = self._form.edit, self._form.delivery
        return edit != type(edit)() or bool(delivery.template or delivery.places)

    def _fill(self) -> None:
        self.rate.addItem(self.tr("As rendered"), _RENDERED)
        for rate in _RATES:
            self.rate.addItem(self.tr("{0} fps").format(f"{float(rate):.5g}"), rate)
        self.rate.addItem(self.tr("Own…"), _OWN)
        self.own_rate.setAccessibleName(self.tr("Own rate"))
        self.own_rate.setPlaceholderText(self.tr("such as 12 or 24000/1001"))
        self.retime.addItem(self.tr("Keep the frames"), "keep")
        self.retime.addItem(self.tr("Even repeats"), "even")
        self.retime.addItem(self.tr("Smooth motion"), "smooth")
        for field in (self.first, self.last):
            field.setRange(1, self._form.shortest)
        self.template.setAccessibleName(self.tr("Names of the files"))
        self.template.setPlaceholderText(TEMPLATE)
        self.tokens = QPushButton(self.tr("Insert"))
        self.tokens.setAutoDefault(False)
        menu = QMenu(self.tokens)
        for token in TOKENS:
            menu.addAction(f"{{{token}}}").triggered.connect(partial(self._insert, token))
        self.tokens.setMenu(menu)

    def _arrange(self) -> None:
        front, more = QWidget(), QWidget()
        labels = _grid(front, [
            (self.tr("Folder"), (self.folder,), None),
            (self.tr("Rate"), (self.rate, self.own_rate, None), self.length),
        ])  # fmt: skip
        times = QLabel(self.tr("times"))
        labels += _grid(more, [
            (self.tr("Motion"), (self.retime, None), self.motion_note),
            (self.tr("Trim"), (self.trimmed, self.first, QLabel("–"), self.last, None), None),
            (self.tr("Play"), (self.loops, times, self.ping_pong, None), None),
            (self.tr("Size"), (self.upscale, None), self.upscale_note),
            (self.tr("Names"), (self.template, self.tokens), self.example),
            (self.tr("Own folder"), (self.place,), self.place_note),
        ])  # fmt: skip
        widest = max(label.sizeHint().width() for label in labels)
        for label in labels:  # of two grids: what they name begins at one line
            label.setMinimumWidth(widest)
        self.more.column.addWidget(more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.presets, 1)
        layout.addWidget(front)
        layout.addWidget(self.more)

    def _connect(self) -> None:
        form = self._form
        form.changed.connect(self.show_form)
        self.presets.chosen.connect(form.choose)
        self.presets.currentItemChanged.connect(self._show_place)
        self.folder.changed.connect(lambda folder: form.set(folder=folder))
        self.rate.activated.connect(self._on_rate)
        self.own_rate.textEdited.connect(form.set_own_rate)
        self.retime.activated.connect(lambda: form.set_edit(retime=self.retime.currentData()))
        self.trimmed.toggled.connect(self._on_trim)
        self.first.valueChanged.connect(self._on_first)
        self.last.valueChanged.connect(self._on_last)
        self.ping_pong.toggled.connect(lambda on: form.set_edit(ping_pong=on))
        self.loops.valueChanged.connect(lambda count: form.set_edit(loops=count))
        self.upscale.toggled.connect(lambda on: form.set_edit(upscale=2 if on else 1))
        self.template.textEdited.connect(lambda text: form.set(template=text))
        self.place.changed.connect(self._on_place)

    def show_rate(self, rate: Fraction | None) -> None:
        """Chooses it in the box, whatever is chosen there."""
        known = rate is None or rate in _RATES
        # Not findData: Qt compares no fractions.
        data = _OWN if not known else _RENDERED if rate is None else rate
        rows = [row for row in range(self.rate.count()) if self.rate.itemData(row) == data]
        self.rate.setCurrentIndex(rows[0])
        if not known:
            self.own_rate.setText(str(rate))

    def _on_rate(self) -> None:
        data = self.rate.currentData()
        if data == _OWN:
            self._form.set_own_rate(self.own_rate.text() or f"{self._form.delivery.rate or 25}")
            self.own_rate.setText(self.own_rate.text() or f"{self._form.delivery.rate}")
            self.own_rate.setFocus()
            self.own_rate.selectAll()
        else:
            self._form.set(rate=None if data == _RENDERED else data)

    def _on_trim(self, trimmed: bool) -> None:
        self._form.set_edit(trim=(1, self._form.shortest) if trimmed else None)

    def _on_first(self, first: int) -> None:
        self._form.set_edit(trim=(first, max(first, self.last.value())))

    def _on_last(self, last: int) -> None:
        self._form.set_edit(trim=(min(self.first.value(), last), last))

    def _insert(self, token: str) -> None:
        if not self.template.text():
            self.template.setText(TEMPLATE)
        self.template.insert(f"{{{token}}}")
        self._form.set(template=self.template.text())
        self.template.setFocus()

    def _show_place(self) -> None:
        line = self.presets.current()
        if line is None:
            return
        name = translated(line.preset.label)
        self.place_note.setText(self.tr("Of the preset marked in the list: {0}.").format(name))
        self.place.field.setPlaceholderText(self._form.delivery.folder)
        self.place.show_folder(line.folder)

    def _on_place(self, folder: str) -> None:
        if line := self.presets.current():
            self._form.set_place(line.preset.name, folder)


def _grid(
    inside: QWidget, rows: list[tuple[str, tuple[QWidget | None, ...], QLabel | None]]
) -> list[QLabel]:
    """Labels, what they name, and a sentence under it; None takes what room is left. Gives the
    labels."""
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.WIDE)
    grid.setVerticalSpacing(theme.GAP)
    grid.setColumnStretch(1, 1)
    labels = []
    for title, widgets, sentence in rows:
        label = QLabel(title)
        label.setBuddy(next(widget for widget in widgets if widget))
        labels.append(label)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        for widget in widgets:
            line.addWidget(widget) if widget else line.addStretch()
        grid.addWidget(label, grid.rowCount(), 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(line, grid.rowCount() - 1, 1)
        if sentence:
            sentence.setFont(theme.smaller(sentence.font()))
            grid.addWidget(sentence, grid.rowCount(), 1)
    return labels


def _number(name: str, most: int = 1) -> QSpinBox:
    field = QSpinBox()
    field.setAccessibleName(name)
    field.setRange(1, most)
    field.setKeyboardTracking(False)  # a half-typed number is no value yet
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field
