"""A job: a request with a place in the queue, and what became of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from svd_desktop.core.edits import Edit
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import RenderRequest


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


WAITING = (JobState.QUEUED, JobState.PAUSED)  # for its turn, begun or not
UNFINISHED = (*WAITING, JobState.RUNNING)

Wish = Literal["cancel", "pause"]  # what a person asks of a job that is being rendered

_S = JobState
# What may follow what. A job found running without its owner goes back to queued; a retry queues a
# failed or cancelled job again; only done is final.
TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    _S.QUEUED: frozenset({_S.RUNNING, _S.PAUSED, _S.CANCELLED}),
    _S.RUNNING: frozenset({_S.QUEUED, _S.PAUSED, _S.DONE, _S.FAILED, _S.CANCELLED}),
    _S.PAUSED: frozenset({_S.QUEUED, _S.CANCELLED}),
    _S.FAILED: frozenset({_S.QUEUED}),
    _S.CANCELLED: frozenset({_S.QUEUED}),
    _S.DONE: frozenset(),
}


class IllegalTransition(Exception):  # noqa: N818 - a name people say
    """A job was asked to change in a way the table does not allow."""


def check_transition(old: JobState, new: JobState) -> None:
    if new not in TRANSITIONS[old]:
        raise IllegalTransition(f"a {old.value} job cannot become {new.value}")


@dataclass(frozen=True)
class Extension:
    """What a clip goes on from: a frame, counted from 0, of the take in this folder of the
    library's takes."""

    folder: str
    frame: int


@dataclass(frozen=True)
class Delivery:
    """Where finished clips go besides the library: a folder, export presets, and the file's rate.

    `rate` None plays at the request's conditioning rate. With `extends` the clip is delivered as
    one with the beginning that it goes on from. `edit` is how it is cut. `template` makes the
    names, "" the program's own. `places` are the folders of presets, by name, that have their own.
    """

    folder: str
    presets: tuple[str, ...] = ("h264-review",)
    rate: Fraction | None = None
    extends: Extension | None = None
    edit: Edit = field(default_factory=Edit)
    template: str = ""
    places: dict[str, str] = field(default_factory=dict)

    def place(self, preset: str) -> str:
        return self.places.get(preset, self.folder)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "rate": str(self.rate) if self.rate is not None else None}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Delivery:
        """Reads what `to_json` wrote, also that of earlier versions."""
        values = dict(data)
        values["presets"] = tuple(values["presets"])
        values["rate"] = Fraction(values["rate"]) if values.get("rate") else None
        extends = values.get("extends")
        values["extends"] = Extension(**extends) if extends else None
        values["edit"] = Edit.from_json(values.get("edit", {}))
        return cls(**values)


@dataclass(frozen=True)
class Owner:
    """A process, named so that a process id used again is not mistaken for it.

    `started` is the process's start time in seconds since the epoch, `boot` the machine's boot,
    `name` what a person calls it ("the window", "svd-desktop render").
    """

    pid: int
    started: float
    boot: str
    name: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Owner:
        return cls(data["pid"], data["started"], data["boot"], data["name"])


@dataclass(frozen=True)
class Job:
    """A request in the queue. `step` counts finished steps; `attempts` counts starts that ended
    without a result; `note` tells what happened to it on the way, in words."""

    id: str
    request: RenderRequest
    delivery: Delivery
    position: int
    state: JobState = JobState.QUEUED
    step: int = 0
    attempts: int = 0
    owner: Owner | None = None
    reason: Reason | None = None
    note: str = ""
    take: str | None = None
