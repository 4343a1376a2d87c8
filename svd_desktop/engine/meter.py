"""What a job measures of itself: seconds and memory by stage, and from them the time left."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from svd_desktop.core.events import Progress, Stage
from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.devices import memory_in_use

# Counted on the real architecture: decoding a frame costs 6.9 TFLOP, a guided step 160 for 25
# frames, so decoding takes as long as 1.08 guided steps. Used until a decode was measured.
_DECODE_IN_GUIDED_STEPS = 1.08


class Meter:
    """One job's figures. `decode_rate` is seconds a decoded pixel, from an earlier job if any."""

    def __init__(
        self, job: str, request: RenderRequest, device: torch.device, decode_rate: float | None
    ) -> None:
        self.seconds: dict[str, float] = {}
        self.peak_bytes: dict[str, int] = {}
        self.decode_rate = decode_rate
        self._job = job
        self._guided = request.guided
        self._pixels = request.frames * request.width * request.height
        self._device = device
        self._step_seconds: list[float] = []

    def progress(self, stage: Stage, step: int, steps: int) -> Progress:
        used = memory_in_use(self._device)
        self.peak_bytes[stage] = max(self.peak_bytes.get(stage, 0), used)
        left = self._seconds_left(stage, step, steps)
        return Progress(self._job, stage, step, steps, left, used)

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """Adds the block's seconds to the stage's."""
        begun = time.monotonic()
        yield
        took = time.monotonic() - begun
        self.seconds[stage] = self.seconds.get(stage, 0.0) + took
        if stage == "denoise":
            self._step_seconds.append(took)

    def decoded_all(self) -> None:
        self.decode_rate = self.seconds["decode"] / self._pixels

    def _seconds_left(self, stage: Stage, step: int, steps: int) -> float | None:
        match stage:
            case "write":
                return 0.0
            case "decode" if step:
                return self.seconds["decode"] / step * (steps - step)
            case "decode":
                return self._decoding()
            case "denoise" if self._step_seconds:
                decoding = self._decoding()
                a_step = statistics.median(self._step_seconds)
                return a_step * (steps - step) + (decoding or 0.0)
        return None

    def _decoding(self) -> float | None:
        if self.decode_rate is not None:
            return self.decode_rate * self._pixels
        if not self._step_seconds:
            return None
        a_step = statistics.median(self._step_seconds)
        return a_step * _DECODE_IN_GUIDED_STEPS * (1 if self._guided else 2)
