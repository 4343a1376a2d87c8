"""A take: one finished clip in the library."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest

VERSION = 1
MASTER = "master.mkv"
POSTER = "poster.jpg"
SIDECAR = "take.json"


@dataclass(frozen=True)
class Take:
    """What `take.json` holds. The folder around it holds the master and the poster.

    `id` is the job's id. `model_hash` is over the weight files; `versions` of the libraries that
    made it; `threads` torch's thread count; `plan` the memory plan with the decode chunk in fact
    used; `peak_memory_bytes` and `seconds` by stage. `made` is UTC in ISO 8601. `note` says in
    words what was not as planned, such as a render taken up again after a crash.

    A take that goes on from another begins with that one's frames: `extends` is the name of its
    folder, and `before` of its frames come before the `request.frames` of this one's own.
    """

    id: str
    request: RenderRequest
    model_hash: str
    versions: dict[str, str]
    threads: int
    plan: dict[str, Any]
    peak_memory_bytes: dict[str, int]
    seconds: dict[str, float]
    made: str
    note: str = ""
    extends: str = ""
    before: int = 0

    @property
    def frames(self) -> int:
        """How many its master holds."""
        return self.before + self.request.frames

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "version": VERSION, "request": self.request.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Take:
        """Reads what `to_json` wrote; raises SvdError for anything else."""
        try:
            values = dict(data)
            if values.pop("version") != VERSION:
                raise SvdError("input", "This take was made by a newer version of the program.")
            request = RenderRequest.from_json(values.pop("request"))
            return cls(request=request, **values)
        except (KeyError, TypeError, ValueError) as error:
            raise SvdError("input", f"This is no take's description: {error}.") from error
