"""One parameter in the panel: its name, its number, a way back to the default, a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QSlider,
    QToolButton,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import PARAMETERS, Parameter
from svd_desktop.ui import glyphs, theme
from svd_desktop.ui.number_field import NumberField


class ParameterRow(QWidget):
    """Shows one value of the settings and sends changes back to them."""

    def __init__(
        self, settings: ClipSettings, name: str, *, slider: bool = False, automatic: str = ""
    ) -> None:
        super().__init__()
        self._settings = settings
        self._name = name
        parameter = PARAMETERS[name]
        self.field = NumberField(parameter, automatic)
        self.field.setAccessibleName(words.parameter_label(parameter))
        self.field.setToolTip(words.parameter_range(parameter))
        self.field.setFixedWidth(self.field.fontMetrics().averageCharWidth() * 20)
        self.field.valueChanged.connect(lambda value: settings.set(name, value))
        label = QLabel(words.parameter_label(parameter))
        label.setBuddy(self.field)
        label.setToolTip(words.parameter_range(parameter))
        self._reset = QToolButton()
        self._reset.setIcon(glyphs.icon("reset"))
        self._reset.setAutoRaise(True)
        self._reset.setAccessibleName(self.tr("Reset {0}").format(words.parameter_label(parameter)))
        self._reset.clicked.connect(lambda: settings.reset(name))
        # Its place stays when it is hidden: numbers do not jump when one is changed.
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._help = theme.Quiet(
            f"{words.parameter_range(parameter)} {words.parameter_help(parameter)}"
        )
        self._help.setFont(theme.smaller(self._help.font()))

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.TIGHT)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._reset, 0, 1)
        grid.addWidget(self.field, 0, 2)
        self._slider = _Slider(parameter) if slider else None
        if self._slider:
            self._slider.valueChanged.connect(self._on_slider)
            grid.addWidget(self._slider, 1, 0, 1, 3)
        grid.addWidget(self._help, 2, 0, 1, 3)
        settings.changed.connect(self._on_changed)
        settings.model_changed.connect(self._show)
        self._show()

    def _on_changed(self, name: str) -> None:
        if name == self._name:
            self._show()

    def _on_slider(self) -> None:
        assert self._slider is not None
        self._settings.set(self._name, self._slider.number)

    def _show(self) -> None:
        value = self._settings.value(self._name)
        self.field.blockSignals(True)
        self.field.setValue(value)
        self.field.blockSignals(False)
        if self._slider:
            self._slider.show_number(value)
        default = self._settings.default(self._name)
        shown = self.field.specialValueText() if default == 0 else ""
        text = shown or self.field.textFromValue(default) + self.field.suffix()
        self._reset.setToolTip(self.tr("Back to {0}").format(text))
        self._reset.setVisible(not self._settings.is_default(self._name))


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
