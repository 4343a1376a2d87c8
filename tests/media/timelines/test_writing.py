"""Timelines as files: the format by the ending, whole, over no other file."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines import writing
from svd_desktop.media.timelines.writing import SUFFIXES, check_target, write_timeline

BEGINNINGS = {
    ".otio": b'{\n  "OTIO_SCHEMA": "Timeline', ".otioz": b"PK",
    ".fcpxml": b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>',
    ".xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>',
    ".edl": b"TITLE: ", ".mlt": b'<?xml version="1.0" encoding="UTF-8"?>\n<mlt ',
}  # fmt: skip


@pytest.fixture
def on_disk(timeline):
    for media in timeline.media():
        media.parent.mkdir(exist_ok=True)
        media.write_bytes(b"film")
    return timeline


@pytest.mark.parametrize("name", ["cut.aaf", "cut", "cut.json"])
def test_an_ending_that_names_no_format_is_refused_with_those_that_do(tmp_path, name):
    with pytest.raises(SvdError, match="no kind of timeline") as refused:
        check_target(tmp_path / name)
    assert tuple(re.findall(r"\.\w+", refused.value.reason.remedy)) == SUFFIXES


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_there_stays_as_it_is(on_disk, tmp_path, suffix):
    target = tmp_path / f"cut{suffix}"
    target.write_bytes(b"another's")
    with pytest.raises(SvdError, match="is there already"):
        write_timeline(on_disk, target)
    assert target.read_bytes() == b"another's"


def test_a_file_that_comes_in_between_stays_as_it_is(on_disk, tmp_path, monkeypatch):
    def meanwhile(part: Path, target: Path) -> None:
        target.write_bytes(b"another's")
        raise FileExistsError

    monkeypatch.setattr(writing, "publish_file", meanwhile)
    with pytest.raises(SvdError, match="is there already"):
        write_timeline(on_disk, tmp_path / "cut.edl")
    assert (tmp_path / "cut.edl").read_bytes() == b"another's"
    assert not list(tmp_path.glob(".*"))


def test_what_a_format_cannot_say_leaves_nothing_behind(at_rates, tmp_path):
    with pytest.raises(SvdError):
        write_timeline(at_rates(Fraction(25), Fraction(7)), tmp_path / "cut.edl")
    assert list(tmp_path.iterdir()) == []


def test_a_media_that_is_gone_leaves_no_bundle_behind(timeline, tmp_path):
    with pytest.raises(SvdError, match="is gone"):
        write_timeline(timeline, tmp_path / "cut.otioz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_ending_chooses_the_format(on_disk, tmp_path, suffix):
    target = tmp_path / f"Schnitt & 편집{suffix.upper()}"
    write_timeline(on_disk, target)
    assert target.read_bytes().startswith(BEGINNINGS[suffix])
    assert not list(tmp_path.glob(".*"))
