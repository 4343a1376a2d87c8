"""A whole job: from an order to a published take."""

from __future__ import annotations

import gc
import logging
import shutil
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from svd_desktop.core.costs import Costs
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Preview,
    Progress,
    RenderEvent,
    Started,
    SteppedDown,
    Waiting,
)
from svd_desktop.core.memory import GIB, Planned, next_rung, plan, smaller_than
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import Take
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.checkpoints import (
    Checkpoint,
    in_precision,
    load_checkpoint,
    save_conditioning,
    save_latents,
)
from svd_desktop.engine.compiling import compile_blocks, is_compiled, use_compiled, variant_of
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.denoising import denoise, draw_latents, set_feed_forward_chunk
from svd_desktop.engine.device_lock import DeviceLock
from svd_desktop.engine.devices import device_memory, dtype_of, find_device, is_out_of_memory
from svd_desktop.engine.faults import Faults
from svd_desktop.engine.loading import Model, load_model
from svd_desktop.engine.mastering import Mastering, make_master
from svd_desktop.engine.measurements import corrections_for, remember
from svd_desktop.engine.meter import Meter
from svd_desktop.engine.preview import Previews, keep_colours
from svd_desktop.engine.savings import use_broadcast
from svd_desktop.engine.wishes import Stopped, Wishes
from svd_desktop.media.framing import frame
from svd_desktop.media.images import open_image
from svd_desktop.media.publishing import publish_folder
from svd_desktop.media.takes import write_take
from svd_desktop.models.checkpoint import check_folder, model_hash

_log = logging.getLogger(__name__)
_LIBRARIES = ("torch", "diffusers", "transformers", "svd-desktop")
# What `_made_with` tells, in words.
_MADE_WITH = {
    "model": "model",
    "versions": "set of libraries",
    "threads": "thread count",
    "plan": "memory plan",
    "device": "device",
    "compiled": "choice of torch.compile",
}


@dataclass(frozen=True)
class _Work:
    """What every stage of one job needs."""

    order: RenderOrder
    planned: Planned
    model: Model
    meter: Meter
    faults: Faults
    made_with: dict[str, Any]

    @property
    def hidden(self) -> Path:
        return Path(self.order.hidden)


class Engine:
    """Renders orders one after another, and keeps the last one's model and device."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._model: Model | None = None
        self._model_key: tuple[object, ...] | None = None
        self._model_hash = ""
        self._compiled: set[tuple[object, ...]] = set()  # variants, of this model
        self._lock: DeviceLock | None = None
        self._decode_rate: float | None = None
        self._planned: Planned | None = None  # of the order being rendered
        self._costs: Costs | None = None

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        """Yields what happens; the last event is Finished, Failed, Cancelled, Paused, or
        SteppedDown, after which this process must end and a fresh one go on."""
        step = 0
        self._planned = None
        try:
            for event in self._render(order):
                if isinstance(event, Progress) and event.stage == "denoise":
                    step = event.step
                yield event
        except Stopped as stopped:
            yield Cancelled(order.job) if stopped.wish == "cancel" else Paused(order.job, step)
        except Exception as error:
            _log.exception("Job %s failed.", order.job)
            yield (
                self._out_of_memory(order, step)
                if is_out_of_memory(error)
                else Failed(order.job, reason_of(error))
            )

    def somebody_waits(self) -> bool:
        """Whether another process waits for the device that this one keeps."""
        return self._lock is not None and self._lock.somebody_waits()

    def _render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        device = find_device(order.device)
        yield from self._take_device(order, device)
        checkpoint = load_checkpoint(Path(order.hidden), device)
        planned = self._plan(order, device, checkpoint)
        self._planned = planned
        yield Started(order.job, str(device), planned.to_json())
        if not planned.fits and order.request.computing.memory == "auto" and not order.from_rung:
            raise _too_large(planned)
        Path(order.hidden).mkdir(parents=True, exist_ok=True)
        faults = Faults(planned.plan.rung)
        accelerator = Accelerator(device)
        accelerator.limit(planned.device.limit_bytes)

        meter = Meter(
            order.job, order.request, accelerator, self._decode_rate, planned.seconds_a_step
        )
        yield meter.progress("load", 0, 1)
        with meter.timed("load"):
            faults.at("load")
            model = self._load(Path(order.model_folder), accelerator, planned)
        yield meter.progress("load", 1, 1)
        compiled = is_compiled(order.request, planned.plan)
        made_with = _made_with(self._model_hash, planned, compiled)
        work = _Work(order, planned, model, meter, faults, made_with)

        if checkpoint is None:
            self._wishes.check(order.job)
            yield meter.progress("encode", 0, 1)
            with meter.timed("encode"), faults.spoiling(model.vae.encoder, "encode", 0):
                checkpoint = _encode(work)
            yield meter.progress("encode", 1, 1)
        else:
            checkpoint = in_precision(checkpoint, dtype_of(planned.plan.precision))
        note = _note(checkpoint, made_with)
        latents, refusal = yield from self._denoise(work, checkpoint, note)

        folder = work.hidden / "take"
        mastering = Mastering(
            model, latents, order.request, folder, meter, faults,
            check=lambda: self._wishes.check(order.job),
            check_decoded=lambda: self._wishes.check_cancelled(order.job),
        )  # fmt: skip
        made = yield from make_master(mastering, planned.plan.decode_chunk)
        self._decode_rate = meter.decode_rate
        memory_plan = replace(planned.plan, decode_chunk=made.chunk)
        notes = (order.note, note, refusal, made.note)
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
            note=" ".join(note for note in notes if note),
        )
        write_take(folder, take)
        self._wishes.check_cancelled(order.job)
        publish_folder(folder, Path(order.target))
        shutil.rmtree(order.hidden, ignore_errors=True)
        remember(Path(order.locks).parent, order, planned, meter, as_planned=not made.note)
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

    def _plan(
        self, order: RenderOrder, device: torch.device, checkpoint: Checkpoint | None
    ) -> Planned:
        """By what is free just now, and by what was measured here before. A job that goes on keeps
        its decode chunk, which is part of the result, if it still fits."""
        from svd_desktop.engine.fitting import costs_of  # the model's classes, for unknown ones

        memory = device_memory(device)
        check_folder(Path(order.model_folder))
        costs = costs_of(Path(order.model_folder), Path(order.locks).parent)
        self._costs = costs
        found = corrections_for(Path(order.locks).parent, order, memory)
        planned = plan(order.request, memory, costs, found.peaks, order.from_rung)
        if checkpoint and order.request.decode_chunk is None:
            chunk = checkpoint.made_with["plan"]["decode_chunk"]
            kept = order.request.with_(decode_chunk=chunk)
            same = plan(kept, memory, costs, found.peaks, order.from_rung)
            planned = same if same.fits else planned
        if found.seconds_a_step:
            planned = replace(planned, seconds_a_step=found.seconds_a_step)
        return planned

    def _load(self, folder: Path, accelerator: Accelerator, planned: Planned) -> Model:
        """The model kept from the last order, if it is the same and lies where the plan wants it;
        chunks and splits are set for every order anew."""
        chosen = planned.plan
        key = (folder, chosen.device, chosen.precision, chosen.residency, chosen.low_cpu_mem_usage)
        if self._model is None or self._model_key != key:
            self._model = None  # frees the last one before the next takes its place
            gc.collect()  # hooks that stream it hold it in a circle
            accelerator.forget()
            self._compiled.clear()
            self._model = load_model(folder, accelerator, chosen)
            self._model_hash = model_hash(folder)
            self._model_key = key
        set_feed_forward_chunk(self._model.unet, chosen.feed_forward_chunk)
        return self._model

    def _denoise(
        self, work: _Work, checkpoint: Checkpoint, note: str
    ) -> Generator[RenderEvent, None, tuple[torch.Tensor, str]]:
        """Goes on after the checkpoint's step and saves one after each; returns the latents, and
        why they were not compiled as asked, or ""."""
        request, latents, done = work.order.request, checkpoint.latents, checkpoint.step
        unet, meter = work.model.unet, work.meter
        if done == request.steps:
            yield meter.progress("denoise", done, request.steps)
            return latents, ""
        refusal = ""
        previews = Previews(work.hidden, request.fps)
        with ExitStack() as around:
            around.enter_context(work.model.parts.working("unet"))
            around.enter_context(use_broadcast(unet, not request.computing.exact))
            compiled = is_compiled(request, work.planned.plan)
            around.enter_context(use_compiled(unet, compiled))
            if compiled:
                refusal = yield from self._compile(work)
            split = work.planned.plan.split_guidance
            steps = denoise(
                work.model, checkpoint.conditioning, latents, request, done, split=split
            )
            yield meter.progress("denoise", done, request.steps)
            while done < request.steps:
                self._wishes.check(work.order.job)
                with meter.timed("denoise"), work.faults.spoiling(unet, "denoise", done):
                    step = next(steps)
                    latents = step.latents
                    done += 1
                    save_latents(work.hidden, done, latents, work.made_with, note)
                yield meter.progress("denoise", done, request.steps)
                preview = previews.after_step(step.clean, meter.seconds["denoise"])
                if preview:
                    yield Preview(work.order.job, str(preview))
        return latents, refusal

    def _compile(self, work: _Work) -> Generator[RenderEvent, None, str]:
        """Compiles what no earlier order did; returns why it cannot be done, or ""."""
        request = work.order.request
        variant = (*variant_of(request), work.planned.plan.feed_forward_chunk)
        if variant in self._compiled:
            return ""
        cache = Path(work.order.locks).parent / "compiled"
        yield work.meter.progress("compile", 0, 1)
        with work.meter.timed("compile"):
            refusal = compile_blocks(work.model.unet, request, work.model.scale, cache)
        yield work.meter.progress("compile", 1, 1)
        if not refusal:
            self._compiled.add(variant)
        return refusal

    def _out_of_memory(self, order: RenderOrder, step: int) -> RenderEvent:
        """One rung down, or on the last one the end, with what was needed and what would do."""
        planned = self._planned
        if planned is None:
            return Failed(order.job, Reason("memory", "There was no memory to begin with."))
        below = next_rung(planned.device, planned.plan.rung)
        if below is None:
            assert self._costs
            offers = smaller_than(order.request, planned, self._costs)
            return Failed(order.job, _too_large(replace(planned, offers=offers)).reason)
        note = f"Ran out of memory as {planned.plan.rung} and went on as {below} after step {step}."
        return SteppedDown(order.job, below, note)


def _too_large(planned: Planned) -> SvdError:
    sizes = [f"{o.width}x{o.height} with {o.frames} frames" for o in planned.offers]
    needed, free = planned.chosen.peak / GIB, planned.device.budget_bytes / GIB
    name = planned.device.name
    ran_out = f"Memory ran out on {name}, where {needed:.1f} of {free:.1f} GiB were planned."
    return SvdError(
        "memory",
        ran_out
        if planned.fits
        else f"This clip needs {needed:.1f} GiB, and {free:.1f} can be used on {name}.",
        f"Close other programs, or use {' or '.join(sizes)}." if sizes else "Close other programs.",
    )


def _encode(work: _Work) -> Checkpoint:
    """What the picture and the seed decide, on disk: the checkpoint before the first step."""
    request, hidden, model = work.order.request, work.hidden, work.model
    picture = open_image(Path(request.source), request.framing.background)
    picture = frame(picture, request.width, request.height, request.framing)
    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, conditioning.embedding.dtype)
    save_conditioning(hidden, conditioning)
    scaled = conditioning.image_latents * model.vae.config.scaling_factor  # as the clip's are
    keep_colours(hidden, scaled, picture)
    save_latents(hidden, 0, latents, work.made_with)
    return Checkpoint(0, conditioning, latents, work.made_with)


def _made_with(hash_of_model: str, planned: Planned, compiled: bool) -> dict[str, Any]:
    """What has to be the same for a job to go on to the same frames, bit for bit."""
    return {
        "model": hash_of_model,
        "versions": {name: version(name) for name in _LIBRARIES},
        "threads": torch.get_num_threads(),
        "plan": planned.plan.to_json(),
        "device": planned.device.hardware or planned.device.name,
        "compiled": compiled,
    }


def _note(checkpoint: Checkpoint, made_with: dict[str, Any]) -> str:
    """What in the finished steps may differ from an uninterrupted render, in words."""
    notes = [checkpoint.note] if checkpoint.note else []
    for key in _MADE_WITH:
        if checkpoint.made_with.get(key) != made_with[key]:
            note = f"Steps up to {checkpoint.step} were made with another {_MADE_WITH[key]}."
            notes.append(note)
    return " ".join(notes)
