"""Moving and scaling the crop of one picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.framing_editor import FramingEditor
from svd_desktop.app.inputs_model import InputsModel
from svd_desktop.app.pictures import PictureReader
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.request import MAX_ZOOM, Framing
from tests.made import picture


@pytest.fixture
def settings(qapp: object) -> ClipSettings:
    settings = ClipSettings()
    settings.set("width", 512)
    settings.set("height", 256)
    return settings


@pytest.fixture
def inputs(settings: ClipSettings) -> InputsModel:
    return InputsModel(Thumbnails(), settings)


@pytest.fixture
def closed(settings: ClipSettings, inputs: InputsModel) -> Iterator[FramingEditor]:
    reader = PictureReader()
    reader.start()
    yield FramingEditor(inputs, settings, reader)
    reader.shut()
    assert reader.wait(5000)


@pytest.fixture
def path(inputs: InputsModel, tmp_path: Path) -> Path:
    path = picture(tmp_path / "wide.png", (400, 400))
    inputs.add([path])
    return path


@pytest.fixture
def editor(closed: FramingEditor, path: Path, qtbot: QtBot) -> FramingEditor:
    closed.open(path)
    qtbot.waitUntil(lambda: closed.picture is not None)
    return closed


def test_a_file_that_is_gone_says_why_and_has_no_crop(
    closed: FramingEditor, path: Path, qtbot: QtBot
) -> None:
    path.unlink()
    with qtbot.waitSignal(closed.changed):
        closed.open(path)
    assert closed.box is None
    assert "cannot be found" in closed.reason.message
    closed.move(1, 1)  # nothing to move, and nothing breaks
    closed.scale(2)


def test_only_the_last_picture_asked_for_is_shown(
    closed: FramingEditor, inputs: InputsModel, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = picture(tmp_path / "other.png")
    inputs.add([other])
    closed.open(path)
    closed.open(other)
    qtbot.waitUntil(lambda: closed.picture is not None)
    assert closed.picture.path == other


def test_a_moved_crop_is_the_inputs_and_stops_at_the_picture_s_edge(
    editor: FramingEditor, inputs: InputsModel, path: Path
) -> None:
    editor.move(0, 30)
    assert editor.box == pytest.approx((0, 130, 400, 330))
    editor.move(50, 1000)
    assert editor.box == (0, 200, 400, 400)
    editor.move(0, -10)  # it comes back at once, however far it was pushed
    assert editor.box == pytest.approx((0, 190, 400, 390))
    assert inputs.framings() == {path: editor.framing}


def test_scaling_keeps_the_middle_and_the_limits(editor: FramingEditor) -> None:
    editor.scale(0.5)
    assert editor.box == (100, 150, 300, 250)
    editor.scale(1e-9)
    assert editor.framing.zoom == MAX_ZOOM
    editor.scale(1e9)
    assert editor.box == (0, 100, 400, 300)


def test_a_dragged_corner_leaves_the_opposite_one_where_it_is(editor: FramingEditor) -> None:
    editor.drag_corner(fixed=(0, 100), to=(200, 150))
    assert editor.box == pytest.approx((0, 100, 200, 200))
    editor.drag_corner(fixed=(200, 200), to=(-500, 0))
    assert editor.box == pytest.approx((0, 100, 200, 200))
    editor.drag_corner(fixed=(0, 100), to=(1, 101))
    left, top, right, _ = editor.box
    assert (left, top, right) == pytest.approx((0, 100, 400 / MAX_ZOOM))


def test_another_size_of_the_clip_is_another_shape_of_the_crop(
    editor: FramingEditor, settings: ClipSettings, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(editor.changed):
        settings.set("width", 256)
    assert editor.box == (0, 0, 400, 400)


def test_it_says_how_much_the_crop_is_enlarged(editor: FramingEditor) -> None:
    assert editor.enlargement == 512 / 400
    editor.scale(0.5)
    assert editor.enlargement == 512 / 200
    editor.set_mode("pad")
    assert editor.enlargement == 256 / 400


def test_reset_is_the_largest_crop_in_the_middle(editor: FramingEditor) -> None:
    editor.scale(0.3)
    editor.move(20, 20)
    editor.reset()
    assert editor.framing == Framing()


def test_the_panel_s_framing_holds_until_a_picture_has_its_own(
    editor: FramingEditor, settings: ClipSettings, inputs: InputsModel, path: Path
) -> None:
    settings.set_framing("stretch")
    assert editor.framing.mode == "stretch"
    editor.set_mode("pad")
    settings.set_framing("crop")
    assert editor.framing.mode == "pad"
    (request,) = settings.requests([path], inputs.framings())
    assert request.framing == editor.framing


def test_removing_the_picture_ends_its_framing(editor: FramingEditor, inputs: InputsModel) -> None:
    inputs.remove([0])
    assert editor.path is None
