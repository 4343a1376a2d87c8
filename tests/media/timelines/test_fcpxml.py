"""FCPXML: the structure that Apple documents, and what OpenTimelineIO's adapter reads in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from urllib.parse import unquote, urlparse
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import opentimelineio
import pytest

from svd_desktop.media.timelines.description import RATES
from svd_desktop.media.timelines.fcpxml import fcpxml

# Of each element that is written: what may be in it, in which order, as a pattern over tags.
CHILDREN = {
    "fcpxml": "resources library ",
    "resources": "(format |asset )+",
    "format": "",
    "asset": "media-rep (metadata )?",
    "media-rep": "",
    "metadata": "(md )+",
    "md": "",
    "library": "event ",
    "event": "project ",
    "project": "sequence ",
    "sequence": "spine ",
    "spine": "(asset-clip |gap )+",
    "asset-clip": "note (conform-rate )?",
    "gap": "",
    "note": "",
    "conform-rate": "",
}
NAMED_RATES = {"23.98", "24", "25", "29.97", "30", "60", "47.95", "48", "50", "59.94"}


def seconds(time: str) -> Fraction:
    assert re.fullmatch(r"\d+(/\d+)?s", time)
    return Fraction(time.removesuffix("s"))


def elements(data: bytes) -> Iterator[Element]:
    return ElementTree.fromstring(data).iter()


def named(data: bytes, tag: str) -> list[Element]:
    return [element for element in elements(data) if element.tag == tag]


@pytest.mark.parametrize("clip_rate", ["25", "7", "30000/1001"])
@pytest.mark.parametrize("version", ["1.9", "1.10"])
def test_the_structure_is_the_documented_one(timeline, clip, version, clip_rate):
    other = replace(clip, rate=Fraction(clip_rate))
    data = fcpxml(replace(timeline, clips=(*timeline.clips, other)), version)
    assert b"<!DOCTYPE fcpxml>" in data
    assert ElementTree.fromstring(data).get("version") == version
    identities = [element.get("id") for element in elements(data) if element.get("id")]
    assert len(identities) == len(set(identities))
    for element in elements(data):
        inside = "".join(f"{child.tag} " for child in element)
        assert re.fullmatch(CHILDREN[element.tag], inside), element.tag
        assert {element.get("ref"), element.get("format")} <= {None, *identities}


def test_clips_names_and_times_are_read_back(timeline, clip):
    found = opentimelineio.adapters.read_from_string(fcpxml(timeline).decode(), "fcpx_xml")
    (read,) = [one for one in found if isinstance(one, opentimelineio.schema.Timeline)]
    assert [item.name for item in read.find_clips()] == [clip.name, "b.mov", clip.name]
    starts = [item.source_range.start_time for item in read.find_clips()]
    assert [start.value for start in starts] == [2, 0, 2]
    assert [item.source_range.duration.value for item in read.find_clips()] == [6, 10, 6]
    assert {start.rate for start in starts} == {25}


@pytest.mark.parametrize("rate", RATES)
def test_every_time_on_the_timeline_lies_on_one_of_its_frames(timeline, clip, rate):
    data = fcpxml(replace(timeline, rate=rate))
    at = Fraction(0)
    for element in ElementTree.fromstring(data).find(".//spine"):
        assert seconds(element.get("offset")) == at
        length = seconds(element.get("duration"))
        assert (length * rate).denominator == 1
        at += length
    assert seconds(named(data, "sequence")[0].get("duration")) == at


def test_formats_say_size_and_exact_rate(at_rates):
    data = fcpxml(at_rates(Fraction(24000, 1001), Fraction(24000, 1001)))
    (only,) = named(data, "format")
    assert only.get("frameDuration") == "1001/24000s"
    assert (only.get("width"), only.get("height")) == ("1024", "576")


def test_timecode_starts_at_zero_and_drops_no_frames(timeline):
    data = fcpxml(timeline)
    (sequence,) = named(data, "sequence")
    assert (sequence.get("tcStart"), sequence.get("tcFormat")) == ("0s", "NDF")
    assert {asset.get("start") for asset in named(data, "asset")} == {"0s"}


def test_media_are_linked_once_by_absolute_urls(timeline):
    urls = [urlparse(media.get("src")) for media in named(fcpxml(timeline), "media-rep")]
    assert {url.scheme for url in urls} == {"file"}
    assert sorted(unquote(url.path) for url in urls) == sorted(map(str, timeline.media()))


@pytest.mark.parametrize(
    ("rate", "said"), [("7", None), ("30", "30"), ("30000/1001", "29.97"), ("25", "not there")]
)
def test_a_clip_of_another_rate_is_not_sped_up(at_rates, rate, said):
    conforms = named(fcpxml(at_rates(Fraction(25), Fraction(rate))), "conform-rate")
    if said == "not there":
        assert not conforms
        return
    (conform,) = conforms
    assert (conform.get("scaleEnabled"), conform.get("srcFrameRate")) == ("0", said)
    assert said is None or said in NAMED_RATES


def test_settings_are_notes_and_reels_are_metadata(timeline, clip):
    data = fcpxml(timeline)
    assert {note.text for note in named(data, "note")} == {clip.notes}
    assert [(md.get("key"), md.get("value")) for md in named(data, "md")] == [
        ("com.apple.proapps.studio.reel", clip.reel)
    ]
