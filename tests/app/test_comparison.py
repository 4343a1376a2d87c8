"""Two to four takes play together once all of them are read."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.comparison import Comparison, TakeRef, take_ref
from svd_desktop.app.playback import Playback
from svd_desktop.core.errors import Reason
from tests.fakes import moving_square
from tests.made import request

GONE = Reason("input", "It is missing.", "Render it again.")


class Reader(QObject):
    """Reads nothing; the test tells what was read."""

    read_take = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Path] = []

    def ask_take(self, folder: Path, rate: Fraction) -> None:
        self.asked.append(folder)


def ref(name: str) -> TakeRef:
    return TakeRef(Path("/takes", name), name, Fraction(7))


def clip(frames: int = 5, rate: int = 7) -> Clip:
    return Clip("", moving_square(frames), Fraction(rate))


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    return Reader()


@pytest.fixture
def comparison(reader: Reader) -> Comparison:
    return Comparison(Playback(reader), reader, reader)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_too_few_and_too_many_are_refused_in_words(
    comparison: Comparison, reader: Reader, qtbot: QtBot, count: int
) -> None:
    with qtbot.waitSignal(comparison.refused) as told:
        comparison.show([ref(str(number)) for number in range(count)])
    assert told.args[0].message == "Two to four finished clips can be compared."
    assert (comparison.takes, reader.asked) == ((), [])


def test_nothing_plays_before_all_are_there(comparison: Comparison, reader: Reader) -> None:
    comparison.show([ref("a"), ref("b")])
    assert [pane.name for pane in comparison.panes] == ["a", "b"]
    reader.read_take.emit(Path("/takes/a"), clip())
    assert comparison.playback.clip is None
    reader.read_take.emit(Path("/takes/b"), clip())
    assert comparison.playback.playing


def test_the_clip_that_lasts_longest_sets_the_clock(comparison: Comparison, reader: Reader) -> None:
    comparison.show([ref("a"), ref("b"), ref("c")])
    slow = clip(5, rate=3)
    for name, one in (("a", clip(8)), ("b", slow), ("c", clip(5))):
        reader.read_take.emit(Path("/takes", name), one)
    assert comparison.playback.clip is slow


def test_a_take_that_is_gone_says_why_and_the_others_play(
    comparison: Comparison, reader: Reader
) -> None:
    comparison.show([ref("a"), ref("b")])
    reader.read_take.emit(Path("/takes/a"), GONE)
    reader.read_take.emit(Path("/takes/b"), clip())
    assert comparison.panes[0].reason is GONE
    assert comparison.playback.playing


def test_a_take_read_after_leaving_is_not_played(comparison: Comparison, reader: Reader) -> None:
    comparison.show([ref("a"), ref("b")])
    reader.read_take.emit(Path("/takes/a"), clip())
    comparison.leave()
    reader.read_take.emit(Path("/takes/b"), clip())
    assert comparison.playback.clip is None
    assert comparison.panes == []


def test_a_wipe_is_for_two(comparison: Comparison) -> None:
    comparison.show([ref("a"), ref("b")])
    comparison.set_wipe(True)
    assert comparison.is_wipe
    comparison.show([ref("a"), ref("b"), ref("c")])
    comparison.set_wipe(True)
    assert not comparison.is_wipe


def test_a_take_is_named_by_its_picture_and_seed() -> None:
    named = take_ref(Path("/takes/a"), request(seed=5, fps=6))
    assert (named.name, named.rate) == ("rocket.jpg  ·  seed 5", 6)
    assert take_ref(Path("/takes/a"), request(), Fraction(24)).rate == 24
