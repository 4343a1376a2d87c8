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
    from pictures import FOCUS, camera_clip
    from registration import register

    torch.manual_seed(0)
    view = torch.nn.functional.interpolate(torch.rand(1, 3, 12, 20), (96, 160), mode="bicubic")[0]
    clip = camera_clip(view, 14, 0.006, angle)
    zoom, right, down = register(clip[0], clip[13]).tolist()
    assert zoom == pytest.approx(13 * 0.006, abs=0.002)
    assert right == pytest.approx(FOCUS * math.cos(angle) * 13 * 0.006 * 80, abs=0.2)
    assert down == pytest.approx(FOCUS * math.sin(angle) * 13 * 0.006 * 48, abs=0.2)


def test_the_camera_never_looks_outside_the_picture():
    from pictures import FOCUS, camera_clip

    torch.manual_seed(0)
    ramp = torch.linspace(-1, 1, 64).expand(3, 48, 64)
    for angle in (0.0, math.pi):
        last = camera_clip(ramp, 14, 0.02, angle)[-1]
        assert FOCUS < 1
        assert last.std(2).min() > 0.4  # smeared borders would be flat columns
        assert (last[:, :, 1:] - last[:, :, :-1]).min() > 0.001


def test_noise_is_turned_to_an_angle_and_stays_as_strong():
    from compass import direction, turned

    noise = torch.randn(1, 4, 8, 12, 16, generator=torch.Generator().manual_seed(3))
    found = direction(turned(noise, 2.0))
    assert math.atan2(found[1], found[0]) == pytest.approx(2.0, abs=1e-4)
    assert found.norm().item() == pytest.approx(direction(noise).norm().item(), rel=1e-4)


@pytest.mark.parametrize("angle", [0.5, 2.5, -1.0])
def test_the_unet_starts_with_a_path_that_reads_the_direction(angle: float):
    from compass import TOLD, start_compass, turned
    from networks import build_unet

    torch.manual_seed(1)
    unet = build_unet()
    start_compass(unet)
    heard = []
    unet.mid_block.resnets[0].register_forward_hook(lambda *call: heard.append(call[2]))
    noise = turned(torch.randn(1, 4, 8, 16, 24), angle)
    with torch.no_grad():
        unet(
            torch.cat([noise, torch.randn(1, 1, 8, 16, 24).expand(noise.shape)], 2),
            torch.tensor(1.0),
            encoder_hidden_states=torch.zeros(1, 1, 32),
            added_time_ids=torch.tensor([[6.0, 127.0, 0.02]]),
        )
    right, _, down, _ = heard[0][:, TOLD].mean((0, 2, 3)).tolist()
    assert math.cos(math.atan2(down, right) - angle) > 0.9


def test_a_step_of_muon_has_singular_values_near_one():
    from muon import orthogonal

    matrix = torch.randn(24, 90, generator=torch.Generator().manual_seed(2))
    values = torch.linalg.svdvals(orthogonal(matrix))
    assert values.min() > 0.5
    assert values.max() < 1.5
    assert torch.equal(orthogonal(matrix.T), orthogonal(matrix).T)


def test_the_same_seed_makes_the_same_clip():
    from pictures import random_view

    picture = torch.randint(0, 256, (3, 200, 300), dtype=torch.uint8)
    first, again = (
        random_view(picture, 96, 160, torch.Generator().manual_seed(5)) for _ in range(2)
    )
    assert torch.equal(first, again)


def test_what_was_laid_stays_while_the_rest_trains():
    from compass import TOLD, Kept
    from networks import build_unet

    torch.manual_seed(1)
    unet = build_unet()
    kept = Kept(unet)
    with torch.no_grad():
        for parameter in unet.parameters():
            parameter.add_(0.01)
    kept.restore()
    laid, mask, values = kept.laid[0]
    assert torch.equal(laid.detach()[mask], values)
    rows = unet.mid_block.resnets[0].spatial_res_block.conv2.weight[TOLD]
    assert (rows[:, 4:] == 0.01).sum() < rows.numel() / 2


@pytest.mark.parametrize("angle", [0.0, 2.0])
def test_the_shift_that_is_told_is_the_one_the_camera_makes(angle: float):
    from pictures import camera_clip, camera_shift

    across = torch.arange(160.0).expand(1, 96, 160) / 160  # a picture that tells its own places
    down = torch.arange(96.0)[:, None].expand(1, 96, 160) / 160
    clip = camera_clip(torch.cat([across, down, down]), 14, 0.004, angle)
    seen = (clip[13, :2] - clip[0, :2]) * 160
    told = camera_shift((96, 160), 14, 0.004, angle)[13]
    assert (seen - told)[:, 8:-8, 8:-8].abs().max() < 0.05
