"""Timelines beside the window."""

from __future__ import annotations

from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.app.timelines import LastCut, last_cut, refusal, seconds_of, timeline_task
from svd_desktop.core.gallery import KeptTake
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.timelines.making import Cut
from tests.made import publish_take, request, take


@pytest.fixture
def cut(tmp_path: Path) -> Cut:
    return Cut(tmp_path / "out" / "cut.otio", Fraction(25), "h264-review", Fraction(25))


@pytest.fixture
def takes(tmp_path: Path) -> list[KeptTake]:
    return [
        KeptTake(name, publish_take(tmp_path / name, take(id=name)), request(), "")
        for name in ("one", "two")
    ]


def never() -> bool:
    return False


def test_a_timeline_that_is_there_is_named(cut, takes) -> None:
    assert refusal(cut) is None, "the folder is made"
    cut.output.parent.mkdir()
    cut.output.touch()
    assert "is there already" in refusal(cut).sentence


def test_a_name_that_no_disk_takes_is_told(cut) -> None:
    cut.output.parent.mkdir()
    too_long = replace(cut, output=cut.output.with_name("x" * 300 + ".otio"))
    assert refusal(too_long) is not None


def test_the_clips_come_first_and_the_file_is_told(cut, takes) -> None:
    told: list[float] = []
    task = timeline_task(cut, takes)
    assert (task.name, task.takes) == ("cut.otio", frozenset({"one", "two"}))
    assert task.work(told.append, never) == [cut.output]
    assert told == sorted(told) and told[-1] == 1
    assert len(list((cut.output.parent / "cut_clips").glob("*.mp4"))) == 2


def test_one_that_is_stopped_is_not_written(cut, takes) -> None:
    with pytest.raises(EncodingCancelled):
        timeline_task(cut, takes).work(lambda done: None, lambda: True)
    assert not cut.output.exists()


def test_it_is_as_long_as_its_clips_and_the_gaps_between() -> None:
    assert seconds_of(Fraction(25), [25, 14], handles=0, gap=11) == 2
    assert seconds_of(Fraction(25), [25, 14], handles=7, gap=14) == 1, "of the second nothing"


@pytest.mark.parametrize("kept", [{}, {"gap": "wide", "handles": True, "folder": 3, "new": 1}])
def test_what_cannot_be_read_of_the_last_one_is_the_usual(kept) -> None:
    assert last_cut(kept) == LastCut()


def test_the_last_one_comes_back_as_it_was() -> None:
    last = replace(LastCut(), folder="/cuts", suffix=".edl", rate="24000/1001", gap=3)
    assert last_cut(asdict(last)) == last
