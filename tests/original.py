"""Files in the original layout: one of any tensors that takes no room on the disk, and the embedded
model's weights, by a mapping of this file's own from diffusers' names back to the original's."""

from __future__ import annotations

import json
import re
from math import prod
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from svd_desktop.models.original_layout import layout_of
from svd_desktop.models.resources import resource

SVD, MINI = resource("memory", "svd"), resource("svd_mini")
Tensors = dict[str, tuple[str, tuple[int, ...]]]  # dtype and shape by name
_BYTES = {"F16": 2, "F32": 4, "F8_E4M3": 1}
_CLIP = "conditioner.embedders.0.open_clip.model."
_ENCODER = "conditioner.embedders.3.encoder."
_DEPTH = 1  # layers a block of the embedded model has, of the UNet and of the VAE
_BLOCKS = 3


def tensors_of(folder: Path, dtype: str = "F16") -> Tensors:
    """What the original layout of the model with the configurations in `folder` holds, less what
    is not used."""
    return {piece.original: (dtype, piece.original_shape) for piece in layout_of(folder).pieces}


def sparse_file(path: Path, tensors: Tensors) -> Path:
    """A safetensors file of zeros, which the file system need not store."""
    entries, at = {}, 0
    for name, (dtype, shape) in tensors.items():
        end = at + prod(shape) * _BYTES[dtype]
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, end]}
        at = end
    text = json.dumps(entries).encode()
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.truncate(8 + len(text) + at)
    return path


def mini_in_original_layout(path: Path, dtype: torch.dtype = torch.float32) -> Path:
    """The embedded model, with other numbers in all that must not be used."""
    unet, vae, clip = (
        {name: tensor.to(dtype) for name, tensor in load_file(MINI / part).items()}
        for part in (
            "unet/diffusion_pytorch_model.safetensors",
            "vae/diffusion_pytorch_model.safetensors",
            "image_encoder/model.safetensors",
        )
    )
    original = {_unet_name(name): tensor for name, tensor in unet.items()}
    for name, tensor in vae.items():
        if re.search(r"\.to_(q|k|v|out\.0)\.weight$", name):
            tensor = tensor[:, :, None, None]
        original[_vae_name(name)] = tensor
    original |= _vision_tower(clip)
    torch.manual_seed(0)
    for name, tensor in list(original.items()):
        if name.startswith(f"{_ENCODER}encoder."):
            unused = name.replace(f"{_ENCODER}encoder.", "first_stage_model.encoder.")
            original[unused] = torch.randn_like(tensor)
    original[f"{_ENCODER}post_quant_conv.weight"] = torch.randn(8, 8, 1, 1).to(dtype)
    original[f"{_CLIP}logit_scale"] = torch.tensor(7.0).to(dtype)
    save_file({name: tensor.contiguous() for name, tensor in original.items()}, path)
    return path


def _substituted(name: str, rules: dict[str, str]) -> str:
    for pattern, replacement in rules.items():
        name = re.sub(pattern, replacement, name)
    return name


_IN_RESIDUAL = {
    r"\.norm1\.": ".in_layers.0.", r"\.conv1\.": ".in_layers.2.",
    r"\.time_emb_proj\.": ".emb_layers.1.",
    r"\.norm2\.": ".out_layers.0.", r"\.conv2\.": ".out_layers.3.",
}  # fmt: skip


def _unet_name(name: str) -> str:
    block = re.match(r"(down|up)_blocks\.(\d)\.(resnets|attentions|downsamplers|upsamplers)", name)
    if block:
        way, number, kind = block[1], int(block[2]), block[3]
        layer = int(name.split(".")[3])
        if way == "down":
            place = 1 + number * (_DEPTH + 1) + (_DEPTH if kind == "downsamplers" else layer)
            at = f"input_blocks.{place}"
        else:
            place = number * (_DEPTH + 1) + (_DEPTH if kind == "upsamplers" else layer)
            at = f"output_blocks.{place}"
        # The first block upwards is the only one that attends: its upsampler comes third.
        inner = {"resnets": "0", "attentions": "1", "downsamplers": "0.op",
                 "upsamplers": "2.conv" if number == 0 else "1.conv"}[kind]  # fmt: skip
        rest = name.split(".", 4)[4].removeprefix("conv.")
        name = f"{at}.{inner}.{rest}"
    name = _substituted(name, {
        r"^mid_block\.resnets\.0": "middle_block.0",
        r"^mid_block\.attentions\.0": "middle_block.1",
        r"^mid_block\.resnets\.1": "middle_block.2",
        r"^time_embedding\.linear_1": "time_embed.0",
        r"^time_embedding\.linear_2": "time_embed.2",
        r"^add_embedding\.linear_1": "label_emb.0.0",
        r"^add_embedding\.linear_2": "label_emb.0.2",
        r"^conv_in": "input_blocks.0.0", r"^conv_norm_out": "out.0", r"^conv_out": "out.2",
        r"temporal_transformer_blocks": "time_stack",
        r"time_pos_embed\.linear_1": "time_pos_embed.0",
        r"time_pos_embed\.linear_2": "time_pos_embed.2",
    })  # fmt: skip
    if "_res_block." in name:
        name = _substituted(name, _IN_RESIDUAL | {
            "spatial_res_block.conv_shortcut": "skip_connection",
            r"spatial_res_block\.": "", "temporal_res_block": "time_stack",
        })  # fmt: skip
    return f"model.diffusion_model.{name}"


def _vae_name(name: str) -> str:
    if "temporal_res_block." in name:
        name = _substituted(name, _IN_RESIDUAL | {"temporal_res_block": "time_stack"})
    name = re.sub(r"up_blocks\.(\d)", lambda up: f"up.{_BLOCKS - 1 - int(up[1])}", name)
    name = _substituted(name, {
        r"down_blocks\.": "down.", r"(down|up)\.(\d)\.resnets": r"\1.\2.block",
        r"downsamplers\.0": "downsample", r"upsamplers\.0": "upsample",
        r"mid_block\.resnets\.0": "mid.block_1", r"mid_block\.resnets\.1": "mid.block_2",
        r"mid_block\.attentions\.0": "mid.attn_1", "group_norm": "norm",
        r"to_out\.0": "proj_out", r"to_([qkv])\.": r"\1.",
        r"spatial_res_block\.": "", r"time_mixer\.": "", "conv_shortcut": "nin_shortcut",
        "conv_norm_out": "norm_out", "time_conv_out": "conv_out.time_mix_conv",
    })  # fmt: skip
    return f"first_stage_model.{name}" if name.startswith("decoder.") else f"{_ENCODER}{name}"


def _vision_tower(clip: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    visual = f"{_CLIP}visual."
    original = {}
    for name, tensor in clip.items():
        if "self_attn.q_proj" in name:
            three = [clip[name.replace("q_proj", f"{part}_proj")] for part in "qkv"]
            name, tensor = name.replace("self_attn.q_proj.", "attn.in_proj_"), torch.cat(three)
        elif re.search("self_attn.[kv]_proj", name):
            continue
        elif name == "visual_projection.weight":
            name, tensor = "proj", tensor.T
        original[visual + _substituted(name, {
            r"vision_model\.encoder\.layers": "transformer.resblocks",
            r"vision_model\.embeddings\.": "",
            "position_embedding.weight": "positional_embedding", "patch_embedding": "conv1",
            r"vision_model\.pre_layrnorm": "ln_pre", r"vision_model\.post_layernorm": "ln_post",
            "layer_norm1": "ln_1", "layer_norm2": "ln_2", "self_attn": "attn",
            r"mlp\.fc1": "mlp.c_fc", r"mlp\.fc2": "mlp.c_proj",
        })] = tensor  # fmt: skip
    return original
