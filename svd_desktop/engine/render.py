"""A whole job: from an order to a published take."""

from __future__ import annotations

import logging
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

from svd_desktop.core.errors import Reason, reason_of
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
    Stage,
    Started,
    Waiting,
)
from svd_desktop.core.memory import MemoryPlan, plan
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import MASTER, POSTER, Take
from svd_desktop.engine import checkpoints
from svd_desktop.engine.conditioning import Conditioning, encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.engine.device_lock import DeviceLock
from svd_desktop.engine.devices import find_device, memory_in_use, precision_for
from svd_desktop.engine.loading import Model, load_model
from svd_desktop.engine.wishes import Stopped, Wishes
from svd_desktop.media.framing import frame
from svd_desktop.media.images import open_image
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.posters import write_poster
from svd_desktop.media.publishing import publish_folder
from svd_desktop.media.takes import write_take
from svd_desktop.models.checkpoint import model_hash

_log = logging.getLogger(__name__)
_LIBRARIES = ("torch", "diffusers", "transformers", "svd-desktop")
# Counted on the real architecture: decoding a frame costs 6.9 TFLOP, a guided step 160 for 25
# frames, so decoding takes as long as 1.08 guided steps. Replaced by what is measured.
_DECODE_IN_GUIDED_STEPS = 1.08


@dataclass
class _Measured:
    """What one job measured so far."""

    seconds: dict[str, float] = field(default_factory=dict)
    peak_bytes: dict[str, int] = field(default_factory=dict)
    step_seconds: list[float] = field(default_factory=list)


class Engine:
    """Renders orders one after another, and keeps the model of the last one in memory."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._model: Model | None = None
        self._model_key: tuple[str, str, str] | None = None
        self._model_hash = ""
        self._lock: DeviceLock | None = None
        self._decode_seconds_a_pixel: float | None = None

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        """Yields what happens; the last event is Finished, Failed, Cancelled or Paused."""
        step = 0
        try:
            for event in self._render(order):
                if isinstance(event, Progress) and event.stage == "denoise":
                    step = event.step
                yield event
        except Stopped as stopped:
            yield Cancelled(order.job) if stopped.wish == "cancel" else Paused(order.job, step)
        except Exception as error:
            _log.exception("Job %s failed.", order.job)
            yield Failed(order.job, _reason(error))

    def somebody_waits(self) -> bool:
        """Whether another process waits for the device that this one keeps."""
        return self._lock is not None and self._lock.somebody_waits()

    def _render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        request, hidden = order.request, Path(order.hidden)
        hidden.mkdir(parents=True, exist_ok=True)
        device = find_device(order.device)
        yield from self._take_device(order, device)
        precision = precision_for(device)
        memory_plan = plan(request, str(device), precision)
        yield Started(order.job, str(device), memory_plan.to_json())
        measured = _Measured()

        def progress(stage: Stage, step: int, steps: int) -> Progress:
            used = memory_in_use(device)
            measured.peak_bytes[stage] = max(measured.peak_bytes.get(stage, 0), used)
            left = self._seconds_left(request.guided, stage, step, steps, measured, pixels)
            return Progress(order.job, stage, step, steps, left, used)

        pixels = request.frames * request.width * request.height
        yield progress("load", 0, 1)
        with _timed(measured, "load"):
            model = self._load(order, device, memory_plan)
        yield progress("load", 1, 1)
        self._wishes.check(order.job)

        made_with = {
            "model": self._model_hash,
            "versions": _versions(),
            "threads": torch.get_num_threads(),
            "plan": memory_plan.to_json(),
        }
        saved = checkpoints.load_checkpoint(hidden, device)
        note = order.note
        if saved is None:
            yield progress("encode", 0, 1)
            with _timed(measured, "encode"):
                conditioning, latents = _encode(model, order)
            checkpoints.save_conditioning(hidden, conditioning)
            checkpoints.save_latents(hidden, 0, latents, made_with)
            first_step = 0
            yield progress("encode", 1, 1)
        else:
            conditioning, latents, first_step = saved.conditioning, saved.latents, saved.step
            if saved.made_with != made_with:
                note = f"{note} Its first {saved.step} steps were made with other settings."
        self._wishes.check(order.job)

        yield progress("denoise", first_step, request.steps)
        begun = time.monotonic()
        steps = denoise(model, conditioning, latents, request, first_step)
        for step, latents in enumerate(steps, start=first_step + 1):
            checkpoints.save_latents(hidden, step, latents, made_with)
            now = time.monotonic()
            measured.step_seconds.append(now - begun)
            measured.seconds["denoise"] = sum(measured.step_seconds)
            yield progress("denoise", step, request.steps)
            begun = time.monotonic()
            self._wishes.check(order.job)

        folder = hidden / "take"
        shutil.rmtree(folder, ignore_errors=True)  # of an attempt that was killed while writing
        folder.mkdir()
        first: np.ndarray | None = None
        done = 0
        yield progress("decode", 0, request.frames)
        with MasterWriter(
            folder / MASTER, request.width, request.height, Fraction(request.fps),
            metadata_for(request),
        ) as master:  # fmt: skip
            chunks = decode(model, latents, memory_plan.decode_chunk)
            begun = time.monotonic()
            for frames in chunks:
                first = frames[0] if first is None else first
                master.write(frames)
                done += len(frames)
                measured.seconds["decode"] = time.monotonic() - begun
                yield progress("decode", done, request.frames)
                self._wishes.check(order.job)
            self._decode_seconds_a_pixel = measured.seconds["decode"] / pixels

            yield progress("write", 0, 1)
            begun = time.monotonic()
            master.close()
        assert first is not None
        write_poster(first, folder / POSTER)
        measured.seconds["write"] = time.monotonic() - begun
        take = Take(
            id=order.job,
            request=request,
            model_hash=self._model_hash,
            versions=_versions(),
            threads=torch.get_num_threads(),
            plan=memory_plan.to_json(),
            peak_memory_bytes=measured.peak_bytes,
            seconds=measured.seconds,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            note=note.strip(),
        )
        write_take(folder, take)
        publish_folder(folder, Path(order.target))
        shutil.rmtree(hidden, ignore_errors=True)
        yield progress("write", 1, 1)
        yield Finished(
            order.job,
            order.target,
            measured.seconds,
            max(measured.peak_bytes.values()),
            memory_plan.to_json(),
        )

    def _take_device(self, order: RenderOrder, device: torch.device) -> Iterator[RenderEvent]:
        if self._lock is None:
            self._lock = DeviceLock(Path(order.locks), device, order.holder)
        said = ""
        for holder in self._lock.acquire():
            if holder != said:
                said = holder
                yield Waiting(order.job, holder)
            self._wishes.check(order.job)

    def _load(self, order: RenderOrder, device: torch.device, memory_plan: MemoryPlan) -> Model:
        key = (order.model_folder, str(device), memory_plan.precision)
        if self._model is None or self._model_key != key:
            self._model = None  # frees the last one before the next takes its place
            self._model = load_model(Path(order.model_folder), device, memory_plan.precision)
            self._model_hash = model_hash(Path(order.model_folder))
            self._model_key = key
        return self._model

    def _seconds_left(
        self, guided: bool, stage: Stage, step: int, steps: int, measured: _Measured, pixels: int
    ) -> float | None:
        if stage == "decode" and step:
            return measured.seconds["decode"] / step * (steps - step)
        if stage in ("decode", "write"):
            return None if stage == "decode" else 0.0
        if stage != "denoise" or not measured.step_seconds:
            return None
        a_step = statistics.median(measured.step_seconds)
        if self._decode_seconds_a_pixel is not None:
            decoding = self._decode_seconds_a_pixel * pixels
        else:
            decoding = a_step * _DECODE_IN_GUIDED_STEPS * (1 if guided else 2)
        return a_step * (steps - step) + decoding


def _encode(model: Model, order: RenderOrder) -> tuple[Conditioning, torch.Tensor]:
    request = order.request
    picture = open_image(Path(request.source), request.framing.background)
    picture = frame(picture, request.width, request.height, request.framing)
    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    return conditioning, draw_latents(model, request, generator, conditioning.embedding.dtype)


@contextmanager
def _timed(measured: _Measured, stage: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    measured.seconds[stage] = time.monotonic() - begun


def _versions() -> dict[str, str]:
    return {name: version(name) for name in _LIBRARIES}


def _reason(error: Exception) -> Reason:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return Reason(
            "memory",
            "The device ran out of memory.",
            "Use a smaller size, fewer frames, or decode fewer frames at a time.",
        )
    return reason_of(error)
