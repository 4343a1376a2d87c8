"""What went wrong, as data with a remedy."""

from __future__ import annotations

import errno
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal[
    "input",  # a picture cannot be read
    "request",  # a parameter is out of range
    "model",  # a model is missing, incomplete or not a model
    "memory",  # it does not fit
    "disk",  # full, or not writable
    "encoder",  # ffmpeg refused
    "device",  # the GPU or its driver
    "crashed",  # the render process ended without a word
    "internal",  # a fault of ours
]


@dataclass(frozen=True)
class Reason:
    """Why a job failed: one sentence, what helps, and a kind that programs can act on."""

    kind: Kind
    message: str
    remedy: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reason:
        return cls(data["kind"], data["message"], data.get("remedy", ""))


class SvdError(Exception):
    """Any error meant for a person; everything else is a fault and becomes kind `internal`."""

    def __init__(self, kind: Kind, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.reason = Reason(kind, message, remedy)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason.kind, self.reason.message, self.reason.remedy)


def reason_of(error: BaseException) -> Reason:
    """The reason to show for any exception."""
    if isinstance(error, SvdError):
        return error.reason
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return Reason("disk", "The disk is full.", "Free some space and try again.")
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Reason(
            "disk",
            f"No permission to write {error.filename}.",
            "Choose another folder or change its permissions.",
        )
    return Reason(
        "internal",
        f"Unexpected {type(error).__name__}: {error}.",
        "The log has the details; please report it.",
    )
