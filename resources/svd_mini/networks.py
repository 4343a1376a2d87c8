"""The five parts of svd-mini, untrained, and the folder they are saved to.

Widths are the smallest that work: diffusers hard-codes 32 groups in its normalisations, so 64
channels are two a group, and full resolution is where a frame's decoding spends its time.
"""

import json
from pathlib import Path

import torch
from diffusers import (
    AutoencoderKLTemporalDecoder,
    EulerDiscreteScheduler,
    StableVideoDiffusionPipeline,
    UNetSpatioTemporalConditionModel,
)
from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

FOLDER = Path(__file__).resolve().parent
LATENT_CHANNELS = 8
EMBEDDING = 32
WIDTH, HEIGHT, FRAMES = 256, 144, 14

# What the program offers for this model unless its user says otherwise.
DEFAULTS = {
    "name": "svd-mini (demonstration)",
    "width": WIDTH,
    "height": HEIGHT,
    "frames": FRAMES,
    "steps": 4,
    "min_guidance": 1.0,
    "max_guidance": 1.0,
    "fps": 7,
    "motion_bucket_id": 127,
    "noise_aug_strength": 0.02,
}


def build_vae() -> AutoencoderKLTemporalDecoder:
    """Pictures (B, 3, H, W) in [-1, 1] to latents (B, 8, H/4, W/4) and back."""
    return AutoencoderKLTemporalDecoder(
        down_block_types=("DownEncoderBlock2D",) * 3,
        block_out_channels=(64, 64, 128),
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        sample_size=WIDTH,
        scaling_factor=1.0,
        force_upcast=True,
    )


def build_unet() -> UNetSpatioTemporalConditionModel:
    """Three levels; attention, over space and over frames, only at the lowest, where it is cheap.

    Sides of the picture must divide by 16.
    """
    return UNetSpatioTemporalConditionModel(
        sample_size=WIDTH // 4,
        in_channels=2 * LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        down_block_types=(
            "DownBlockSpatioTemporal",
            "DownBlockSpatioTemporal",
            "CrossAttnDownBlockSpatioTemporal",
        ),
        up_block_types=(
            "CrossAttnUpBlockSpatioTemporal",
            "UpBlockSpatioTemporal",
            "UpBlockSpatioTemporal",
        ),
        block_out_channels=(64, 128, 128),
        addition_time_embed_dim=64,
        projection_class_embeddings_input_dim=3 * 64,
        layers_per_block=1,
        cross_attention_dim=EMBEDDING,
        num_attention_heads=(2, 4, 4),
        num_frames=FRAMES,
    )


def build_image_encoder() -> CLIPVisionModelWithProjection:
    """A CLIP tower of the smallest useful size. It stays as it is drawn: random projections."""
    config = CLIPVisionConfig(
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        image_size=224,
        patch_size=32,
        projection_dim=EMBEDDING,
    )
    return CLIPVisionModelWithProjection(config)


def build_scheduler() -> EulerDiscreteScheduler:
    """SVD's scheduler, with noise from 700 to 30 instead of 700 to 0.002.

    The last step goes from 30 to the clean clip at once. How a clip moves is settled by then, and
    at lower noise a model trained this briefly leaves grain in it.
    """
    return EulerDiscreteScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        timestep_type="continuous",
        timestep_spacing="leading",
        steps_offset=1,
        use_karras_sigmas=True,
        sigma_min=30.0,
        sigma_max=700.0,
    )


def build_pipeline(seed: int) -> StableVideoDiffusionPipeline:
    """All five parts with weights drawn from `seed`."""
    torch.manual_seed(seed)
    return StableVideoDiffusionPipeline(
        vae=build_vae(),
        image_encoder=build_image_encoder(),
        unet=build_unet(),
        scheduler=build_scheduler(),
        feature_extractor=CLIPImageProcessor(),
    )


def save_pipeline(pipeline: StableVideoDiffusionPipeline, folder: Path = FOLDER) -> None:
    """Write `pipeline` in the diffusers layout, and the defaults beside it.

    UNet and VAE are halved to fp16. The image encoder is tiny and stays in fp32: transformers,
    unlike diffusers, loads a model in the precision of its file unless told otherwise.
    """
    pipeline.unet.half()
    pipeline.vae.half()
    pipeline.save_pretrained(folder, safe_serialization=True)
    text = json.dumps(DEFAULTS, indent=2) + "\n"
    (folder / "svd_mini.json").write_text(text, encoding="utf-8")
