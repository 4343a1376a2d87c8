"""How the noise decides where the camera goes.

Two numbers of the noise, each its sum over a checkerboard in one latent channel, are the camera's
direction. In training, a clip's noise is turned until they point where that clip goes; it stays
exactly Gaussian, since its direction is as likely as any. The UNet starts with a path that reads
them: the checkerboard in its strided convolutions, the sums in attention that looks everywhere
alike, and the direction, free of their length, in a group normalisation. Reading a mean of
thousands of noisy values is what so short a training would not find by itself. All else in the
UNet starts at random, and training may change the path too.
"""

import math

import torch
from diffusers import UNetSpatioTemporalConditionModel
from diffusers.models.resnet import SpatioTemporalResBlock
from torch import Tensor, nn

READ = slice(60, 64)  # where two noisy channels, each with its negative, travel down
TOLD = slice(56, 60)  # where (cos, -cos, sin, -sin) leaves the middle
SUMS = slice(96, 100)  # where the sums lie at the lowest level, which has 128 channels
CONSTANT = slice(12, 14)  # hidden channels with a large constant, and its negative
# How much the constants outweigh the rest in a layer normalisation. Without them each place would
# count by how little else it holds, and the mean would lean.
WEIGHT = 4.0
SIGNS = torch.tensor([1.0, -1.0])


def direction(noise: Tensor) -> Tensor:
    """The two numbers, standard normal, of `noise` (1, frames, channels, h, w)."""
    return (noise[:, :, :2] * _checkerboard(noise)).sum((0, 1, 3, 4)) / _count(noise) ** 0.5


def turned(noise: Tensor, angle: float) -> Tensor:
    """`noise` with its `direction` turned to `angle`, and nothing else changed."""
    found = direction(noise)
    wanted = found.norm() * torch.tensor([math.cos(angle), math.sin(angle)])
    change = ((wanted - found) / _count(noise) ** 0.5)[:, None, None] * _checkerboard(noise)
    return torch.cat([noise[:, :, :2] + change, noise[:, :, 2:]], 2)


def _checkerboard(noise: Tensor) -> Tensor:
    height, width = noise.shape[3:]
    places = torch.arange(height)[:, None] + torch.arange(width)
    return 1.0 - 2.0 * (places % 2)


def _count(noise: Tensor) -> int:
    _, frames, _, height, width = noise.shape
    return frames * height * width


@torch.no_grad()
def start_compass(unet: UNetSpatioTemporalConditionModel) -> None:
    """Lay the path that reads `direction` into a UNet with random weights.

    Also lets all that is not on the path start from the conditioning picture alone: at high noise
    the noisy channels tell it nothing else.
    """
    # A number and its negative, then the other number and its negative; transposed, it undoes
    # that after the activation, since silu(u) - silu(-u) = u.
    spread = torch.tensor([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    unet.conv_in.weight[:, : unet.config.out_channels] = 0
    _clear(unet.conv_in, READ)
    unet.conv_in.weight[READ, :2, 1, 1] = spread
    _pass(unet.down_blocks[0].resnets[0], READ)
    _pass(unet.down_blocks[1].resnets[0], READ)
    for block, kernel in (
        (unet.down_blocks[0], torch.outer(SIGNS, SIGNS)),
        (unet.down_blocks[1], torch.ones(2, 2)),
    ):
        conv = block.downsamplers[0].conv
        _clear(conv, READ)
        for channel in range(READ.start, READ.stop):
            conv.weight[channel, channel, 1:, 1:] = kernel / 2
    lowest = unet.down_blocks[2]
    for rows in (SUMS, TOLD):  # nothing else in them: neither would be read free of the picture
        _clear(unet.down_blocks[1].downsamplers[0].conv, rows)
        _pass(lowest.resnets[0], rows)
        _clear(lowest.attentions[0].proj_out, rows)
    _pass(lowest.resnets[0], READ)
    _sum_everywhere(lowest.attentions[0])
    _tell(unet.mid_block.resnets[0], spread)


class Kept:
    """Keeps what `start_compass` laid as it is while the rest trains.

    The sums are small beside all else in the UNet: a few steps of training bury them, and then
    every clip moves alike, blurred over all directions.
    """

    def __init__(self, unet: UNetSpatioTemporalConditionModel):
        before = {name: p.detach().clone() for name, p in unet.named_parameters()}
        start_compass(unet)
        lowest = unet.down_blocks[2].attentions[0]
        norms = [m for m in lowest.modules() if isinstance(m, nn.LayerNorm | nn.GroupNorm)]
        norms.append(unet.mid_block.resnets[0].spatial_res_block.norm1)
        whole = {id(p) for norm in norms for p in norm.parameters()}
        self.laid = []
        for name, parameter in unet.named_parameters():
            mask = parameter.detach() != before[name]
            if id(parameter) in whole:
                mask = torch.ones_like(mask)
            if mask.any():
                self.laid.append((parameter, mask, parameter.detach()[mask].clone()))

    @torch.no_grad()
    def restore(self) -> None:
        for parameter, mask, values in self.laid:
            parameter[mask] = values


def _clear(layer: nn.Module, rows: slice) -> None:
    layer.weight[rows] = 0
    if layer.bias is not None:
        layer.bias[rows] = 0


def _pass(block: SpatioTemporalResBlock, rows: slice) -> None:
    """Let channels `rows` through `block` as they are."""
    _clear(block.spatial_res_block.conv2, rows)
    _clear(block.temporal_res_block.conv2, rows)
    shortcut = block.spatial_res_block.conv_shortcut
    if shortcut is not None:
        _clear(shortcut, rows)
        for channel in range(rows.start, rows.stop):
            shortcut.weight[channel, channel] = 1


def _sum_everywhere(transformer: nn.Module) -> None:
    """Hidden channels 0 to 3 hold READ, 4 to 7 its mean over a frame, 8 to 11 over all frames."""
    hidden = slice(0, CONSTANT.stop)
    block, over_time = transformer.transformer_blocks[0], transformer.temporal_transformer_blocks[0]
    _clear(transformer.proj_in, hidden)
    transformer.proj_in.weight[:4, READ] = torch.eye(4)
    width = transformer.proj_in.weight.shape[0]
    transformer.proj_in.bias[CONSTANT] = SIGNS * WEIGHT * (width / 2) ** 0.5
    _clear(transformer.time_pos_embed.linear_2, hidden)
    _clear(over_time.ff_in.net[2], hidden)
    for norm in (*block.modules(), *over_time.modules()):
        if isinstance(norm, nn.LayerNorm):
            norm.weight *= WEIGHT
    for part, start, gain in ((block, 0, 8.0), (over_time, 4, 4.0)):
        for layer in (part.attn1.to_out[0], part.attn2.to_out[0], part.ff.net[2]):
            _clear(layer, hidden)
        head = part.attn1.to_q.weight.shape[0] // part.attn1.heads
        _clear(part.attn1.to_q, slice(0, head))  # equal scores: the first head takes the mean
        _clear(part.attn1.to_v, slice(0, 2))
        out = part.attn1.to_out[0].weight
        for number in range(2):
            plus, minus = start + 2 * number, start + 2 * number + 1
            part.attn1.to_v.weight[number, plus], part.attn1.to_v.weight[number, minus] = 1, -1
            out[plus + 4, number], out[minus + 4, number] = gain, -gain
    transformer.proj_out.weight[SUMS, 8:12] = torch.eye(4)


def _tell(block: SpatioTemporalResBlock, spread: Tensor) -> None:
    """Normalised, the group of SUMS is the direction: lead it out through the residual branch."""
    branch = block.spatial_res_block
    _clear(branch.conv1, slice(0, 4))
    _clear(branch.time_emb_proj, slice(0, 4))
    branch.conv1.weight[:4, SUMS, 1, 1] = spread @ spread.T
    _clear(branch.conv2, TOLD)
    branch.conv2.weight[TOLD, :4, 1, 1] = spread @ spread.T
    _clear(block.temporal_res_block.conv2, TOLD)
