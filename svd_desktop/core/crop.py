"""Which part of a picture a clip shows, and how much it is enlarged: arithmetic only.

The window draws the box that `crop_box` gives and media.framing cuts out the same one.
"""

from __future__ import annotations

from svd_desktop.core.request import Framing

Box = tuple[float, float, float, float]  # left, top, right, bottom


def crop_box(size: tuple[int, int], width: int, height: int, framing: Framing) -> Box:
    """The part of a picture of `size` that a crop to `width` x `height` shows, in its pixels.

    It has the clip's aspect, is the largest one possible over the zoom, and is moved inwards where
    it would leave the picture.
    """
    wide, high = _box_size(size, width, height, framing.zoom)
    left = min(max(framing.focus[0] * size[0] - wide / 2, 0), size[0] - wide)
    top = min(max(framing.focus[1] * size[1] - high / 2, 0), size[1] - high)
    # A sum may be past the side by the last digit of a float, which the resampling refuses.
    return left, top, min(left + wide, size[0]), min(top + high, size[1])


def enlargement(size: tuple[int, int], width: int, height: int, framing: Framing) -> float:
    """Clip pixels per picture pixel, along the side enlarged the most; above 1 detail is missing.

    `size` is the picture's (width, height).
    """
    across, down = width / size[0], height / size[1]
    if framing.mode == "pad":
        return min(across, down)
    return max(across, down) * (framing.zoom if framing.mode == "crop" else 1)


def _box_size(size: tuple[int, int], width: int, height: int, zoom: float) -> tuple[float, float]:
    scale = max(width / size[0], height / size[1]) * zoom
    return min(width / scale, size[0]), min(height / scale, size[1])
