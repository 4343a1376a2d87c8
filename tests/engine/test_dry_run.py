"""What is counted without weights is what a real run takes; what is fitted is what is counted."""

from __future__ import annotations

import json
import random
import shutil

import pytest
import torch

from svd_desktop.core.costs import Costs
from svd_desktop.core.memory import feed_forward_chunk
from svd_desktop.engine.denoising import set_feed_forward_chunk
from svd_desktop.engine.dry_run import (
    count_decode,
    count_denoise,
    count_encode,
    skeleton,
)
from svd_desktop.engine.fitting import costs_of
from svd_desktop.engine.live_storage import LiveStorage
from svd_desktop.models.costs import known_costs
from svd_desktop.models.resources import resource

WITHIN = 0.03
WIDTH, HEIGHT, FRAMES = 192, 128, 6
FOLDERS = {"svd": resource("memory", "svd"), "svd-mini": resource("svd_mini")}


def real(module: torch.nn.Module, forward) -> int:
    """Live storage at the peak of a run with weights and numbers."""
    known = [*module.parameters(), *module.buffers()]
    with torch.no_grad(), LiveStorage(known) as count:
        forward()
    return count.peak_with_workspace


@pytest.mark.parametrize("chunk", [None, 2])
@pytest.mark.parametrize("batch", [1, 2])
def test_a_real_step_takes_what_was_counted(model, batch, chunk):
    unet = model.unet
    size = (HEIGHT // model.scale, WIDTH // model.scale)
    set_feed_forward_chunk(unet, chunk)

    def forward():
        latents = torch.randn(1, FRAMES, 8, *size)
        image_latents = torch.randn(2, FRAMES, 8, *size)
        unet(
            torch.cat([torch.cat([latents] * batch), image_latents[:batch]], 2),
            torch.tensor(1.0),
            encoder_hidden_states=torch.randn(batch, 1, 32),
            added_time_ids=torch.ones(batch, 3),
            return_dict=False,
        )

    took = real(unet, forward)
    set_feed_forward_chunk(unet, None)
    counted = count_denoise(
        skeleton(FOLDERS["svd-mini"]), WIDTH, HEIGHT, FRAMES, torch.float32,
        batch=batch, feed_forward_chunk=chunk,
    )  # fmt: skip
    assert took == pytest.approx(counted, rel=WITHIN)


def test_a_real_encode_and_decode_take_what_was_counted(model):
    parts, vae = skeleton(FOLDERS["svd-mini"]), model.vae
    took = real(vae, lambda: vae.encode(torch.randn(1, 3, HEIGHT, WIDTH)).latent_dist.mode())
    assert took == pytest.approx(count_encode(parts, WIDTH, HEIGHT, torch.float32), rel=WITHIN)

    def decode():
        latents = torch.randn(FRAMES, 8, HEIGHT // model.scale, WIDTH // model.scale)
        pixels = vae.decode(latents, num_frames=FRAMES).sample.float()
        (pixels * 0.5 + 0.5).clamp(0, 1)

    counted = count_decode(parts, WIDTH, HEIGHT, FRAMES, torch.float32)
    assert real(vae, decode) == pytest.approx(counted, rel=WITHIN)


# fmt: off
@pytest.mark.parametrize(("name", "settings"), [("svd", 30), ("svd-mini", 20)])
def test_the_fit_is_within_three_percent_of_the_count_at_random_settings(name, settings):
    costs, parts = known_costs(FOLDERS[name]), skeleton(FOLDERS[name])
    draw = random.Random(7)
    for _ in range(settings):
        width, height = 8 * draw.randint(32, 160), 8 * draw.randint(32, 120)
        frames, batch = draw.randint(2, 40), draw.choice((1, 2))
        precision, dtype = draw.choice((("fp16", torch.float16), ("fp32", torch.float32)))
        chunk = feed_forward_chunk(frames) if draw.random() < 0.6 else frames
        counted = {
            "encode": count_encode(parts, width, height, dtype),
            "denoise": count_denoise(parts, width, height, frames, dtype,
                                     batch=batch, feed_forward_chunk=chunk),
            "decode": count_decode(parts, width, height, frames, dtype),
        }
        used = "bf16" if precision == "fp16" else precision  # bf16: as wide, and never upcast
        fitted = {
            "encode": costs.encode_bytes(width, height, used),
            "denoise": costs.denoise_bytes(width, height, frames, precision, batch, chunk),
            "decode": costs.decode_bytes(width, height, frames, precision),
        }
        setting = f"{width}x{height}, {frames} frames, batch {batch}, chunk {chunk}"
        assert fitted == pytest.approx(counted, rel=WITHIN), setting
# fmt: on


def test_the_data_that_is_shipped_is_what_fitting_gives():
    again = costs_of_anew(FOLDERS["svd-mini"])
    kept = known_costs(FOLDERS["svd-mini"])
    assert again.weights == kept.weights
    assert again.decode == pytest.approx(kept.decode, abs=1e-2)
    assert again.fed["2"] == pytest.approx(kept.fed["2"], rel=1e-6, abs=1e-2)


def costs_of_anew(folder) -> Costs:
    from svd_desktop.engine.fitting import fit

    return fit(skeleton(folder))


def test_a_model_that_is_not_known_is_counted(tmp_path):
    for part in ("unet", "vae", "image_encoder"):
        shutil.copytree(FOLDERS["svd-mini"] / part, tmp_path / part)
    config = tmp_path / "unet" / "config.json"
    data = json.loads(config.read_text())
    config.write_text(json.dumps({**data, "block_out_channels": [32, 64, 64]}))
    assert known_costs(tmp_path) is None
    counted = costs_of(tmp_path, tmp_path)
    assert counted.weights["unet"] < known_costs(FOLDERS["svd-mini"]).weights["unet"]
    (kept,) = tmp_path.glob("costs-*.json")
    assert Costs.from_json(json.loads(kept.read_text())).weights == counted.weights
