"""What encode, denoise and decode need, counted on the meta device: no weights, no arithmetic.

One forward of each part at the size asked for, under LiveStorage. A count takes a second or two
for SVD's architecture and depends on nothing but the configurations.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import AutoencoderKLTemporalDecoder, UNetSpatioTemporalConditionModel
from torch import Tensor, nn
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

from svd_desktop.engine.conditioning import CLIP_SIDE
from svd_desktop.engine.live_storage import LiveStorage, OnlyOutputs

META = torch.device("meta")


@dataclass(frozen=True)
class Skeleton:
    """The parts of a model that hold weights, without them: on the meta device, in fp32."""

    unet: UNetSpatioTemporalConditionModel
    vae: AutoencoderKLTemporalDecoder
    image_encoder: CLIPVisionModelWithProjection

    @property
    def scale(self) -> int:
        """Pixels a latent stands for, along each side."""
        return int(2 ** (len(self.vae.config.block_out_channels) - 1))

    @property
    def side_multiple(self) -> int:
        """What width and height must divide by: the UNet halves the latents between its levels,
        and adds what it made on the way down to what it doubles on the way up."""
        return self.scale * int(2 ** (len(self.unet.config.block_out_channels) - 1))


def skeleton(folder: Path) -> Skeleton:
    """The parts as the configurations in `folder` describe them."""
    with META:
        unet = UNetSpatioTemporalConditionModel.from_config(
            UNetSpatioTemporalConditionModel.load_config(folder / "unet")
        )
        vae = AutoencoderKLTemporalDecoder.from_config(
            AutoencoderKLTemporalDecoder.load_config(folder / "vae")
        )
        encoder = CLIPVisionModelWithProjection(
            CLIPVisionConfig.from_pretrained(folder / "image_encoder")
        )
    # AlphaBlender makes tensors on the CPU whatever the default device is.
    return Skeleton(unet.to(META).eval(), vae.to(META).eval(), encoder.to(META).eval())


def parameters_of(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def largest_leaf(module: nn.Module) -> int:
    """Parameters of the largest module without children: what streaming holds several of."""
    leaves = (leaf for leaf in module.modules() if not list(leaf.children()))
    return max(sum(p.numel() for p in leaf.parameters()) for leaf in leaves)


@torch.no_grad()
def count_clip(parts: Skeleton, dtype: torch.dtype) -> int:
    """Bytes, at the peak, that the image encoder needs beside its weights."""
    with _counted(parts.image_encoder, dtype) as count:
        pixels = torch.empty(1, 3, CLIP_SIDE, CLIP_SIDE, dtype=dtype, device=META)
        parts.image_encoder(pixels)
    return count.peak_with_workspace


@torch.no_grad()
def count_encode(parts: Skeleton, width: int, height: int, dtype: torch.dtype) -> int:
    with _counted(parts.vae, dtype) as count:
        pixels = torch.empty(1, 3, height, width, dtype=dtype, device=META)
        parts.vae.encode(pixels).latent_dist.mode()
    return count.peak_with_workspace


@torch.no_grad()
def count_denoise(
    parts: Skeleton,
    width: int,
    height: int,
    frames: int,
    dtype: torch.dtype,
    *,
    batch: int,
    feed_forward_chunk: int | None,
) -> int:
    """`batch` is 2 for guidance in one forward, 1 for split guidance or none."""
    unet = parts.unet
    for module in unet.modules():  # there is no disable_forward_chunking that does this
        if hasattr(module, "_chunk_size"):
            module._chunk_size = None
    if feed_forward_chunk:
        unet.enable_forward_chunking(feed_forward_chunk, dim=0)
    size = (height // parts.scale, width // parts.scale)
    channels = unet.config.out_channels
    with _counted(unet, dtype) as count:
        latents = _empty(dtype, 1, frames, channels, *size)
        image_latents = _empty(dtype, 2, frames, channels, *size)
        scaled = torch.cat([latents] * batch)
        unet(
            torch.cat([scaled, image_latents[:batch]], 2),
            _empty(dtype),
            encoder_hidden_states=_empty(dtype, batch, 1, unet.config.cross_attention_dim),
            added_time_ids=_empty(dtype, batch, 3),
            return_dict=False,
        )
    return count.peak_with_workspace


@torch.no_grad()
def count_decode(parts: Skeleton, width: int, height: int, chunk: int, dtype: torch.dtype) -> int:
    """For `chunk` frames at a time."""
    vae = parts.vae
    size = (height // parts.scale, width // parts.scale)
    with _counted(vae, dtype) as count:
        latents = _empty(dtype, chunk, vae.config.latent_channels, *size)
        pixels = vae.decode(latents, num_frames=chunk).sample.float()
        (pixels * 0.5 + 0.5).clamp(0, 1)
    return count.peak_with_workspace


def _empty(dtype: torch.dtype, *shape: int) -> Tensor:
    return torch.empty(shape, dtype=dtype, device=META)


@contextmanager
def _counted(module: nn.Module, dtype: torch.dtype) -> Iterator[LiveStorage]:
    nn.Module.to(module, dtype)  # the models' own warns of modules kept in fp32, also of none
    with LiveStorage([*module.parameters(), *module.buffers()]) as count, OnlyOutputs():
        yield count
