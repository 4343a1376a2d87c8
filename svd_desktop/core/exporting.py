"""A take that a person wants as files for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from svd_desktop.core.jobs import Delivery


@dataclass(frozen=True)
class Export:
    """`take` is the take's id, `folder` where it lies, `name` what a person calls it."""

    take: str
    folder: str
    name: str
    delivery: Delivery

    def to_json(self) -> dict[str, Any]:
        return {
            "take": self.take, "folder": self.folder, "name": self.name,
            "delivery": self.delivery.to_json(),
        }  # fmt: skip

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Export:
        """Reads what `to_json` wrote."""
        return cls(data["take"], data["folder"], data["name"], Delivery.from_json(data["delivery"]))
