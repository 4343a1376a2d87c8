"""From a folder in the diffusers layout to SVD's components on a device."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKLTemporalDecoder,
    EulerDiscreteScheduler,
    UNetSpatioTemporalConditionModel,
)
from diffusers.video_processor import VideoProcessor
from torch import nn
from transformers import CLIPImageProcessor, CLIPVisionModelWithProjection

from svd_desktop.core.errors import SvdError
from svd_desktop.core.memory import MemoryPlan
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.devices import dtype_of, is_out_of_memory
from svd_desktop.engine.residency import PartName, Parts
from svd_desktop.models.checkpoint import check_folder, variant_of


@dataclass(frozen=True)
class Model:
    """The components of StableVideoDiffusionPipeline, under the names it gives them."""

    unet: UNetSpatioTemporalConditionModel
    vae: AutoencoderKLTemporalDecoder
    image_encoder: CLIPVisionModelWithProjection
    feature_extractor: CLIPImageProcessor
    scheduler: EulerDiscreteScheduler
    video_processor: VideoProcessor
    device: torch.device
    parts: Parts

    @property
    def scale(self) -> int:
        """Pixels a latent stands for, along each side."""
        return int(self.video_processor.config.vae_scale_factor)


def load_model(folder: Path, accelerator: Accelerator, plan: MemoryPlan) -> Model:
    """Loads from disk alone, safetensors alone: straight to the device, or to host memory where the
    plan brings parts to the device one after another.

    Raises SvdError of kind `model` for a folder that is incomplete or holds another kind of model.
    Every file is checked before a library opens one, its header and each tensor's shape included.
    """
    check_folder(folder)
    weights = {
        "torch_dtype": dtype_of(plan.precision),
        "use_safetensors": True,
        "local_files_only": True,
        "low_cpu_mem_usage": True,
    }
    device = accelerator.device
    if plan.residency == "resident" and device.type != "cpu":
        weights["device_map"] = {"": str(device)}
    variant = variant_of(folder)
    try:
        unet = UNetSpatioTemporalConditionModel.from_pretrained(
            folder, subfolder="unet", variant=variant, **weights
        )
        vae = AutoencoderKLTemporalDecoder.from_pretrained(
            folder, subfolder="vae", variant=variant, **weights
        )
        weights["dtype"] = weights.pop("torch_dtype")  # transformers' name for it
        image_encoder = CLIPVisionModelWithProjection.from_pretrained(
            folder, subfolder="image_encoder", variant=variant, **weights
        )
        feature_extractor = CLIPImageProcessor.from_pretrained(
            folder, subfolder="feature_extractor", local_files_only=True
        )
        scheduler = EulerDiscreteScheduler.from_pretrained(
            folder, subfolder="scheduler", local_files_only=True
        )
    except Exception as error:  # what the libraries raise of a file has no class of its own
        if is_out_of_memory(error) or isinstance(error, ImportError):
            raise
        said = (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
        raise SvdError(
            "model",
            f"The model in {folder} cannot be loaded: {said}.",
            "Fetch or import it again.",
        ) from error
    # The rule by which the pipeline finds it (StableVideoDiffusionPipeline.__init__).
    scale = 2 ** (len(vae.config.block_out_channels) - 1)
    modules: dict[PartName, nn.Module] = {"image_encoder": image_encoder, "vae": vae, "unet": unet}
    return Model(
        unet=unet.eval(),
        vae=vae.eval(),
        image_encoder=image_encoder.eval(),
        feature_extractor=feature_extractor,
        scheduler=scheduler,
        video_processor=VideoProcessor(do_resize=True, vae_scale_factor=scale),
        device=device,
        parts=Parts(modules, plan.residency, accelerator, plan.low_cpu_mem_usage),
    )
