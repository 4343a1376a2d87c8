"""The original code's names: all of them, and each where diffusers has it."""

import gzip
from pathlib import Path

import pytest

from svd_desktop.engine.dry_run import skeleton
from svd_desktop.models.original_layout import Piece, layout_of
from svd_desktop.models.resources import resource

# Every tensor of svd_xt.safetensors, its shape, and its part, name and way to diffusers, found by
# building the modules of Stability-AI/generative-models 0ad7de9a5cb5 with open_clip_torch 3.3.0.
TABLE = Path(__file__).parent / "original_layout.tsv.gz"


def table() -> list[tuple[str, ...]]:
    text = gzip.decompress(TABLE.read_bytes()).decode()
    return [tuple(line.split("\t")) for line in text.splitlines()]


def way(piece: Piece) -> str:
    if piece.rows:
        return f"rows {piece.rows[0]}:{piece.rows[1]}"
    if piece.transposed:
        return "transpose"
    return "same" if piece.shape == piece.original_shape else "squeeze"


def test_svd_has_the_tensors_shapes_and_ways_of_the_original_code():
    found = {
        (piece.original, "x".join(map(str, piece.original_shape)), piece.part, piece.name,
         way(piece))
        for piece in layout_of(resource("memory", "svd")).pieces
    }  # fmt: skip
    assert found == {row for row in table() if row[-1] != "unused"}


def test_what_is_left_over_is_what_diffusers_has_no_use_for():
    left = layout_of(resource("memory", "svd")).unused
    assert left == {row[0] for row in table() if row[-1] == "unused"}


@pytest.mark.parametrize("place", [("memory", "svd"), ("svd_mini",)])
def test_diffusers_modules_get_each_of_their_tensors_once_in_its_shape(place):
    modules = skeleton(resource(*place))
    wanted = [
        (part, name, tuple(tensor.shape))
        for part in ("unet", "vae", "image_encoder")
        for name, tensor in getattr(modules, part).state_dict().items()
    ]
    pieces = layout_of(resource(*place)).pieces
    assert sorted((piece.part, piece.name, piece.shape) for piece in pieces) == sorted(wanted)
