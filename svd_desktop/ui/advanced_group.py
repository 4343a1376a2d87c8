"""The settings that few need: approximate savings, exactness, compiling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import INTERVAL
from svd_desktop.ui import theme
from svd_desktop.ui.choice_box import ChoiceBox
from svd_desktop.ui.collapsible import Collapsible
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.parameter_row import ParameterRow, field_width
from svd_desktop.ui.setting_row import SettingRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("AdvancedGroup", text)


class AdvancedGroup(Collapsible):
    def __init__(self, settings: ClipSettings) -> None:
        super().__init__(_tr("Advanced"))
        self._settings = settings
        self.decode = ParameterRow(settings, "decode_chunk", automatic=_tr("Automatic"))
        self.schedule = _Choice(
            _tr("Schedule"),
            {"karras": _tr("Karras"), "ays": _tr("Align Your Steps")},
            _tr("Align Your Steps makes a draft in ten steps; it is approximate."),
            settings.set_schedule,
        )
        self.interval = _Interval(settings)
        self.compile = _Choice(
            _tr("Compile"),
            {"auto": _tr("Automatic"), "on": _tr("On"), "off": _tr("Off")},
            _tr("Compiling makes each step faster and takes a minute once."),
            lambda data: settings.set_computing(compile=data),
        )
        self.exact = _Choice(
            _tr("Exactness"),
            {False: _tr("Usual"), True: _tr("To the bit")},
            _tr("To the bit: the very frames of diffusers' pipeline on a processor, slower. "
                "Usual: a pixel may differ by one level."),
            lambda data: settings.set_computing(exact=data),
        )  # fmt: skip
        for row in (self.decode, self.schedule, self.interval, self.compile, self.exact):
            self.column.addWidget(row)
        settings.changed.connect(self._on_changed)
        settings.model_changed.connect(self._show)
        self._show()

    def _on_changed(self, name: str) -> None:
        if name in ("schedule", "computing"):
            self._show()

    def _show(self) -> None:
        computing = self._settings.computing
        self.schedule.show_choice(self._settings.schedule)
        self.compile.show_choice(computing.compile)
        self.exact.show_choice(computing.exact)


class _Choice(SettingRow):
    """One of a few; the first is the default."""

    def __init__(
        self,
        label: str,
        titles: dict[object, str],
        help_text: str,
        choose: Callable[[Any], object],
    ) -> None:
        self.box = ChoiceBox(label)
        for data, title in titles.items():
            self.box.addItem(title, data)
        self.box.setFixedWidth(field_width(self.box))
        self.box.activated.connect(lambda: choose(self.box.currentData()))
        self._default, self._default_title = next(iter(titles.items()))
        super().__init__(label, self.box, help_text, lambda: choose(self._default))

    def show_choice(self, data: object) -> None:
        self.box.show_data(data)
        self.offer_reset(data != self._default, self._default_title)


class _Interval(QWidget):
    """Guidance in some of the steps only."""

    def __init__(self, settings: ClipSettings) -> None:
        super().__init__()
        self._settings = settings
        self.limited = QCheckBox(_tr("Guidance in an interval only"))
        self.fields = [NumberField(parameter) for parameter in INTERVAL]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.limited, 0, 0, 1, 2)
        for row, (parameter, field) in enumerate(zip(INTERVAL, self.fields, strict=True), 1):
            label = QLabel(words.parameter_label(parameter))
            label.setBuddy(field)
            label.setIndent(theme.WIDE)
            field.setAccessibleName(words.parameter_label(parameter))
            field.setFixedWidth(field_width(field))
            help_text = f"{words.parameter_range(parameter)} {words.parameter_help(parameter)}"
            field.setToolTip(help_text)
            field.valueChanged.connect(self._on_field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        sentence = theme.Quiet(
            _tr("Only steps whose sigma, the noise that is left, lies between these are guided: "
                "the others take half the time. It is approximate.")
        )  # fmt: skip
        sentence.setFont(theme.smaller(sentence.font()))
        grid.addWidget(sentence, 3, 0, 1, 2)
        self.limited.clicked.connect(self._on_limited)
        settings.changed.connect(self._on_changed)
        self._show()

    def _on_limited(self, limited: bool) -> None:
        low, high = (parameter.default for parameter in INTERVAL)
        self._settings.set_guidance_interval((low, high) if limited else None)

    def _on_field(self) -> None:
        low, high = (round(field.value(), 4) for field in self.fields)
        self._settings.set_guidance_interval((low, high))
        self._show()  # as it was, where the ends would cross

    def _on_changed(self, name: str) -> None:
        if name == "guidance_interval":
            self._show()

    def _show(self) -> None:
        interval = self._settings.guidance_interval
        self.limited.setChecked(interval is not None)
        shown = interval or tuple(parameter.default for parameter in INTERVAL)
        for field, value in zip(self.fields, shown, strict=True):
            field.setEnabled(interval is not None)
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
