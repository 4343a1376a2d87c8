"""From latents to the master and its poster, whatever it takes.

The decode chunk is part of the result. When memory runs out, the master is begun again with half
the chunk; when values are no numbers, in fp32. Denoising is never done twice.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import torch

from svd_desktop.core.events import RenderEvent
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, POSTER
from svd_desktop.engine.decoding import NotFinite, decode
from svd_desktop.engine.devices import is_out_of_memory
from svd_desktop.engine.faults import Faults
from svd_desktop.engine.frame_writer import FrameWriter
from svd_desktop.engine.loading import Model
from svd_desktop.engine.meter import Meter
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.posters import write_poster

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """`chunk` is the one in fact used; `note` says what was not as planned."""

    chunk: int
    note: str


@dataclass(frozen=True)
class Mastering:
    """What becomes a master: `latents` [1, frames, ...], into `folder`, which is made anew. `check`
    raises where the render is to stop, `check_decoded` where it is to stop although every frame is
    decoded."""

    model: Model
    latents: torch.Tensor
    request: RenderRequest
    folder: Path
    meter: Meter
    faults: Faults
    check: Callable[[], None]
    check_decoded: Callable[[], None]


def make_master(job: Mastering, chunk: int) -> Generator[RenderEvent, None, Made]:
    """Writes master and poster, `chunk` frames decoded at a time, or fewer if memory runs out.

    Raises SvdError of kind `device` for frames that are not finite in fp32 either.
    """
    vae, notes, planned = job.model.vae, [], chunk
    fp32 = vae.dtype == torch.float32
    while True:
        shutil.rmtree(job.folder, ignore_errors=True)  # of an attempt that ended while writing
        job.folder.mkdir()
        try:
            with job.model.parts.working("vae"):
                yield from _write(job, chunk, fp32)
            break
        except NotFinite as error:
            if fp32:
                raise error.in_words() from error
            fp32, chunk = True, max(1, chunk // 2)  # twice the memory for every frame
            note = "Decoded in fp32, since fp16 gave values that are not numbers."
            notes.append(note)
        except Exception as error:
            if not is_out_of_memory(error) or chunk == 1:
                raise
            _log.warning("Out of memory decoding %s frames at a time.", chunk, exc_info=True)
            chunk //= 2
        job.meter.forget_decode()
    if chunk != planned:
        note = f"Decoded {chunk} frames at a time instead of {planned}."
        notes.append(note)
    return Made(chunk, " ".join(notes))


def _write(job: Mastering, chunk: int, fp32: bool) -> Generator[RenderEvent, None, None]:
    request, meter, vae = job.request, job.meter, job.model.vae
    rate, metadata = Fraction(request.fps), metadata_for(request)
    done, before, latents = 0, vae.dtype, job.latents
    if fp32:
        vae.to(torch.float32)
        latents = latents.float()
    try:
        meter.start_stage()
        chunks = decode(job.model, latents, chunk)
        yield meter.progress("decode", 0, request.frames)
        file = MasterWriter(job.folder / MASTER, request.width, request.height, rate, metadata)
        with FrameWriter(file) as master:
            while done < request.frames:
                job.check()
                with meter.timed("decode"), job.faults.spoiling(vae.decoder, "decode", done):
                    frames = next(chunks)
                    master.write(frames)
                if done == 0:
                    write_poster(frames[0], job.folder / POSTER)
                done += len(frames)
                yield meter.progress("decode", done, request.frames)
            meter.decoded_all()
            job.check_decoded()
            yield meter.progress("write", 0, 1)
            with meter.timed("write"):
                job.faults.at("write")
                master.close()
    finally:
        vae.to(before)
