"""Which memory settings a render uses."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

from svd_desktop.core.request import RenderRequest

Precision = Literal["fp32", "fp16", "bf16"]
AUTO_DECODE_CHUNK = 8  # the guide's own value: 9 GiB at 1024x576 in fp16, and no visible flicker


@dataclass(frozen=True)
class MemoryPlan:
    """How a job uses a device. `decode_chunk` is in frames."""

    device: str
    precision: Precision
    decode_chunk: int
    residency: Literal["resident"] = "resident"

    @property
    def sentence(self) -> str:
        return f"{self.residency} on {self.device} in {self.precision}, decode {self.decode_chunk}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def plan(request: RenderRequest, device: str, precision: Precision) -> MemoryPlan:
    """The plan for a request on a device; pure arithmetic."""
    chunk = request.decode_chunk or min(request.frames, AUTO_DECODE_CHUNK)
    return MemoryPlan(device, precision, chunk)


def feed_forward_chunk(frames: int) -> int:
    """Frames that feed-forward layers take at a time: the largest divisor of `frames` that is at
    most its square root (25: 5, 14: 2), since the UNet wants chunks of one size."""
    return max(chunk for chunk in range(1, math.isqrt(frames) + 1) if frames % chunk == 0)
