"""The gallery's list: found by a search, newest first, and dragged as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from svd_desktop.app.takes_model import TAKE, TakesModel
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.gallery import KeptTake, Search
from svd_desktop.core.takes import MASTER, POSTER
from tests.made import request


@pytest.fixture
def posters(qtbot):
    thread = Thumbnails()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(5000)


@pytest.fixture
def model(posters) -> TakesModel:
    return TakesModel(posters)


def kept(number: int, folder: Path = Path("/takes"), **changes: Any) -> KeptTake:
    values = {"request": request(seed=number), "made": f"2026-11-{number:02}T08:00:00+00:00"}
    return KeptTake(id=str(number), folder=folder / str(number), **{**values, **changes})


def shown(model: TakesModel) -> list[int]:
    return [model.index(row, 0).data(TAKE).request.seed for row in range(model.rowCount())]


def test_takes_come_in_at_their_date_whatever_the_order(model):
    model.set_all([kept(5), kept(3)])
    for number in (4, 6, 2):
        model.put([kept(number)])
    assert shown(model) == [6, 5, 4, 3, 2]
    assert [model.row(kept(n).folder) for n in (6, 5, 4, 3, 2)] == [0, 1, 2, 3, 4]


def test_many_at_once_are_one_change_to_views(model, qtbot):
    many = [replace(kept(1 + n % 28), folder=Path("/takes", f"take {n}")) for n in range(100)]
    with qtbot.waitSignal(model.modelReset), qtbot.assertNotEmitted(model.rowsInserted):
        model.put(many)
    assert model.rowCount() == model.count == 100
    assert shown(model) == sorted(shown(model), reverse=True)
    with qtbot.waitSignal(model.modelReset), qtbot.assertNotEmitted(model.rowsRemoved):
        model.remove([take.folder for take in many[:60]])
    assert model.rowCount() == 40


def test_many_that_change_and_stay_keep_their_selection(model, qtbot):
    many = [replace(kept(1 + n % 28), folder=Path("/takes", f"take {n}")) for n in range(100)]
    model.put(many)
    with qtbot.waitSignal(model.dataChanged) as told, qtbot.assertNotEmitted(model.modelReset):
        model.put([replace(take, starred=True) for take in many])
    assert [index.row() for index in told.args[:2]] == [0, 99]
    assert all(model.index(row, 0).data(TAKE).starred for row in range(100))


def test_a_take_that_the_search_does_not_find_comes_when_it_is_found(model):
    model.set_search(Search("seed:2"))
    model.put([kept(1), kept(2)])
    assert (shown(model), model.count) == ([2], 2)
    model.set_search(Search())
    assert shown(model) == [2, 1]


def test_a_change_may_bring_a_take_in_or_out(model):
    model.put([kept(1), kept(2, starred=True)])
    model.set_search(Search(starred=True))
    model.put([kept(1, starred=True)])
    assert shown(model) == [2, 1]
    model.put([kept(2)])
    assert shown(model) == [1]


def test_what_is_removed_is_gone_found_or_not(model):
    model.put([kept(1), kept(2), kept(3)])
    model.set_search(Search("seed:2"))
    model.remove([kept(2).folder, kept(3).folder, Path("/takes/never seen")])
    assert (shown(model), model.count) == ([], 1)
    model.set_search(Search())
    assert shown(model) == [1]


def test_tags_are_told_once_when_they_change(model, qtbot):
    with qtbot.waitSignal(model.tags_changed):
        model.put([kept(1, tags=("hero", "B")), kept(2, tags=("a", "hero"))])
    assert model.tags == ["a", "B", "hero"]
    with qtbot.assertNotEmitted(model.tags_changed):
        model.put([kept(3, tags=("hero",))])
    with qtbot.waitSignal(model.tags_changed):
        model.remove([kept(1).folder])
    assert model.tags == ["a", "hero"]


def test_a_poster_is_decoded_when_it_is_looked_at(model, tmp_path, qtbot):
    take = kept(1, tmp_path)
    take.folder.mkdir()
    Image.new("RGB", (32, 18), "#c04020").save(take.folder / POSTER)
    model.put([take])
    index = model.index(0, 0)
    with qtbot.waitSignal(model.dataChanged):
        assert index.data(Qt.ItemDataRole.DecorationRole) is None
    assert index.data(Qt.ItemDataRole.DecorationRole).width() == 32


def test_what_is_dragged_is_the_delivered_clip_or_else_the_master(model, tmp_path):
    clip = tmp_path / "Boot & mehr.mp4"
    clip.touch()
    model.put([kept(3, clip=str(clip)), kept(2, clip=str(tmp_path / "moved away.mp4")), kept(1)])
    data = model.mimeData([model.index(row, 0) for row in (2, 0, 1)])
    paths = [Path(url.toLocalFile()) for url in data.urls()]
    assert paths == [clip, kept(2).folder / MASTER, kept(1).folder / MASTER]


def test_a_drag_can_only_copy(model):
    model.put([kept(1)])
    assert model.supportedDragActions() == Qt.DropAction.CopyAction
    assert model.index(0, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_a_screen_reader_says_all_that_is_seen(model):
    model.put([kept(7, starred=True, tags=("hero",))])
    text = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == f"rocket.jpg, starred, svd-mini, seed 7, {kept(7).day}, hero"
