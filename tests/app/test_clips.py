"""Clips are read off the window's thread, and what cannot be read says why."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip, ClipReader
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import Framing
from svd_desktop.media.framing import frame
from tests.made import picture, publish_take, request, take


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[ClipReader]:
    reader = ClipReader()
    reader.start()
    yield reader
    reader.shut()
    reader.wait()


def test_a_take_that_is_gone_is_told_with_its_folder_and_the_reason(
    reader: ClipReader, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(reader.read_take) as told:
        reader.ask_take(tmp_path / "gone", Fraction(7))
    folder, reason = told.args
    assert folder == tmp_path / "gone"
    assert isinstance(reason, Reason)
    assert "missing or damaged" in reason.message


def test_several_takes_are_all_told(reader: ClipReader, tmp_path: Path, qtbot: QtBot) -> None:
    folders = [publish_take(tmp_path / name, take()) for name in ("one", "two")]
    told: dict[Path, Clip] = {}
    reader.read_take.connect(told.__setitem__)
    for folder in folders:
        reader.ask_take(folder, Fraction(24))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [told[folder].frames.shape for folder in folders] == [(2, 64, 64, 3)] * 2
    assert told[folders[0]].rate == 24


def test_a_source_that_is_gone_is_told_with_its_request_and_the_reason(
    reader: ClipReader, qtbot: QtBot
) -> None:
    asked = request(source="/nowhere/boat.png")
    with qtbot.waitSignal(reader.read_source) as told:
        reader.ask_source(asked)
    assert told.args[0] is asked
    assert "boat.png" in told.args[1].message


@pytest.mark.parametrize("mode", ["crop", "pad", "stretch"])
def test_a_source_is_framed_as_its_request_says(
    reader: ClipReader, tmp_path: Path, qtbot: QtBot, mode
) -> None:
    path = picture(tmp_path / "boat.png", (90, 40))
    with Image.open(path) as image:
        image.paste((200, 30, 30), (0, 0, 30, 40))
        image.save(path)
        framing = Framing(mode=mode, focus=(0.1, 0.5), background="#102030")
        expected = np.asarray(frame(image, 64, 64, framing))
    with qtbot.waitSignal(reader.read_source) as told:
        reader.ask_source(request(source=str(path), framing=framing))
    assert np.array_equal(told.args[1].frames, expected[None])
