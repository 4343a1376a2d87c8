"""The render process loads a damaged model or refuses it in one sentence, and runs none of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.engine import loading
from tests.loaded import load_on_cpu
from tests.tiny import CONFIG, make_tiny, tensors_of

UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def model(tmp_path):
    return make_tiny(tmp_path / "model")


def refusal(folder) -> str:
    with pytest.raises(SvdError) as caught:
        load_on_cpu(folder)
    assert caught.value.reason.kind == "model"
    return caught.value.reason.sentence


def test_whatever_is_in_a_models_files_it_is_loaded_or_refused(tmp_path):
    """In a process of its own, whose memory is limited and which a hang does not outlive."""
    folder = make_tiny(tmp_path / "model")
    program = [sys.executable, "-m", "tests.engine.malformed_program"]
    said = subprocess.run([*program, folder, tmp_path / "mark"], capture_output=True, text=True,
                          timeout=300)  # fmt: skip
    assert said.returncode == 0, said.stderr[-4000:]
    loaded, refused = map(int, re.findall(r"\d+", said.stdout))
    assert loaded > 0
    assert refused > 50


def test_a_malformed_file_is_refused_before_a_library_opens_it(model, monkeypatch):
    (model / UNET).write_bytes(b"\xff" * 100)
    monkeypatch.setattr(loading, "UNetSpatioTemporalConditionModel", None)
    assert f"{model / UNET} is not a whole safetensors file" in refusal(model)


def test_a_configuration_of_a_billion_channels_is_refused_before_anything_is_built(
    model, monkeypatch
):
    (model / "unet" / "config.json").write_text(
        json.dumps(CONFIG["unet"] | {"block_out_channels": [10**9]})
    )
    monkeypatch.setattr(loading, "UNetSpatioTemporalConditionModel", None)
    assert "in unet/config.json block_out_channels is [1000000000]" in refusal(model)


@pytest.mark.parametrize("error", [ValueError(""), TypeError("two\nlines"), AssertionError()])
def test_what_a_library_says_of_a_model_is_one_sentence(model, monkeypatch, error):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(loading.EulerDiscreteScheduler, "from_pretrained", refuse)
    sentence = refusal(model)
    assert f"The model in {model} cannot be loaded: " in sentence
    assert "\n" not in sentence


def test_a_whole_model_is_loaded_with_the_weights_of_its_files(model):
    unet = load_on_cpu(model).unet
    assert unet.config.block_out_channels == [32]
    assert (unet.conv_in.weight.detach().numpy() == tensors_of("unet")["conv_in.weight"]).all()
