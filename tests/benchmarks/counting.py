"""Counted without weights against a real run, on SVD's full-size architecture, on a CPU.

    python tests/benchmarks/counting.py [--frames 14] [--size 256x144]

Needs 20 GiB of memory and some minutes. Prints for each stage the dry run's figure, live storage
counted in the real run, and a second count that knows nothing of the first: what torch's profiler
saw allocated and freed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn
from torch.profiler import ProfilerActivity, profile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.engine.denoising import set_feed_forward_chunk
from svd_desktop.engine.dry_run import (
    count_decode,
    count_denoise,
    count_encode,
    skeleton,
)
from svd_desktop.engine.live_storage import LiveStorage
from tests.full_size import CONFIGS, full_size_unet, full_size_vae

MIB = 2**20


def live(module: nn.Module, forward: Callable[[], object]) -> tuple[int, int]:
    """Live storage at the peak of a real run, without and with the workspace estimated."""
    known = [*module.parameters(), *module.buffers()]
    with torch.no_grad(), LiveStorage(known) as count:
        forward()
    return count.peak, count.peak_with_workspace


def profiled(forward: Callable[[], object]) -> int:
    """The most allocated at once, from the single allocations that the profiler saw, in order."""
    with torch.no_grad(), profile(activities=[ProfilerActivity.CPU], profile_memory=True) as run:
        forward()
    events = [e for e in run.profiler.kineto_results.events() if e.name() == "[memory]"]
    most = now = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        now += event.nbytes()
        most = max(most, now)
    return most


def tell(stage: str, counted: int, module: nn.Module, forward: Callable[[], object]) -> None:
    without, took = live(module, forward)
    second = profiled(forward)
    print(
        f"{stage:<22} dry run {counted / MIB:8.1f} MiB   real {took / MIB:8.1f} MiB "
        f"({took / counted:.3f})   live alone {without / MIB:8.1f}, profiler {second / MIB:8.1f} "
        f"({second / without:.3f})",
        flush=True,
    )


def count_unet(width: int, height: int, frames: int) -> None:
    parts, size, dtype = skeleton(CONFIGS), (height // 8, width // 8), torch.float32
    unet = full_size_unet(dtype)
    for batch, chunk in ((2, None), (2, 2), (1, None), (1, 2)):

        def step(batch: int = batch) -> object:
            latents = torch.randn(1, frames, 4, *size)
            image_latents = torch.randn(2, frames, 4, *size)
            return unet(
                torch.cat([torch.cat([latents] * batch), image_latents[:batch]], 2),
                torch.tensor(1.0),
                encoder_hidden_states=torch.randn(batch, 1, 1024),
                added_time_ids=torch.ones(batch, 3),
                return_dict=False,
            )

        set_feed_forward_chunk(unet, chunk)
        counted = count_denoise(
            parts, width, height, frames, dtype, batch=batch, feed_forward_chunk=chunk
        )
        tell(f"denoise {batch}, chunk {chunk or 'all'}", counted, unet, step)


def count_vae(width: int, height: int) -> None:
    parts, size, dtype = skeleton(CONFIGS), (height // 8, width // 8), torch.float32
    vae = full_size_vae(dtype)

    def encode() -> object:
        return vae.encode(torch.randn(1, 3, height, width)).latent_dist.mode()

    tell("encode", count_encode(parts, width, height, dtype), vae, encode)
    for chunk in (1, 4):

        def decode(chunk: int = chunk) -> object:
            latents = torch.randn(chunk, 4, *size)
            image = vae.decode(latents, num_frames=chunk).sample.float()
            return (image * 0.5 + 0.5).clamp(0, 1)

        tell(f"decode {chunk}", count_decode(parts, width, height, chunk, dtype), vae, decode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=14)
    parser.add_argument("--size", default="256x144")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    count_vae(width, height)
    count_unet(width, height, options.frames)


if __name__ == "__main__":
    main()
