"""Every parameter is in the panel, within its range, and says what it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.parameter_panel import ParameterPanel


@pytest.fixture
def settings() -> ClipSettings:
    return ClipSettings()


@pytest.fixture
def panel(settings: ClipSettings, qtbot: QtBot) -> ParameterPanel:
    panel = ParameterPanel(settings)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def field(panel: ParameterPanel, name: str) -> NumberField:
    label = PARAMETERS[name].label
    (found,) = (f for f in panel.findChildren(NumberField) if f.accessibleName() == label)
    return found


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_a_field_its_range_its_default_and_a_sentence(
    panel: ParameterPanel, settings: ClipSettings, name: str
) -> None:
    parameter = PARAMETERS[name]
    spin = field(panel, name)
    low = 0 if name == "decode_chunk" else parameter.minimum  # 0 reads as Automatic
    assert (spin.minimum(), spin.maximum()) == (low, parameter.maximum)
    assert spin.value() == settings.default(name)
    assert any(parameter.help in label.text() for label in panel.findChildren(QLabel))


def test_a_typed_number_reaches_the_settings_and_reset_brings_the_default_back(
    panel: ParameterPanel, settings: ClipSettings, qtbot: QtBot
) -> None:
    spin = field(panel, "frames")
    (reset,) = (
        button
        for button in panel.findChildren(QAbstractButton)
        if button.accessibleName() == "Reset Frames"
    )
    assert not reset.isVisible()
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "25")
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert settings.value("frames") == 25
    assert reset.isVisible()
    reset.click()
    assert settings.value("frames") == settings.model.frames
    assert spin.value() == settings.model.frames
    assert not reset.isVisible()


def test_the_wheel_over_a_field_without_the_focus_changes_nothing(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    spin = field(panel, "steps")
    panel.render_button.setFocus()
    before = settings.value("steps")
    down = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(spin, down)
    assert settings.value("steps") == before


def test_a_fixed_seed_may_be_as_large_as_torch_takes(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    settings.set_random_seed(False)
    field(panel, "seed").setValue(2**32 - 1)
    assert settings.value("seed") == 2**32 - 1


def test_it_says_that_svd_takes_no_prompt(panel: ParameterPanel) -> None:
    sentence = "SVD takes no prompt and no camera directions."
    assert sentence in [label.text() for label in panel.findChildren(QLabel)]
