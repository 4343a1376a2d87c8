"""A file is what its tensors say, at full size, and a refusal names the thing."""

import pickle
import zipfile
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models.original_layout import layout_of
from svd_desktop.models.recognising import read_original
from tests.original import SVD, sparse_file, tensors_of

LAYOUT = layout_of(SVD)
CLIP = "conditioner.embedders.0.open_clip.model."
KEY = "model.diffusion_model.middle_block.1.time_stack.0.attn2.to_k.weight"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some name.safetensors"


def refusal(file: Path) -> str:
    with pytest.raises(SvdError) as caught:
        read_original(file, LAYOUT)
    assert caught.value.reason.kind == "model"
    assert caught.value.reason.remedy
    assert str(file) in caught.value.reason.message
    return caught.value.reason.message


def without(*prefixes: str) -> dict:
    return {
        name: tensor for name, tensor in tensors_of(SVD).items() if not name.startswith(prefixes)
    }


def test_a_file_that_is_not_there_cannot_be_read(file):
    assert "cannot be read: No such file" in refusal(file)


@pytest.mark.parametrize("ending", [".ckpt", ".pt", ".pth", ".bin", ".CKPT"])
def test_a_pickle_is_refused_unread_with_the_reason(file, ending):
    file = file.with_suffix(ending)
    file.write_bytes(pickle.dumps({"state_dict": {}}))
    assert "pickled file can run any code" in refusal(file)


def test_a_pickle_under_another_name_is_one(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", b"")
    assert "pickled file can run any code" in refusal(file)


def test_gguf_is_said_to_be_that(file):
    file.write_bytes(b"GGUF" + bytes(100))
    assert "GGUF" in refusal(file)


def test_a_truncated_file_is_refused(file):
    sparse_file(file, tensors_of(SVD))
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size - 1)
    assert "is not a whole safetensors file" in refusal(file)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight", "a LoRA"),
        ("unet.down_blocks.0.attentions.0.proj_in.lora_A.weight", "a LoRA"),
        ("cond_stage_model.transformer.text_model.final_layer_norm.bias", "Stable Diffusion 1"),
        ("cond_stage_model.model.ln_final.bias", "Stable Diffusion 2"),
        ("conditioner.embedders.1.model.ln_final.bias", "Stable Diffusion XL"),
        ("model.diffusion_model.joint_blocks.0.x_block.attn.proj.bias", "Stable Diffusion 3"),
        ("double_blocks.0.img_attn.proj.bias", "Flux"),
        ("control_model.input_hint_block.0.bias", "a ControlNet"),
        ("down_blocks.0.motion_modules.0.temporal_transformer.norm.bias", "a motion module"),
        ("down_blocks.0.attentions.0.temporal_transformer_blocks.0.norm1.bias",
         "a UNet of Stable Video Diffusion in the diffusers layout"),
        ("decoder.time_conv_out.bias", "a VAE of Stable Video Diffusion in the diffusers layout"),
        ("vision_model.post_layernorm.bias", "an image encoder"),
        ("model.diffusion_model.out.2.bias", "another diffusion model"),
        ("encoder.layers.0.bias", "a model of a kind that is not known here"),
    ],
)  # fmt: skip
def test_another_model_is_named(file, name, what):
    sparse_file(file, {name: ("F16", (4,)), "model.diffusion_model.label": ("F16", (1,))}
                if name.startswith("cond") else {name: ("F16", (4,))})  # fmt: skip
    assert f"is {what}" in refusal(file)


@pytest.mark.parametrize(
    ("prefix", "part"),
    [
        ("first_stage_model.", "decoder"),
        (CLIP, "image encoder"),
        ("conditioner.embedders.3.", "image's VAE encoder"),
    ],
)
def test_a_file_with_a_part_left_out_says_which(file, prefix, part):
    sparse_file(file, without(prefix))
    assert f"holds Stable Video Diffusion without its {part}" in refusal(file)


def test_the_frame_wise_decoder_is_recognised_and_refused(file):
    tensors = {
        name: tensor for name, tensor in tensors_of(SVD).items()
        if not name.startswith("first_stage_model.decoder.")
        or not any(mark in name for mark in ("time_stack", "mix_factor", "time_mix_conv"))
    }  # fmt: skip
    sparse_file(file, tensors)
    assert "the decoder that decodes frame by frame" in refusal(file)


def test_a_missing_tensor_is_named(file):
    sparse_file(file, without(KEY))
    assert f"it lacks {KEY}." in refusal(file)


def test_a_tensor_of_another_shape_is_named_with_both(file):
    sparse_file(file, tensors_of(SVD) | {KEY: ("F16", (1280, 768))})
    assert f"{KEY} has the shape 1280x768, not 1280x1024" in refusal(file)


def test_a_tensor_too_many_is_named(file):
    sparse_file(file, tensors_of(SVD) | {"model_ema.decay": ("F32", ())})
    assert "it holds model_ema.decay, which that model does not have" in refusal(file)


def test_a_precision_that_is_not_used_is_named(file):
    sparse_file(file, tensors_of(SVD) | {KEY: ("F8_E4M3", (1280, 1024))})
    assert f"{KEY} is stored as F8_E4M3" in refusal(file)


@pytest.mark.parametrize("dtype", ["F16", "F32"])
def test_the_whole_model_is_taken_with_and_without_what_is_not_used(file, dtype):
    used = tensors_of(SVD, dtype)
    sparse_file(file, used)
    assert read_original(file, LAYOUT).tensors.keys() == used.keys()
    sparse_file(file, used | dict.fromkeys(LAYOUT.unused, (dtype, (2,))))
    assert len(read_original(file, LAYOUT).tensors) == 2446
