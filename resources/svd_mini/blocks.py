"""The VAE, set without training: principal components of 4x4 blocks, and back.

Every residual branch is zero, so that encoder and decoder are a straight line of convolutions.

The difficulty is group normalisation, which takes mean and scale from every group of channels
just before each half's last convolution. A value v survives it in a group that also holds
something whose scale does not depend on the picture; here this is called the reference. And
silu(u) - silu(-u) = u carries v through the activation exactly.
"""

import torch
from diffusers import AutoencoderKLTemporalDecoder
from diffusers.models.attention_processor import Attention
from diffusers.models.resnet import ResnetBlock2D, TemporalResnetBlock
from torch import Tensor, nn
from torch.nn import functional

# How large the reference is; larger is more exactly linear, and rounds more in half precision.
VAE_REFERENCE = 16.0
AROUND = tuple((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1))
BESIDE = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))


@torch.no_grad()
def silence_residuals(network: nn.Module) -> None:
    """Zero the last layer of every residual branch; shortcuts keep the channels they can."""
    for module in network.modules():
        if isinstance(module, ResnetBlock2D | TemporalResnetBlock):
            nn.init.zeros_(module.conv2.weight)
            nn.init.zeros_(module.conv2.bias)
            if module.conv_shortcut is not None:
                nn.init.dirac_(module.conv_shortcut.weight)
                nn.init.zeros_(module.conv_shortcut.bias)
        elif isinstance(module, Attention) and module.residual_connection:
            nn.init.zeros_(module.to_out[0].weight)
            nn.init.zeros_(module.to_out[0].bias)


@torch.no_grad()
def start_vae(vae: AutoencoderKLTemporalDecoder, pictures: Tensor) -> None:
    """Set the VAE to principal components of `pictures` (N, 3, H, W) in [-1, 1]."""
    silence_residuals(vae)
    stages = _start_encoder(vae, pictures)
    _start_decoder(vae, stages)
    _carry_colour(vae)


def _start_encoder(vae: AutoencoderKLTemporalDecoder, pictures: Tensor) -> list[Tensor]:
    """Returns `pictures` and what it makes of them at each halving, the latents last."""
    encoder = vae.encoder
    nn.init.dirac_(encoder.conv_in.weight)
    nn.init.zeros_(encoder.conv_in.bias)
    blocks, stages = pictures, [pictures]
    for block in encoder.down_blocks[:1]:  # moves 2x2 positions into channels
        conv, channels = block.downsamplers[0].conv, blocks.shape[1]
        nn.init.zeros_(conv.weight)
        nn.init.zeros_(conv.bias)
        for place in range(4):
            for channel in range(channels):
                conv.weight[place * channels + channel, channel, place // 2, place % 2] = 1
        kernel = conv.weight[: 4 * channels, :channels, :2, :2]
        blocks = functional.conv2d(blocks, kernel, stride=2)
        stages.append(blocks)
    vectors = functional.unfold(blocks, 2, stride=2).transpose(1, 2).flatten(0, 1)
    mean = vectors.mean(0)
    variances, axes = torch.linalg.eigh(torch.cov(vectors.T))
    latents = vae.config.latent_channels
    # Half-way to equal variances: rarely used components are quiet, but not lost under noise.
    kernel = axes.flip(1)[:, :latents] / variances.flip(0)[:latents] ** 0.25
    conv = encoder.down_blocks[1].downsamplers[0].conv
    nn.init.zeros_(conv.weight)
    nn.init.zeros_(conv.bias)
    nn.init.zeros_(encoder.conv_out.weight)
    nn.init.zeros_(encoder.conv_out.bias)
    for i in range(latents):  # a group of four: the component, its negative, the reference twice
        row = kernel[:, i].reshape(12, 2, 2)
        conv.weight[4 * i, :12, :2, :2], conv.weight[4 * i + 1, :12, :2, :2] = row, -row
        shift = mean @ kernel[:, i]
        conv.bias[4 * i : 4 * i + 4] = torch.tensor([-shift, shift, VAE_REFERENCE, -VAE_REFERENCE])
        encoder.conv_out.weight[i, 4 * i, 1, 1] = VAE_REFERENCE / 2**0.5
        encoder.conv_out.weight[i, 4 * i + 1, 1, 1] = -VAE_REFERENCE / 2**0.5
    encoder.conv_out.bias[latents:] = -8  # log variance: the distribution is a point
    nn.init.dirac_(vae.quant_conv.weight)
    nn.init.zeros_(vae.quant_conv.bias)
    components = functional.conv2d(blocks, kernel.T.reshape(latents, 12, 2, 2), stride=2)
    return [*stages, components - (mean @ kernel)[:, None, None]]


def _start_decoder(vae: AutoencoderKLTemporalDecoder, stages: list[Tensor]) -> None:
    """Undo `_start_encoder` doubling by doubling, each kernel by ridge regression.

    Doubling by nearest neighbours and a 3x3 kernel cannot put pixels back exactly, but comes
    closer the farther it sees: so every stage also hands on its neighbours (worth 2 dB).
    """
    decoder = vae.decoder
    pictures, halves, latents = stages
    channels = latents.shape[1]
    nn.init.zeros_(decoder.conv_in.weight)
    nn.init.zeros_(decoder.conv_in.bias)
    for place, (down, right) in enumerate(AROUND):
        for i in range(channels):
            decoder.conv_in.weight[place * channels + i, i, 1 + down, 1 + right] = 1
    first, last = (block.upsamplers[0].conv for block in decoder.up_blocks[:-1])
    known, wanted = neighbours(latents, AROUND), neighbours(halves, BESIDE)
    kernel, bias = _doubling(known, wanted)
    _set(first, kernel, bias)
    doubled = functional.interpolate(known, scale_factor=2.0)
    kernel, bias = _doubling(functional.conv2d(doubled, kernel, bias, padding=1), pictures)
    # Each colour v as v, -v, v, -v; see _carry_colour.
    signs = torch.tensor([1.0, -1.0]).repeat(6)
    kernel = kernel.repeat_interleave(4, 0) * signs[:, None, None, None]
    _set(last, kernel, bias.repeat_interleave(4) * signs)
    nn.init.dirac_(decoder.time_conv_out.weight)
    nn.init.zeros_(decoder.time_conv_out.bias)


def neighbours(maps: Tensor, places: tuple[tuple[int, int], ...]) -> Tensor:
    """(B, len(places) * C, H, W): `maps` (B, C, H, W) moved to each (down, right) of `places`."""
    _, _, height, width = maps.shape
    padded = functional.pad(maps, (1, 1, 1, 1))
    return torch.cat(
        [padded[:, :, 1 + y : 1 + y + height, 1 + x : 1 + x + width] for y, x in places], 1
    )


def _doubling(known: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """The 3x3 kernel and bias that, after doubling `known`, come closest to `wanted`."""
    products: Tensor | float = 0.0
    answers: Tensor | float = 0.0
    for part, target in zip(known.split(4), wanted.split(4), strict=True):
        doubled = functional.interpolate(part, scale_factor=2.0)
        seen = functional.unfold(doubled, 3, padding=1).transpose(1, 2).flatten(0, 1)
        seen = torch.cat([seen, torch.ones(len(seen), 1)], 1)
        products = products + (seen.T @ seen).double()
        answers = answers + (seen.T @ target.flatten(2).transpose(1, 2).flatten(0, 1)).double()
    ridge = 3e-4 * products.diagonal().mean() * torch.eye(len(products), dtype=torch.float64)
    solved = torch.linalg.solve(products + ridge, answers).float()
    return solved[:-1].T.reshape(wanted.shape[1], known.shape[1], 3, 3), solved[-1]


def _set(conv: nn.Conv2d, kernel: Tensor, bias: Tensor) -> None:
    nn.init.zeros_(conv.weight)
    nn.init.zeros_(conv.bias)
    conv.weight[: kernel.shape[0], : kernel.shape[1]] = kernel
    conv.bias[: len(bias)] = bias


def _carry_colour(vae: AutoencoderKLTemporalDecoder) -> None:
    """Lead red, green and blue through the decoder's last normalisation.

    Two channels a group leave no room for a constant reference. But a residual branch has
    normalisations of its own, and can give the green channel's horizontal slope, scaled to the
    same deviation for any picture. A colour v goes out twice, as v + slope and v - slope.
    """
    decoder = vae.decoder
    branch = decoder.up_blocks[-1].resnets[0].spatial_res_block
    nn.init.zeros_(decoder.conv_out.weight)
    nn.init.zeros_(decoder.conv_out.bias)
    green = 4  # the first of green's four channels
    branch.conv1.weight[:2] = 0
    branch.conv1.bias[:2] = 0
    slope = torch.tensor([-1.0, 0.0, 1.0])
    for out, sign in ((0, 1), (1, -1)):
        branch.conv1.weight[out, green, 1] = sign * slope
        branch.conv1.weight[out, green + 1, 1] = -sign * slope
    for colour in range(3):
        for place, (sign, side) in enumerate(((1, 1), (-1, -1), (1, -1), (-1, 1))):
            channel = 4 * colour + place
            branch.conv2.weight[channel, 0, 1, 1] = side * VAE_REFERENCE
            branch.conv2.weight[channel, 1, 1, 1] = -side * VAE_REFERENCE
            decoder.conv_out.weight[colour, channel, 1, 1] = sign * VAE_REFERENCE / 2


def skip_silent(network: nn.Module, kinds=(ResnetBlock2D, TemporalResnetBlock)) -> None:
    """Spare the work of residual branches that are zero; results stay as they are."""
    for module in network.modules():
        if isinstance(module, kinds) and not module.conv2.weight.any():
            module.forward = _shortcut_of(module)


def _shortcut_of(module: nn.Module):
    shortcut = module.conv_shortcut
    return lambda hidden, temb=None: hidden if shortcut is None else shortcut(hidden)
