"""The strip: where a press goes, what it shows, its keys."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.playback import Playback
from svd_desktop.ui.filmstrip import Filmstrip


@pytest.fixture
def playback() -> Playback:
    playback = Playback()
    playback.autoplay = False
    return playback


@pytest.fixture
def strip(playback: Playback, qtbot: QtBot) -> Filmstrip:
    strip = Filmstrip(playback)
    qtbot.addWidget(strip)
    strip.resize(600, 44)
    strip.show()
    return strip


def shades(count: int) -> Clip:
    """Frame n is the grey 10n."""
    values = (np.arange(count) * 10).astype(np.uint8)
    return Clip("", np.broadcast_to(values[:, None, None, None], (count, 90, 160, 3)), Fraction(7))


def test_without_a_clip_a_press_does_nothing(strip: Filmstrip, qtbot: QtBot) -> None:
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    assert strip.maximum() == 0


@pytest.mark.parametrize("count", [1, 3, 14, 25])
def test_every_frame_has_a_place_with_its_picture(
    strip: Filmstrip, playback: Playback, qtbot: QtBot, count: int
) -> None:
    playback.show(shades(count))
    for number in (0, count // 2, count - 1):
        middle = strip.cell(number).center().toPoint()
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle)
        assert playback.frame == number
        assert QColor(strip.grab().toImage().pixel(middle)).red() == number * 10


def test_dragging_seeks_and_stays_within_the_clip(
    strip: Filmstrip, playback: Playback, qtbot: QtBot
) -> None:
    playback.show(shades(14))
    playback.play()
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=strip.cell(3).center().toPoint())
    assert (playback.frame, playback.playing) == (3, False)
    qtbot.mouseMove(strip, QPoint(2000, 20))
    assert playback.frame == 13
    qtbot.mouseMove(strip, QPoint(-50, 20))
    assert playback.frame == 0
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton)
    assert playback.frame == 0


def test_keys_step_and_go_to_the_ends(strip: Filmstrip, playback: Playback, qtbot: QtBot) -> None:
    playback.show(shades(14))
    for key, frame in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_PageUp, 6), (Qt.Key.Key_End, 13), (Qt.Key.Key_Left, 12),
        (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        qtbot.keyClick(strip, key)
        assert playback.frame == frame


def test_following_the_clip_is_not_scrubbing(strip: Filmstrip, playback: Playback) -> None:
    playback.show(shades(14))
    playback.play()
    playback._go(5)
    assert (strip.value(), playback.playing) == (5, True)
    playback.pause()
