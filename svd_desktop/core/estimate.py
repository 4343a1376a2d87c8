"""How long the queue will take, from what was measured and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from svd_desktop.core.request import RenderRequest


class Shape(NamedTuple):
    """What decides how long a step takes on one machine."""

    model: str
    width: int
    height: int
    frames: int
    guided: bool

    @property
    def work(self) -> int:
        """Pixels that the UNet sees in a step, twice with guidance."""
        return self.width * self.height * self.frames * (2 if self.guided else 1)


# Seconds a step by shape, the one measured last at the end. A step has its share of everything that
# comes once in a clip, such as decoding.
Paces = Mapping[Shape, float]

_ONCE = ("load", "compile")  # the render process is warm for the jobs that follow


def shape_of(request: RenderRequest) -> Shape:
    return Shape(request.model, request.width, request.height, request.frames, request.guided)


def measured_pace(seconds: Mapping[str, float], steps: int) -> float | None:
    """Seconds a step of a finished job, whose stages took `seconds` and which did `steps` steps
    since it was taken up last. None where it did none."""
    if steps < 1:
        return None
    return sum(taken for stage, taken in seconds.items() if stage not in _ONCE) / steps


def seconds_a_step(shape: Shape, paces: Paces) -> float | None:
    """As measured for this shape, or scaled from the last of this model, or the last of any."""
    if shape in paces:
        return paces[shape]
    newest = list(paces)[::-1]
    nearest = next((other for other in newest if other.model == shape.model), None)
    nearest = nearest or next(iter(newest), None)
    return None if nearest is None else paces[nearest] * shape.work / nearest.work


def queue_seconds(
    steps: Mapping[Shape, int], paces: Paces, running: float | None = None
) -> float | None:
    """Seconds until everything is done: `steps` of each shape are still to do, and the job that
    runs says it needs `running` more. None before anything that helps was measured."""
    total = running or 0.0
    for shape, count in steps.items():
        pace = seconds_a_step(shape, paces)
        if pace is None:
            return None
        total += pace * count
    return total if steps or running is not None else None
