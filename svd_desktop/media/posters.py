"""Posters: one small picture that stands for a take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LONGEST = 512  # pixels: a take's tile on a screen of twice the usual density
_QUALITY = 90


def write_poster(frame: NDArray[np.uint8], path: Path) -> None:
    """Writes a frame, uint8 [H, W, 3], as a JPEG of at most LONGEST pixels on its longer side."""
    picture = Image.fromarray(frame)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    picture.save(path, "JPEG", quality=_QUALITY)
