"""What every timeline file says, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from svd_desktop.core.errors import SvdError

# What editors make timelines of.
RATES = (
    Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30),
    Fraction(48), Fraction(50), Fraction(60000, 1001), Fraction(60),
)  # fmt: skip
_NEAR = 0.005  # 23.976, 23.98, 29.97 and 59.94 are how people write the ones over 1001

START_TIMECODE = "00:00:00:00"  # of every timeline and, as exported, of every clip


@dataclass(frozen=True)
class Clip:
    """One clip on disk and the part of it that the timeline shows.

    `media` is absolute. Its `frames`, and of them `first` up to but not `end`, are counted at its
    own `rate`. `reel` is what the file says, or nothing. `notes` is how the clip was made in a
    line, `request` the whole of it as JSON.
    """

    name: str
    media: Path
    width: int
    height: int
    rate: Fraction
    frames: int
    first: int
    end: int
    reel: str
    notes: str
    request: dict[str, Any]

    @property
    def used(self) -> int:
        """How many of its frames the timeline shows."""
        return self.end - self.first


@dataclass(frozen=True)
class Timeline:
    """Clips one after another on one track, `gap` timeline frames apart.

    Raises SvdError of kind `request` for a rate that editors make no timelines of.
    """

    name: str
    rate: Fraction
    width: int
    height: int
    clips: tuple[Clip, ...]
    gap: int = 0

    def __post_init__(self) -> None:
        if self.rate not in RATES:
            raise SvdError(
                "request",
                f"A timeline cannot run at {float(self.rate):.5g} frames a second.",
                "Use 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60.",
            )

    @property
    def frames(self) -> int:
        return max(place.at + place.length for place in self.places())

    def places(self) -> Iterator[Place]:
        """Where each clip lies, in order.

        A clip of another rate plays as long as it does by itself, down to a whole timeline frame:
        a last one begun would show what the media does not have.
        """
        at = 0
        for clip in self.clips:
            length = max(1, int(clip.used * self.rate / clip.rate))
            yield Place(clip, at, length)
            at += length + self.gap

    def media(self) -> dict[Path, Clip]:
        """Each file once, with a clip that shows it."""
        return {clip.media: clip for clip in reversed(self.clips)}


@dataclass(frozen=True)
class Place:
    """A clip from timeline frame `at` on, `length` timeline frames long."""

    clip: Clip
    at: int
    length: int


def timeline_rate(rate: Fraction) -> Fraction:
    """The exact rate that is meant: 23.976 is 24000/1001. Any other is given back as it is."""
    return next((exact for exact in RATES if abs(exact - rate) < _NEAR), rate)


def timebase(rate: Fraction) -> tuple[int, bool]:
    """The whole number that timecode counts at, and whether the rate is 1000/1001 of it (NTSC).

    Raises SvdError of kind `request` for a rate that is neither.
    """
    for ntsc in (False, True):
        whole = rate * Fraction(1001, 1000) if ntsc else rate
        if whole.denominator == 1:
            return int(whole), ntsc
    raise SvdError(
        "request",
        f"This format has no clips of {float(rate):.5g} frames a second.",
        "Use a whole rate for the clips, or .otio or .mlt.",
    )


def timecode(frame: int, rate: Fraction) -> str:
    """HH:MM:SS:FF, not drop-frame."""
    base, _ = timebase(rate)
    seconds, frames = divmod(frame, base)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:02}"
