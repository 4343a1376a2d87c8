"""What a render reports: one kind of message, from the engine to whoever watches.

Events cross the process boundary as JSON lines; `encode` and `decode` are the two ends.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from svd_desktop.core.errors import Reason
from svd_desktop.core.request import Rung

Stage = Literal["load", "compile", "encode", "denoise", "decode", "write"]


@dataclass(frozen=True)
class Waiting:
    """Another process holds the device; `holder` names it in words."""

    job: str
    holder: str


@dataclass(frozen=True)
class Started:
    job: str
    device: str
    plan: dict[str, Any]


@dataclass(frozen=True)
class Progress:
    """`step` of `steps` finished in `stage`; told after the step's checkpoint is on disk.

    `seconds_left` is for the whole job, None while nothing has been measured. `memory_bytes` is
    VRAM in use on a GPU and the process's resident memory on a CPU.
    """

    job: str
    stage: Stage
    step: int
    steps: int
    seconds_left: float | None
    memory_bytes: int


@dataclass(frozen=True)
class SteppedDown:
    """Memory ran out; the job goes on from its checkpoint in a fresh process, on `rung` or below.
    `note` says so in a sentence."""

    job: str
    rung: Rung
    note: str


@dataclass(frozen=True)
class Preview:
    job: str
    path: str


@dataclass(frozen=True)
class Finished:
    """`take` is the absolute path of the published folder, `files` what was delivered from it;
    `seconds` are by stage."""

    job: str
    take: str
    seconds: dict[str, float]
    peak_memory_bytes: int
    plan: dict[str, Any]
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failed:
    job: str
    reason: Reason


@dataclass(frozen=True)
class Cancelled:
    job: str


@dataclass(frozen=True)
class Paused:
    """Stopped after `step` on request; the checkpoint stays."""

    job: str
    step: int


RenderEvent = (
    Waiting | Started | SteppedDown | Progress | Preview | Finished | Failed | Cancelled | Paused
)
LAST = (Finished, Failed, Cancelled, Paused)  # exactly one of these ends a job


def _name(cls: type[Any]) -> str:
    """`SteppedDown` is `stepped_down` in JSON."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


_KINDS: dict[str, type[Any]] = {_name(cls): cls for cls in get_args(RenderEvent)}


def to_json(event: RenderEvent) -> dict[str, Any]:
    return {"event": _name(type(event)), **asdict(event)}


def encode(event: RenderEvent) -> str:
    return json.dumps(to_json(event), separators=(",", ":"))


def decode(line: str) -> RenderEvent:
    """Raises ValueError for a line that is no event."""
    try:
        data = json.loads(line)
        cls = _KINDS[data.pop("event")]
        known = {item.name for item in fields(cls)}
        if "reason" in known:
            data["reason"] = Reason.from_json(data["reason"])
        if "files" in known:
            data["files"] = tuple(data["files"])
        event: RenderEvent = cls(**data)
        return event
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"not an event: {line[:200]!r}") from error
