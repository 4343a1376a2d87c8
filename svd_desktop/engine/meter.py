"""What a job measures of itself: seconds and memory by stage, and from them the time left."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from svd_desktop.core.events import Progress, Stage
from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.devices import memory_in_use

# Counted on the real architecture: decoding a frame costs 6.9 TFLOP, a guided step 160 for 25
# frames, so decoding takes as long as 1.08 guided steps. Used until a decode was measured.
_DECODE_IN_GUIDED_STEPS = 1.08


class Meter:
    """One job's figures. `decode_rate` is seconds a decoded pixel, from an earlier job if any."""

    def __init__(
        self,
        job: str,
        request: RenderRequest,
        accelerator: Accelerator,
        decode_rate: float | None,
        planned_step_seconds: float | None = None,
    ) -> None:
        self.seconds: dict[str, float] = {}
        self.peak_bytes: dict[str, int] = {}
        self.decode_rate = decode_rate
        self._job = job
        self._guided = request.guided
        self._pixels = request.frames * request.width * request.height
        self._accelerator = accelerator
        self._step_seconds: list[float] = []
        self._planned_step_seconds = planned_step_seconds
        accelerator.start_peak()
        self.counts_peaks = accelerator.peak_bytes() is not None

    @property
    def seconds_a_step(self) -> float | None:
        """As measured, or before the first step as planned."""
        if self._step_seconds:
            return statistics.median(self._step_seconds)
        return self._planned_step_seconds

    def progress(self, stage: Stage, step: int, steps: int) -> Progress:
        """The most memory used since the last report counts for this stage."""
        used = memory_in_use(self._accelerator.device)
        most = self._accelerator.peak_bytes() or used
        self._accelerator.start_peak()
        self.peak_bytes[stage] = max(self.peak_bytes.get(stage, 0), most)
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

    def start_stage(self) -> None:
        """What was in use before does not count for the stage that follows."""
        self._accelerator.start_peak()

    def forget_decode(self) -> None:
        """Before a decode that begins again."""
        self.seconds.pop("decode", None)

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
            case "denoise" if self.seconds_a_step:
                return self.seconds_a_step * (steps - step) + (self._decoding() or 0.0)
        return None

    def _decoding(self) -> float | None:
        if self.decode_rate is not None:
            return self.decode_rate * self._pixels
        if self.seconds_a_step is None:
            return None
        return self.seconds_a_step * _DECODE_IN_GUIDED_STEPS * (1 if self._guided else 2)
