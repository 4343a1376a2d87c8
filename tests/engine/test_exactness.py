"""The engine's frames are those of diffusers' own pipeline, to the bit."""

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import StableVideoDiffusionPipeline
from PIL import Image

from svd_desktop.core.request import RenderRequest
from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.models.resources import resource

SAMPLE = resource("samples", "rocket.jpg")
WIDTH, HEIGHT = 64, 64
STEPS = 2
# The decoder alone depends on the chunk, so one denoising serves all chunks.
CASES = list(itertools.product((14, 25), (1.0, 3.0), (0.0, 0.1)))


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


def _picture(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB").resize((WIDTH, HEIGHT))


@pytest.mark.parametrize(("frames", "max_guidance", "noise"), CASES)
def test_frames_equal_the_pipelines_to_the_bit(model, pipeline, frames, max_guidance, noise):
    request = _request(frames, max_guidance, noise)
    picture = _picture(SAMPLE)

    generator = seeded(request)
    conditioning = encode_image(model, picture, request, generator)
    latents = draw_latents(model, request, generator, torch.float32)
    *_, latents = denoise(model, conditioning, latents, request)

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


def test_going_on_after_any_step_gives_the_same_latents(model):
    request = _request(14, 3.0, 0.02)
    generator = seeded(request)
    conditioning = encode_image(model, _picture(SAMPLE), request, generator)
    start = draw_latents(model, request, generator, torch.float32)
    whole = list(denoise(model, conditioning, start, request))

    for step in range(1, len(whole)):
        *_, last = denoise(model, conditioning, whole[step - 1], request, first_step=step)
        assert torch.equal(last, whole[-1]), f"from step {step}"


def test_values_that_are_not_numbers_are_never_saved(model):
    latents = torch.full((1, 2, model.unet.config.in_channels // 2, 8, 8), float("nan"))
    with pytest.raises(Exception, match="not numbers from frame 1"):
        list(decode(model, latents, 1))
