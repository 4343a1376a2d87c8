"""A folder holds a whole model, or it is said what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import embedded
from svd_desktop.models.checkpoint import (
    CLASSES,
    CONFIGS,
    INDEX,
    WEIGHTS,
    check_folder,
    model_hash,
    variant_of,
    weight_files,
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder in the right layout; what is in its files does not matter here."""
    index = {part: list(min(classes)) for part, classes in CLASSES.items()}
    (tmp_path / INDEX).write_text(json.dumps(index))
    for part, config in CONFIGS.items():
        (tmp_path / part).mkdir()
        (tmp_path / part / config).write_text("{}")
    for part, stem in WEIGHTS.items():
        (tmp_path / part / f"{stem}.safetensors").write_bytes(part.encode())
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(SvdError) as caught:
        check_folder(folder)
    assert caught.value.reason.kind == "model"
    sentence = caught.value.reason.sentence
    assert sentence.startswith(f"{folder} is not a complete Stable Video Diffusion model: ")
    assert sentence.endswith(". Fetch or import the model again.")
    return sentence


def change_index(folder: Path, **changes) -> None:
    index = json.loads((folder / INDEX).read_text())
    (folder / INDEX).write_text(json.dumps({**index, **changes}))


def with_variant(folder: Path, ending: str) -> None:
    for part, stem in WEIGHTS.items():
        file = folder / part / f"{stem}.safetensors"
        file.rename(folder / part / f"{stem}{ending}.safetensors")


def test_a_folder_that_is_not_there_has_no_index(tmp_path):
    assert f"it has no {INDEX}" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_an_index_that_cannot_be_read_is_named(model, text):
    (model / INDEX).write_text(text)
    assert f"{INDEX} cannot be read" in refusal(model)


@pytest.mark.parametrize("text", ["[]", "null", "7"])
def test_an_index_that_is_no_object_is_refused(model, text):
    (model / INDEX).write_text(text)
    assert f"{INDEX} is not an object" in refusal(model)


@pytest.mark.parametrize("part", CLASSES)
@pytest.mark.parametrize(
    "found", [None, [], "unet", 7, ["diffusers", "Other"], [["diffusers"], "Other"], {"a": 1}]
)
def test_a_part_of_another_class_is_named(model, part, found):
    change_index(model, **{part: found})
    assert f"its {part} is {found}, not {'.'.join(min(CLASSES[part]))}" in refusal(model)


@pytest.mark.parametrize("part", CONFIGS)
def test_a_missing_configuration_is_named(model, part):
    (model / part / CONFIGS[part]).unlink()
    assert f"{part}/{CONFIGS[part]} is missing" in refusal(model)


@pytest.mark.parametrize("ending", ["", ".fp16"])
@pytest.mark.parametrize("part", WEIGHTS)
def test_missing_weights_are_named(model, part, ending):
    with_variant(model, ending)
    missing = f"{part}/{WEIGHTS[part]}{ending}.safetensors"
    (model / missing).unlink()
    assert f"{missing} is missing" in refusal(model)


@pytest.mark.parametrize("part", WEIGHTS)
def test_pickled_weights_are_no_weights(model, part):
    file = model / part / f"{WEIGHTS[part]}.safetensors"
    file.rename(file.with_suffix(".bin"))
    assert f"{part}/{file.name} is missing" in refusal(model)


@pytest.mark.parametrize(("part", "classes"), CLASSES.items())
def test_every_name_of_a_parts_class_will_do(model, part, classes):
    for found in classes:
        change_index(model, **{part: list(found)})
        check_folder(model)


def test_half_precision_alone_is_the_variant(model):
    assert variant_of(model) is None
    with_variant(model, ".fp16")
    check_folder(model)
    assert variant_of(model) == "fp16"
    assert all(path.name.endswith(".fp16.safetensors") for path in weight_files(model))


def test_whole_weights_are_taken_where_both_lie(model):
    stem = WEIGHTS["unet"]
    (model / "unet" / f"{stem}.fp16.safetensors").touch()
    assert variant_of(model) is None
    assert len(weight_files(model)) == 3


def test_weights_in_several_files_are_all_found_in_order(model):
    stem = WEIGHTS["unet"]
    (model / "unet" / f"{stem}.safetensors").unlink()
    parts = [model / "unet" / f"{stem}-0000{n}-of-00002.safetensors" for n in (1, 2)]
    for part in reversed(parts):
        part.touch()
    check_folder(model)
    assert [path for path in weight_files(model) if path.parent.name == "unet"] == parts


@pytest.mark.parametrize(
    "name", [f"{part}/{CONFIGS[part]}" for part in CONFIGS]
    + [f"{part}/{stem}.safetensors" for part, stem in WEIGHTS.items()],
)  # fmt: skip
def test_the_hash_changes_with_every_file_that_changes_the_frames(model, name):
    before = model_hash(model)
    assert model_hash(model) == before
    (model / name).write_bytes((model / name).read_bytes() + b" ")
    assert model_hash(model) != before


def test_the_hash_does_not_depend_on_where_the_model_lies(model, tmp_path):
    before = model_hash(model)
    assert model_hash(model.rename(tmp_path.with_name("moved"))) == before


@pytest.mark.parametrize("known", embedded().values(), ids=embedded())
def test_what_the_catalogue_names_is_complete(known):
    check_folder(known.folder)
