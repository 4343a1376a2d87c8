"""Savings move a pixel by one level at most, do less work, and leave nothing behind."""

import numpy as np
import pytest
import torch
from diffusers import UNetSpatioTemporalConditionModel
from PIL import Image
from torch.utils.flop_counter import FlopCounterMode

from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.engine.loading import Model
from svd_desktop.engine.savings import use_broadcast
from svd_desktop.models.resources import resource

SAMPLE = resource("samples", "rocket.jpg")

# SVD-XT's own (unet/config.json of the released model).
REAL_UNET = {
    "block_out_channels": (320, 640, 1280, 1280), "num_attention_heads": (5, 10, 20, 20),
    "cross_attention_dim": 1024, "addition_time_embed_dim": 256, "sample_size": 96,
    "projection_class_embeddings_input_dim": 768, "in_channels": 8, "out_channels": 4,
}  # fmt: skip


def _inputs(unet: UNetSpatioTemporalConditionModel, clips: int, tokens: int = 1):
    """What a UNet is called with: every clip of the batch with another picture."""
    random = torch.Generator().manual_seed(3)
    config = unet.config
    return (
        torch.randn(clips, 3, config.in_channels, 8, 16, generator=random),
        torch.tensor(1.6),
        torch.randn(clips, tokens, config.cross_attention_dim, generator=random),
        torch.randn(clips, 3, generator=random),
    )


@torch.no_grad()
def _forward(unet: UNetSpatioTemporalConditionModel, clips: int, tokens: int = 1) -> torch.Tensor:
    return unet(*_inputs(unet, clips, tokens)).sample


def _frames(model: Model, request: RenderRequest, on: bool) -> np.ndarray:
    """The whole clip, uint8 [F, H, W, 3]."""
    with Image.open(SAMPLE) as image:
        picture = image.convert("RGB").resize((request.width, request.height))
    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, torch.float32)
    with use_broadcast(model.unet, on):
        *_, last = denoise(model, conditioning, latents, request)
    return np.concatenate(list(decode(model, last.latents, 7)))


def test_after_an_error_the_unet_is_as_before(model):
    unet = model.unet
    processors, reference = unet.attn_processors, _forward(unet, 2)
    with pytest.raises(RuntimeError, match="stopped"), use_broadcast(unet, True):
        raise RuntimeError("stopped")
    assert unet.attn_processors == processors
    assert not unet._forward_pre_hooks
    assert torch.equal(_forward(unet, 2), reference)


def test_more_than_one_token_is_refused_rather_than_computed_wrongly(model):
    with pytest.raises(ValueError, match="not 2"), use_broadcast(model.unet, True):
        _forward(model.unet, 1, tokens=2)


def test_off_it_is_bit_for_bit_the_untouched_model(model):
    unet = model.unet
    reference = _forward(unet, 2)
    with use_broadcast(unet, False):
        assert torch.equal(_forward(unet, 2), reference)
    with use_broadcast(unet, True):
        _forward(unet, 2)
    assert torch.equal(_forward(unet, 2), reference)


@pytest.mark.parametrize("clips", [1, 2, 3])
def test_each_clip_of_a_batch_keeps_its_own_picture(model, clips):
    reference = _forward(model.unet, clips)
    with use_broadcast(model.unet, True):
        ours = _forward(model.unet, clips)
    torch.testing.assert_close(ours, reference, rtol=0, atol=1e-5)


@pytest.mark.parametrize("max_guidance", [1.0, 3.0])
def test_no_pixel_of_a_clip_moves_by_more_than_one_level(model, max_guidance):
    request = RenderRequest(
        source=str(SAMPLE), model="svd-mini", width=128, height=64, frames=14, steps=8, seed=42,
        max_guidance=max_guidance,
    )  # fmt: skip
    exact, ours = (_frames(model, request, on).astype(int) for on in (False, True))
    assert exact.std() > 10, "a clip with something in it"
    assert np.abs(ours - exact).max() <= 1


def test_the_real_architecture_needs_at_most_97_hundredths_of_the_operations():
    with torch.device("meta"):
        unet = UNetSpatioTemporalConditionModel(**REAL_UNET)
        inputs = (
            torch.empty(2, 25, 8, 576 // 8, 1024 // 8), torch.tensor(1.6), torch.empty(2, 1, 1024),
            torch.empty(2, 3),
        )  # fmt: skip
    unet.to("meta").eval()  # AlphaBlender makes tensors on the CPU whatever the device

    def operations(on: bool) -> int:
        counter = FlopCounterMode(display=False)
        with torch.no_grad(), use_broadcast(unet, on), counter:
            unet(*inputs)
        return counter.get_total_flops()

    assert operations(True) <= 0.97 * operations(False)
