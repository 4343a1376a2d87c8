"""Edits: which frames of a take a clip shows, in which order, how often and how fast.

All arithmetic is on whole frames and exact fractions: a rate such as 24000/1001 has no float.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from svd_desktop.core.errors import SvdError

Retime = Literal["keep", "even", "smooth"]
MAX_LOOPS = 100
UPSCALES = (1, 2)


@dataclass(frozen=True)
class Edit:
    """`trim` is the first and the last frame shown, counted from 1; None is all. `ping_pong` goes
    on backwards, without showing a turning frame twice; `loops` is how often all that is shown.

    `retime` says what a file's rate does to the motion. "keep": each frame once, so that another
    rate is another speed. "even": each frame equally often, as near to the speed it was rendered
    for as whole repeats come. "smooth": that speed exactly, with frames invented in between.
    `upscale` multiplies width and height.

    Raises SvdError of kind `request` that names the field, the value and what would do.
    """

    trim: tuple[int, int] | None = None
    ping_pong: bool = False
    loops: int = 1
    retime: Retime = "keep"
    upscale: int = 1

    def __post_init__(self) -> None:
        if self.trim is not None and not (
            len(self.trim) == 2
            and all(type(number) is int for number in self.trim)
            and 1 <= self.trim[0] <= self.trim[1]
        ):
            raise _refused("trim", self.trim, "Use the first and the last frame, counted from 1.")
        if type(self.loops) is not int or not 1 <= self.loops <= MAX_LOOPS:
            raise _refused("loops", self.loops, f"Use a whole number from 1 to {MAX_LOOPS}.")
        if self.retime not in get_args(Retime):
            raise _refused("retime", self.retime, "Use keep, even or smooth.")
        if self.upscale not in UPSCALES:
            raise _refused("upscale", self.upscale, "Use 1 or 2.")

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "trim": list(self.trim) if self.trim else None}

    @property
    def invents(self) -> bool:
        """Whether it shows pixels that were not rendered; only then it takes long."""
        return self.retime == "smooth" or self.upscale > 1

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Edit:
        """Reads what `to_json` wrote; raises SvdError or TypeError for anything else."""
        trim = data.get("trim")
        return cls(**{**data, "trim": tuple(trim) if trim else None})


def check_edit(edit: Edit, frames: int, fps: Fraction, rate: Fraction | None) -> None:
    """Raises SvdError of kind `request` when a clip of so many frames, rendered for `fps` frames a
    second, cannot be edited so as a file of `rate`, None for the rate it was rendered for."""
    if edit.trim and edit.trim[1] > frames:
        raise _refused("trim", edit.trim, f"The clip has {frames} frames.")
    if edit.retime != "keep" and rate is None:
        raise SvdError(
            "request", f"With {edit.retime} retiming the clips need a rate.",
            "Give the rate of your timeline, such as 25.",
        )  # fmt: skip
    if edit.retime == "smooth" and rate is not None and rate <= fps:
        raise SvdError(
            "request",
            f"Smooth motion needs a rate above the clip's own {float(fps):.5g}, "
            f"not {float(rate):.5g}.",
            "Choose a higher rate.",
        )


def frame_order(edit: Edit, frames: int) -> tuple[int, ...]:
    """Which of a take's frames are shown one after the other, counted from 0, before retiming."""
    first, last = edit.trim or (1, frames)
    once = list(range(first - 1, last))
    if edit.ping_pong:
        once += once[-2:0:-1]
    return tuple(once) * edit.loops


def repeats(fps: Fraction, rate: Fraction) -> int:
    """How often each frame is shown in an even file: at `rate` / repeats frames a second it moves
    nearest to `fps`, by ratio; of two as near the faster."""
    lower = max(rate / fps // 1, 1)
    # Above the geometric mean of two numbers the higher one is nearer by ratio.
    return int(lower if (rate / fps) ** 2 <= lower * (lower + 1) else lower + 1)


def frames_written(edit: Edit, frames: int, fps: Fraction, rate: Fraction) -> int:
    """How many frames the file of a take of so many frames has."""
    shown = len(frame_order(edit, frames))
    if edit.retime == "even":
        return shown * repeats(fps, rate)
    if edit.retime == "smooth":
        return round(shown * rate / fps)
    return shown


def _refused(name: str, value: object, remedy: str) -> SvdError:
    return SvdError("request", f"{name} cannot be {value!r}.", remedy)
