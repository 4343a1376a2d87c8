"""A poster is a small JPEG of the frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from svd_desktop.media.posters import write_poster


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1024, 576), (512, 288)), ((576, 1024), (288, 512)), ((256, 144), (256, 144))],
)
def test_the_longer_side_is_512_at_most(
    tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    frame = np.broadcast_to(np.array([200, 120, 40], np.uint8), (size[1], size[0], 3))
    write_poster(frame, tmp_path / "poster.jpg")
    with Image.open(tmp_path / "poster.jpg") as poster:
        assert (poster.format, poster.mode, poster.size) == ("JPEG", "RGB", expected)
        assert np.abs(np.asarray(poster, int) - (200, 120, 40)).max() <= 3
