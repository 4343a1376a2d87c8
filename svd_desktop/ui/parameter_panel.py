"""The settings of the next clips, every one of them, in groups."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.planning import Planning
from svd_desktop.app.presets import Presets
from svd_desktop.app.sentences import translated
from svd_desktop.ui import theme
from svd_desktop.ui.advanced_group import AdvancedGroup
from svd_desktop.ui.choice_box import ChoiceBox
from svd_desktop.ui.parameter_row import ParameterRow
from svd_desktop.ui.plan_line import PlanLine
from svd_desktop.ui.preset_bar import PresetBar
from svd_desktop.ui.seed_rows import SeedRows
from svd_desktop.ui.segments import Segments

_WIDTH = 320


class ParameterPanel(QWidget):
    """A view of ClipSettings, with the plan and the Render button under it."""

    render_asked = Signal()
    model_chosen = Signal(str)

    def __init__(
        self,
        settings: ClipSettings,
        presets: Presets,
        planning: Planning,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setMinimumWidth(_WIDTH)

        self.presets = PresetBar(presets)
        self.model = ChoiceBox(self.tr("Model"))
        self.model.activated.connect(lambda: self.model_chosen.emit(self.model.currentData()))
        self.framing = ChoiceBox(self.tr("Framing"))
        self.framing.addItem(self.tr("Crop to fill"), "crop")
        self.framing.addItem(self.tr("Pad with black"), "pad")
        self.framing.addItem(self.tr("Stretch"), "stretch")
        self.framing.setToolTip(self.tr("How a picture of another shape meets the clip's."))
        self.framing.activated.connect(lambda: settings.set_framing(self.framing.currentData()))
        self.motion = Segments(
            self.tr("Motion"),
            {"low": self.tr("Low"), "medium": self.tr("Medium"), "high": self.tr("High")},
        )
        self.motion.chosen.connect(settings.set_motion)
        self.seed = SeedRows(settings)
        self.advanced = AdvancedGroup(settings)
        self.plan = PlanLine(planning, settings)
        self.render_button = theme.MainButton(self.tr("Render"))
        self.render_button.clicked.connect(self.render_asked)

        numbers = {name: ParameterRow(settings, name, slider=name in _SLIDERS) for name in _NUMBERS}
        self._rows = [*numbers.values(), self.advanced.decode]
        first = QFormLayout()
        first.setHorizontalSpacing(theme.WIDE)
        first.setVerticalSpacing(theme.GAP)
        first.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        first.addRow(self.tr("Preset"), self.presets)
        first.addRow(self.tr("Model"), self.model)
        first.addRow(self.tr("Framing"), self.framing)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.WIDE)
        column.addLayout(first)
        column.addWidget(theme.Quiet(self.tr("SVD takes no prompt and no camera directions.")))
        group = _add_group
        group(column, self.tr("Motion"), self.motion,
              numbers["motion_bucket_id"], numbers["noise_aug_strength"])  # fmt: skip
        group(column, self.tr("Seed"), self.seed)
        group(column, self.tr("Clip"), *(numbers[name] for name in ("frames", "fps", "steps")))
        group(column, self.tr("Size"), numbers["width"], numbers["height"])
        group(column, self.tr("Guidance"), numbers["min_guidance"], numbers["max_guidance"])
        column.addWidget(self.advanced)
        column.addStretch()

        scroll = _Scroll()
        scroll.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        foot.setSpacing(theme.GAP)
        foot.addWidget(self.plan)
        foot.addWidget(self.render_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(theme.line())
        layout.addLayout(foot)
        settings.changed.connect(self._show)
        settings.model_changed.connect(self._show)
        settings.models_changed.connect(self._list_models)
        self._list_models()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + theme.WIDE, 600)

    def _list_models(self) -> None:
        self.model.clear()
        for name, model in self._settings.models.items():
            self.model.addItem(words.model_title(model), name)
        self._show()

    def _show(self) -> None:
        settings = self._settings
        self.model.show_data(settings.model.name)
        self.framing.show_data(settings.framing)
        self.motion.show_choice(settings.motion)
        cautions: dict[str, list[str]] = {}
        for caution in settings.cautions():
            cautions.setdefault(caution.parameter, []).append(translated(caution.message))
        for row in self._rows:
            row.warn(" ".join(cautions.get(row.name, ())))


_SLIDERS = ("motion_bucket_id", "noise_aug_strength", "min_guidance", "max_guidance")
_NUMBERS = (*_SLIDERS, "frames", "fps", "steps", "width", "height")


def _add_group(column: QVBoxLayout, title: str, *rows: QWidget) -> None:
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
