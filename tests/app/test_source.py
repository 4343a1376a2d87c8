"""The source picture is read when it is wished for, and only the right one is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.playback import Playback
from svd_desktop.app.source import SourcePicture
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import RenderRequest
from tests.fakes import moving_square
from tests.made import request

STILL = Clip("", moving_square(1), Fraction(7))


class Reader(QObject):
    """Reads nothing; the test tells what was read."""

    read_source = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[RenderRequest] = []

    def ask_source(self, asked: RenderRequest) -> None:
        self.asked.append(asked)


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    return Reader()


@pytest.fixture
def source(reader: Reader) -> SourcePicture:
    playback = Playback(reader)
    playback.autoplay = False
    playback.show(Clip("job", moving_square(5), Fraction(7)))
    return SourcePicture(playback, reader, reader)


def test_nothing_is_read_before_somebody_wants_to_see_it(
    source: SourcePicture, reader: Reader
) -> None:
    source.follow(request())
    assert reader.asked == []
    assert len(source.panes) == 1
    source.set_mode("beside")
    assert reader.asked == [request()]
    assert [pane.name for pane in source.panes] == ["Clip", "Source"]
    assert source.panes[1].clip is None


def test_the_same_picture_is_read_once(source: SourcePicture, reader: Reader) -> None:
    source.follow(request())
    source.set_mode("beside")
    reader.read_source.emit(request(), STILL)
    source.set_mode("wipe")
    source.follow(request())
    assert len(reader.asked) == 1
    assert source.is_wipe
    assert source.panes[1].clip is STILL


def test_a_picture_that_comes_too_late_is_not_shown_beside_another_clip(
    source: SourcePicture, reader: Reader
) -> None:
    source.set_mode("beside")
    source.follow(request(seed=1))
    source.follow(request(seed=2))
    reader.read_source.emit(request(seed=1), STILL)
    assert source.panes[1].clip is None


def test_a_picture_that_is_gone_says_why_in_its_place(
    source: SourcePicture, reader: Reader
) -> None:
    reason = Reason("input", "boat.png is gone.", "Put it back.")
    source.follow(request())
    source.set_mode("beside")
    reader.read_source.emit(request(), reason)
    assert source.panes[1].reason is reason
    source.set_mode("off")
    assert len(source.panes) == 1
