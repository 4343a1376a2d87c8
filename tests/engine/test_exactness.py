"""The engine's frames are those of diffusers' own pipeline, to the bit."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import StableVideoDiffusionPipeline
from diffusers.schedulers import AysSchedules
from PIL import Image

from svd_desktop.core.request import AYS_STEPS, RenderRequest
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import NotFinite, decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.engine.loading import Model
from svd_desktop.models.resources import resource
from tests.loaded import load_on_cpu

SAMPLE = resource("samples", "rocket.jpg")
WIDTH, HEIGHT = 64, 64
STEPS = 2
# The decoder alone depends on the chunk, so one denoising serves all chunks.
CASES = list(itertools.product((14, 25), (1.0, 3.0), (0.0, 0.1)))


@pytest.fixture(scope="module")
def model() -> Model:
    return load_on_cpu()


@pytest.fixture(scope="module")
def pipeline() -> StableVideoDiffusionPipeline:
    pipe = StableVideoDiffusionPipeline.from_pretrained(
        resource("svd_mini"), local_files_only=True, torch_dtype=torch.float32
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _request(frames: int, max_guidance: float, noise: float) -> RenderRequest:
    return RenderRequest(
        source=str(SAMPLE), model="svd-mini", width=WIDTH, height=HEIGHT, frames=frames,
        steps=STEPS, seed=42, fps=9, motion_bucket_id=180, noise_aug_strength=noise,
        max_guidance=max_guidance,
    )  # fmt: skip


def _picture(path: Path, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB").resize(size)


@pytest.mark.parametrize(("frames", "max_guidance", "noise"), CASES)
def test_frames_equal_the_pipelines_to_the_bit(model, pipeline, frames, max_guidance, noise):
    request = _request(frames, max_guidance, noise)
    picture = _picture(SAMPLE)

    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, torch.float32)
    *_, last = denoise(model, conditioning, latents, request)
    latents = last.latents

    def reference(chunk: int, output: str):
        return pipeline(
            picture, width=WIDTH, height=HEIGHT, num_frames=frames, num_inference_steps=STEPS,
            min_guidance_scale=request.min_guidance, max_guidance_scale=max_guidance,
            fps=request.fps, motion_bucket_id=request.motion_bucket_id,
            noise_aug_strength=noise, decode_chunk_size=chunk,
            generator=torch.manual_seed(42), output_type=output,
        ).frames  # fmt: skip

    assert torch.equal(latents, reference(1, "latent"))
    for chunk in (1, 3, frames):
        ours = np.concatenate(list(decode(model, latents, chunk)))
        theirs = np.stack([np.asarray(image) for image in reference(chunk, "pil")[0]])
        assert np.array_equal(ours, theirs), f"decode chunk {chunk}"


@pytest.mark.parametrize("max_guidance", [1.0, 3.0])
@pytest.mark.parametrize("size", [(64, 64), (88, 72)], ids=["64x64", "88x72"])
@pytest.mark.parametrize("schedule", ["karras", "ays"])
def test_latents_equal_the_pipelines_for_each_schedule_and_size(
    model, pipeline, schedule, size, max_guidance
):
    """88x72 pixels are latents of 22x18, which the UNet's levels do not halve evenly."""
    width, height = size
    ays = schedule == "ays"
    request = _request(4, max_guidance, 0.02).with_(
        schedule=schedule, steps=AYS_STEPS if ays else STEPS, width=width, height=height
    )
    picture = _picture(SAMPLE, size)

    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    start = draw_latents(model, request, generator, torch.float32)
    *_, last = denoise(model, conditioning, start, request)

    theirs = pipeline(
        picture, width=width, height=height, num_frames=4, num_inference_steps=request.steps,
        sigmas=AysSchedules["StableDiffusionVideoSigmas"] if ays else None,
        max_guidance_scale=max_guidance, fps=request.fps,
        motion_bucket_id=request.motion_bucket_id, noise_aug_strength=0.02,
        generator=torch.manual_seed(42), output_type="latent",
    ).frames  # fmt: skip
    assert torch.equal(last.latents, theirs)


@pytest.mark.parametrize("split", [False, True], ids=["batch", "split"])
@pytest.mark.parametrize(
    "changes",
    [
        {"frames": 14},
        {"frames": 4, "steps": 5, "guidance_interval": (30.0, 80.0)},
        {"frames": 4, "steps": AYS_STEPS, "schedule": "ays", "guidance_interval": (1.0, 20.0)},
    ],
    ids=["everywhere", "interval", "ays"],
)
def test_going_on_after_any_step_gives_the_same_latents(model, changes, split):
    request = _request(14, 3.0, 0.02).with_(**changes)
    generator = seeded(request)
    conditioning = encode_image(model, _picture(SAMPLE), request, generator)
    start = draw_latents(model, request, generator, torch.float32)
    whole = list(denoise(model, conditioning, start, request, split=split))

    for step in range(1, len(whole)):
        left = whole[step - 1].latents
        *_, last = denoise(model, conditioning, left, request, step, split=split)
        assert torch.equal(last.latents, whole[-1].latents), f"from step {step}"


def test_values_that_are_not_numbers_are_never_saved(model):
    latents = torch.full((1, 2, model.unet.config.in_channels // 2, 8, 8), float("nan"))
    with pytest.raises(NotFinite, match="not finite from frame 1"):
        list(decode(model, latents, 1))
