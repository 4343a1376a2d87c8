"""The denoising loop: its schedules, its guidance, its savings and its checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from diffusers import UNetSpatioTemporalConditionModel
from diffusers.schedulers import AysSchedules
from torch.utils._python_dispatch import TorchDispatchMode

from svd_desktop.core.errors import SvdError
from svd_desktop.core.events import Failed
from svd_desktop.core.request import AYS_STEPS, RenderRequest
from svd_desktop.engine import denoising, render
from svd_desktop.engine.checkpoints import load_checkpoint
from svd_desktop.engine.conditioning import Conditioning
from svd_desktop.engine.denoising import Step, denoise, draw_latents, set_feed_forward_chunk
from svd_desktop.engine.loading import Model
from svd_desktop.engine.schedule import set_schedule
from svd_desktop.engine.wishes import Wishes
from svd_desktop.models.resources import resource
from tests.loaded import load_on_cpu
from tests.made import order, picture
from tests.made import request as made_request

CPU = torch.device("cpu")
TABLE = AysSchedules["StableDiffusionVideoSigmas"]
AYS = {"schedule": "ays", "steps": AYS_STEPS}
FRAMES = 4


@pytest.fixture(scope="module")
def loaded() -> Model:
    return load_on_cpu()


@pytest.fixture
def model(loaded):
    """svd-mini, with the feed-forward layers as they were loaded afterwards."""
    yield loaded
    set_feed_forward_chunk(loaded.unet, None)


def request(**changes) -> RenderRequest:
    return made_request(**{"frames": FRAMES, "width": 64, "height": 64, **changes})


def run(model: Model, request: RenderRequest, **options) -> list[Step]:
    """All steps from drawn noise, with a conditioning that is drawn as well."""
    generator = torch.Generator().manual_seed(1)
    config = model.unet.config
    side = request.height // model.scale
    conditioning = Conditioning(
        torch.randn(1, 1, config.cross_attention_dim, generator=generator),
        torch.randn(1, config.out_channels, side, side, generator=generator),
    )
    start = draw_latents(model, request, generator, torch.float32)
    return list(denoise(model, conditioning, start, request, **options))


def batches(model: Model, use: Callable[[], object]) -> list[int]:
    """The number of clips in each call of the UNet."""
    seen: list[int] = []
    hook = model.unet.register_forward_pre_hook(lambda _, inputs: seen.append(len(inputs[0])))
    use()
    hook.remove()
    return seen


def difference(one: list[Step], other: list[Step]) -> float:
    return float((one[-1].latents - other[-1].latents).abs().max())


# Schedules


def test_ays_steps_over_the_tables_sigmas_to_the_bit(model):
    timesteps = set_schedule(model.scheduler, request(**AYS))
    assert torch.equal(model.scheduler.sigmas, torch.tensor(TABLE))
    assert torch.equal(timesteps, 0.25 * torch.tensor(TABLE[:-1]).log())


def test_karras_after_ays_is_the_models_own_again(model):
    set_schedule(model.scheduler, request(steps=5))
    own = model.scheduler.sigmas
    set_schedule(model.scheduler, request(**AYS))
    set_schedule(model.scheduler, request(steps=5))
    assert torch.equal(model.scheduler.sigmas, own)
    assert float(own[0]) == model.scheduler.config.sigma_max


def test_the_noise_has_the_strength_of_the_schedules_first_sigma(model):
    drawn = [
        draw_latents(model, wanted, torch.Generator().manual_seed(1), torch.float32)
        for wanted in (request(), request(**AYS))
    ]
    first = torch.tensor([model.scheduler.config.sigma_max, TABLE[0]])
    strength = (first**2 + 1) ** 0.5
    torch.testing.assert_close(drawn[1] / drawn[0], (strength[1] / strength[0]).expand_as(drawn[0]))


@pytest.mark.parametrize("changes", [{"steps": 3}, AYS], ids=["karras", "ays"])
def test_every_step_tells_the_clean_clip_expected_and_the_last_reaches_it(model, changes):
    steps = run(model, request(**changes))
    assert len(steps) == changes["steps"]
    assert {step.clean.shape for step in steps} == {steps[0].latents.shape}
    torch.testing.assert_close(steps[-1].clean, steps[-1].latents, rtol=1e-3, atol=1e-3)


# The interval of guidance


def test_guidance_in_an_interval_halves_the_work_beyond_it(model):
    wanted = request(**AYS, guidance_interval=(1.0, 20.0))
    assert batches(model, lambda: run(model, wanted)) == [1, 1, 2, 2, 2, 2, 1, 1, 1, 1]


def test_both_ends_of_the_interval_are_guided(model):
    """In fp32 the one is a little lower and the other a little higher than written."""
    wanted = request(**AYS, guidance_interval=(TABLE[8], TABLE[4]))
    assert batches(model, lambda: run(model, wanted)) == [1] * 4 + [2] * 5 + [1]


def test_an_interval_over_all_sigmas_is_none_to_the_bit(model):
    everywhere, interval = (
        run(model, request(guidance_interval=chosen)) for chosen in (None, (0.0, 1000.0))
    )
    assert difference(everywhere, interval) == 0


def test_an_interval_with_no_sigma_is_guidance_off_to_the_bit(model):
    nowhere = run(model, request(guidance_interval=(0.0, 1.0)))
    assert difference(nowhere, run(model, request(max_guidance=1.0))) == 0


def test_an_interval_guides_nothing_where_guidance_is_off(model):
    wanted = request(max_guidance=1.0, guidance_interval=(0.0, 1000.0))
    assert batches(model, lambda: run(model, wanted)) == [1, 1, 1]


# Savings


def test_split_halves_are_two_calls_with_the_same_latents_within_1e_4(model):
    together = run(model, request())
    steps: list[Step] = []
    seen = batches(model, lambda: steps.extend(run(model, request(), split=True)))
    assert seen == [1] * 6
    assert difference(together, steps) < 1e-4


def test_without_guidance_there_is_nothing_to_split(model):
    assert batches(model, lambda: run(model, request(max_guidance=1.0), split=True)) == [1] * 3


@pytest.mark.parametrize("split", [False, True])
def test_chunked_feed_forward_gives_the_same_latents_within_1e_4(model, split):
    whole = run(model, request(), split=split)
    set_feed_forward_chunk(model.unet, 2)
    assert difference(whole, run(model, request(), split=split)) < 1e-4


def test_chunks_can_be_switched_from_job_to_job(model):
    layers = [module for name, module in model.unet.named_modules() if name.endswith(".ff")]
    calls: list[object] = []
    hooks = [layer.register_forward_pre_hook(lambda *_: calls.append(1)) for layer in layers]

    def calls_a_layer(chunk: int | None) -> float:
        set_feed_forward_chunk(model.unet, chunk)
        calls.clear()
        run(model, request(steps=1, max_guidance=1.0))
        return len(calls) / len(layers)

    counted = [calls_a_layer(chunk) for chunk in (None, 2, 1, 4, None)]
    for hook in hooks:
        hook.remove()
    assert counted == [1, FRAMES / 2, FRAMES, 1, 1]


def test_a_chunk_that_does_not_divide_the_frames_is_an_error(model):
    set_feed_forward_chunk(model.unet, 2)
    with pytest.raises(ValueError, match="divisible by chunk size"):
        run(model, request(frames=3))


# Checks


@pytest.fixture
def broken_from(model):
    """Makes the UNet answer with a NaN from its nth call on."""
    hooks = []

    def breaks(call: int) -> None:
        calls = iter(range(1, 1000))

        def spoil(_, inputs, outputs):
            if next(calls) >= call:
                outputs[0][0, 0, 0, 0, 0] = float("nan")

        hooks.append(model.unet.register_forward_hook(spoil))

    yield breaks
    for hook in hooks:
        hook.remove()


def test_values_that_are_not_numbers_end_the_render_at_their_step(model, broken_from):
    broken_from(2)
    with pytest.raises(SvdError) as caught:
        run(model, request())
    assert caught.value.reason.kind == "device"
    assert caught.value.reason.sentence == (
        "Step 2 of 3 gave values that are not numbers. "
        "Try another seed or size, or render on the CPU."
    )


def test_they_never_reach_a_checkpoint(model, broken_from, tmp_path, monkeypatch):
    broken_from(3)
    monkeypatch.setattr(render, "load_model", lambda *_: model)
    wanted = replace(
        order(tmp_path, device="cpu"),
        request=request(source=str(picture(tmp_path / "picture.png"))),
        model_folder=str(resource("svd_mini")),
    )
    *_, last = render.Engine(Wishes()).render(wanted)

    assert isinstance(last, Failed)
    assert last.reason.message == "Step 3 of 3 gave values that are not numbers."
    checkpoint = load_checkpoint(Path(wanted.hidden), CPU)
    assert checkpoint and checkpoint.step == 2
    assert torch.isfinite(checkpoint.latents).all()


class Copies(TorchDispatchMode):
    """Counts copies from one device to another."""

    count = 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        if operation is torch.ops.aten._to_copy.default and result.device != args[0].device:
            self.count += 1
        return result


@pytest.mark.parametrize("changes", [{}, AYS | {"guidance_interval": (1.0, 20.0)}])
def test_a_step_waits_for_the_device_for_nothing_but_its_check(monkeypatch, changes):
    """On the meta device any value asked for raises: the check alone is taken out."""
    monkeypatch.setattr(denoising, "_check_finite", lambda *_: None)
    model = load_on_cpu()
    meta = torch.device("meta")
    config = model.unet.to(meta).config
    model = replace(model, device=meta)
    wanted = request(**changes)
    side = wanted.height // model.scale
    conditioning = Conditioning(
        torch.empty(1, 1, config.cross_attention_dim, device=meta),
        torch.empty(1, config.out_channels, side, side, device=meta),
    )
    start = torch.empty(1, FRAMES, config.out_channels, side, side, device=meta)

    steps = denoise(model, conditioning, start, wanted)
    next(steps)  # what goes to the device once, goes with the first step
    with Copies() as copies:
        assert len(list(steps)) == wanted.steps - 1
    assert copies.count == 0


# Sizes


@pytest.mark.parametrize("side", [8, 9, 10, 11, 12, 13, 14, 15])
def test_a_unet_of_svds_four_levels_takes_latents_of_any_side(side):
    """So the sides of a clip need no more than to divide by the pixels of a latent."""
    torch.manual_seed(0)
    unet = UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 32, 32, 32), num_attention_heads=(1, 1, 1, 1), layers_per_block=1,
        cross_attention_dim=8, addition_time_embed_dim=8, projection_class_embeddings_input_dim=24,
    )  # fmt: skip
    noisy, embedding = torch.randn(1, 2, 8, 16, side), torch.randn(1, 1, 8)
    with torch.no_grad():
        answer = unet(noisy, torch.tensor(0.5), embedding, torch.ones(1, 3)).sample
    assert answer.shape == (1, 2, 4, 16, side)
    assert torch.isfinite(answer).all()
