"""Final Cut Pro 7 XML: what it says, and what OpenTimelineIO's adapter reads in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from urllib.parse import unquote
from xml.etree import ElementTree

import opentimelineio
import pytest
from opentimelineio.opentime import RationalTime

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.fcp7 import fcp7


def read(data: bytes) -> opentimelineio.schema.Timeline:
    return opentimelineio.adapters.read_from_string(data.decode(), "fcp_xml")


def test_a_clip_rate_that_is_no_timebase_is_refused(at_rates):
    with pytest.raises(SvdError, match=r"no clips of 6\.25 frames"):
        fcp7(at_rates(Fraction(25), Fraction(25, 4)))


def test_clips_names_and_ranges_are_read_back(timeline, clip):
    found = read(fcp7(timeline))
    assert found.name == timeline.name
    assert [item.name for item in found.find_clips()] == [clip.name, "b.mov", clip.name]
    assert [item.source_range.start_time.value for item in found.find_clips()] == [2, 0, 2]
    assert [item.source_range.duration for item in found.find_clips()] == [
        RationalTime(6, 25), RationalTime(10, 25), RationalTime(6, 25)
    ]  # fmt: skip
    assert found.duration() == RationalTime(28, 25)
    urls = {item.media_reference.target_url for item in found.find_clips()}
    assert {unquote(url) for url in urls} == {
        f"file://localhost{media}" for media in timeline.media()
    }


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001"])
def test_a_rate_over_1001_is_a_timebase_with_the_ntsc_flag(at_rates, rate):
    data = fcp7(at_rates(Fraction(rate), Fraction(rate)))
    rates = {
        (one.findtext("timebase"), one.findtext("ntsc"))
        for one in ElementTree.fromstring(data).iter("rate")
    }
    assert rates == {(str(round(Fraction(rate))), "TRUE")}
    (clip,) = read(data).find_clips()
    assert clip.source_range.duration.rate == pytest.approx(float(Fraction(rate)))


def test_sizes_timecode_and_reel_are_said(timeline, clip):
    root = ElementTree.fromstring(fcp7(timeline))
    sizes = [(one.findtext("width"), one.findtext("height"))
             for one in root.iter("samplecharacteristics")]  # fmt: skip
    assert sizes == [("1920", "1080"), ("1024", "576"), ("1024", "576")]
    assert {one.findtext("string") for one in root.iter("timecode")} == {"00:00:00:00"}
    assert [one.findtext("name") for one in root.iter("reel")] == [clip.reel]


def test_there_is_no_audio(timeline):
    assert not list(ElementTree.fromstring(fcp7(timeline)).iter("audio"))


def test_a_media_is_described_once_and_then_named_by_its_id(timeline):
    files = list(ElementTree.fromstring(fcp7(timeline)).iter("file"))
    assert files[0].get("id") == files[2].get("id") != files[1].get("id")
    assert [len(file) > 0 for file in files] == [True, True, False]


def test_a_clip_of_another_rate_lies_at_the_timeline_s_and_is_cut_at_its_own(at_rates):
    root = ElementTree.fromstring(fcp7(at_rates(Fraction(25), Fraction(7))))
    item = root.find(".//clipitem")
    assert [item.findtext(name) for name in ("start", "end", "in", "out")] == ["0", "21", "2", "8"]
    assert item.findtext("rate/timebase") == "7"


def test_the_settings_are_the_clip_s_note(timeline, clip):
    root = ElementTree.fromstring(fcp7(replace(timeline, clips=(clip,))))
    assert root.findtext(".//lognote") == root.findtext(".//mastercomment1") == clip.notes
