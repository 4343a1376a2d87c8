"""EDL: what the list says, and what OpenTimelineIO's adapter reads in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import opentimelineio
import pytest
from opentimelineio.opentime import RationalTime

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.edl import edl


def read(data: bytes, rate: float) -> opentimelineio.schema.Timeline:
    text = data.decode().replace("\r\n", "\n")
    return opentimelineio.adapters.read_from_string(text, "cmx_3600", rate=rate)


def events(data: bytes) -> list[list[str]]:
    return [line.split() for line in data.decode().splitlines() if line[:3].isdigit()]


def test_a_clip_of_another_rate_is_refused(at_rates):
    with pytest.raises(SvdError, match="has 7 frames a second, the timeline 25"):
        edl(at_rates(Fraction(25), Fraction(7)))


def test_more_clips_than_a_list_can_number_are_refused(timeline, clip):
    edl(replace(timeline, clips=(clip,) * 999))
    with pytest.raises(SvdError, match="holds 999 clips, not 1000"):
        edl(replace(timeline, clips=(clip,) * 1000))


def test_every_event_says_source_and_record_times(timeline):
    assert [event[4:] for event in events(edl(timeline))] == [
        ["00:00:00:02", "00:00:00:08", "00:00:00:00", "00:00:00:06"],
        ["00:00:00:00", "00:00:00:10", "00:00:00:09", "00:00:00:19"],
        ["00:00:00:02", "00:00:00:08", "00:00:00:22", "00:00:01:03"],
    ]


@pytest.mark.parametrize("rate", ["24000/1001", "25", "60000/1001"])
def test_clips_names_and_ranges_are_read_back(timeline, clip, rate):
    exact = Fraction(rate)
    clips = tuple(replace(one, rate=exact) for one in timeline.clips)
    found = read(edl(replace(timeline, rate=exact, clips=clips)), float(exact))
    assert found.name == timeline.name
    assert [item.name for item in found.find_clips()] == [clip.name, "b.mov", clip.name]
    assert [item.source_range.start_time.value for item in found.find_clips()] == [2, 0, 2]
    assert [item.source_range.duration.value for item in found.find_clips()] == [6, 10, 6]
    assert {item.source_range.duration.rate for item in found.find_clips()} == {float(exact)}
    assert found.duration() == RationalTime(28, float(exact))


def test_reels_have_eight_characters_and_stay_apart(timeline, clip):
    reels = ("", "Rolle-0001-a", "Rolle-0001-b", "한글", "Rolle-0001-a", "A1")
    listed = edl(replace(timeline, clips=tuple(replace(clip, reel=reel) for reel in reels)))
    assert [event[1] for event in events(listed)] == [
        "AX", "ROLLE000", "ROLLE002", "R", "ROLLE000", "A1"
    ]  # fmt: skip


def test_paths_and_settings_are_comments(timeline, clip):
    lines = edl(timeline).decode().split("\r\n")
    assert f"* SOURCE FILE: {clip.media}" in lines
    assert f"* COMMENT: {clip.notes}" in lines
    assert lines[1] == "FCM: NON-DROP FRAME"
