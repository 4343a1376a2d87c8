"""The list of pictures keeps its rows right through adding, refusing and removing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.inputs_model import INPUT, InputsModel
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.errors import Reason

PATHS = [Path(f"/pictures/{number}.jpg") for number in range(8)]


@pytest.fixture
def model(qapp: object) -> InputsModel:
    model = InputsModel(Thumbnails(), ClipSettings())
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    model.tester = QAbstractItemModelTester(model, mode, model)
    return model


def paths(model: InputsModel) -> list[Path]:
    return [model.index(row).data(INPUT).path for row in range(model.rowCount())]


def test_scattered_rows_are_removed_at_once(model: InputsModel) -> None:
    model.add(PATHS)
    model.remove([0, 1, 4, 7])
    assert paths(model) == [PATHS[n] for n in (2, 3, 5, 6)]
    model.add([PATHS[0]])
    assert paths(model)[-1] == PATHS[0]


def test_a_refused_picture_is_not_rendered_from(model: InputsModel) -> None:
    model.add(PATHS[:3])
    model._thumbnails.refused.emit(PATHS[1], Reason("input", "It is damaged.", "Copy it again."))
    assert model.readable() == [PATHS[0], PATHS[2]]
    assert model.readable([1, 2]) == [PATHS[2]]


def test_news_of_a_picture_that_was_removed_are_ignored(model: InputsModel) -> None:
    model.add(PATHS[:1])
    model.remove([0])
    model._thumbnails.ready.emit(PATHS[0])
    model._thumbnails.refused.emit(PATHS[0], Reason("input", "Gone."))
    assert model.rowCount() == 0


def test_the_pictures_of_the_last_time_come_before_those_of_this_start(model, tmp_path):
    old, new = tmp_path / "old.png", tmp_path / "new.png"
    model.add([new])
    model.restore([(old, None), (new, None)])
    assert [path for path, _ in model.kept()] == [old, new]
