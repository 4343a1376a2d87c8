"""What is written as an animation comes back, as near as 256 colours are."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImageReader

from svd_desktop.media.animations import read_animation, write_animation

FRAMES = 5


@pytest.fixture
def frames() -> np.ndarray:
    """Each of another green."""
    frames = np.zeros((FRAMES, 18, 32, 3), np.uint8)
    frames[..., 1] = np.arange(FRAMES)[:, None, None] * 50
    return frames


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "preview.gif"


@pytest.mark.parametrize(("fps", "milliseconds"), [(5, 200), (7, 140), (25, 40), (30, 30)])
def test_every_frame_comes_back_at_nearly_its_rate(
    frames: np.ndarray, path: Path, fps: int, milliseconds: int
):
    write_animation(frames, fps, path)
    read, rate = read_animation(path)
    assert read.shape == frames.shape
    assert np.abs(read.astype(int) - frames).max() <= 4
    assert rate == Fraction(1000, milliseconds)


def test_it_is_an_endless_gif_that_qt_reads_too(frames: np.ndarray, path: Path):
    write_animation(frames, 7, path)
    reader = QImageReader(str(path))
    assert (reader.format(), reader.imageCount(), reader.loopCount()) == (b"gif", FRAMES, -1)


def test_it_replaces_the_one_before_and_leaves_nothing_else(frames: np.ndarray, path: Path):
    write_animation(frames, 7, path)
    write_animation(frames[:2], 7, path)
    assert len(read_animation(path)[0]) == 2
    assert list(path.parent.iterdir()) == [path]


def test_many_colours_stay_near(path: Path):
    """Far more pixels than the palette is chosen from."""
    picture = Image.radial_gradient("L").convert("RGB")
    frames = np.stack([np.asarray(picture.rotate(90 * number)) for number in range(4)])
    frames[:, 100:, :, 2] = 255 - frames[:, 100:, :, 2]
    write_animation(frames, 7, path)
    assert np.abs(read_animation(path)[0].astype(int) - frames).mean() < 4


@pytest.mark.parametrize("junk", [None, b"", b"GIF89a", b"junk" * 100])
def test_what_cannot_be_read_is_an_os_error(path: Path, junk: bytes | None):
    if junk is not None:
        path.write_bytes(junk)
    with pytest.raises(OSError):
        read_animation(path)
