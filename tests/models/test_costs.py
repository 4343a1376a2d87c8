"""A model is recognised by its architecture, whatever it is called."""

from __future__ import annotations

import json
import shutil

import pytest

from svd_desktop.models.costs import known_costs
from svd_desktop.models.resources import resource


@pytest.fixture
def folder(tmp_path):
    for part in ("unet", "vae", "image_encoder"):
        shutil.copytree(resource("memory", "svd") / part, tmp_path / part)
    return tmp_path


def change(folder, part, **values):
    path = folder / part / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_configuration_that_cannot_be_read_is_of_no_known_model(folder, text):
    (folder / "vae" / "config.json").write_text(text)
    assert known_costs(folder) is None


def test_a_folder_that_is_not_there_is_of_no_known_model(tmp_path):
    assert known_costs(tmp_path / "nowhere") is None


def test_another_architecture_is_not_known(folder):
    change(folder, "unet", block_out_channels=[320, 640, 1280, 1600])
    assert known_costs(folder) is None


def test_frames_and_versions_change_nothing(folder):
    change(folder, "unet", num_frames=14, _diffusers_version="0.30")
    change(folder, "image_encoder", dtype="float16")
    assert known_costs(folder) == known_costs(resource("memory", "svd"))


def test_svd_has_the_weights_that_are_published(folder):
    weights = known_costs(folder).weights
    gib = {part: count * 2 / 2**30 for part, count in weights.items()}
    assert gib == pytest.approx({"unet": 2.84, "image_encoder": 1.18, "vae": 0.18}, abs=0.01)
