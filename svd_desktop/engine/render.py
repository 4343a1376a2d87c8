"""A whole job: from an order to a published take."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from svd_desktop.core.errors import Reason, reason_of
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
    Started,
    Waiting,
)
from svd_desktop.core.memory import MemoryPlan, plan
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import MASTER, POSTER, Take
from svd_desktop.engine.checkpoints import (
    Checkpoint,
    load_checkpoint,
    save_conditioning,
    save_latents,
)
from svd_desktop.engine.compiling import compile_blocks, is_compiled, use_compiled, variant_of
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.engine.device_lock import DeviceLock
from svd_desktop.engine.devices import find_device, precision_for
from svd_desktop.engine.frame_writer import FrameWriter
from svd_desktop.engine.loading import Model, load_model
from svd_desktop.engine.meter import Meter
from svd_desktop.engine.savings import use_broadcast
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


class Engine:
    """Renders orders one after another, and keeps the last one's model and device."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._model: Model | None = None
        self._model_key: tuple[str, str, str] | None = None
        self._model_hash = ""
        self._compiled: set[tuple[object, ...]] = set()  # variants, of this model
        self._lock: DeviceLock | None = None
        self._decode_rate: float | None = None

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
        device = find_device(order.device)
        yield from self._take_device(order, device)
        memory_plan = plan(order.request, str(device), precision_for(device))
        yield Started(order.job, str(device), memory_plan.to_json())
        Path(order.hidden).mkdir(parents=True, exist_ok=True)

        meter = Meter(order.job, order.request, device, self._decode_rate)
        yield meter.progress("load", 0, 1)
        with meter.timed("load"):
            model = self._load(Path(order.model_folder), device, memory_plan)
        yield meter.progress("load", 1, 1)

        made_with = _made_with(self._model_hash, memory_plan)
        checkpoint = load_checkpoint(Path(order.hidden), device)
        if checkpoint is None:
            self._wishes.check(order.job)
            yield meter.progress("encode", 0, 1)
            with meter.timed("encode"):
                checkpoint = _encode(model, order, made_with)
            yield meter.progress("encode", 1, 1)
        left = checkpoint.step < order.request.steps
        compiled, refusal = left and is_compiled(order.request, memory_plan), ""
        with (
            use_broadcast(model.unet, not order.request.computing.exact),
            use_compiled(model.unet, compiled),
        ):
            if compiled:
                refusal = yield from self._compile(order, model, meter)
            latents = yield from self._denoise(order, model, checkpoint, made_with, meter)

        folder = Path(order.hidden) / "take"
        shutil.rmtree(folder, ignore_errors=True)  # of an attempt that was killed while writing
        folder.mkdir()
        yield from self._decode(order, model, latents, memory_plan, meter, folder)
        take = Take(
            id=order.job,
            request=order.request,
            model_hash=self._model_hash,
            versions=made_with["versions"],
            threads=made_with["threads"],
            plan=memory_plan.to_json(),
            peak_memory_bytes=meter.peak_bytes,
            seconds=meter.seconds,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            note=f"{_note(order, checkpoint, made_with)} {refusal}".strip(),
        )
        write_take(folder, take)
        publish_folder(folder, Path(order.target))
        shutil.rmtree(order.hidden, ignore_errors=True)
        yield meter.progress("write", 1, 1)
        peak = max(meter.peak_bytes.values())
        yield Finished(order.job, order.target, meter.seconds, peak, memory_plan.to_json())

    def _take_device(self, order: RenderOrder, device: torch.device) -> Iterator[RenderEvent]:
        if self._lock is None:
            self._lock = DeviceLock(Path(order.locks), device, order.holder)
        said = ""
        for holder in self._lock.acquire():
            if holder != said:
                said = holder
                yield Waiting(order.job, holder)
            self._wishes.check(order.job)

    def _load(self, folder: Path, device: torch.device, memory_plan: MemoryPlan) -> Model:
        key = (str(folder), str(device), memory_plan.precision)
        if self._model is None or self._model_key != key:
            self._model = None  # frees the last one before the next takes its place
            self._compiled.clear()
            self._model = load_model(folder, device, memory_plan.precision)
            self._model_hash = model_hash(folder)
            self._model_key = key
        return self._model

    def _compile(
        self, order: RenderOrder, model: Model, meter: Meter
    ) -> Generator[RenderEvent, None, str]:
        """Compiles what no earlier order did; returns why it cannot be done, or ""."""
        variant = variant_of(order.request)
        if variant in self._compiled:
            return ""
        cache = Path(order.locks).parent / "compiled"
        yield meter.progress("compile", 0, 1)
        with meter.timed("compile"):
            refusal = compile_blocks(model.unet, order.request, model.scale, cache)
        yield meter.progress("compile", 1, 1)
        if not refusal:
            self._compiled.add(variant)
        return refusal

    def _denoise(
        self,
        order: RenderOrder,
        model: Model,
        checkpoint: Checkpoint,
        made_with: dict[str, Any],
        meter: Meter,
    ) -> Generator[RenderEvent, None, torch.Tensor]:
        """Goes on after the checkpoint's step and saves one after each; returns the latents."""
        request, latents, done = order.request, checkpoint.latents, checkpoint.step
        steps = denoise(model, checkpoint.conditioning, latents, request, done)
        yield meter.progress("denoise", done, request.steps)
        while done < request.steps:
            self._wishes.check(order.job)
            with meter.timed("denoise"):
                latents = next(steps)
                done += 1
                save_latents(Path(order.hidden), done, latents, made_with)
            yield meter.progress("denoise", done, request.steps)
        return latents

    def _decode(
        self,
        order: RenderOrder,
        model: Model,
        latents: torch.Tensor,
        memory_plan: MemoryPlan,
        meter: Meter,
        folder: Path,
    ) -> Iterator[RenderEvent]:
        """Streams the frames to the master, and makes the poster of the first one."""
        request, done = order.request, 0
        chunks = decode(model, latents, memory_plan.decode_chunk)
        rate, metadata = Fraction(request.fps), metadata_for(request)
        yield meter.progress("decode", 0, request.frames)
        file = MasterWriter(folder / MASTER, request.width, request.height, rate, metadata)
        with FrameWriter(file) as master:
            while done < request.frames:
                self._wishes.check(order.job)
                with meter.timed("decode"):
                    frames = next(chunks)
                    master.write(frames)
                if done == 0:
                    write_poster(frames[0], folder / POSTER)
                done += len(frames)
                yield meter.progress("decode", done, request.frames)
            meter.decoded_all()
            self._decode_rate = meter.decode_rate
            yield meter.progress("write", 0, 1)
            with meter.timed("write"):
                master.close()


def _encode(model: Model, order: RenderOrder, made_with: dict[str, Any]) -> Checkpoint:
    """What the picture and the seed decide, on disk: the checkpoint before the first step."""
    request, hidden = order.request, Path(order.hidden)
    picture = open_image(Path(request.source), request.framing.background)
    picture = frame(picture, request.width, request.height, request.framing)
    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, conditioning.embedding.dtype)
    save_conditioning(hidden, conditioning)
    save_latents(hidden, 0, latents, made_with)
    return Checkpoint(0, conditioning, latents, made_with)


def _made_with(hash_of_model: str, memory_plan: MemoryPlan) -> dict[str, Any]:
    """What has to be the same for a job to go on to the same frames, bit for bit."""
    return {
        "model": hash_of_model,
        "versions": {name: version(name) for name in _LIBRARIES},
        "threads": torch.get_num_threads(),
        "plan": memory_plan.to_json(),
    }


def _note(order: RenderOrder, checkpoint: Checkpoint, made_with: dict[str, Any]) -> str:
    if checkpoint.made_with == made_with:
        return order.note
    return f"{order.note} Steps up to {checkpoint.step} were made with other libraries.".strip()


def _reason(error: Exception) -> Reason:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return Reason(
            "memory",
            "The device ran out of memory.",
            "Use a smaller size, fewer frames, or decode fewer frames at a time.",
        )
    return reason_of(error)
