"""How long a clip takes here and with diffusers' own pipeline, and how much memory.

By hand, on a Linux machine that does nothing else: `python -m tests.benchmarks.engine`; with
`--full` the real architecture with random weights (9 GiB) at a small size; with `--ways` other ways
to compute. Every figure is a ratio of one run on one machine: pairs in turn in one process, on the
same weights, picture, seed and decode chunk, from the picture to the frames.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from diffusers import StableVideoDiffusionPipeline
from diffusers.video_processor import VideoProcessor
from PIL import Image

from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.compiling import compile_blocks, use_compiled
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.engine.loading import Model
from svd_desktop.engine.residency import PartName, Parts
from svd_desktop.engine.savings import use_broadcast
from svd_desktop.media.framing import frame
from svd_desktop.media.images import open_image
from svd_desktop.models.catalogue import embedded
from svd_desktop.models.resources import resource
from tests.full_size import full_size_pipeline
from tests.loaded import load_on_cpu

Clip = np.ndarray  # uint8 [F, H, W, 3]
CPU = torch.device("cpu")
SAMPLE = resource("samples", "rocket.jpg")
DECODE_CHUNK = 8
PAIRS = 5


def main() -> None:
    asked = _arguments()
    if asked.peak:
        print(peak(asked.peak, asked.full))
        return
    model, request = prepare(asked.full)
    print(
        f"{'the real sizes' if asked.full else 'svd-mini'}, {request.width}x{request.height}, "
        f"{request.frames} frames, {request.steps} steps, guidance "
        f"{'on' if request.guided else 'off'}, {torch.get_num_threads()} threads"
    )
    for name in asked.ways:
        compare(model, request, "pipeline" if name in ("exact", "default") else "default", name)
    if not asked.no_memory:
        compare_memory(asked.full)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument(
        "--ways", nargs="*", choices=[*WAYS], default=["exact", "default"],
        help="exact and default are compared with the pipeline, the others with default",
    )  # fmt: skip
    parser.add_argument("--peak", choices=[*WAYS], help="one render, and its peak memory")
    return parser.parse_args()


def prepare(full: bool) -> tuple[Model, RenderRequest]:
    if full:
        request = RenderRequest(
            source=str(SAMPLE), model="random", width=128, height=128, frames=2, steps=2, seed=42
        )
        return random_model(), request
    mini = embedded()["svd-mini"]
    settings = {k: v for k, v in asdict(mini).items() if k in RenderRequest.__dataclass_fields__}
    request = RenderRequest(source=str(SAMPLE), model="svd-mini", seed=42, **settings)
    return load_on_cpu(), request


def random_model() -> Model:
    """SVD's own sizes, random weights."""
    parts = full_size_pipeline(torch.float32)
    modules: dict[PartName, torch.nn.Module] = {
        "unet": parts.unet, "vae": parts.vae, "image_encoder": parts.image_encoder
    }  # fmt: skip
    return Model(
        unet=parts.unet, vae=parts.vae, image_encoder=parts.image_encoder,
        feature_extractor=parts.feature_extractor, scheduler=parts.scheduler,
        video_processor=VideoProcessor(do_resize=True, vae_scale_factor=8), device=CPU,
        parts=Parts(modules, "resident", Accelerator(CPU)),
    )  # fmt: skip


def compare(model: Model, request: RenderRequest, reference: str, name: str) -> None:
    """Prints the median of `name`'s seconds over `reference`'s, by pairs; and of the processor's
    seconds, which other work on the machine disturbs less."""
    picture = frame(open_image(SAMPLE), request.width, request.height, request.framing)
    clips: dict[str, Clip] = {}
    ratios: list[tuple[float, float]] = []
    for pair in range(PAIRS + 1):  # the first one warms up
        seconds: dict[str, tuple[float, float]] = {}
        # In turn, so that neither always comes first.
        for way in (reference, name) if pair % 2 else (name, reference):
            with WAYS[way](model, request, picture) as render:
                begun = time.perf_counter(), time.process_time()
                clips[way] = render()
                ended = time.perf_counter(), time.process_time()
            seconds[way] = ended[0] - begun[0], ended[1] - begun[1]
        if pair:
            (wall, cpu), (wall_before, cpu_before) = seconds[name], seconds[reference]
            ratios.append((wall / wall_before, cpu / cpu_before))
    moved = np.abs(clips[name].astype(int) - clips[reference]).max()
    (wall, walls), (cpu, cpus) = (
        (statistics.median(column), f"{min(column):.3f} to {max(column):.3f}")
        for column in zip(*ratios, strict=True)
    )
    print(
        f"{name} / {reference}: {wall:.3f} of the seconds ({walls}), {cpu:.3f} of the processor's "
        f"({cpus}), medians of {PAIRS} pairs; no level moved by more than {moved}",
        flush=True,
    )


def compare_memory(full: bool) -> None:
    """Prints the peak resident memory of one render, each in a process of its own."""
    peaks = {}
    for way in ("pipeline", "exact", "default"):
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.engine",
            "--peak",
            way,
            *(["--full"] if full else []),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        peaks[way] = int(done.stdout)
    print(
        "peak resident memory: "
        + ", ".join(
            f"{way} {peak / 2**20:.0f} MiB ({peak / peaks['pipeline']:.3f})"
            for way, peak in peaks.items()
        )
    )


def peak(way: str, full: bool) -> int:
    """Bytes, of this process, after one render."""
    model, request = prepare(full)
    picture = frame(open_image(SAMPLE), request.width, request.height, request.framing)
    with WAYS[way](model, request, picture) as render:
        render()
    # getrusage would count what the process that started this one had.
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(kilobytes) * 1024


@contextmanager
def pipeline(
    model: Model, request: RenderRequest, picture: Image.Image
) -> Iterator[Callable[[], Clip]]:
    whole = StableVideoDiffusionPipeline(
        vae=model.vae, image_encoder=model.image_encoder, unet=model.unet,
        scheduler=model.scheduler, feature_extractor=model.feature_extractor,
    )  # fmt: skip
    whole.set_progress_bar_config(disable=True)

    def render() -> Clip:
        images = whole(
            picture, width=request.width, height=request.height, num_frames=request.frames,
            num_inference_steps=request.steps, min_guidance_scale=request.min_guidance,
            max_guidance_scale=request.max_guidance, fps=request.fps,
            motion_bucket_id=request.motion_bucket_id,
            noise_aug_strength=request.noise_aug_strength,
            decode_chunk_size=min(DECODE_CHUNK, request.frames), generator=seeded(request),
        ).frames[0]  # fmt: skip
        return np.stack([np.asarray(image) for image in images])

    yield render


@contextmanager
def exact(
    model: Model, request: RenderRequest, picture: Image.Image
) -> Iterator[Callable[[], Clip]]:
    def render() -> Clip:
        generator = seeded(request)
        conditioning = encode_image(model, picture, request, generator)
        latents = draw_latents(model, request, generator, torch.float32)
        *_, last = denoise(model, conditioning, latents, request)
        return np.concatenate(list(decode(model, last.latents, DECODE_CHUNK)))

    yield render


@contextmanager
def default(
    model: Model, request: RenderRequest, picture: Image.Image
) -> Iterator[Callable[[], Clip]]:
    with use_broadcast(model.unet, True), exact(model, request, picture) as render:
        yield render


@contextmanager
def compiled(
    model: Model, request: RenderRequest, picture: Image.Image
) -> Iterator[Callable[[], Clip]]:
    with (
        default(model, request, picture) as render,
        use_compiled(model.unet, True),
        tempfile.TemporaryDirectory() as cache,
    ):
        refusal = compile_blocks(model.unet, request, model.scale, Path(cache))
        assert not refusal, refusal
        yield render


@contextmanager
def channels_last(
    model: Model, request: RenderRequest, picture: Image.Image
) -> Iterator[Callable[[], Clip]]:
    with default(model, request, picture) as render:
        _lay_out(model, torch.channels_last)
        try:
            yield render
        finally:
            _lay_out(model, torch.contiguous_format)


def _lay_out(model: Model, layout: torch.memory_format) -> None:
    for part in (model.unet, model.vae):
        for module in part.modules():
            if isinstance(module, torch.nn.Conv2d):
                module.to(memory_format=layout)


WAYS = {
    "pipeline": pipeline, "exact": exact, "default": default, "compiled": compiled,
    "channels-last": channels_last,
}  # fmt: skip


if __name__ == "__main__":
    main()
