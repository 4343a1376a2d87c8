"""Smooth motion: frames invented between those of a clip, by motion compensation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from svd_desktop.media.ffmpeg import Ffmpeg, Frames, Shown

# The filter knows YUV alone, here with every level and all colours; there and back moves a level at
# most. Its own settings beat its fancier modes: 35.4 dB on a pan, 27.5 where things cover others.
_FILTERS = (
    "tpad=stop_mode=clone:stop={pad},"
    "scale=out_color_matrix=bt709:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int,"
    "format=yuv444p,minterpolate=fps={rate},"
    "scale=in_color_matrix=bt709:in_range=pc:flags=bicubic+accurate_rnd+full_chroma_int,"
    "format=rgb24"
)
_PAD = 4  # frames: the filter looks ahead, and would drop the end otherwise


def smooth(
    frames: Shown,
    fps: Fraction,
    rate: Fraction,
    count: int,
    path: Path,
    look: Callable[[int], None],
) -> Frames:
    """`count` frames at `rate` a second that show what `frames`, uint8 [H, W, 3] each, show at
    `fps`. They lie in a file at `path`, not in memory: uint8 [count, H, W, 3], read only.

    `look` is told how many there are, often, and may raise: then, and with an SvdError of kind
    `disk` or `encoder`, the file is gone.
    """
    height, width, channels = frames[0].shape
    output = ["-vf", _FILTERS.format(pad=_PAD, rate=rate), "-frames:v", str(count),
              "-fps_mode", "passthrough", "-f", "rawvideo"]  # fmt: skip
    ffmpeg = Ffmpeg(path, width, height, fps, output, {})
    try:
        for index in range(len(frames)):
            look(ffmpeg.encoded)
            ffmpeg.write(frames[index])
        ffmpeg.finish(lambda: look(ffmpeg.encoded))
    except BaseException:
        ffmpeg.kill()
        raise
    return np.memmap(path, np.uint8, "r", shape=(count, height, width, channels))
