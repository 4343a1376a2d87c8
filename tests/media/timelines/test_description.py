"""Where clips lie on a timeline, and at which rates."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.description import (
    RATES,
    Timeline,
    timebase,
    timecode,
    timeline_rate,
)


@pytest.mark.parametrize("rate", ["7", "25/4", "24.5", "240"])
def test_a_rate_that_editors_make_no_timelines_of_is_refused(clip, rate):
    with pytest.raises(SvdError, match="cannot run at") as refused:
        Timeline("cut", Fraction(rate), 64, 64, (clip,))
    named = re.findall(r"[\d.]*\d", refused.value.reason.remedy)
    assert [timeline_rate(Fraction(one)) for one in named] == list(RATES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("23.976", "24000/1001"), ("23.98", "24000/1001"), ("29.97", "30000/1001"),
     ("59.94", "60000/1001"), ("24", "24"), ("25", "25"), ("7", "7"), ("24.5", "24.5")],
)  # fmt: skip
def test_a_rate_as_people_write_it_is_the_exact_one(written, meant):
    assert timeline_rate(Fraction(written)) == Fraction(meant)


def test_clips_follow_one_another_with_the_gap_between_and_none_at_the_ends(timeline):
    assert [(place.at, place.length) for place in timeline.places()] == [(0, 6), (9, 10), (22, 6)]
    assert timeline.frames == 28


def test_a_media_is_listed_once_however_often_it_is_shown(timeline, clip):
    assert set(timeline.media()) == {clip.media, clip.media.with_name("b.mov")}
    assert len(timeline.media()) == 2


def test_a_clip_of_another_rate_keeps_its_seconds_down_to_a_whole_frame(at_rates):
    # Six frames at 7 are 21.4 frames at 25: a 22nd would show a frame that is not there.
    (place,) = at_rates(Fraction(25), Fraction(7)).places()
    assert place.length == 21


def test_a_clip_shorter_than_a_frame_of_the_timeline_has_one(clip):
    short = replace(clip, rate=Fraction(60), first=0, end=1)
    (place,) = Timeline("cut", Fraction(24), 64, 64, (short,)).places()
    assert place.length == 1


def test_a_rate_without_a_timebase_is_refused():
    with pytest.raises(SvdError, match=r"no clips of 6\.25 frames"):
        timebase(Fraction(25, 4))


@pytest.mark.parametrize(
    ("rate", "known"), [("25", (25, False)), ("24000/1001", (24, True)), ("7", (7, False))]
)
def test_a_timebase_is_whole_and_says_whether_it_is_ntsc(rate, known):
    assert timebase(Fraction(rate)) == known


@pytest.mark.parametrize(
    ("frame", "rate", "code"),
    [(0, "25", "00:00:00:00"), (24, "25", "00:00:00:24"), (25, "25", "00:00:01:00"),
     (90_000, "25", "01:00:00:00"), (1799, "30000/1001", "00:00:59:29"),
     (1800, "30000/1001", "00:01:00:00")],
)  # fmt: skip
def test_timecode_counts_whole_frames_and_drops_none(frame, rate, code):
    assert timecode(frame, Fraction(rate)) == code
