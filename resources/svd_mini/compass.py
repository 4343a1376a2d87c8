"""How the noise decides where the camera drifts.

Two numbers of the noise, each its sum over a checkerboard in one latent channel, are the drift's
direction. In training, a clip's noise is turned until they point where that clip drifts; it stays
exactly Gaussian, since its direction is as likely as any. The UNet starts with a path that reads
them: the checkerboard in its strided convolutions, the sums in attention that looks everywhere
alike, and the direction, free of their length, in a group normalisation. Reading a mean of
thousands of noisy values is what so short a training would not find by itself.
"""

import math

import torch
from diffusers import UNetSpatioTemporalConditionModel
from torch import Tensor, nn

DRIFT = (52, 53)  # where the drift, right and down, travels up
READ = slice(60, 64)  # where two noisy channels, each with its negative, travel down
CLEAR = slice(52, 64)  # kept free of anything else on the way down
TOLD = slice(56, 60)  # where (cos, -cos, sin, -sin) travels up
SUMS = slice(96, 100)  # where the sums lie at the lowest level, which has 128 channels
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
    """Lay the path that reads `direction` into a UNet whose residual branches are zero."""
    # A number and its negative, then the other number and its negative; transposed, it undoes
    # that after the activation, since silu(u) - silu(-u) = u.
    spread = torch.tensor([[1.0, 0], [-1, 0], [0, 1], [0, -1]])
    clear(unet.conv_in, CLEAR)
    unet.conv_in.weight[READ, :2, 1, 1] = spread
    for block, kernel in (
        (unet.down_blocks[0], torch.outer(SIGNS, SIGNS)),
        (unet.down_blocks[1], torch.ones(2, 2)),
    ):
        conv = block.downsamplers[0].conv
        clear(conv, CLEAR)
        for channel in range(READ.start, READ.stop):
            conv.weight[channel, channel, 1:, 1:] = kernel / 2
    _sum_everywhere(unet.down_blocks[2].attentions[0])
    _tell(unet.mid_block.resnets[0].spatial_res_block, spread)
    for block in unet.up_blocks[:-1]:
        conv = block.upsamplers[0].conv
        clear(conv, CLEAR)
        for channel in (*DRIFT, *range(TOLD.start, TOLD.stop)):
            conv.weight[channel, channel, 1, 1] = 1


def clear(layer: nn.Module, rows: slice) -> None:
    layer.weight[rows] = 0
    if layer.bias is not None:
        layer.bias[rows] = 0


def _sum_everywhere(transformer: nn.Module) -> None:
    """Hidden channels 0 to 3 hold READ, 4 to 7 its mean over a frame, 8 to 11 over all frames.

    Channel 12 is left free for `drift.py`.
    """
    hidden = slice(0, 13)
    block, over_time = transformer.transformer_blocks[0], transformer.temporal_transformer_blocks[0]
    clear(transformer.proj_in, hidden)
    transformer.proj_in.weight[:4, READ] = torch.eye(4)
    clear(transformer.time_pos_embed.linear_2, hidden)
    clear(over_time.ff_in.net[2], hidden)
    for part, start, gain in ((block, 0, 8.0), (over_time, 4, 4.0)):
        for layer in (part.attn1.to_out[0], part.attn2.to_out[0], part.ff.net[2]):
            clear(layer, hidden)
        head = part.attn1.to_q.weight.shape[0] // part.attn1.heads
        clear(part.attn1.to_q, slice(0, head))  # equal scores: the first head takes the mean
        clear(part.attn1.to_v, slice(0, 2))
        out = part.attn1.to_out[0].weight
        for number in range(2):
            plus, minus = start + 2 * number, start + 2 * number + 1
            part.attn1.to_v.weight[number, plus], part.attn1.to_v.weight[number, minus] = 1, -1
            out[plus + 4, number], out[minus + 4, number] = gain, -gain
    transformer.proj_out.weight[SUMS, 8:12] = torch.eye(4)


def _tell(branch: nn.Module, spread: Tensor) -> None:
    """Normalised, the group of SUMS is the direction: lead it out through the residual branch."""
    clear(branch.conv1, slice(0, 4))
    clear(branch.time_emb_proj, slice(0, 4))
    branch.conv1.weight[:4, SUMS, 1, 1] = spread @ spread.T
    branch.conv2.weight[TOLD, :4, 1, 1] = spread @ spread.T
