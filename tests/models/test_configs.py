"""What a part's configuration may say, and what is refused before anything is built from it."""

from __future__ import annotations

import json

import pytest

from svd_desktop.models.configs import checked
from svd_desktop.models.resources import resource
from tests.tiny import CONFIG

HUGE = 10**9


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("unet", "_class_name", "UNet2DConditionModel"),
        ("unet", "block_out_channels", [HUGE]),
        ("unet", "block_out_channels", [-32]),
        ("unet", "block_out_channels", [33]),
        ("unet", "block_out_channels", [32.0]),
        ("unet", "block_out_channels", []),
        ("unet", "block_out_channels", [32] * 9),
        ("unet", "block_out_channels", 32),
        ("unet", "block_out_channels", None),
        ("unet", "down_block_types", ["my.Block"]),
        ("unet", "down_block_types", [["CrossAttnDownBlockSpatioTemporal"]]),
        ("unet", "layers_per_block", HUGE),
        ("unet", "layers_per_block", 0),
        ("unet", "layers_per_block", True),
        ("unet", "num_attention_heads", 0),
        ("unet", "num_attention_heads", [HUGE]),
        ("unet", "num_frames", None),
        ("unet", "num_frames", HUGE),
        ("unet", "num_frames", "14"),
        ("unet", "sample_size", HUGE),
        ("unet", "transformer_layers_per_block", HUGE),
        ("vae", "block_out_channels", [HUGE]),
        ("vae", "latent_channels", HUGE),
        ("vae", "scaling_factor", float("inf")),
        ("vae", "scaling_factor", 0),
        ("vae", "force_upcast", "yes"),
        ("image_encoder", "num_hidden_layers", HUGE),
        ("image_encoder", "hidden_size", -8),
        ("image_encoder", "image_size", HUGE),
        ("image_encoder", "hidden_act", "os.system"),
        ("image_encoder", "dtype", "load"),
        ("image_encoder", "model_type", "bert"),
        ("scheduler", "_class_name", "DDIMScheduler"),
        ("scheduler", "num_train_timesteps", HUGE),
        ("scheduler", "trained_betas", [0.1] * 64),
        ("scheduler", "sigma_max", 1e300),
        ("feature_extractor", "size", {"shortest_edge": HUGE}),
        ("feature_extractor", "size", {"longest_edge": 224}),
        ("feature_extractor", "crop_size", HUGE),
        ("feature_extractor", "image_std", [0, 0, 0]),
        ("feature_extractor", "image_mean", [0.5]),
        ("feature_extractor", "resample", 99),
    ],
)
def test_a_value_that_no_such_part_has_is_named(part, name, value):
    with pytest.raises(ValueError, match=name):
        checked(part, CONFIG[part] | {name: value})


@pytest.mark.parametrize("part", CONFIG)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auto_map", {"AutoModel": "mine.Model"}),
        ("quantization_config", {"quant_method": "bitsandbytes"}),
        ("_attn_implementation", "somebody/kernel"),
        ("attn_implementation", "somebody/kernel"),
        ("trust_remote_code", True),
    ],
)
def test_what_loads_code_or_another_model_is_refused(part, name, value):
    with pytest.raises(ValueError, match=f"{name} would run code"):
        checked(part, CONFIG[part] | {name: value})


@pytest.mark.parametrize("value", [{}, {"a": 1}, [[1]], [1] * 65, "x" * 1001, "code.py", ["a.py"]])
def test_an_unknown_entry_is_a_plain_value(value):
    with pytest.raises(ValueError, match="which no such model has"):
        checked("unet", CONFIG["unet"] | {"unknown": value})


@pytest.mark.parametrize(
    ("part", "changes", "why"),
    [
        ("unet", {"block_out_channels": [32, 32]}, "different lengths"),
        ("unet", {"num_attention_heads": [2, 2]}, "different lengths"),
        ("unet", {"num_attention_heads": 3}, "do not divide"),
        ("unet", {"addition_time_embed_dim": 9}, "not three times"),
        ("vae", {"block_out_channels": [32, 32]}, "different lengths"),
        ("image_encoder", {"num_attention_heads": 3}, "does not divide"),
        ("image_encoder", {"patch_size": 225}, "larger than image_size"),
        ("scheduler", {"use_karras_sigmas": True, "use_beta_sigmas": True}, "more than one of"),
    ],
)  # fmt: skip
def test_values_that_do_not_go_together_are_refused(part, changes, why):
    with pytest.raises(ValueError, match=why):
        checked(part, CONFIG[part] | changes)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("unet", {"_diffusers_version": "0.24.0.dev0", "_name_or_path": "/home/who/svd/unet"}),
        ("unet", {"decay": 0.9999, "update_after_step": 0, "use_ema_warmup": False}),
        ("image_encoder", {"architectures": ["CLIPVisionModelWithProjection"], "dropout": 0.0,
                           "torch_dtype": "float16", "transformers_version": "4.34.0.dev0",
                           "_attn_implementation_autoset": True}),
        ("scheduler", {"clip_sample": False, "set_alpha_to_one": False, "skip_prk_steps": True}),
        ("feature_extractor", {"feature_extractor_type": "CLIPFeatureExtractor",
                               "_valid_processor_keys": ["images", "do_resize"]}),
    ],
)  # fmt: skip
def test_what_other_versions_and_trainers_wrote_will_do(part, values):
    assert checked(part, CONFIG[part] | values).items() >= values.items()


@pytest.mark.parametrize("part", ["unet", "vae", "image_encoder"])
def test_svds_own_configurations_pass_with_every_value(part):
    config = json.loads(resource("memory", "svd", part, "config.json").read_text())
    assert checked(part, config).items() >= config.items()
