"""Files that were made here bring their settings back; all others are left to be pictures."""

from __future__ import annotations

import json

import pytest
from PIL import Image, PngImagePlugin

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.export import export
from svd_desktop.media.remade import made_here
from tests.made import picture, publish_take, request, take

REQUEST = request(seed=77, fps=12)


@pytest.fixture
def folder(tmp_path):
    return publish_take(tmp_path / "take", take(request=REQUEST))


def comment(path, text):
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", text)
    Image.new("RGB", (8, 8)).save(path, pnginfo=info)
    return path


def test_a_takes_folder_and_its_description(folder):
    assert made_here(folder).request == REQUEST
    assert made_here(folder / "take.json").request == REQUEST


def test_a_takes_master_is_of_the_take_that_it_lies_in(folder, tmp_path):
    assert made_here(folder / "master.mkv").request == REQUEST
    (tmp_path / "elsewhere").mkdir()
    assert made_here((folder / "master.mkv").rename(tmp_path / "elsewhere/master.mkv")) is None


def test_an_exported_clip_and_its_sidecar(folder, tmp_path):
    for path in export(folder, Delivery(str(tmp_path))):
        assert made_here(path).request == REQUEST


def test_a_png_and_a_gif_with_a_request_in_their_comment(tmp_path):
    text = json.dumps(REQUEST.to_json())
    assert made_here(comment(tmp_path / "frame.PNG", text)).request == REQUEST
    gif = tmp_path / "clip.gif"
    Image.new("RGB", (8, 8)).save(gif, comment=text.encode())
    assert made_here(gif).request == REQUEST


def test_whether_the_picture_is_still_there_is_known(tmp_path):
    here = picture(tmp_path / "boat.png")
    for source, there in ((here, True), (tmp_path / "gone.png", False)):
        text = json.dumps(REQUEST.with_(source=str(source)).to_json())
        assert made_here(comment(tmp_path / "frame.png", text)).has_picture is there


@pytest.mark.parametrize("text", ["", "a holiday", "{}", "[]", "4", '{"version": 1}'])
def test_a_picture_with_another_comment_is_a_picture(tmp_path, text):
    assert made_here(comment(tmp_path / "holiday.png", text)) is None


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.mp4", "a.mov", "a.jpg"])
def test_what_is_broken_or_gone_is_left_to_be_told_of_as_a_picture(tmp_path, name):
    assert made_here(tmp_path / name) is None
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\nno")
    assert made_here(tmp_path / name) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"request": {"version": 99}}'])
def test_a_description_that_says_nothing_is_refused_by_its_name(tmp_path, text):
    path = tmp_path / "take.json"
    assert made_here(path) is None  # gone
    path.write_text(text)
    with pytest.raises(SvdError, match="does not say how it was made"):
        made_here(path)


def test_a_folder_of_pictures_and_one_with_a_broken_description(tmp_path):
    assert made_here(tmp_path) is None
    (tmp_path / "take.json").write_text("{")
    assert made_here(tmp_path) is None
