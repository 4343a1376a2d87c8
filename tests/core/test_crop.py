"""The part of a picture that a clip shows."""

from __future__ import annotations

import pytest

from svd_desktop.core.crop import crop_box, enlargement
from svd_desktop.core.request import Framing


def test_the_largest_crop_fills_one_side():
    assert crop_box((400, 300), 160, 90, Framing()) == (0, 37.5, 400, 262.5)
    assert crop_box((400, 100), 64, 64, Framing()) == (150, 0, 250, 100)


def test_a_zoom_of_two_shows_half_as_much_around_the_same_place():
    assert crop_box((400, 100), 64, 64, Framing(zoom=2)) == (175, 25, 225, 75)


@pytest.mark.parametrize("focus", [(0.0, 0.0), (1.0, 1.0), (0.02, 0.97)])
@pytest.mark.parametrize("zoom", [1, 1.3, 16])
def test_a_crop_never_leaves_the_picture(focus, zoom):
    left, top, right, bottom = crop_box((333, 777), 1024, 576, Framing(focus=focus, zoom=zoom))
    assert 0 <= left < right <= 333
    assert 0 <= top < bottom <= 777
    assert (right - left) / (bottom - top) == pytest.approx(1024 / 576)


@pytest.mark.parametrize(
    ("mode", "size", "expected"),
    [
        ("crop", (512, 576), 2.0),
        ("pad", (512, 576), 1.0),
        ("stretch", (512, 576), 2.0),
        ("crop", (2048, 1152), 0.5),
        ("pad", (2048, 576), 0.5),
    ],
)
def test_enlargement(mode, size, expected):
    assert enlargement(size, 1024, 576, Framing(mode)) == expected


def test_zooming_enlarges_a_crop_and_nothing_else():
    assert enlargement((2048, 1152), 1024, 576, Framing(zoom=4)) == 2
    assert enlargement((2048, 1152), 1024, 576, Framing("pad", zoom=4)) == 0.5
