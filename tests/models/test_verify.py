"""Every byte of a model is read again, and each file that is not as it was is named."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.models.installed import Card, KeptFile
from svd_desktop.models.verify import verify
from tests.tiny import make_tiny, tensors_of, with_header, write_safetensors

UNET = "unet/diffusion_pytorch_model.safetensors"
VAE = "vae/diffusion_pytorch_model.safetensors"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return make_tiny(tmp_path / "model")


def card_of(folder: Path) -> Card:
    files = tuple(
        KeptFile(path.relative_to(folder).as_posix(), path.stat().st_size,
                 hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*")) if path.is_file()
    )  # fmt: skip
    return Card("tiny", "Tiny", "svd", "hub", "somebody/svd@1234", 14, files)


def faults(folder: Path, card: Card | None) -> dict[str, str]:
    return {seen.path: seen.fault for seen in verify(folder, card) if seen.fault}


def exchange(folder: Path) -> None:
    kept = (folder / UNET).read_bytes()
    (folder / UNET).write_bytes((folder / VAE).read_bytes())
    (folder / VAE).write_bytes(kept)


def cut_off(folder: Path) -> None:
    os.truncate(folder / UNET, 200_000)


def lengthen(folder: Path) -> None:
    with (folder / UNET).open("ab") as file:
        file.write(b"more")


def change_a_bit(folder: Path) -> None:
    with (folder / UNET).open("r+b") as file:
        file.seek(-2, 2)
        low = file.read(1)[0]
        file.seek(-2, 2)
        file.write(bytes([low ^ 1]))


def spoil_the_header(folder: Path) -> None:
    (folder / UNET).write_bytes(b"\xff" * 7 + (folder / UNET).read_bytes()[7:])


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda folder: (folder / UNET).unlink(), {UNET: "is missing."}),
        (cut_off, {UNET: "is cut off: 200000 bytes instead of "}),
        (lengthen, {UNET: "is too long: "}),
        (change_a_bit, {UNET: "has other contents than when it was fetched or imported."}),
        (spoil_the_header, {UNET: "its header of "}),
        (
            exchange,
            {UNET: f"holds what {VAE} should hold.", VAE: f"holds what {UNET} should hold."},
        ),
    ],
)
def test_a_file_that_is_not_as_on_the_card_is_named(
    model, damage: Callable[[Path], None], expected: dict[str, str]
):
    card = card_of(model)
    damage(model)
    found = faults(model, card)
    assert found.keys() == expected.keys()
    for path, words in expected.items():
        assert found[path].startswith(path)
        assert words in found[path]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / UNET).unlink(), f"{UNET} is missing"),
        (cut_off, "is not a whole safetensors file"),
        (lengthen, "belong to no tensor"),
        (spoil_the_header, "its header of"),
        (exchange, f"{VAE} lacks"),
    ],
)
def test_without_a_card_what_can_be_told_is_told(model, damage, words):
    damage(model)
    assert any(words in fault for fault in faults(model, None).values())


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("with_card", [True, False])
def test_one_value_that_is_none_is_found_and_its_tensor_named(model, value, with_card):
    """Also where the hash is right: the file was so when it was imported."""
    tensors = tensors_of("vae")
    tensors["decoder.conv_out.weight"][-1, -1, -1, -1] = value
    write_safetensors(model / VAE, tensors)
    found = faults(model, card_of(model) if with_card else None)
    assert found == {VAE: f"{VAE} holds NaN or infinity, in decoder.conv_out.weight."}


def write_as(path: Path, dtype: str, word: str, words: np.ndarray) -> None:
    size = words.size * np.dtype(word).itemsize
    header = {"a": {"dtype": dtype, "shape": [words.size], "data_offsets": [0, size]}}
    path.write_bytes(with_header(header, words.astype(word).tobytes()))


@pytest.mark.parametrize(
    ("dtype", "word", "finite", "not_finite"),
    [
        ("F16", "<u2", [0x0000, 0x7BFF, 0xFBFF, 0x03FF], [0x7C00, 0xFC00, 0x7E00, 0xFFFF]),
        ("BF16", "<u2", [0x7F7F, 0xFF7F, 0x007F], [0x7F80, 0xFF80, 0x7FC0]),
        ("F32", "<u4", [0x7F7FFFFF, 0xFF7FFFFF, 1], [0x7F800000, 0xFF800000, 0x7FC00000]),
        ("F64", "<u8", [0x7FEFFFFFFFFFFFFF, 1], [0x7FF0000000000000, 0xFFF8000000000000]),
    ],
)
def test_in_every_dtype_what_is_no_number_is_told_from_the_largest_that_is(
    model, dtype, word, finite, not_finite
):
    """The file is none of a VAE, which is told last: what is in it is looked at before."""
    write_as(model / VAE, dtype, word, np.array(finite, word))
    assert VAE not in faults(model, None)
    for value in not_finite:
        write_as(model / VAE, dtype, word, np.array([*finite, value], word))
        assert "holds NaN or infinity, in a." in faults(model, None)[VAE]


def test_a_path_on_the_card_that_leaves_the_folder_is_not_read(model, tmp_path):
    (tmp_path / "secret").write_text("secret")
    card = replace(card_of(model), files=(KeptFile("../secret", 6, "0" * 64),))
    assert "outside of the folder" in faults(model, card)["../secret"]


def test_a_pipe_in_place_of_a_file_is_not_waited_for(model):
    card = card_of(model)
    (model / UNET).unlink()
    os.mkfifo(model / UNET)
    assert faults(model, card) == {UNET: f"{UNET} is missing."}


@pytest.mark.parametrize("with_card", [True, False])
def test_a_whole_model_has_no_fault_and_every_byte_is_counted(model, with_card):
    seen = list(verify(model, card_of(model) if with_card else None))
    assert not [item for item in seen if item.fault]
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    assert (seen[-1].done, seen[-1].total) == (size, size)
    assert [item.done for item in seen] == sorted(item.done for item in seen)


def test_a_card_of_a_few_files_does_not_make_a_folder_whole(model):
    card = card_of(model)
    (model / "vae" / "config.json").unlink()
    few = replace(card, files=tuple(file for file in card.files if file.path == UNET))
    assert "vae/config.json is missing" in faults(model, few)[""]


def test_it_stops_where_no_more_is_asked_for(model):
    steps = verify(model, card_of(model))
    assert next(steps).done > 0
    steps.close()
    assert list(steps) == []


def test_a_large_file_is_read_in_blocks(model):
    write_as(model / VAE, "F32", "<u4", np.zeros(10 * 2**20, "<u4"))
    tracemalloc.start()
    list(verify(model, None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 2**20
