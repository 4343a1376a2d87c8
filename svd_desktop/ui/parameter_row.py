"""One number in the panel, by its field and perhaps a slider."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import PARAMETERS, Parameter
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.setting_row import SettingRow

_FIELD_CHARACTERS = 20


class ParameterRow(SettingRow):
    """Shows one value of the settings and sends changes back to them."""

    def __init__(
        self, settings: ClipSettings, name: str, *, slider: bool = False, automatic: str = ""
    ) -> None:
        parameter = PARAMETERS[name]
        self.name = name
        self._settings = settings
        self.field = NumberField(parameter, automatic)
        super().__init__(
            words.parameter_label(parameter), self.field,
            f"{words.parameter_range(parameter)} {words.parameter_help(parameter)}",
            lambda: settings.reset(name),
        )  # fmt: skip
        self.field.setAccessibleName(words.parameter_label(parameter))
        self.field.setToolTip(words.parameter_range(parameter))
        self.field.setFixedWidth(field_width(self.field))
        self.field.valueChanged.connect(lambda value: settings.set(name, value))
        self._slider = _Slider(parameter) if slider else None
        if self._slider:
            self._slider.valueChanged.connect(self._on_slider)
            self.put_under(self._slider)
        settings.changed.connect(self._on_changed)
        settings.model_changed.connect(self._show)
        self._show()

    def _on_changed(self, name: str) -> None:
        if name == self.name:
            self._show()

    def _on_slider(self) -> None:
        assert self._slider is not None
        self._settings.set(self.name, self._slider.number)

    def _show(self) -> None:
        value = self._settings.value(self.name)
        self.field.blockSignals(True)
        self.field.setValue(value)
        self.field.blockSignals(False)
        if self._slider:
            self._slider.show_number(value)
        default = self._settings.default(self.name)
        shown = self.field.specialValueText() if default == 0 else ""
        text = shown or self.field.textFromValue(default) + self.field.suffix()
        self.offer_reset(not self._settings.is_default(self.name), text)


class _Slider(QSlider):
    """The same number by feel, counted in the parameter's own steps."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._step = parameter.step
        self.setAccessibleName(words.parameter_label(parameter))
        self.setRange(round(parameter.minimum / self._step), round(parameter.maximum / self._step))
        self.setPageStep(max(1, (self.maximum() - self.minimum()) // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def number(self) -> float:
        return self.value() * self._step

    def show_number(self, number: float) -> None:
        self.blockSignals(True)
        self.setValue(round(number / self._step))
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As with the field: scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def field_width(field: QWidget) -> int:
    """One width for every field of the panel, so that they form a column."""
    return field.fontMetrics().averageCharWidth() * _FIELD_CHARACTERS
