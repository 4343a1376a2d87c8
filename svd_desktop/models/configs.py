"""The configurations of a model's parts: read without trusting them, and what they may say.

Every value that decides what is allocated or which code runs has its rule here. A configuration
may say more, as older versions of diffusers and transformers did, but plain values only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from svd_desktop.models.strict_json import shown

# What makes diffusers or transformers import code that is not theirs, or load something else than
# the weights beside it.
CODE = {
    "auto_map", "custom_pipeline", "custom_pipelines", "custom_code", "trust_remote_code",
    "attn_implementation", "_attn_implementation", "_attn_implementation_internal",
    "experts_implementation", "_experts_implementation", "use_kernels", "kernel_config",
    "quantization_config", "adapter_config", "base_model_name_or_path", "gguf_file",
}  # fmt: skip
_LABELS = {"id2label", "label2id"}  # objects that transformers once wrote for every model
_LONGEST_TEXT, _MOST_ENTRIES = 1000, 64


@dataclass(frozen=True)
class Rule:
    """`words` say what a value has to be; `default` is what the class takes where none is given."""

    words: str
    fits: Callable[[Any], bool]
    default: Any = None


def _whole(low: int, high: int, default: Any = None, *, or_null: bool = False) -> Rule:
    def fits(value: Any) -> bool:
        return (or_null and value is None) or (type(value) is int and low <= value <= high)

    return Rule(f"a whole number from {low} to {high}", fits, default)


def _number(low: float, high: float, default: Any = None, *, or_null: bool = False) -> Rule:
    def fits(value: Any) -> bool:
        return (or_null and value is None) or (type(value) in (int, float) and low <= value <= high)

    return Rule(f"a number from {low:g} to {high:g}", fits, default)


def _one_of(*words: str) -> Rule:
    return Rule(
        "one of " + ", ".join(words), lambda value: type(value) is str and value in words, words[0]
    )


def _flag(default: bool) -> Rule:
    return Rule("true or false", lambda value: type(value) is bool, default)


def _several(rule: Rule, low: int, high: int, default: Any) -> Rule:
    def fits(value: Any) -> bool:
        return isinstance(value, list) and low <= len(value) <= high and all(map(rule.fits, value))

    return Rule(f"a list of {low} to {high} entries, each {rule.words}", fits, default)


def _either(first: Rule, second: Rule) -> Rule:
    return Rule(
        f"{first.words}, or {second.words}",
        lambda value: first.fits(value) or second.fits(value),
        first.default,
    )


def _named(rule: Rule, *names: str) -> Rule:
    """An object of some of the names."""

    def fits(value: Any) -> bool:
        return isinstance(value, dict) and set(value) <= {*names} and all(
            map(rule.fits, value.values())
        )  # fmt: skip

    return Rule(f"an object of {', '.join(names)}, each {rule.words}", fits)


# Norms have 32 groups. SVD's own widths are a third of these bounds at most.
_WIDTH = Rule("a multiple of 32 up to 4096", lambda x: type(x) is int and x in range(32, 4097, 32))
_SIDE = _whole(1, 2048, 224)
_DOWN = _one_of("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal")
_UP = _one_of("CrossAttnUpBlockSpatioTemporal", "UpBlockSpatioTemporal")
_HEADS = _whole(1, 256)
_DTYPE = Rule("a dtype", lambda value: value in (None, "float16", "bfloat16", "float32"))

# Defaults are those of diffusers 0.42 and transformers 5.23, and have not changed since SVD.
RULES: dict[str, dict[str, Rule]] = {
    "unet": {
        "_class_name": _one_of("UNetSpatioTemporalConditionModel"),
        "sample_size": _whole(1, 8192, or_null=True),
        "in_channels": _whole(1, 256, 8),
        "out_channels": _whole(1, 128, 4),
        "down_block_types": _several(
            _DOWN, 1, 8, [_DOWN.default] * 3 + ["DownBlockSpatioTemporal"]
        ),
        "up_block_types": _several(_UP, 1, 8, ["UpBlockSpatioTemporal"] + [_UP.default] * 3),
        "block_out_channels": _several(_WIDTH, 1, 8, [320, 640, 1280, 1280]),
        "addition_time_embed_dim": _whole(2, 4096, 256),
        "projection_class_embeddings_input_dim": _whole(6, 12288, 768),
        "layers_per_block": _whole(1, 8, 2),
        "cross_attention_dim": _whole(1, 8192, 1024),
        "transformer_layers_per_block": _whole(1, 1, 1),
        "num_attention_heads": _either(_several(_HEADS, 1, 8, [5, 10, 20, 20]), _HEADS),
        "num_frames": _whole(1, 1024),
    },
    "vae": {
        "_class_name": _one_of("AutoencoderKLTemporalDecoder"),
        "in_channels": _whole(3, 3, 3),
        "out_channels": _whole(3, 3, 3),
        "down_block_types": _several(_one_of("DownEncoderBlock2D"), 1, 8, ["DownEncoderBlock2D"]),
        "block_out_channels": _several(_WIDTH, 1, 8, [64]),
        "layers_per_block": _whole(1, 8, 1),
        "latent_channels": _whole(1, 128, 4),
        "sample_size": _whole(1, 8192, 32),
        "scaling_factor": _number(1e-6, 1e6, 0.18215),
        "force_upcast": _flag(True),
    },
    "image_encoder": {
        "model_type": _one_of("clip_vision_model"),
        "hidden_size": _whole(1, 8192, 768),
        "intermediate_size": _whole(1, 32768, 3072),
        "projection_dim": _whole(1, 8192, 512),
        "num_hidden_layers": _whole(1, 128, 12),
        "num_attention_heads": _whole(1, 256, 12),
        "num_channels": _whole(3, 3, 3),
        "image_size": _SIDE,
        "patch_size": _whole(1, 2048, 32),
        "hidden_act": _one_of("quick_gelu", "gelu"),
        "layer_norm_eps": _number(1e-12, 1, 1e-5),
        "attention_dropout": _number(0, 1, 0.0),
        "dtype": _DTYPE,
        "torch_dtype": _DTYPE,
    },
    "scheduler": {
        "_class_name": _one_of("EulerDiscreteScheduler"),
        "num_train_timesteps": _whole(1, 100_000, 1000),
        "beta_start": _number(0, 1, 0.0001),
        "beta_end": _number(0, 1, 0.02),
        "beta_schedule": _one_of("linear", "scaled_linear", "squaredcos_cap_v2"),
        "trained_betas": Rule("null", lambda value: value is None),
        "prediction_type": _one_of("epsilon", "sample", "v_prediction"),
        "interpolation_type": _one_of("linear", "log_linear"),
        "use_karras_sigmas": _flag(False),
        "use_exponential_sigmas": _flag(False),
        "use_beta_sigmas": _flag(False),
        "sigma_min": _number(0, 1e6, or_null=True),
        "sigma_max": _number(0, 1e6, or_null=True),
        "timestep_spacing": _one_of("linspace", "leading", "trailing"),
        "timestep_type": _one_of("discrete", "continuous"),
        "steps_offset": _whole(0, 1000, 0),
        "rescale_betas_zero_snr": _flag(False),
        "final_sigmas_type": _one_of("zero", "sigma_min"),
    },
    "feature_extractor": {
        "do_resize": _flag(True),
        "do_center_crop": _flag(True),
        "do_rescale": _flag(True),
        "do_normalize": _flag(True),
        "do_convert_rgb": _flag(True),
        "size": _either(_named(_SIDE, "shortest_edge", "height", "width"), _SIDE),
        "crop_size": _either(_named(_SIDE, "height", "width"), _SIDE),
        "resample": _whole(0, 5, 3),
        "rescale_factor": _number(1e-6, 1, 1 / 255),
        "image_mean": _several(_number(-10, 10), 3, 3, [0.5] * 3),
        "image_std": _several(_number(1e-3, 10), 3, 3, [0.5] * 3),
    },
}


def checked(part: str, config: dict[str, Any]) -> dict[str, Any]:
    """What the part is built with: the values given, and the defaults of those that are not.

    Raises ValueError that names the entry, its value and what it has to be.
    """
    rules = RULES[part]
    for name, value in config.items():
        if name in rules:
            if not rules[name].fits(value):
                raise ValueError(f"{name} is {shown(value)}, not {rules[name].words}")
        else:
            check_plain(name, value)
    whole = {name: rule.default for name, rule in rules.items()} | config
    if part in _CHECKS:
        _CHECKS[part](whole)
    return whole


def check_plain(name: str, value: Any) -> None:
    """Raises ValueError for an entry that is not ours if it names code or is more than a value."""
    if name in CODE and value is not None:
        raise ValueError(f"{name} would run code or load files that are not the model's")
    if name in _LABELS and isinstance(value, dict):
        return
    entries = value if isinstance(value, list) else [value]
    if len(entries) > _MOST_ENTRIES or any(isinstance(x, list | dict) for x in entries):
        raise ValueError(f"{shown(name)} is {shown(value)}, which no such model has")
    for text in (x for x in entries if isinstance(x, str)):
        if len(text) > _LONGEST_TEXT or text.endswith((".py", ".pyc", ".so")):
            raise ValueError(f"{shown(name)} is {shown(text)}, which no such model has")


def check_together(unet: dict[str, Any], vae: dict[str, Any], encoder: dict[str, Any]) -> None:
    """Raises ValueError for parts that are each right and not of one model."""
    latent, seen = vae["latent_channels"], encoder["projection_dim"]
    pairs = (
        ("unet's out_channels", unet["out_channels"], "vae's latent_channels", latent),
        ("unet's in_channels", unet["in_channels"], "twice the vae's latent_channels", 2 * latent),
        ("unet's cross_attention_dim", unet["cross_attention_dim"],
         "image_encoder's projection_dim", seen),
    )  # fmt: skip
    for one, is_, other, has in pairs:
        if is_ != has:
            raise ValueError(f"the {one} is {is_}, and {other} {has}")


def _check_unet(config: dict[str, Any]) -> None:
    channels, heads = config["block_out_channels"], config["num_attention_heads"]
    heads = heads if isinstance(heads, list) else [heads] * len(channels)
    lists = (channels, heads, config["down_block_types"], config["up_block_types"])
    if len({len(entries) for entries in lists}) > 1:
        raise ValueError(
            "block_out_channels, num_attention_heads, down_block_types and up_block_types have "
            "different lengths"
        )
    if any(width % count for width, count in zip(channels, heads, strict=True)):
        raise ValueError(f"num_attention_heads {heads} do not divide block_out_channels {channels}")
    embedded, each = (
        config["projection_class_embeddings_input_dim"], config["addition_time_embed_dim"]
    )  # fmt: skip
    if config["num_frames"] is None:  # 14 or 25: a guess would be wrong for one of them
        raise ValueError("num_frames is missing")
    if embedded != 3 * each:  # fps, motion bucket, noise
        raise ValueError(
            f"projection_class_embeddings_input_dim is {embedded}, not three times "
            f"addition_time_embed_dim, {each}"
        )


def _check_vae(config: dict[str, Any]) -> None:
    if len(config["block_out_channels"]) != len(config["down_block_types"]):
        raise ValueError("block_out_channels and down_block_types have different lengths")


def _check_image_encoder(config: dict[str, Any]) -> None:
    if config["hidden_size"] % config["num_attention_heads"]:
        raise ValueError("num_attention_heads does not divide hidden_size")
    if config["patch_size"] > config["image_size"]:
        raise ValueError("patch_size is larger than image_size")


def _check_scheduler(config: dict[str, Any]) -> None:
    ways = ("use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas")
    if sum(config[way] for way in ways) > 1:
        raise ValueError(f"more than one of {', '.join(ways)} is true")


_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "unet": _check_unet,
    "vae": _check_vae,
    "image_encoder": _check_image_encoder,
    "scheduler": _check_scheduler,
}
