"""What the picture tells the UNet: an embedding from CLIP, latents from the VAE, three numbers.

The arithmetic and its order are those of diffusers' StableVideoDiffusionPipeline (`_encode_image`,
`_encode_vae_image`, `_get_add_time_ids` and `__call__`), so that frames equal its own to the bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers.pipelines.stable_video_diffusion.pipeline_stable_video_diffusion import (
    _resize_with_antialiasing,
)
from diffusers.utils.torch_utils import randn_tensor
from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.loading import Model

CLIP_SIDE = 224  # what CLIP ViT-H/14 was trained on; the pipeline has it as a constant


@dataclass(frozen=True)
class Conditioning:
    """`embedding` [1, 1, cross_attention_dim]; `image_latents` [1, channels, height, width] in
    latents, unscaled."""

    embedding: torch.Tensor
    image_latents: torch.Tensor


def seeded(request: RenderRequest) -> torch.Generator:
    """On the CPU, so that a seed means the same noise on every device."""
    return torch.Generator("cpu").manual_seed(request.seed)


@torch.no_grad()
def encode_image(
    model: Model, image: Image.Image, request: RenderRequest, generator: torch.Generator
) -> Conditioning:
    """`image` has exactly the request's size. Draws the picture's noise from `generator`, which
    the pipeline does before it draws the latents.

    Raises SvdError of kind `device` for values that are not finite.
    """
    with model.parts.working("image_encoder"):
        embedding = _clip_embedding(model, image)
    pixels = model.video_processor.preprocess(image, height=request.height, width=request.width)
    pixels = pixels.to(model.device)
    noise = randn_tensor(pixels.shape, generator=generator, device=model.device, dtype=pixels.dtype)
    pixels = pixels + request.noise_aug_strength * noise
    with model.parts.working("vae"):
        image_latents = _vae_latents(model, pixels)
    image_latents = image_latents.to(embedding.dtype)
    if not (torch.isfinite(embedding).all() and torch.isfinite(image_latents).all()):
        raise SvdError(
            "device",
            "Encoding the picture gave values that are not numbers.",
            "Try another picture or size, or render on the CPU.",
        )
    return Conditioning(embedding, image_latents)


def _clip_embedding(model: Model, image: Image.Image) -> torch.Tensor:
    processor = model.video_processor
    pixels = processor.numpy_to_pt(processor.pil_to_numpy(image))
    # Normalised to -1..1 for the resize and back, as the original code does.
    pixels = _resize_with_antialiasing(pixels * 2.0 - 1.0, (CLIP_SIDE, CLIP_SIDE))
    pixels = (pixels + 1.0) / 2.0
    pixels = model.feature_extractor(
        images=pixels,
        do_normalize=True,
        do_center_crop=False,
        do_resize=False,
        do_rescale=False,
        return_tensors="pt",
    ).pixel_values
    dtype = next(model.image_encoder.parameters()).dtype
    pixels = pixels.to(device=model.device, dtype=dtype)
    embedding: torch.Tensor = model.image_encoder(pixels).image_embeds
    return embedding.unsqueeze(1)


def _vae_latents(model: Model, pixels: torch.Tensor) -> torch.Tensor:
    vae = model.vae
    upcast = vae.dtype == torch.float16 and vae.config.force_upcast
    if upcast:
        vae.to(dtype=torch.float32)
    try:
        latents: torch.Tensor = vae.encode(pixels.to(dtype=vae.dtype)).latent_dist.mode()
        return latents
    finally:  # a failed encode must not leave the decoder in fp32
        if upcast:
            vae.to(dtype=torch.float16)


def added_time_ids(request: RenderRequest, dtype: torch.dtype) -> torch.Tensor:
    """[1, 3]: fps-1 (what SVD was trained on), motion bucket, noise strength."""
    values = [request.fps - 1, request.motion_bucket_id, request.noise_aug_strength]
    return torch.tensor([values], dtype=dtype)
