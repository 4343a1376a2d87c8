"""Frames become a file of a preset."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from svd_desktop.media.ffmpeg import Ffmpeg, Frames
from svd_desktop.media.presets import Preset


class EncodingCancelled(Exception):  # noqa: N818 - not an error
    """The person asked for an encode to stop, and it has; nothing is left of it."""


def encode(
    preset: Preset,
    frames: Frames,
    rate: Fraction,
    target: Path,
    metadata: Mapping[str, str],
    on_frame: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Writes frames, uint8 [F, H, W, 3], as `target`, at `rate` frames a second.

    `on_frame` is told how many frames are encoded, `cancelled` is asked whether to stop; both
    often, from this thread. Raises SvdError of kind `disk` or `encoder`, or EncodingCancelled; the
    target is gone then.
    """
    if preset.even_sides:
        height, width = (side // 2 * 2 for side in frames.shape[1:3])
        frames = frames[:, :height, :width]
    _, height, width, _ = frames.shape
    ffmpeg = Ffmpeg(target, width, height, rate, preset.arguments, metadata)
    told = 0

    def look() -> None:
        nonlocal told
        if cancelled and cancelled():
            raise EncodingCancelled
        if on_frame and ffmpeg.encoded > told:
            told = ffmpeg.encoded
            on_frame(told)

    try:
        for one in frames:
            look()
            ffmpeg.write(one)
        ffmpeg.finish(look)
        look()
    except BaseException:
        ffmpeg.kill()
        raise
