"""Everything by keyboard, and no key is taken from what has a use of its own for it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
)
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.session import Session
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.number_field import NumberField
from tests.fakes import moving_square

INTERACTIVE = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QAbstractItemView, QComboBox)


@pytest.fixture
def paused(window: MainWindow, session: Session, qtbot: QtBot) -> MainWindow:
    """A clip in the player, paused at its first frame, in the active window."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    session.watching.playback.show(Clip("job", moving_square(5), Fraction(7)))
    session.watching.playback.pause()
    return window


def press(key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_space_and_arrows_play_and_step(paused: MainWindow, session: Session, qtbot: QtBot) -> None:
    paused.stage.setFocus()
    press(Qt.Key.Key_Right, qtbot)
    assert session.watching.playback.frame == 1
    press(Qt.Key.Key_Left, qtbot)
    press(Qt.Key.Key_Left, qtbot)
    assert session.watching.playback.frame == 4
    press(Qt.Key.Key_Space, qtbot)
    assert session.watching.playback.playing


def test_space_on_a_button_presses_it_and_leaves_the_clip_alone(
    paused: MainWindow, session: Session, qtbot: QtBot
) -> None:
    paused.inputs.setFocus()  # on "Choose pictures", as nothing is listed
    paused.inputs.choose_asked.disconnect()
    with qtbot.waitSignal(paused.inputs.choose_asked):
        press(Qt.Key.Key_Space, qtbot)
    assert not session.watching.playback.playing


def test_arrows_in_a_number_move_the_cursor_and_leave_the_clip_alone(
    paused: MainWindow, session: Session, qtbot: QtBot
) -> None:
    field = paused.panel.findChild(NumberField)
    field.setFocus()
    press(Qt.Key.Key_Left, qtbot)
    press(Qt.Key.Key_Left, qtbot)
    assert session.watching.playback.frame == 0


def test_everything_interactive_has_a_name_and_is_reached_by_tab(
    paused: MainWindow, session: Session, qtbot: QtBot
) -> None:
    paused.inputs.setFocus()
    first = QApplication.focusWidget()
    reached = []
    while QApplication.focusWidget() is not first or not reached:
        widget = QApplication.focusWidget()
        reached.append(widget)
        assert len(reached) < 100
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert name, f"{widget} has no name"
        press(Qt.Key.Key_Tab, qtbot)
    fields = [f.accessibleName() for f in reached if isinstance(f, NumberField)]
    motion, noise, variations, *others = fields
    assert variations == "Variations"
    assert [motion, noise, *others] == [
        PARAMETERS[name].label
        for name in (
            "motion_bucket_id", "noise_aug_strength", "frames", "fps", "steps", "width", "height",
            "min_guidance", "max_guidance",
        )
    ]  # fmt: skip
    parts = [paused.inputs, paused.stage, paused.panel, paused.below]
    order = [next(p for p in parts if p.isAncestorOf(widget)) for widget in reached]
    assert [part for n, part in enumerate(order) if n == 0 or part is not order[n - 1]] == parts
