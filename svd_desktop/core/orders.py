"""What a render process is asked: a job with every path it needs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from svd_desktop.core.events import SteppedDown
from svd_desktop.core.request import RenderRequest, Rung


@dataclass(frozen=True)
class RenderOrder:
    """`hidden` is the folder for what is unfinished (checkpoint, previews, half master), `target`
    where the take is published, both on one disk; `locks` holds the lock of each device.

    `holder` is how this process is named to others that wait for the device; `note` goes into the
    take. `from_rung`: faster rungs of the memory ladder have run out of memory with this job.
    """

    job: str
    request: RenderRequest
    model_folder: str
    hidden: str
    target: str
    locks: str
    holder: str
    device: str = "auto"
    note: str = ""
    from_rung: Rung | None = None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "request": self.request.to_json()}

    def stepped_down(self, event: SteppedDown) -> RenderOrder:
        """The order for the process that goes on after this one ran out of memory."""
        return replace(self, from_rung=event.rung, note=f"{self.note} {event.note}".strip())

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> RenderOrder:
        return cls(**{**data, "request": RenderRequest.from_json(data["request"])})
