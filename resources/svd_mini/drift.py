"""Where the UNet starts to move: frames are the picture plus drift times its slope.

To first order, a picture shifted by d is the picture plus d times its slope. The drift of frame f
is speed * f * direction: the speed from the conditions, the number of the frame from the temporal
attention's positions, the direction from the noise (`compass.py`). The products are laid into
three residual blocks; that shifts of more than a latent pixel stay sharp is left to training.

Two ways to multiply in networks that normalise: silu(u) + silu(-u) is nearly u * u / 2, and
((a + b)^2 - (a - b)^2) / 4 = a * b. And group normalisation divides by what is large in a group:
c / (g - d) - c / (g + d) is nearly 2 * c * d / g^2.
"""

import torch
from compass import DRIFT, TOLD, clear
from diffusers import UNetSpatioTemporalConditionModel
from pictures import FASTEST_DRIFT
from torch import Tensor, nn

TIME, PRODUCT = 100, 104  # first of four channels at the lowest level: the value twice, references
SPEED = 0  # the place in the time embedding that carries it
OFFSET = 10.0  # silu(x) is x for so large x
SMALL, LARGE = 4.0, 8.0  # references
DIVISOR = 20.0  # g above, in latent pixels of drift
LAST = 24  # the last frame's number, of 25


@torch.no_grad()
def start_drift(unet: UNetSpatioTemporalConditionModel) -> None:
    """Lay the path into a UNet that `start_unet` and `start_compass` have prepared."""
    _fit_speed(unet)
    _fit_time(unet.down_blocks[2].attentions[0])
    middle = [resnet.spatial_res_block for resnet in unet.mid_block.resnets]
    _speed_times_time(middle[0])
    _times_direction(middle[1])
    first, second = (resnet.spatial_res_block for resnet in unet.up_blocks[-1].resnets)
    _divide(first.conv_shortcut, unet.config.block_out_channels)
    _times_slope(second)


def _fit(known: Tensor, wanted: Tensor) -> Tensor:
    """Ridge regression with a constant: weights, the constant's last."""
    known = torch.cat([known, torch.ones(len(known), 1)], 1).double()
    products = known.T @ known + 1e-6 * len(known) * torch.eye(known.shape[1])
    return torch.linalg.solve(products, known.T @ wanted.double()).float()


def _fit_speed(unet: UNetSpatioTemporalConditionModel) -> None:
    """One number of the embedded conditions becomes OFFSET + bucket / 255 * 7 / fps."""
    rates, buckets = torch.arange(4.0, 31.0), torch.arange(0.0, 256.0, 3.0)
    grid = torch.cartesian_prod(rates, buckets, torch.tensor([0.0, 0.02, 0.1, 0.3]))
    embedding = unet.add_embedding
    known = embedding.act(embedding.linear_1(unet.add_time_proj(grid.flatten()).reshape(-1, 192)))
    solved = _fit(known, OFFSET + grid[:, 1] / 255 * 7 / (grid[:, 0] + 1))
    embedding.linear_2.weight[SPEED], embedding.linear_2.bias[SPEED] = solved[:-1], solved[-1]
    clear(unet.time_embedding.linear_2, slice(SPEED, SPEED + 1))


def _fit_time(transformer: nn.Module) -> None:
    """Hidden channel 12 becomes the number of the frame over LAST."""
    positions = transformer.time_pos_embed
    numbers = torch.arange(LAST + 1.0)
    known = positions.act(positions.linear_1(transformer.time_proj(numbers)))
    share = 1 - transformer.time_mixer.mix_factor.sigmoid()
    solved = _fit(known, numbers / LAST / share)
    positions.linear_2.weight[12], positions.linear_2.bias[12] = solved[:-1], solved[-1]
    transformer.proj_out.weight[TIME, 12], transformer.proj_out.weight[TIME + 1, 12] = 1, -1
    transformer.proj_out.bias[TIME + 2], transformer.proj_out.bias[TIME + 3] = SMALL, -SMALL


def _value(conv: nn.Conv2d, row: int, sources: dict[int, float]) -> None:
    """Rows `row` to `row` + 3: a value, its negative, LARGE, its negative.

    The value is the sum of `sources`: channel, whose negative is the next channel, and factor.
    """
    clear(conv, slice(row, row + 4))
    for channel, factor in sources.items():
        for place, sign in ((0, 1), (1, -1)):
            conv.weight[row + place, channel, 1, 1] = sign * factor
            conv.weight[row + place, channel + 1, 1, 1] = -sign * factor
    conv.bias[row + 2], conv.bias[row + 3] = LARGE, -LARGE


def _product(conv: nn.Conv2d, out: int, plus: int, minus: int, sign: int = 1) -> None:
    """Channel `out` becomes a * b, where rows `plus` and `minus` hold a + b and a - b."""
    gain = sign * LARGE**2 / 4
    conv.weight[out, plus : plus + 2, 1, 1] = gain
    conv.weight[out, minus : minus + 2, 1, 1] = -gain


def _speed_times_time(branch: nn.Module) -> None:
    for row, sign in ((4, 1), (8, -1)):
        _value(branch.conv1, row, {TIME: SMALL / 2**0.5})
        clear(branch.time_emb_proj, slice(row, row + 4))
        for place, side in ((row, sign), (row + 1, -sign)):
            branch.time_emb_proj.weight[place, SPEED] = side
            branch.time_emb_proj.bias[place] = -side * OFFSET
    _product(branch.conv2, PRODUCT, 4, 8)
    _product(branch.conv2, PRODUCT + 1, 4, 8, -1)
    branch.conv2.bias[PRODUCT + 2], branch.conv2.bias[PRODUCT + 3] = SMALL, -SMALL


def _times_direction(branch: nn.Module) -> None:
    clear(branch.time_emb_proj, slice(0, 16))
    for axis, channel in enumerate(DRIFT):
        told, row = TOLD.start + 2 * axis, 8 * axis
        for place, sign in ((row, 1), (row + 4, -1)):
            _value(branch.conv1, place, {PRODUCT: SMALL / 2**0.5, told: sign / 2**0.5})
        _product(branch.conv2, channel, row, row + 4)


def _divide(shortcut: nn.Conv2d, widths: tuple[int, ...]) -> None:
    """For each axis, side and two latent channels: both, and DIVISOR plus or minus the drift."""
    nn.init.zeros_(shortcut.weight)
    nn.init.zeros_(shortcut.bias)
    skipped = widths[1]  # where conv_in's output follows, in fours as start_unet made them
    drift = FASTEST_DRIFT / 4 * LAST / 13
    for axis in range(2):
        for side, sign in enumerate((1, -1)):
            for pair in range(4):
                row = 4 * (8 * axis + 4 * side + pair)
                for place in range(2):
                    source = skipped + 4 * (2 * pair + place)
                    shortcut.weight[row + place, source] = 0.5
                    shortcut.weight[row + place, source + 2] = 0.5
                shortcut.weight[row + 2, DRIFT[axis]] = sign * drift
                shortcut.weight[row + 3, DRIFT[axis]] = -sign * drift
                shortcut.bias[row + 2], shortcut.bias[row + 3] = DIVISOR, -DIVISOR


def _times_slope(branch: nn.Module) -> None:
    """Add drift times slope to what goes out; the noisy channel is the reference, as there."""
    clear(branch.time_emb_proj, slice(0, 32))
    clear(branch.conv1, slice(0, 32))
    across = torch.tensor([[0.0, 0, 0], [-0.5, 0, 0.5], [0, 0, 0]])
    gain = DIVISOR**2 / 2**0.5
    for channel in range(8):
        for place, (sign, side) in enumerate(((1, 1), (-1, -1), (1, -1), (-1, 1))):
            row = 4 * channel + place
            for axis, kernel in enumerate((across, across.T)):
                for half, half_sign in ((0, -1), (1, 1)):
                    source = 4 * (8 * axis + 4 * half + channel // 2) + channel % 2
                    branch.conv1.weight[row, source] = sign * half_sign * gain * kernel
            for source, half in ((64, 0.5), (65, -0.5), (66, -0.5), (67, 0.5)):
                branch.conv1.weight[row, source, 1, 1] = side * SMALL * half
            for out, out_sign in enumerate((1, -1, 1, -1)):
                weight = out_sign * sign * SMALL / 2
                branch.conv2.weight[4 * channel + out, row, 1, 1] = weight
