"""Moving posters come in the background, a few takes at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_desktop.app import moving_posters
from svd_desktop.app.moving_posters import MovingPosters
from tests.fakes import moving_square, write_real_take
from tests.made import order


@pytest.fixture
def moving(qtbot):
    thread = MovingPosters()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(5000)


def make(folder: Path, name: str) -> Path:
    return write_real_take(order(folder, name), moving_square(4))


def test_a_take_moves_as_fast_as_its_clip(moving, tmp_path, qtbot):
    folder = make(tmp_path, "a")
    with qtbot.waitSignal(moving.ready) as ready:
        assert moving.get(folder) is None
    assert ready.args == [folder]
    poster = moving.get(folder)
    assert [image.width() for image in poster.frames] == [64] * 4
    assert poster.frames[0] != poster.frames[3]
    assert poster.milliseconds == round(1000 / 7)


def test_a_take_that_cannot_be_read_stands_still_and_the_next_one_moves(moving, tmp_path, qtbot):
    good = make(tmp_path, "good")
    with qtbot.assertNotEmitted(moving.failed), qtbot.waitSignal(moving.ready) as ready:
        moving.get(tmp_path / "bad")
        moving.get(good)
    assert ready.args == [good]


def test_only_the_last_takes_are_kept(moving, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(moving_posters, "_KEPT", 2)
    folders = [make(tmp_path, name) for name in "abc"]
    for folder in folders:
        with qtbot.waitSignal(moving.ready):
            moving.get(folder)
    assert moving.get(folders[2]) and moving.get(folders[1])
    with qtbot.waitSignal(moving.ready):
        assert moving.get(folders[0]) is None


def test_what_the_pointer_has_left_is_not_told(moving, tmp_path, qtbot):
    first, second = make(tmp_path, "a"), make(tmp_path, "b")
    told = []
    moving.ready.connect(told.append)
    moving.get(first)
    moving.leave()
    with qtbot.waitSignal(moving.ready):
        moving.get(second)
    assert told == [second]
