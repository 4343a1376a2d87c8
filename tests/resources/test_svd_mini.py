"""The model that is shipped: small, safe to load, of SVD's classes; and the ruler it is held to."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import pytest
import torch
from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "svd_mini"


@pytest.fixture(scope="module", autouse=True)
def scripts():
    """Lets the model's own scripts, which are no package, be imported."""
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))


def test_it_is_small_and_nothing_in_it_needs_unpickling():
    files = [
        path for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in str(path)
    ]
    assert sum(path.stat().st_size for path in files) < 32e6
    kinds = {path.suffix for path in files if path.stat().st_size > 1e6}
    assert kinds == {".safetensors"}


def test_the_defaults_are_what_the_scripts_say():
    from networks import DEFAULTS

    assert json.loads((FOLDER / "svd_mini.json").read_text(encoding="utf-8")) == DEFAULTS


@pytest.mark.parametrize("frames", [14, 25])
def test_it_renders_finite_frames(frames: int):
    from diffusers import StableVideoDiffusionPipeline

    pipeline = StableVideoDiffusionPipeline.from_pretrained(FOLDER)
    pipeline.set_progress_bar_config(disable=True)
    picture = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    clip = pipeline(picture, 48, 64, frames, 1, max_guidance_scale=1.0, output_type="pt").frames[0]
    assert clip.shape == (frames, 3, 48, 64)
    assert clip.isfinite().all()


@pytest.mark.parametrize("angle", [0.0, 2.0, 4.5])
def test_registration_finds_the_motion_that_the_camera_made(angle: float):
    from pictures import camera_clip
    from registration import register

    torch.manual_seed(0)
    view = torch.nn.functional.interpolate(torch.rand(1, 3, 16, 24), (128, 192), mode="bicubic")[0]
    clip = camera_clip(view, 14, (96, 160), 0.6, angle, torch.tensor([0.5, 0.5]))
    zoom, right, down = register(clip[0], clip[13]).tolist()
    assert zoom == pytest.approx(0, abs=0.002)
    assert right == pytest.approx(13 * 0.6 * math.cos(angle), abs=0.2)
    assert down == pytest.approx(13 * 0.6 * math.sin(angle), abs=0.2)


def test_the_same_seed_makes_the_same_clip():
    from pictures import random_view

    picture = torch.randint(0, 256, (3, 200, 300), dtype=torch.uint8)
    first, again = (
        random_view(picture, 96, 160, torch.Generator().manual_seed(5)) for _ in range(2)
    )
    assert torch.equal(first, again)
