"""The UNet's repeated blocks under torch.compile: a first step that takes long, then shorter ones.

Blocks, not the whole UNet: they are few kinds repeated often, and compile in a fraction of the
time. What was compiled is kept on disk and found again by the next process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from diffusers import UNetSpatioTemporalConditionModel
from diffusers.models.attention import BasicTransformerBlock, TemporalBasicTransformerBlock
from diffusers.models.resnet import SpatioTemporalResBlock

from svd_desktop.core.memory import MemoryPlan
from svd_desktop.core.request import RenderRequest

_log = logging.getLogger(__name__)

_REPEATED = (BasicTransformerBlock, TemporalBasicTransformerBlock, SpatioTemporalResBlock)
# Variants of one kind of block. SVD has 12 shapes of residual block at each size of clip; torch's
# own limit of 8 would make the first size fail.
_VARIANTS = 256
# The causes that a person can do something about, as torch names them.
_CAUSES = {
    "InvalidCxxCompiler": "there is no C++ compiler that works",
    "TritonMissing": "Triton is not installed",
}


def is_compiled(request: RenderRequest, plan: MemoryPlan) -> bool:
    """Whether a render is to use torch.compile. `auto` is off until a benchmark on a card shows a
    gain. Off where the UNet moves during a render, whatever was asked."""
    if plan.residency != "resident" or request.computing.compile == "off":
        return False
    return request.computing.compile == "on"


@contextmanager
def use_compiled(unet: UNetSpatioTemporalConditionModel, on: bool) -> Iterator[None]:
    """Inside, with `on`, the UNet's repeated blocks compile at their first forward; afterwards they
    are as before. What was compiled stays in the process for the next time."""
    if not on:
        yield
        return
    for block in _blocks(unet):
        block.compile(fullgraph=True, dynamic=False)
    try:
        with torch._dynamo.config.patch(recompile_limit=_VARIANTS):
            yield
    finally:
        _take_off(unet)


@torch.no_grad()
def compile_blocks(
    unet: UNetSpatioTemporalConditionModel, request: RenderRequest, scale: int, cache: Path
) -> str:
    """Compiles for the request's shapes, by forwards that nothing is kept of, inside
    `use_compiled`. `scale` is pixels a latent stands for; `cache` the folder of what was compiled.

    Returns "", or in a sentence why it cannot be done: the UNet is then as without compiling.
    """
    note = ""
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(cache))
    try:
        for clips in _batches(request):
            unet(*_inputs(unet, request, scale, clips))
    except torch.OutOfMemoryError:
        raise  # the render would not fit either
    except Exception as error:
        _log.warning("torch.compile failed.", exc_info=True)
        _take_off(unet)
        said = str(error).strip().splitlines() or [type(error).__name__]
        cause = next((name for name in _CAUSES if name in said[0]), "")
        note = f"Rendered without torch.compile: {_CAUSES.get(cause, said[0].rstrip('.'))}."
    return note


def variant_of(request: RenderRequest) -> tuple[object, ...]:
    """What decides what is compiled: equal for requests that one compilation serves."""
    shape = (request.width, request.height, request.frames)
    return (*shape, *_batches(request), request.computing.exact)


def _blocks(unet: UNetSpatioTemporalConditionModel) -> list[torch.nn.Module]:
    return [module for module in unet.modules() if isinstance(module, _REPEATED)]


def _take_off(unet: UNetSpatioTemporalConditionModel) -> None:
    for block in _blocks(unet):
        block._compiled_call_impl = None  # torch has Module.compile and no way back


def _batches(request: RenderRequest) -> list[int]:
    """How many clips the UNet gets at once: two with guidance, and one at sigmas without."""
    if not request.guided:
        return [1]
    return [2, 1] if request.guidance_interval else [2]


def _inputs(
    unet: UNetSpatioTemporalConditionModel, request: RenderRequest, scale: int, clips: int
) -> tuple[torch.Tensor, ...]:
    """Zeros in the shapes that the denoising has."""
    config, like = unet.config, {"dtype": unet.dtype, "device": unet.device}
    height, width = request.height // scale, request.width // scale
    return (
        torch.zeros(clips, request.frames, config.in_channels, height, width, **like),
        torch.zeros((), device=unet.device),
        torch.zeros(clips, 1, config.cross_attention_dim, **like),
        torch.zeros(clips, 3, **like),
    )
