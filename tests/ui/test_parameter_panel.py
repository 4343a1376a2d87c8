"""Every parameter is in the panel, within its range, and says what it does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.memory_sampler import MemorySampler
from svd_desktop.app.planning import Planning
from svd_desktop.app.presets import Presets
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.ui import theme
from svd_desktop.ui.number_field import NumberField
from svd_desktop.ui.parameter_panel import ParameterPanel


@pytest.fixture
def settings() -> ClipSettings:
    return ClipSettings()


@pytest.fixture
def panel(settings: ClipSettings, qtbot: QtBot) -> ParameterPanel:
    planning = Planning(settings, MemorySampler(settings), None, settings)
    presets = Presets(settings, Librarian(settings), settings)
    panel = ParameterPanel(settings, presets, planning)
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


def test_the_motion_in_front_sets_the_numbers_behind_and_follows_them(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    buttons = panel.motion.buttons
    assert [name for name, button in buttons.items() if button.isChecked()] == ["medium"]
    buttons["high"].click()
    assert field(panel, "motion_bucket_id").value() == 200
    assert field(panel, "noise_aug_strength").value() == 0.1
    field(panel, "motion_bucket_id").setValue(150)
    assert not any(button.isChecked() for button in buttons.values())
    buttons["low"].click()
    assert buttons["low"].isChecked()
    assert settings.motion == "low"


def test_a_warning_stands_at_its_row_while_there_is_cause(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    def warned() -> list[str]:
        labels = panel.findChildren(theme.Caution)
        return [label.text() for label in labels if label.isVisible()]

    assert warned() == []
    settings.set("frames", 30)
    (sentence,) = warned()
    assert "trained for 14 frames" in sentence
    assert sentence in field(panel, "frames").accessibleDescription()
    settings.reset("frames")
    assert warned() == []


def test_what_few_need_is_folded_away_until_it_is_asked_for(
    panel: ParameterPanel, qtbot: QtBot
) -> None:
    assert not panel.advanced.schedule.isVisible()
    with qtbot.waitSignal(panel.advanced.toggled) as told:
        panel.advanced.button.click()
    assert told.args == [True]
    assert panel.advanced.schedule.isVisible()
    panel.advanced.button.click()
    assert not panel.advanced.schedule.isVisible()


def test_the_choices_reach_the_settings_and_have_a_way_back(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    advanced = panel.advanced
    for row, index in ((advanced.schedule, 1), (advanced.compile, 2), (advanced.exact, 1)):
        row.box.setCurrentIndex(index)
        row.box.activated.emit(index)
    assert settings.schedule == "ays"
    assert (settings.computing.compile, settings.computing.exact) == ("off", True)
    for row in (advanced.schedule, advanced.compile, advanced.exact):
        row.reset.click()
        assert row.box.currentIndex() == 0
    assert settings.to_json() == settings.defaults()


def test_an_interval_that_would_cross_is_shown_as_it_was(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    interval = panel.advanced.interval
    interval.limited.click()
    assert settings.guidance_interval == (1.0, 20.0)
    interval.fields[0].setValue(30)
    assert settings.guidance_interval == (1.0, 20.0)
    assert interval.fields[0].value() == 1.0
    interval.fields[0].setValue(2.5)
    assert settings.guidance_interval == (2.5, 20.0)
    interval.limited.click()
    assert settings.guidance_interval is None


def test_variations_and_the_seed_show_what_the_settings_are(
    panel: ParameterPanel, settings: ClipSettings
) -> None:
    panel.seed.variations.field.setValue(3)
    assert settings.variations == 3
    panel.seed.fixed.click()
    assert not settings.random_seed
    panel.seed.variations.reset.click()
    assert panel.seed.variations.field.value() == 1
    assert settings.variations == 1
    assert panel.seed.fixed.isChecked()


def test_everything_that_can_be_reached_has_a_name(panel: ParameterPanel) -> None:
    panel.advanced.set_open(True)
    for widget in panel.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = widget.isVisibleTo(panel)  # and is no list that a box unfolds
        if reached and inside and not widget.objectName().startswith("qt_"):
            text = widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else ""
            assert widget.accessibleName() or text, f"{widget} in {widget.parent()}"
