"""The tensors that a configuration asks for are those that the libraries' classes build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.engine.dry_run import skeleton
from svd_desktop.models.checkpoint import config_of
from svd_desktop.models.original_layout import pieces_of
from svd_desktop.models.resources import resource
from tests.tiny import CONFIG, make_tiny

DEEPER = {
    "unet": {
        "block_out_channels": [32, 64, 96], "layers_per_block": 3, "num_attention_heads": [1, 2, 3],
        "cross_attention_dim": 24,
        "down_block_types": ["DownBlockSpatioTemporal", "CrossAttnDownBlockSpatioTemporal",
                             "DownBlockSpatioTemporal"],
        "up_block_types": ["CrossAttnUpBlockSpatioTemporal", "UpBlockSpatioTemporal",
                           "CrossAttnUpBlockSpatioTemporal"],
    },
    "vae": {"block_out_channels": [32, 96], "layers_per_block": 2, "latent_channels": 3,
            "down_block_types": ["DownEncoderBlock2D"] * 2},
    "image_encoder": {"hidden_size": 24, "num_hidden_layers": 3, "image_size": 230,
                      "patch_size": 28, "projection_dim": 24},
}  # fmt: skip


def assert_as_built(folder: Path) -> None:
    built = skeleton(folder)
    for part in DEEPER:
        shapes = {name: tuple(x.shape) for name, x in getattr(built, part).state_dict().items()}
        pieces = pieces_of(part, config_of(folder, part))
        assert {piece.name: piece.shape for piece in pieces} == shapes


@pytest.mark.parametrize("place", [("memory", "svd"), ("svd_mini",)], ids=lambda place: place[-1])
def test_of_the_known_models(place):
    assert_as_built(resource(*place))


def test_of_what_a_configuration_does_not_say(tmp_path):
    for part, least in (("unet", {"num_frames": 14}), ("vae", {}), ("image_encoder", {})):
        (tmp_path / part).mkdir()
        (tmp_path / part / "config.json").write_text(json.dumps(least))
    assert_as_built(tmp_path)


def test_of_another_depth_and_width(tmp_path):
    make_tiny(tmp_path)
    assert_as_built(tmp_path)
    for part, changes in DEEPER.items():
        (tmp_path / part / "config.json").write_text(json.dumps(CONFIG[part] | changes))
    assert_as_built(tmp_path)
