"""MLT XML, as Shotcut writes it. That melt renders it is tests/benchmarks/timelines.py."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from svd_desktop.media.timelines import mlt as module
from svd_desktop.media.timelines.mlt import mlt


def of(parent: Element, name: str) -> str | None:
    return parent.findtext(f"property[@name='{name}']")


def test_the_profile_says_size_and_exact_rate(at_rates, tmp_path):
    rate = Fraction(24000, 1001)
    profile = ElementTree.fromstring(mlt(at_rates(rate, rate), tmp_path)).find("profile")
    wanted = {"width": "1024", "height": "576", "frame_rate_num": "24000",
              "frame_rate_den": "1001", "progressive": "1", "colorspace": "709",
              "display_aspect_num": "16", "display_aspect_den": "9"}  # fmt: skip
    assert {key: profile.get(key) for key in wanted} == wanted


def test_clips_and_blanks_lie_in_order(timeline, tmp_path):
    root = ElementTree.fromstring(mlt(timeline, tmp_path))
    track = [item for item in root.find("playlist[@id='playlist0']") if item.tag != "property"]
    said = [
        int(item.get("length")) if item.tag == "blank" else (item.get("in"), item.get("out"))
        for item in track
    ]
    assert said == [("2", "7"), 3, ("0", "9"), 3, ("2", "7")]
    main = root.find("tractor")
    assert (main.get("in"), main.get("out")) == ("0", "27")
    assert of(main, "shotcut") == "1"


def test_media_are_paths_relative_to_the_project(timeline, clip, tmp_path):
    folder = tmp_path / "projects"
    root = ElementTree.fromstring(mlt(timeline, folder))
    resources = [of(one, "resource") for one in root.iter("producer")]
    assert f"../{clip.media.parent.name}/{clip.name}" in resources
    assert len(resources) == 3  # two media and the black behind them


def test_media_on_another_drive_are_absolute_paths(timeline, clip, tmp_path, monkeypatch):
    def other_drive(*paths: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(module.os.path, "relpath", other_drive)
    root = ElementTree.fromstring(mlt(timeline, tmp_path))
    assert clip.media.as_posix() in [of(one, "resource") for one in root.iter("producer")]


def test_names_and_settings_are_the_clip_s_caption_and_comment(timeline, clip, tmp_path):
    root = ElementTree.fromstring(mlt(timeline, tmp_path))
    captions = {of(one, "shotcut:caption"): of(one, "shotcut:comment")
                for one in root.iter("producer") if of(one, "shotcut:caption")}  # fmt: skip
    assert captions == {clip.name: clip.notes, "b.mov": clip.notes}


@pytest.mark.parametrize(("clip_rate", "first", "last"), [("7", 6, 26), ("50", 1, 3)])
def test_a_clip_of_another_rate_is_cut_at_the_timeline_s(
    at_rates, tmp_path, clip_rate, first, last
):
    # Frame 2 at 7 a second begins 0.286 s in, and is the nearest from 0.214 s on: frame 6 at 25.
    root = ElementTree.fromstring(mlt(at_rates(Fraction(25), Fraction(clip_rate)), tmp_path))
    entry = root.find("playlist[@id='playlist0']/entry")
    assert (entry.get("in"), entry.get("out")) == (str(first), str(last))
