"""The frames of a clip, cut from a take's master as an edit says."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from svd_desktop.core.edits import Edit, frame_order, repeats
from svd_desktop.media.ffmpeg import Frames, Shown
from svd_desktop.media.smoothing import smooth
from svd_desktop.media.upscaling import upscale


def cut(
    edit: Edit,
    frames: Frames,
    fps: Fraction,
    rate: Fraction,
    folder: Path,
    look: Callable[[float], None],
) -> Shown:
    """What a file of `rate` frames a second shows of a take's frames, uint8 [F, H, W, 3], which
    were rendered for `fps`.

    Frames that are invented lie in files in `folder`, which must be there for as long as they are
    used. `look` is told the fraction done, often while it takes long, and may raise. Raises
    SvdError of kind `request`, `disk` or `encoder`, or OSError when the disk fails.
    """
    order = frame_order(edit, len(frames))
    steps = (edit.upscale > 1) + (edit.retime == "smooth")
    if edit.upscale > 1:
        first = min(order)
        used = frames[first : max(order) + 1]
        frames = upscale(used, folder / "large.raw", lambda n: look(n / len(used) / steps))
        order = tuple(index - first for index in order)
    shown = [frames[index] for index in order]
    if edit.retime == "even":
        return [frame for frame in shown for _ in range(repeats(fps, rate))]
    if edit.retime == "smooth":
        count = round(len(shown) * rate / fps)
        done = (steps - 1) / steps
        return smooth(shown, fps, rate, count, folder / "smooth.raw",
                      lambda n: look(done + n / count / steps))  # fmt: skip
    return shown
