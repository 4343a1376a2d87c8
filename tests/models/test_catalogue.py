"""Which models there are by name, and what a folder of one's own gives."""

import json
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import embedded, find_model
from tests.made import request

NOWHERE = Path("/no/models")


def refusal(name: str) -> str:
    with pytest.raises(SvdError) as caught:
        find_model(name, NOWHERE)
    assert caught.value.reason.kind == "model"
    return caught.value.reason.sentence


@pytest.mark.parametrize("name", ["svd-9", "SVD-MINI", "/no/such/folder", "~nobody-at-all/model"])
def test_a_name_nobody_has_is_refused_with_those_there_are(name):
    assert refusal(name) == (
        f"There is no model called {name}. Use svd-mini or a folder with a model_index.json."
    )


def test_a_folder_without_an_index_is_no_model(tmp_path):
    assert "There is no model called" in refusal(str(tmp_path))


@pytest.mark.parametrize(
    "config", [None, "", "{", "[]", "{}", '{"num_frames": null}', '{"num_frames": "many"}']
)
def test_a_folder_whose_unet_says_nothing_is_refused(tmp_path, config):
    (tmp_path / "model_index.json").write_text("{}")
    (tmp_path / "unet").mkdir()
    if config is not None:
        (tmp_path / "unet" / "config.json").write_text(config)
    sentence = refusal(str(tmp_path))
    assert str(tmp_path) in sentence
    assert "unet/config.json" in sentence
    assert sentence.endswith("Fetch or import the model again.")


def test_a_folder_gives_svds_own_defaults_and_its_unets_frames(tmp_path):
    (tmp_path / "model_index.json").write_text("{}")
    (tmp_path / "unet").mkdir()
    (tmp_path / "unet" / "config.json").write_text(json.dumps({"num_frames": 25}))
    model = find_model(str(tmp_path), NOWHERE)
    assert (model.folder, model.name) == (tmp_path, str(tmp_path))
    assert (model.width, model.height, model.frames, model.steps) == (1024, 576, 25, 25)
    assert (model.fps, model.motion_bucket_id, model.noise_aug_strength) == (7, 127, 0.02)
    assert (model.min_guidance, model.max_guidance) == (1.0, 3.0)


@pytest.mark.parametrize("name", embedded())
def test_each_models_defaults_make_a_request(name):
    model = find_model(name, NOWHERE)
    request(
        model=name, width=model.width, height=model.height, frames=model.frames,
        steps=model.steps, fps=model.fps, motion_bucket_id=model.motion_bucket_id,
        noise_aug_strength=model.noise_aug_strength, min_guidance=model.min_guidance,
        max_guidance=model.max_guidance,
    )  # fmt: skip


def test_the_embedded_model_says_that_it_is_for_demonstration():
    assert "demonstration" in embedded()["svd-mini"].title
