"""The frames of a clip, cut from a take's master as an edit says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from svd_desktop.core.edits import Edit, frame_order, repeats
from svd_desktop.media.ffmpeg import Frames, Shown
from svd_desktop.media.smoothing import smooth
from svd_desktop.media.upscaling import upscale


class _Ordered:
    """Some of `frames`, in this order; each is asked for when it is shown, not before, since it may
    still be decoded."""

    def __init__(self, frames: Shown, order: Sequence[int]) -> None:
        self._frames, self._order = frames, order

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, index: int) -> Frames:
        return self._frames[self._order[index]]


def cut(
    edit: Edit,
    frames: Shown,
    fps: Fraction,
    rate: Fraction,
    folder: Path,
    look: Callable[[float], None],
) -> Shown:
    """What a file of `rate` frames a second shows of a take's frames, which were rendered for
    `fps`.

    Frames that are invented lie in files in `folder`, which must be there for as long as they are
    used. `look` is told the fraction done, often while it takes long, and may raise. Raises
    SvdError of kind `request`, `disk` or `encoder`, or OSError when the disk fails.
    """
    order = frame_order(edit, len(frames))
    steps = (edit.upscale > 1) + (edit.retime == "smooth")
    if edit.upscale > 1:
        first, last = min(order), max(order)
        used = _Ordered(frames, range(first, last + 1))
        frames = upscale(used, folder / "large.raw", lambda n: look(n / len(used) / steps))
        order = tuple(index - first for index in order)
    if edit.retime == "even":
        times = repeats(fps, rate)
        return _Ordered(frames, [index for index in order for _ in range(times)])
    shown = _Ordered(frames, order)
    if edit.retime == "smooth":
        count = round(len(shown) * rate / fps)
        done = (steps - 1) / steps
        return smooth(shown, fps, rate, count, folder / "smooth.raw",
                      lambda n: look(done + n / count / steps))  # fmt: skip
    return shown
