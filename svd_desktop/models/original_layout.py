"""The names that the original code gives SVD's tensors, and where each is in the diffusers layout.

Written after the modules of https://github.com/Stability-AI/generative-models: its UNet, its VAE
with the temporal decoder, and open_clip's vision tower. All follows from the configurations of the
diffusers layout, so that a small model has an original layout too.

The image is encoded twice with two VAEs. diffusers' encoder and `quant_conv` are the conditioner's
(`conditioner.embedders.3.encoder`); `first_stage_model` has an encoder of the same shapes that is
not used, and the decoder that is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

UNET = "model.diffusion_model."
DECODER = "first_stage_model.decoder."
ENCODER = "conditioner.embedders.3.encoder."
CLIP = "conditioner.embedders.0.open_clip.model."
# What is left of open_clip's text tower in the file.
_TEXT = ("positional_embedding", "text_projection", "logit_scale", "token_embedding.weight",
         "ln_final.weight", "ln_final.bias")  # fmt: skip
_SQUARE, _IN_TIME, _POINT = (3, 3), (3, 1, 1), (1, 1)


@dataclass(frozen=True)
class Piece:
    """A tensor of the diffusers layout: `name` in `part`, with `shape`.

    It is the tensor `original` of shape `original_shape`, its bytes as they are, or of those the
    `rows` from the first to before the second of dimension 0, or the matrix transposed.
    """

    original: str
    name: str
    original_shape: tuple[int, ...]
    shape: tuple[int, ...]
    part: str = ""
    rows: tuple[int, int] | None = None
    transposed: bool = False


@dataclass(frozen=True)
class Layout:
    """`pieces` in no special order; `unused` are names that the file holds beside them."""

    pieces: tuple[Piece, ...]
    unused: frozenset[str]


@cache
def layout_of(folder: Path) -> Layout:
    """Of the model with the configurations in `folder`, which need not hold weights."""
    configs = {
        part: json.loads((folder / part / "config.json").read_text(encoding="utf-8"))
        for part in ("unet", "vae", "image_encoder")
    }
    vae = configs["vae"]
    unused = _chain(
        _at("first_stage_model.encoder.", "", _encoder(vae)),
        _at(f"{ENCODER}decoder.", "", _decoder(vae, _residual, middle=2)),
        _layer(f"{ENCODER}post_quant_conv", ""),
    )
    return Layout(
        tuple(piece for part, config in configs.items() for piece in pieces_of(part, config)),
        frozenset([piece.original for piece in unused] + [CLIP + name for name in _TEXT]),
    )


def pieces_of(part: str, config: dict[str, Any]) -> Iterator[Piece]:
    """All that `unet`, `vae` or `image_encoder` consists of in the diffusers layout."""
    match part:
        case "unet":
            pieces = _at(UNET, "", _unet(config))
        case "image_encoder":
            pieces = _at(f"{CLIP}visual.", "", _vision_tower(config))
        case _:
            pieces = _chain(
                _at(f"{ENCODER}encoder.", "encoder.", _encoder(config)),
                _at(ENCODER, "", _quant_conv(config)),
                _at(DECODER, "decoder.", _temporal_decoder(config)),
            )
    for piece in pieces:
        yield replace(piece, part=part)


def _chain(*groups: Iterator[Piece]) -> Iterator[Piece]:
    for group in groups:
        yield from group


def _at(original: str, name: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with something before their names."""
    for piece in pieces:
        yield replace(piece, original=original + piece.original, name=name + piece.name)


def _tensor(original: str, name: str, *shape: int) -> Iterator[Piece]:
    yield Piece(original, name, shape, shape)


def _layer(original: str, name: str, *shape: int) -> Iterator[Piece]:
    """Weight and bias of a norm, a matrix or a convolution; `shape` is the weight's."""
    yield from _tensor(f"{original}.weight", f"{name}.weight", *shape)
    yield from _tensor(f"{original}.bias", f"{name}.bias", *shape[:1])


# The UNet.


def _unet(config: dict[str, Any]) -> Iterator[Piece]:
    channels, depth = config["block_out_channels"], config["layers_per_block"]
    first, cross = channels[0], config["cross_attention_dim"]
    time = 4 * first
    added = config["projection_class_embeddings_input_dim"]
    yield from _layer("time_embed.0", "time_embedding.linear_1", time, first)
    yield from _layer("time_embed.2", "time_embedding.linear_2", time, time)
    yield from _layer("label_emb.0.0", "add_embedding.linear_1", time, added)
    yield from _layer("label_emb.0.2", "add_embedding.linear_2", time, time)
    yield from _layer("input_blocks.0.0", "conv_in", first, config["in_channels"], *_SQUARE)

    now, skips, number = first, [first], 1  # channels here and at each skip; the original's block
    for block, (kind, out) in enumerate(zip(config["down_block_types"], channels, strict=True)):
        for layer in range(depth):
            at, to = f"input_blocks.{number}.", f"down_blocks.{block}."
            yield from _at(f"{at}0.", f"{to}resnets.{layer}.", _unet_residual(now, out, time))
            if _attends(kind):
                yield from _at(f"{at}1.", f"{to}attentions.{layer}.", _attention(out, cross))
            now, number = out, number + 1
            skips.append(now)
        if block < len(channels) - 1:
            at = f"input_blocks.{number}.0.op"
            yield from _layer(at, f"down_blocks.{block}.downsamplers.0.conv", out, out, *_SQUARE)
            number += 1
            skips.append(now)

    yield from _at("middle_block.0.", "mid_block.resnets.0.", _unet_residual(now, now, time))
    yield from _at("middle_block.1.", "mid_block.attentions.0.", _attention(now, cross))
    yield from _at("middle_block.2.", "mid_block.resnets.1.", _unet_residual(now, now, time))

    number = 0
    for block, (kind, out) in enumerate(zip(config["up_block_types"], channels[::-1], strict=True)):
        for layer in range(depth + 1):
            at, to = f"output_blocks.{number}.", f"up_blocks.{block}."
            residual = _unet_residual(now + skips.pop(), out, time)
            yield from _at(f"{at}0.", f"{to}resnets.{layer}.", residual)
            if _attends(kind):
                yield from _at(f"{at}1.", f"{to}attentions.{layer}.", _attention(out, cross))
            if layer == depth and block < len(channels) - 1:
                at += "2.conv" if _attends(kind) else "1.conv"
                yield from _layer(at, f"{to}upsamplers.0.conv", out, out, *_SQUARE)
            now, number = out, number + 1
    yield from _layer("out.0", "conv_norm_out", first)
    yield from _layer("out.2", "conv_out", config["out_channels"], first, *_SQUARE)


def _attends(kind: str) -> bool:
    return kind.startswith("CrossAttn")


def _unet_residual(inputs: int, outputs: int, time: int) -> Iterator[Piece]:
    """In space, then in time, mixed by one number."""
    yield from _at("", "spatial_res_block.", _convolved(inputs, outputs, _SQUARE, time))
    if inputs != outputs:
        shortcut = "spatial_res_block.conv_shortcut"
        yield from _layer("skip_connection", shortcut, outputs, inputs, *_POINT)
    in_time = _convolved(outputs, outputs, _IN_TIME, time)
    yield from _at("time_stack.", "temporal_res_block.", in_time)
    yield from _tensor("time_mixer.mix_factor", "time_mixer.mix_factor", 1)


def _convolved(
    inputs: int, outputs: int, kernel: tuple[int, ...], time: int | None
) -> Iterator[Piece]:
    """`time` is the width of the time embedding, None where there is none."""
    yield from _layer("in_layers.0", "norm1", inputs)
    yield from _layer("in_layers.2", "conv1", outputs, inputs, *kernel)
    if time is not None:
        yield from _layer("emb_layers.1", "time_emb_proj", outputs, time)
    yield from _layer("out_layers.0", "norm2", outputs)
    yield from _layer("out_layers.3", "conv2", outputs, outputs, *kernel)


def _attention(width: int, cross: int) -> Iterator[Piece]:
    """`cross` is the width of the image's embedding."""
    yield from _layer("norm", "norm", width)
    yield from _layer("proj_in", "proj_in", width, width)
    yield from _at("transformer_blocks.0.", "transformer_blocks.0.", _transformer(width, cross))
    in_time = _chain(
        _layer("norm_in", "norm_in", width),
        _feed_forward("ff_in", width),
        _transformer(width, cross),
    )
    yield from _at("time_stack.0.", "temporal_transformer_blocks.0.", in_time)
    yield from _layer("time_pos_embed.0", "time_pos_embed.linear_1", 4 * width, width)
    yield from _layer("time_pos_embed.2", "time_pos_embed.linear_2", width, 4 * width)
    yield from _tensor("time_mixer.mix_factor", "time_mixer.mix_factor", 1)
    yield from _layer("proj_out", "proj_out", width, width)


def _transformer(width: int, cross: int) -> Iterator[Piece]:
    for name, seen in (("attn1", width), ("attn2", cross)):
        for projection, inputs in (("to_q", width), ("to_k", seen), ("to_v", seen)):
            at = f"{name}.{projection}.weight"
            yield from _tensor(at, at, width, inputs)
        yield from _layer(f"{name}.to_out.0", f"{name}.to_out.0", width, width)
    for norm in ("norm1", "norm2", "norm3"):
        yield from _layer(norm, norm, width)
    yield from _feed_forward("ff", width)


def _feed_forward(name: str, width: int) -> Iterator[Piece]:
    """A gated one, with both halves in the first matrix."""
    yield from _layer(f"{name}.net.0.proj", f"{name}.net.0.proj", 8 * width, width)
    yield from _layer(f"{name}.net.2", f"{name}.net.2", width, 4 * width)


# The VAE.

_Residual = Callable[[int, int], Iterator[Piece]]


def _encoder(config: dict[str, Any]) -> Iterator[Piece]:
    channels = config["block_out_channels"]
    now, last = channels[0], channels[-1]
    yield from _layer("conv_in", "conv_in", now, config["in_channels"], *_SQUARE)
    for block, out in enumerate(channels):
        to = f"down_blocks.{block}."
        for layer in range(config["layers_per_block"]):
            residual = _residual(now, out)
            yield from _at(f"down.{block}.block.{layer}.", f"{to}resnets.{layer}.", residual)
            now = out
        if block < len(channels) - 1:
            at = f"down.{block}.downsample.conv"
            yield from _layer(at, f"{to}downsamplers.0.conv", out, out, *_SQUARE)
    yield from _vae_middle(last, _residual, 2)
    yield from _layer("norm_out", "conv_norm_out", last)
    yield from _layer("conv_out", "conv_out", 2 * config["latent_channels"], last, *_SQUARE)


def _quant_conv(config: dict[str, Any]) -> Iterator[Piece]:
    both = 2 * config["latent_channels"]  # mean and variance
    yield from _layer("quant_conv", "quant_conv", both, both, *_POINT)


def _temporal_decoder(config: dict[str, Any]) -> Iterator[Piece]:
    # diffusers' decoder has as many in its middle as its blocks have layers: SVD's two, or a small
    # model's one.
    yield from _decoder(config, _temporal_residual, middle=config["layers_per_block"])
    colours = config["out_channels"]
    yield from _layer("conv_out.time_mix_conv", "time_conv_out", colours, colours, *_IN_TIME)


def _decoder(config: dict[str, Any], residual: _Residual, middle: int) -> Iterator[Piece]:
    channels = config["block_out_channels"][::-1]
    now, last = channels[0], len(channels) - 1
    yield from _layer("conv_in", "conv_in", now, config["latent_channels"], *_SQUARE)
    yield from _vae_middle(now, residual, middle)
    for block, out in enumerate(channels):
        at, to = f"up.{last - block}.", f"up_blocks.{block}."  # the original counts from the end
        for layer in range(config["layers_per_block"] + 1):
            yield from _at(f"{at}block.{layer}.", f"{to}resnets.{layer}.", residual(now, out))
            now = out
        if block < last:
            yield from _layer(f"{at}upsample.conv", f"{to}upsamplers.0.conv", out, out, *_SQUARE)
    yield from _layer("norm_out", "conv_norm_out", now)
    yield from _layer("conv_out", "conv_out", config["out_channels"], now, *_SQUARE)


def _vae_middle(width: int, residual: _Residual, residuals: int) -> Iterator[Piece]:
    for number in range(residuals):
        to = f"mid_block.resnets.{number}."
        yield from _at(f"mid.block_{number + 1}.", to, residual(width, width))
    at, to = "mid.attn_1.", "mid_block.attentions.0."
    yield from _layer(f"{at}norm", f"{to}group_norm", width)
    for original, name in (("q", "to_q"), ("k", "to_k"), ("v", "to_v"), ("proj_out", "to_out.0")):
        # The original's are convolutions of 1x1 pixels, the other's matrices.
        for piece in _layer(at + original, to + name, width, width, *_POINT):
            yield replace(piece, shape=piece.shape[:2])


def _residual(inputs: int, outputs: int) -> Iterator[Piece]:
    yield from _layer("norm1", "norm1", inputs)
    yield from _layer("conv1", "conv1", outputs, inputs, *_SQUARE)
    yield from _layer("norm2", "norm2", outputs)
    yield from _layer("conv2", "conv2", outputs, outputs, *_SQUARE)
    if inputs != outputs:
        yield from _layer("nin_shortcut", "conv_shortcut", outputs, inputs, *_POINT)


def _temporal_residual(inputs: int, outputs: int) -> Iterator[Piece]:
    yield from _at("", "spatial_res_block.", _residual(inputs, outputs))
    in_time = _convolved(outputs, outputs, _IN_TIME, None)
    yield from _at("time_stack.", "temporal_res_block.", in_time)
    yield from _tensor("mix_factor", "time_mixer.mix_factor", 1)


# The image encoder.


def _vision_tower(config: dict[str, Any]) -> Iterator[Piece]:
    width, inner, patch = config["hidden_size"], config["intermediate_size"], config["patch_size"]
    places = (config["image_size"] // patch) ** 2 + 1  # one for the class embedding
    colours, projected = config["num_channels"], config["projection_dim"]
    embeddings = "vision_model.embeddings."
    yield from _tensor("class_embedding", f"{embeddings}class_embedding", width)
    position = f"{embeddings}position_embedding.weight"
    yield from _tensor("positional_embedding", position, places, width)
    kernel = f"{embeddings}patch_embedding.weight"
    yield from _tensor("conv1.weight", kernel, width, colours, patch, patch)
    yield from _layer("ln_pre", "vision_model.pre_layrnorm", width)  # transformers' own spelling
    for layer in range(config["num_hidden_layers"]):
        to = f"vision_model.encoder.layers.{layer}."
        yield from _at(f"transformer.resblocks.{layer}.", to, _vision_layer(width, inner))
    yield from _layer("ln_post", "vision_model.post_layernorm", width)
    yield Piece("proj", "visual_projection.weight", (width, projected), (projected, width),
                transposed=True)  # fmt: skip


def _vision_layer(width: int, inner: int) -> Iterator[Piece]:
    yield from _layer("ln_1", "layer_norm1", width)
    for number, name in enumerate(("q_proj", "k_proj", "v_proj")):  # three in one matrix
        rows = (number * width, (number + 1) * width)
        for kind, shape in (("weight", (width, width)), ("bias", (width,))):
            yield Piece(f"attn.in_proj_{kind}", f"self_attn.{name}.{kind}",
                        (3 * width, *shape[1:]), shape, rows=rows)  # fmt: skip
    yield from _layer("attn.out_proj", "self_attn.out_proj", width, width)
    yield from _layer("ln_2", "layer_norm2", width)
    yield from _layer("mlp.c_fc", "mlp.fc1", inner, width)
    yield from _layer("mlp.c_proj", "mlp.fc2", width, inner)
