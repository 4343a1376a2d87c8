"""A model in the diffusers layout of two megabytes, with drawn weights, made without torch."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from svd_desktop.models.checkpoint import CLASSES, CONFIGS, INDEX, WEIGHTS
from svd_desktop.models.configs import checked
from svd_desktop.models.original_layout import pieces_of

CONFIG: dict[str, dict[str, Any]] = {
    "unet": {
        "_class_name": "UNetSpatioTemporalConditionModel",
        "in_channels": 2, "out_channels": 1, "block_out_channels": [32],
        "down_block_types": ["CrossAttnDownBlockSpatioTemporal"],
        "up_block_types": ["CrossAttnUpBlockSpatioTemporal"],
        "addition_time_embed_dim": 8, "projection_class_embeddings_input_dim": 24,
        "layers_per_block": 1, "cross_attention_dim": 8, "num_attention_heads": 2,
        "num_frames": 14, "sample_size": 8,
    },
    "vae": {
        "_class_name": "AutoencoderKLTemporalDecoder", "block_out_channels": [32],
        "latent_channels": 1, "layers_per_block": 1, "down_block_types": ["DownEncoderBlock2D"],
    },
    "image_encoder": {
        "model_type": "clip_vision_model", "hidden_size": 8, "intermediate_size": 16,
        "num_attention_heads": 2, "num_hidden_layers": 1, "patch_size": 112, "projection_dim": 8,
    },
    "scheduler": {"_class_name": "EulerDiscreteScheduler", "timestep_type": "continuous"},
    "feature_extractor": {"size": {"shortest_edge": 224}, "crop_size": 224},
}  # fmt: skip


def make_tiny(folder: Path, ending: str = "") -> Path:
    """`ending` of the weights' names: `.fp16`, or "" for none."""
    folder.mkdir(parents=True, exist_ok=True)
    index = {part: list(min(classes)) for part, classes in CLASSES.items()}
    (folder / INDEX).write_text(json.dumps({"_class_name": "StableVideoDiffusionPipeline"} | index))
    for part, config in CONFIG.items():
        (folder / part).mkdir()
        (folder / part / CONFIGS[part]).write_text(json.dumps(config))
    for part, stem in WEIGHTS.items():
        write_safetensors(folder / part / f"{stem}{ending}.safetensors", tensors_of(part))
    return folder


def tensors_of(part: str) -> dict[str, np.ndarray]:
    drawn = np.random.default_rng(0)
    return {piece.name: drawn.normal(0, 0.1, piece.shape).astype("<f2")
            for piece in pieces_of(part, checked(part, CONFIG[part]))}  # fmt: skip


def write_safetensors(path: Path, tensors: dict[str, np.ndarray]) -> None:
    """Of fp16 tensors."""
    at, header = 0, {}
    for name, tensor in tensors.items():
        size = 2 * math.prod(tensor.shape)
        header[name] = entry("F16", list(tensor.shape), [at, at + size])
        at += size
    path.write_bytes(with_header(header, b"".join(tensor.tobytes() for tensor in tensors.values())))


def entry(dtype: Any, shape: Any, offsets: Any) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def with_header(header: object, data: bytes = b"") -> bytes:
    """A safetensors file of any header: an object, or the bytes in its place."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data
