"""A timeline of takes and the clips that it links."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import opentimelineio
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import Take
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.export import export
from svd_desktop.media.presets import PRESETS
from svd_desktop.media.takes import read_take
from svd_desktop.media.timelines.making import Cut, check_film, make_timeline
from tests.made import publish_take, request, take


@pytest.fixture
def takes(tmp_path: Path) -> list[tuple[Path, Take]]:
    folders = [
        publish_take(tmp_path / name, take(id=name, request=request(source=f"/p/{name}.jpg")))
        for name in ("one", "two")
    ]
    return [(folder, read_take(folder)) for folder in folders]


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    rate = Fraction(25)
    return Cut(tmp_path / "Schnitt & mehr.otio", rate, "h264-review", rate)


def make_clip(source: Path, delivery: Delivery, number: int) -> Path:
    return export(source, delivery)[0]


def test_what_makes_no_film_is_named_with_what_does() -> None:
    with pytest.raises(SvdError, match=r"which gif does not make\. Use one of: h264-review, "):
        check_film("gif", PRESETS)
    check_film("dnxhr-hqx-mxf", PRESETS)


def test_a_timeline_that_is_there_is_not_written_over_and_no_clip_is_made(cut, takes) -> None:
    cut.output.write_text("of another day")
    with pytest.raises(SvdError, match="is there already"):
        make_timeline(cut, takes, lambda *_: pytest.fail("a clip was made"))
    assert cut.output.read_text() == "of another day"


@pytest.mark.parametrize("suffix", [".otio", ".otioz"])
def test_one_that_is_stopped_leaves_no_timeline(cut, takes, tmp_path, suffix) -> None:
    def stop(source: Path, delivery: Delivery, number: int) -> Path:
        if number:
            raise EncodingCancelled
        return make_clip(source, delivery, number)

    with pytest.raises(EncodingCancelled):
        make_timeline(replace(cut, output=cut.output.with_suffix(suffix)), takes, stop)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"one", "two"} | ({"Schnitt & mehr_clips"} if suffix == ".otio" else set())


def test_a_take_that_comes_twice_is_exported_once(cut, takes) -> None:
    made: list[tuple[str, int]] = []

    def count(source: Path, delivery: Delivery, number: int) -> Path:
        made.append((source.name, number))
        return make_clip(source, delivery, number)

    built = make_timeline(cut, [*takes, takes[0]], count)
    assert made == [("one", 0), ("two", 1)]
    read = opentimelineio.adapters.read_from_file(str(cut.output))
    assert [clip.name for clip in read.find_clips()] == [
        "one_42_25fps_h264-review_v001.mp4", "two_42_25fps_h264-review_v001.mp4",
        "one_42_25fps_h264-review_v001.mp4",
    ]  # fmt: skip
    assert built.frames == 6
