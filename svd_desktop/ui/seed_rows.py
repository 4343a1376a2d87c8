"""Random for each clip, or one that is kept; and how many clips of each picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from svd_desktop.app import words
from svd_desktop.app.clip_settings import MAX_VARIATIONS, ClipSettings
from svd_desktop.core.parameters import PARAMETERS, Parameter
from svd_desktop.ui import theme
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.parameter_row import field_width
from svd_desktop.ui.setting_row import SettingRow


class SeedRows(QWidget):
    def __init__(self, settings: ClipSettings) -> None:
        super().__init__()
        self._settings = settings
        parameter = PARAMETERS["seed"]
        self.random = QRadioButton(self.tr("Random for each clip"))
        self.fixed = QRadioButton(self.tr("Fixed"))
        choice = QButtonGroup(self)
        choice.addButton(self.random)
        choice.addButton(self.fixed)
        self.field = NumberField(parameter)
        self.field.setAccessibleName(words.parameter_label(parameter))
        self.field.setFixedWidth(field_width(self.field))
        self.field.valueChanged.connect(lambda value: settings.set("seed", value))
        help_text = theme.Quiet(words.parameter_help(parameter))
        help_text.setFont(theme.smaller(help_text.font()))
        fixed = QHBoxLayout()
        fixed.addWidget(self.fixed)
        fixed.addStretch()
        fixed.addWidget(self.field)
        self.variations = _Variations(settings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.random)
        layout.addLayout(fixed)
        layout.addWidget(help_text)
        layout.addSpacing(theme.GAP)
        layout.addWidget(self.variations)
        self.random.toggled.connect(settings.set_random_seed)
        settings.changed.connect(self._on_changed)
        self._show()

    def _on_changed(self, name: str) -> None:
        if name == "seed":
            self._show()

    def _show(self) -> None:
        random_seed = self._settings.random_seed
        self.random.blockSignals(True)  # the settings have it already
        self.random.setChecked(random_seed)
        self.fixed.setChecked(not random_seed)
        self.random.blockSignals(False)
        self.field.setEnabled(not random_seed)
        self.field.blockSignals(True)
        self.field.setValue(self._settings.value("seed"))
        self.field.blockSignals(False)
        self.variations.show_count(self._settings.variations)


class _Variations(SettingRow):
    def __init__(self, settings: ClipSettings) -> None:
        label = QCoreApplication.translate("SeedRows", "Variations")
        help_text = QCoreApplication.translate(
            "SeedRows", "Clips of each picture: each has a seed of its own; with a fixed one, that "
            "and those after it."
        )  # fmt: skip
        self.field = NumberField(Parameter("", label, 1, MAX_VARIATIONS, 1, ""))
        self.field.setAccessibleName(label)
        self.field.setFixedWidth(field_width(self.field))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.valueChanged.connect(lambda value: settings.set_variations(int(value)))
        super().__init__(label, self.field, help_text, lambda: settings.set_variations(1))

    def show_count(self, count: int) -> None:
        self.field.blockSignals(True)
        self.field.setValue(count)
        self.field.blockSignals(False)
        self.offer_reset(count != 1, "1")
