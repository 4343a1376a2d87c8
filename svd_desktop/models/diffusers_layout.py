"""Which tensors a part of SVD holds, from its configuration: names and shapes, without torch.

What diffusers' and transformers' classes build is written out here, so that a file can be refused
before anything is allocated for it. The configurations are those that `configs` has checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Shape = tuple[int, ...]
Named = Iterator[tuple[str, Shape]]


def expected_tensors(part: str, config: dict[str, Any]) -> dict[str, Shape]:
    """The state dict's names and shapes of `unet`, `vae` or `image_encoder`."""
    build = {"unet": _unet, "vae": _vae, "image_encoder": _image_encoder}[part]
    return dict(build(config))


def _unet(config: dict[str, Any]) -> Named:
    """diffusers' UNetSpatioTemporalConditionModel."""
    channels = config["block_out_channels"]
    time, cross = 4 * channels[0], config["cross_attention_dim"]
    layers, depth = config["layers_per_block"], config["transformer_layers_per_block"]
    yield from _with_bias("conv_in", channels[0], config["in_channels"], 3, 3)
    yield from _embedding("time_embedding", channels[0], time, time)
    added = config["projection_class_embeddings_input_dim"]
    yield from _embedding("add_embedding", added, time, time)

    last = len(channels) - 1
    for i, (kind, out) in enumerate(zip(config["down_block_types"], channels, strict=True)):
        block, before = f"down_blocks.{i}", channels[max(i - 1, 0)]
        for j in range(layers):
            yield from _temporal_resnet(f"{block}.resnets.{j}", out if j else before, out, time)
            if kind.startswith("CrossAttn"):
                yield from _transformer(f"{block}.attentions.{j}", out, cross, depth)
        if i < last:
            yield from _with_bias(f"{block}.downsamplers.0.conv", out, out, 3, 3)

    for j in range(2):
        name = f"mid_block.resnets.{j}"
        yield from _temporal_resnet(name, channels[-1], channels[-1], time)
    yield from _transformer("mid_block.attentions.0", channels[-1], cross, depth)

    back = channels[::-1]
    for i, (kind, out) in enumerate(zip(config["up_block_types"], back, strict=True)):
        block, before, skipped = f"up_blocks.{i}", back[max(i - 1, 0)], back[min(i + 1, last)]
        for j in range(layers + 1):
            width = (out if j else before) + (skipped if j == layers else out)
            yield from _temporal_resnet(f"{block}.resnets.{j}", width, out, time)
            if kind.startswith("CrossAttn"):
                yield from _transformer(f"{block}.attentions.{j}", out, cross, depth)
        if i < last:
            yield from _with_bias(f"{block}.upsamplers.0.conv", out, out, 3, 3)
    yield from _with_bias("conv_norm_out", channels[0])
    yield from _with_bias("conv_out", config["out_channels"], channels[0], 3, 3)


def _vae(config: dict[str, Any]) -> Named:
    """diffusers' AutoencoderKLTemporalDecoder."""
    channels, latent = config["block_out_channels"], config["latent_channels"]
    layers, last = config["layers_per_block"], len(config["block_out_channels"]) - 1
    yield from _with_bias("encoder.conv_in", channels[0], config["in_channels"], 3, 3)
    for i, out in enumerate(channels):
        block, before = f"encoder.down_blocks.{i}", channels[max(i - 1, 0)]
        for j in range(layers):
            yield from _resnet(f"{block}.resnets.{j}", out if j else before, out)
        if i < last:
            yield from _with_bias(f"{block}.downsamplers.0.conv", out, out, 3, 3)
    for j in range(2):
        yield from _resnet(f"encoder.mid_block.resnets.{j}", channels[-1], channels[-1])
    yield from _image_attention("encoder.mid_block.attentions.0", channels[-1])
    yield from _with_bias("encoder.conv_norm_out", channels[-1])
    yield from _with_bias("encoder.conv_out", 2 * latent, channels[-1], 3, 3)
    yield from _with_bias("quant_conv", 2 * latent, 2 * latent, 1, 1)

    yield from _with_bias("decoder.conv_in", channels[-1], latent, 3, 3)
    for j in range(layers):
        name = f"decoder.mid_block.resnets.{j}"
        yield from _temporal_resnet(name, channels[-1], channels[-1])
    yield from _image_attention("decoder.mid_block.attentions.0", channels[-1])
    back = channels[::-1]
    for i, out in enumerate(back):
        block, before = f"decoder.up_blocks.{i}", back[max(i - 1, 0)]
        for j in range(layers + 1):
            yield from _temporal_resnet(f"{block}.resnets.{j}", out if j else before, out)
        if i < last:
            yield from _with_bias(f"{block}.upsamplers.0.conv", out, out, 3, 3)
    yield from _with_bias("decoder.conv_norm_out", channels[0])
    pixels = config["out_channels"]
    yield from _with_bias("decoder.conv_out", pixels, channels[0], 3, 3)
    yield from _with_bias("decoder.time_conv_out", pixels, pixels, 3, 1, 1)


def _image_encoder(config: dict[str, Any]) -> Named:
    """transformers' CLIPVisionModelWithProjection."""
    width, inner, patch = config["hidden_size"], config["intermediate_size"], config["patch_size"]
    embeddings = "vision_model.embeddings"
    yield f"{embeddings}.class_embedding", (width,)
    pixels = (config["num_channels"], patch, patch)
    yield f"{embeddings}.patch_embedding.weight", (width, *pixels)
    positions = (config["image_size"] // patch) ** 2 + 1
    yield f"{embeddings}.position_embedding.weight", (positions, width)
    yield from _with_bias("vision_model.pre_layrnorm", width)  # so spelled
    for i in range(config["num_hidden_layers"]):
        layer = f"vision_model.encoder.layers.{i}"
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            yield from _with_bias(f"{layer}.self_attn.{name}", width, width)
        yield from _with_bias(f"{layer}.mlp.fc1", inner, width)
        yield from _with_bias(f"{layer}.mlp.fc2", width, inner)
        yield from _with_bias(f"{layer}.layer_norm1", width)
        yield from _with_bias(f"{layer}.layer_norm2", width)
    yield from _with_bias("vision_model.post_layernorm", width)
    yield "visual_projection.weight", (config["projection_dim"], width)


def _with_bias(name: str, out: int, *rest: int) -> Named:
    """A layer or a norm of `out` outputs; `rest` are its inputs and its kernel, none for a norm."""
    yield f"{name}.weight", (out, *rest)
    yield f"{name}.bias", (out,)


def _embedding(name: str, width: int, inner: int, out: int) -> Named:
    yield from _with_bias(f"{name}.linear_1", inner, width)
    yield from _with_bias(f"{name}.linear_2", out, inner)


def _resnet(name: str, width: int, out: int, time: int = 0, kernel: Shape = (3, 3)) -> Named:
    """`time` is the width of the embedding of the time step, 0 for none."""
    yield from _with_bias(f"{name}.norm1", width)
    yield from _with_bias(f"{name}.conv1", out, width, *kernel)
    if time:
        yield from _with_bias(f"{name}.time_emb_proj", out, time)
    yield from _with_bias(f"{name}.norm2", out)
    yield from _with_bias(f"{name}.conv2", out, out, *kernel)
    if width != out:
        yield from _with_bias(f"{name}.conv_shortcut", out, width, *(1 for _ in kernel))


def _temporal_resnet(name: str, width: int, out: int, time: int = 0) -> Named:
    yield from _resnet(f"{name}.spatial_res_block", width, out, time)
    yield from _resnet(f"{name}.temporal_res_block", out, out, time, (3, 1, 1))
    yield f"{name}.time_mixer.mix_factor", (1,)


def _transformer(name: str, width: int, cross: int, depth: int) -> Named:
    """diffusers' TransformerSpatioTemporalModel."""
    yield from _with_bias(f"{name}.norm", width)
    yield from _with_bias(f"{name}.proj_in", width, width)
    for i in range(depth):
        yield from _block(f"{name}.transformer_blocks.{i}", width, cross)
        temporal = f"{name}.temporal_transformer_blocks.{i}"
        yield from _with_bias(f"{temporal}.norm_in", width)
        yield from _feed_forward(f"{temporal}.ff_in", width)
        yield from _block(temporal, width, cross)
    yield from _embedding(f"{name}.time_pos_embed", width, 4 * width, width)
    yield f"{name}.time_mixer.mix_factor", (1,)
    yield from _with_bias(f"{name}.proj_out", width, width)


def _block(name: str, width: int, cross: int) -> Named:
    for norm in ("norm1", "norm2", "norm3"):
        yield from _with_bias(f"{name}.{norm}", width)
    for attention, source in (("attn1", width), ("attn2", cross)):
        yield f"{name}.{attention}.to_q.weight", (width, width)
        yield f"{name}.{attention}.to_k.weight", (width, source)
        yield f"{name}.{attention}.to_v.weight", (width, source)
        yield from _with_bias(f"{name}.{attention}.to_out.0", width, width)
    yield from _feed_forward(f"{name}.ff", width)


def _feed_forward(name: str, width: int) -> Named:
    """Gated: the first layer makes values and gates, of four times the width each."""
    yield from _with_bias(f"{name}.net.0.proj", 8 * width, width)
    yield from _with_bias(f"{name}.net.2", width, 4 * width)


def _image_attention(name: str, width: int) -> Named:
    yield from _with_bias(f"{name}.group_norm", width)
    for layer in ("to_q", "to_k", "to_v", "to_out.0"):
        yield from _with_bias(f"{name}.{layer}", width, width)
