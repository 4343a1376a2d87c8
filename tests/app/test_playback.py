"""The clock shows the frame that is due, exactly, over any number of rounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.playback import SPEEDS, Playback
from tests.fakes import moving_square

SECOND = 10**9


class Clock:
    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def playback(clock: Clock, qtbot: QtBot) -> Playback:
    return Playback(clock=clock)


def clip(frames: int = 14, rate: Fraction = Fraction(7)) -> Clip:
    return Clip("job", moving_square(frames), rate)


@pytest.mark.parametrize("rate", [Fraction(7), Fraction(24000, 1001), Fraction(30)])
def test_a_frame_is_shown_from_its_exact_time_on_over_many_rounds(
    playback: Playback, clock: Clock, rate: Fraction
) -> None:
    playback.show(clip(14, rate))
    for count in (1, 2, 13, 14, 15, 1_000, 100_003):
        due = -(-count * SECOND // rate)  # the first nanosecond of this frame
        clock.now = due - 1
        playback.tick()
        assert playback.frame == (count - 1) % 14
        clock.now = due
        playback.tick()
        assert playback.frame == count % 14


def test_a_late_tick_drops_frames_and_no_delay_adds_up(playback: Playback, clock: Clock) -> None:
    playback.show(clip())
    clock.now = SECOND  # a whole second late at 7 frames a second
    playback.tick()
    assert playback.frame == 7
    clock.now = 2 * SECOND
    playback.tick()
    assert playback.frame == 0


def test_playing_on_after_a_pause_goes_on_at_the_frame_shown(
    playback: Playback, clock: Clock
) -> None:
    playback.show(clip())
    playback.seek(5)
    assert not playback.playing
    clock.now = 3 * SECOND + 123
    playback.play()
    assert playback.frame == 5
    clock.now += -(-SECOND // 7)
    playback.tick()
    assert playback.frame == 6


def test_stepping_pauses_and_goes_around_both_ends(playback: Playback) -> None:
    playback.show(clip(3))
    playback.step(-1)
    assert (playback.frame, playback.playing) == (2, False)
    playback.step(1)
    assert playback.frame == 0


def test_seeking_stays_within_the_clip(playback: Playback) -> None:
    playback.show(clip(3))
    playback.seek(99)
    assert playback.frame == 2


def test_the_timer_itself_loops_the_clip(qtbot: QtBot) -> None:
    playback = Playback()
    seen: list[int] = []
    playback.frame_changed.connect(seen.append)
    playback.show(clip(3, Fraction(100)))
    qtbot.waitUntil(lambda: len(seen) > 8)
    playback.pause()
    assert set(seen) == {0, 1, 2}


def test_without_a_clip_nothing_plays(playback: Playback) -> None:
    playback.toggle()
    playback.step(1)
    playback.seek(1)
    assert (playback.playing, playback.frame, playback.frames) == (False, 0, 0)


def test_a_better_version_goes_on_at_the_same_frame_and_in_time(
    playback: Playback, clock: Clock
) -> None:
    playback.show(clip())
    clock.now = 5 * SECOND // 7 + 1
    playback.tick()
    better = clip()
    playback.replace(better)
    assert (playback.clip, playback.frame, playback.playing) == (better, 5, True)
    clock.now = 6 * SECOND // 7 + 1
    playback.tick()
    assert playback.frame == 6


@pytest.mark.parametrize("other", [clip(frames=3), clip(rate=Fraction(30))])
def test_a_clip_of_another_length_or_rate_begins_anew(
    playback: Playback, clock: Clock, other: Clip
) -> None:
    playback.show(clip())
    clock.now = 5 * SECOND // 7 + 1
    playback.tick()
    playback.replace(other)
    assert (playback.clip, playback.frame) == (other, 0)


def shown(playback: Playback, clock: Clock, count: int, rate: Fraction) -> list[int]:
    """The frames of the next `count` intervals at `rate`."""
    begun, frames = clock.now, []
    for number in range(count):
        clock.now = begun - (-number * SECOND // rate)
        playback.tick()
        frames.append(playback.frame)
    return frames


def test_ping_pong_turns_without_showing_a_frame_twice(playback: Playback, clock: Clock) -> None:
    playback.set_ping_pong(True)
    playback.show(clip(4))
    assert shown(playback, clock, 14, Fraction(7)) == [0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1]


def test_ping_pong_paused_on_the_way_back_goes_on_back(playback: Playback, clock: Clock) -> None:
    playback.set_ping_pong(True)
    playback.show(clip(4))
    shown(playback, clock, 6, Fraction(7))
    playback.pause()
    playback.play()
    assert shown(playback, clock, 3, Fraction(7)) == [1, 0, 1]


@pytest.mark.parametrize("frames", [1, 2])
def test_ping_pong_of_hardly_any_frames_plays(
    playback: Playback, clock: Clock, frames: int
) -> None:
    playback.set_ping_pong(True)
    playback.show(clip(frames))
    assert shown(playback, clock, 4, Fraction(7)) == [0, frames - 1, 0, frames - 1]


def test_turning_ping_pong_off_on_the_way_back_goes_on_from_that_frame(
    playback: Playback, clock: Clock
) -> None:
    playback.set_ping_pong(True)
    playback.show(clip(4))
    shown(playback, clock, 6, Fraction(7))
    assert playback.frame == 1
    playback.set_ping_pong(False)
    assert shown(playback, clock, 3, Fraction(7)) == [1, 2, 3]


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_speed_is_exact_over_many_rounds(
    playback: Playback, clock: Clock, speed: Fraction
) -> None:
    playback.set_speed(speed)
    playback.show(clip(14, Fraction(24000, 1001)))
    due = -(-100_003 * SECOND // (Fraction(24000, 1001) * speed))
    clock.now = due - 1
    playback.tick()
    assert playback.frame == 100_002 % 14
    clock.now = due
    playback.tick()
    assert playback.frame == 100_003 % 14


def test_another_speed_goes_on_at_the_frame_shown(playback: Playback, clock: Clock) -> None:
    playback.show(clip())
    shown(playback, clock, 6, Fraction(7))
    playback.set_speed(Fraction(1, 2))
    assert shown(playback, clock, 3, Fraction(7, 2)) == [5, 6, 7]


def test_j_plays_backwards_around_the_start(playback: Playback, clock: Clock) -> None:
    playback.show(clip(4))
    playback.seek(1)
    playback.shuttle(-1)
    assert shown(playback, clock, 4, Fraction(7)) == [1, 0, 3, 2]


def test_l_again_doubles_the_speed_and_k_ends_the_haste(playback: Playback) -> None:
    playback.show(clip())
    playback.shuttle(1)
    playback.shuttle(1)
    assert (playback.speed, playback.playing) == (2, True)
    playback.halt()
    assert (playback.speed, playback.playing) == (1, False)


def test_turning_around_ends_the_haste_and_keeps_slow_motion(playback: Playback) -> None:
    playback.show(clip())
    playback.shuttle(1)
    playback.shuttle(-1)
    assert playback.speed == 1
    playback.set_speed(Fraction(1, 4))
    playback.shuttle(1)
    assert (playback.speed, playback.playing) == (Fraction(1, 4), True)


def test_without_autoplay_a_clip_waits_at_its_first_frame(playback: Playback) -> None:
    playback.autoplay = False
    playback.show(clip())
    assert (playback.playing, playback.frame) == (False, 0)
    playback.toggle()
    assert playback.playing
