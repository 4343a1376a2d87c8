""".otio and .otioz, read back by OpenTimelineIO."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from fractions import Fraction

import opentimelineio
import pytest
from opentimelineio.opentime import RationalTime

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.otio import otio, write_otioz


def read(data: bytes) -> opentimelineio.schema.Timeline:
    return opentimelineio.adapters.read_from_string(data.decode(), "otio_json")


def test_clips_and_gaps_come_back_in_order_with_their_ranges(timeline):
    found = read(otio(timeline))
    (track,) = found.tracks
    assert track.kind == "Video"
    spans = [
        (type(item).__name__, item.source_range.start_time.value, item.source_range.duration.value)
        for item in track
    ]
    assert spans == [
        ("Clip", 2, 6), ("Gap", 0, 3), ("Clip", 0, 10), ("Gap", 0, 3), ("Clip", 2, 6)
    ]  # fmt: skip
    assert found.duration() == RationalTime(28, 25)


def test_names_size_and_start_come_back(timeline, clip):
    found = read(otio(timeline))
    assert found.name == timeline.name
    assert found.global_start_time == RationalTime(0, 25)
    assert found.metadata["svd-desktop"] == {"width": 1920, "height": 1080}
    assert [item.name for item in found.find_clips()] == [clip.name, "b.mov", clip.name]


def test_media_are_linked_by_absolute_urls_that_lead_to_the_file(timeline, clip):
    first = next(iter(read(otio(timeline)).find_clips())).media_reference
    assert first.target_url.startswith("file:///")
    assert opentimelineio.url_utils.filepath_from_url(first.target_url) == str(clip.media)
    assert first.available_range.duration == RationalTime(10, 25)
    assert first.available_range.start_time.to_timecode() == "00:00:00:00"


def test_the_settings_are_a_marker_and_the_whole_request_is_with_them(timeline, clip):
    first = next(iter(read(otio(timeline)).find_clips()))
    (marker,) = first.markers
    assert marker.comment == clip.notes
    assert first.metadata["svd-desktop"]["request"]["seed"] == 42
    assert first.metadata["cmx_3600"]["reel"] == clip.reel


def test_a_clip_of_another_rate_is_counted_at_its_own(at_rates):
    timeline = at_rates(Fraction(24000, 1001), Fraction(7))
    (first,) = read(otio(timeline)).find_clips()
    assert first.source_range.duration == RationalTime(6, 7)
    assert read(otio(timeline)).global_start_time.rate == 24000 / 1001


def test_a_bundle_holds_every_media_once_and_links_them_inside(timeline, tmp_path):
    for number, media in enumerate(timeline.media()):
        media.parent.mkdir(exist_ok=True)
        media.write_bytes(b"%d" % number)
    target = tmp_path / "cut.otioz"
    write_otioz(timeline, target)
    with zipfile.ZipFile(target) as bundle:
        names = {name for name in bundle.namelist() if name.startswith("media/")}
        data = json.loads(bundle.read("content.otio"))
    assert names == {f"media/{media.name}" for media in timeline.media()}
    assert data["OTIO_SCHEMA"].startswith("Timeline")
    found = opentimelineio.adapters.read_from_file(str(target), "otioz")
    urls = {item.media_reference.target_url for item in found.find_clips()}
    assert {opentimelineio.url_utils.filepath_from_url(url) for url in urls} == names


def test_a_bundle_refuses_two_media_of_one_name(timeline, clip, tmp_path):
    other = replace(clip, media=tmp_path / "elsewhere" / clip.name)
    with pytest.raises(SvdError, match="Two clips are named"):
        write_otioz(replace(timeline, clips=(clip, other)), tmp_path / "cut.otioz")
