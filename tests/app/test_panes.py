"""Clips of any length and rate, in step with the one that sets the clock."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.panes import Panes
from svd_desktop.app.playback import Playback
from tests.fakes import moving_square


def clip(frames: int, rate: int) -> Clip:
    return Clip("", moving_square(frames), Fraction(rate))


@pytest.fixture
def panes(qtbot: QtBot) -> Panes:
    playback = Playback()
    playback.autoplay = False
    return Panes(playback, playback)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (clip(8, 10), [0, 1, 2, 3, 4, 5, 6, 7]),
        (clip(16, 20), [0, 2, 4, 6, 8, 10, 12, 14]),
        (clip(8, 5), [0, 0, 1, 1, 2, 2, 3, 3]),
        (clip(3, 10), [0, 1, 2, 2, 2, 2, 2, 2]),
        (clip(1, 10), [0] * 8),
    ],
)
def test_another_clip_follows_by_time_and_waits_at_its_end(
    panes: Panes, other: Clip, expected: list[int]
) -> None:
    panes.playback.show(clip(8, 10))
    frames = []
    for number in range(8):
        panes.playback.seek(number)
        frames.append(panes.frame_of(other))
    assert frames == expected


def test_the_divider_stays_within_the_picture(panes: Panes) -> None:
    panes.move_wipe(-3)
    assert panes.wipe == 0
    panes.move_wipe(1.5)
    assert panes.wipe == 1


def test_without_a_clip_there_is_no_pane(panes: Panes) -> None:
    assert panes.panes == []
    assert panes.frame_of(clip(3, 7)) == 0
