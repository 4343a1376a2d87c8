"""A model imported from the original layout renders what its diffusers twin does, to the bit."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from svd_desktop.engine.conditioning import encode_image, seeded
from svd_desktop.engine.decoding import decode
from svd_desktop.engine.denoising import denoise, draw_latents
from svd_desktop.models.importing import import_model
from svd_desktop.models.installed import folder_of
from svd_desktop.models.resources import resource
from tests.loaded import load_on_cpu
from tests.made import request
from tests.original import MINI, mini_in_original_layout


def twin(folder: Path, dtype: torch.dtype) -> Path:
    """The embedded model with its weights in one precision."""
    shutil.copytree(MINI, folder)
    for path in folder.glob("*/*.safetensors"):
        weights = {name: tensor.to(dtype) for name, tensor in load_file(path).items()}
        save_file(weights, path, {"format": "pt"})
    return folder


def rendered(folder: Path) -> np.ndarray:
    asked = request(max_guidance=3.0)
    model = load_on_cpu(folder)
    with Image.open(resource("samples", "rocket.jpg")) as opened:
        picture = opened.convert("RGB").resize((asked.width, asked.height))
    generator = seeded(asked)
    conditioning = encode_image(model, picture, asked, generator)
    latents = draw_latents(model, asked, generator, torch.float32)
    *_, last = denoise(model, conditioning, latents, asked)
    return np.concatenate(list(decode(model, last.latents, asked.frames)))


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32])
def test_frames_are_the_twins_to_the_bit(tmp_path, dtype):
    file = mini_in_original_layout(tmp_path / "svd.safetensors", dtype)
    card = import_model(file, tmp_path, architecture=MINI)
    frames = rendered(folder_of(tmp_path, card))
    assert frames.std() > 1
    assert np.array_equal(frames, rendered(twin(tmp_path / "twin", dtype)))
