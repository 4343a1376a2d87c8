"""SVD's architecture with random weights: real sizes and shapes, meaningless pictures.

Weights are drawn small enough that values stay finite through the whole UNet.
"""

from __future__ import annotations

from pathlib import Path

import torch
from diffusers import (
    AutoencoderKLTemporalDecoder,
    EulerDiscreteScheduler,
    StableVideoDiffusionPipeline,
    UNetSpatioTemporalConditionModel,
)
from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

from svd_desktop.models.resources import resource

CONFIGS = resource("memory", "svd")


def full_size_unet(dtype: torch.dtype) -> UNetSpatioTemporalConditionModel:
    return _drawn(UNetSpatioTemporalConditionModel, "unet", dtype)


def full_size_vae(dtype: torch.dtype) -> AutoencoderKLTemporalDecoder:
    return _drawn(AutoencoderKLTemporalDecoder, "vae", dtype)


def make_full_size(folder: Path) -> Path:
    """A folder in the diffusers layout, in fp16 as published: 4.5 GB on disk."""
    full_size_pipeline(torch.float16).save_pretrained(folder, safe_serialization=True)
    return folder


def full_size_pipeline(dtype: torch.dtype) -> StableVideoDiffusionPipeline:
    config = CLIPVisionConfig.from_pretrained(CONFIGS / "image_encoder")
    with torch.device("meta"):
        encoder = CLIPVisionModelWithProjection(config)
    return StableVideoDiffusionPipeline(
        vae=full_size_vae(dtype),
        image_encoder=_filled(encoder.to(dtype)),
        unet=full_size_unet(dtype),
        scheduler=EulerDiscreteScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
            prediction_type="v_prediction", timestep_type="continuous",
            timestep_spacing="leading", steps_offset=1, use_karras_sigmas=True,
            sigma_min=0.002, sigma_max=700.0,
        ),
        feature_extractor=CLIPImageProcessor(),
    )  # fmt: skip


def _drawn(kind: type, part: str, dtype: torch.dtype):
    """Of an architecture, without a second copy in fp32 on the way to `dtype`."""
    with torch.device("meta"):
        module = kind.from_config(kind.load_config(CONFIGS / part))
    # AlphaBlender makes tensors on the CPU whatever the default device is.
    return _filled(torch.nn.Module.to(module.to("meta"), dtype))


def _filled(module: torch.nn.Module):
    """Matrices and kernels keep the size of what passes through; norms do nothing yet."""
    module = module.to_empty(device="cpu").eval()
    torch.manual_seed(0)
    with torch.no_grad():
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            if name.endswith("position_ids"):
                tensor.copy_(torch.arange(tensor.numel()).view(tensor.shape))
            elif tensor.dim() > 1:
                tensor.normal_(0, (tensor[0].numel()) ** -0.5)
            elif name.endswith("weight"):
                tensor.fill_(1)
            else:
                tensor.zero_()
    return module
