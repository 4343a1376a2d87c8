"""A picture meets the clip's size exactly, resampled once at most."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from svd_desktop.core.crop import crop_box
from svd_desktop.core.request import Framing
from svd_desktop.media.framing import frame

RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 255, 0)


def noise(width: int, height: int) -> Image.Image:
    values = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    return Image.fromarray(values)


def halves(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


@pytest.mark.parametrize("mode", ["crop", "pad", "stretch"])
@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (101, 57), (1024, 576), (640, 641)])
@pytest.mark.parametrize("clip", [(64, 64), (1024, 576), (72, 1280)])
def test_any_picture_gets_the_clip_s_size(
    mode: str, size: tuple[int, int], clip: tuple[int, int]
) -> None:
    picture = frame(noise(*size), *clip, Framing(mode, focus=(1.0, 0.0)))
    assert (picture.size, picture.mode) == (clip, "RGB")


@pytest.mark.parametrize("mode", ["crop", "pad", "stretch"])
def test_the_right_size_is_not_touched(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Image.Image, "resize")
    image = noise(128, 72)
    assert frame(image, 128, 72, Framing(mode)).tobytes() == image.tobytes()


def test_a_crop_of_the_right_height_only_moves_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Image.Image, "resize")
    image = noise(201, 72)
    picture = frame(image, 128, 72, Framing(focus=(0.4, 0.5)))
    assert picture.tobytes() == image.crop((16, 0, 144, 72)).tobytes()


def test_a_crop_keeps_the_aspect() -> None:
    circle = Image.fromarray(
        np.where(np.hypot(*np.mgrid[-200:200, -400:400]) < 100, 255, 0).astype(np.uint8)
    ).convert("RGB")
    white = np.asarray(frame(circle, 128, 128, Framing()))[..., 0] > 127
    assert np.ptp(np.flatnonzero(white.any(0))) == np.ptp(np.flatnonzero(white.any(1)))


@pytest.mark.parametrize(("focus", "color"), [(0.0, RED), (0.1, RED), (0.9, BLUE), (1.0, BLUE)])
def test_a_crop_follows_the_focus_and_stays_inside(
    focus: float, color: tuple[int, int, int]
) -> None:
    picture = frame(halves(400, 100), 64, 64, Framing(focus=(focus, 0.5)))
    assert picture.getcolors() == [(64 * 64, color)]


def test_a_crop_between_pixels_does_not_round_the_box() -> None:
    # 100 of 101 columns: the middle of the picture stays the middle of the clip.
    image = Image.fromarray(np.tile(np.arange(101, dtype=np.uint8) * 2, (50, 1))).convert("RGB")
    row = np.asarray(frame(image, 200, 100, Framing()))[50, :, 0].astype(int)
    assert np.abs(row + row[::-1] - 200).max() <= 1


def test_padding_shows_the_whole_picture_in_the_middle() -> None:
    picture = frame(halves(200, 100), 64, 64, Framing("pad", background="#00ff00"))
    assert picture.getpixel((32, 8)) == picture.getpixel((32, 55)) == GREEN
    assert picture.getpixel((2, 32)) == RED
    assert picture.getpixel((61, 32)) == BLUE
    rows = [picture.getpixel((2, y)) == RED for y in range(64)]
    assert (rows.index(True), sum(rows)) == (16, 32)


def test_stretching_shows_the_whole_picture_everywhere() -> None:
    picture = frame(halves(200, 10), 64, 64, Framing("stretch"))
    assert picture.getpixel((0, 0)) == RED
    assert picture.getpixel((63, 63)) == BLUE


@pytest.mark.parametrize("clip", [(64, 64), (128, 72), (72, 128)])
@pytest.mark.parametrize("focus", [(0.5, 0.5), (0.0, 1.0), (0.31, 0.77)])
@pytest.mark.parametrize("zoom", [1, 1.7, 8])
def test_the_box_that_is_shown_is_the_box_that_is_used(
    clip: tuple[int, int], focus: tuple[float, float], zoom: float
) -> None:
    """A picture whose colours are its coordinates tells where each pixel of the clip is from."""
    size = (256, 200)
    across, down = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
    image = Image.fromarray(np.stack([across, down, 0 * down], -1).astype(np.uint8))
    framing = Framing(focus=focus, zoom=zoom)
    used = np.asarray(frame(image, *clip, framing)).astype(float)
    left, top, right, bottom = crop_box(size, *clip, framing)
    # The middles of the first and last pixels of the clip, half a source pixel from an index.
    half = (right - left) / clip[0] / 2
    assert used[clip[1] // 2, 0, 0] == pytest.approx(left + half - 0.5, abs=1.6)
    assert used[clip[1] // 2, -1, 0] == pytest.approx(right - half - 0.5, abs=1.6)
    assert used[0, clip[0] // 2, 1] == pytest.approx(top + half - 0.5, abs=1.6)
    assert used[-1, clip[0] // 2, 1] == pytest.approx(bottom - half - 0.5, abs=1.6)
