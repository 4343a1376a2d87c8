"""The settings of the next clips, every one of them, in groups."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.ui import theme
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.parameter_row import ParameterRow

_WIDTH = 320


class ParameterPanel(QWidget):
    """A view of ClipSettings, with the Render button under it."""

    render_asked = Signal()
    model_chosen = Signal(str)

    def __init__(self, settings: ClipSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setMinimumWidth(_WIDTH)

        self.model = QComboBox()
        self.model.setAccessibleName(self.tr("Model"))
        self.model.activated.connect(lambda: self.model_chosen.emit(self.model.currentData()))
        self.framing = QComboBox()
        self.framing.setAccessibleName(self.tr("Framing"))
        self.framing.addItem(self.tr("Crop to fill"), "crop")
        self.framing.addItem(self.tr("Pad with black"), "pad")
        self.framing.addItem(self.tr("Stretch"), "stretch")
        self.framing.setToolTip(self.tr("How a picture of another shape meets the clip's."))
        self.framing.activated.connect(lambda: settings.set_framing(self.framing.currentData()))
        for combo in (self.model, self.framing):
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            combo.installEventFilter(self)
        self.render_button = theme.MainButton(self.tr("Render"))
        self.render_button.clicked.connect(self.render_asked)

        first = QFormLayout()
        first.setHorizontalSpacing(theme.WIDE)
        first.setVerticalSpacing(theme.GAP)
        first.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        first.addRow(self.tr("Model"), self.model)
        first.addRow(self.tr("Framing"), self.framing)
        plain = theme.Quiet(self.tr("SVD takes no prompt and no camera directions."))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.WIDE)
        column.addLayout(first)
        column.addWidget(plain)
        motion = ("motion_bucket_id", "noise_aug_strength")
        clip = ("frames", "fps", "steps")
        guidance = ("min_guidance", "max_guidance")
        row = ParameterRow
        self._add(column, self.tr("Motion"), *(row(settings, n, slider=True) for n in motion))
        self._add(column, self.tr("Clip"), *(row(settings, n) for n in clip))
        self._add(column, self.tr("Guidance"), *(row(settings, n, slider=True) for n in guidance))
        self._add(
            column,
            self.tr("Size and memory"),
            row(settings, "width"),
            row(settings, "height"),
            row(settings, "decode_chunk", automatic=self.tr("Automatic")),
        )
        self._add(column, self.tr("Seed"), _Seed(settings))
        column.addStretch()

        scroll = _Scroll()
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        foot.addWidget(self.render_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(theme.line())
        layout.addLayout(foot)
        settings.model_changed.connect(self._show_model)
        settings.models_changed.connect(self._list_models)
        self._list_models()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + theme.WIDE, 600)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling past a combo box moves the panel and changes nothing."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _list_models(self) -> None:
        self.model.clear()
        for name, model in self._settings.models.items():
            self.model.addItem(words.model_title(model), name)
        self._show_model()

    def _show_model(self) -> None:
        self.model.setCurrentIndex(self.model.findData(self._settings.model.name))

    def _add(self, column: QVBoxLayout, title: str, *rows: QWidget) -> None:
        group = QVBoxLayout()
        group.setSpacing(theme.GAP + theme.TIGHT)
        group.addWidget(theme.line())
        group.addWidget(theme.Heading(title))
        for row in rows:
            group.addWidget(row)
        column.addLayout(group)


class _Scroll(QScrollArea):
    """Scrolls up and down only; as wide as what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class _Seed(QWidget):
    """Random for each clip, or one that is kept."""

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
        self.field.valueChanged.connect(lambda value: settings.set("seed", value))
        help_text = theme.Quiet(words.parameter_help(parameter))
        help_text.setFont(theme.smaller(help_text.font()))
        fixed = QHBoxLayout()
        fixed.addWidget(self.fixed)
        fixed.addStretch()
        fixed.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.random)
        layout.addLayout(fixed)
        layout.addWidget(help_text)
        self.random.toggled.connect(settings.set_random_seed)
        settings.changed.connect(lambda name: self._show() if name == "seed" else None)
        self._show()

    def _show(self) -> None:
        self.random.setChecked(self._settings.random_seed)
        self.fixed.setChecked(not self._settings.random_seed)
        self.field.setEnabled(not self._settings.random_seed)
        self.field.blockSignals(True)
        self.field.setValue(self._settings.value("seed"))
        self.field.blockSignals(False)
