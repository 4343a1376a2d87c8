"""A folder holds a whole model, or it is said what is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
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
from tests.tiny import CONFIG, make_tiny, tensors_of, write_safetensors


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return make_tiny(tmp_path)


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


@pytest.mark.parametrize("text", ["", "{", "\x00", "[]", "null", "7", '{"a": NaN}', "[" * 100_000])
def test_an_index_that_cannot_be_read_is_named(model, text):
    (model / INDEX).write_text(text)
    assert f"{INDEX} cannot be read" in refusal(model)


@pytest.mark.parametrize("part", CLASSES)
@pytest.mark.parametrize(
    "found", [None, [], "unet", 7, ["diffusers", "Other"], [["diffusers"], "Other"], {"a": 1}]
)
def test_a_part_of_another_class_is_named(model, part, found):
    change_index(model, **{part: found})
    assert f"its {part} is {found!r}, not {'.'.join(min(CLASSES[part]))}" in refusal(model)


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


def in_two_files(folder: Path) -> list[Path]:
    """Splits the UNet's weights, as save_pretrained does for large ones."""
    stem = WEIGHTS["unet"]
    (folder / "unet" / f"{stem}.safetensors").unlink()
    files = [folder / "unet" / f"{stem}-0000{n}-of-00002.safetensors" for n in (1, 2)]
    tensors = list(tensors_of("unet").items())
    places = {}
    for file, some in zip(files, (tensors[:50], tensors[50:]), strict=True):
        write_safetensors(file, dict(some))
        places |= {name: file.name for name, _ in some}
    index = {"metadata": {}, "weight_map": places}
    (folder / "unet" / f"{stem}.safetensors.index.json").write_text(json.dumps(index))
    return files


def change_places(folder: Path, change) -> None:
    path = folder / "unet" / f"{WEIGHTS['unet']}.safetensors.index.json"
    index = json.loads(path.read_text())
    path.write_text(json.dumps(change(index)))


def test_weights_in_several_files_are_all_found_in_order(model):
    files = in_two_files(model)
    check_folder(model)
    assert [path for path in weight_files(model) if path.parent.name == "unet"] == files


def test_one_file_of_several_that_is_missing_is_named(model):
    _, second = in_two_files(model)
    second.unlink()
    assert f"unet/{second.name} is missing" in refusal(model)


@pytest.mark.parametrize("name", ["../vae/w.safetensors", "/w.safetensors", "a/w.safetensors",
                                  "w\\x.safetensors", ".safetensors", "w.bin", "", None, 7, ["w"],
                                  "w\0.safetensors", "..", "w" * 300 + ".safetensors"])  # fmt: skip
def test_an_index_that_names_no_file_beside_it_is_refused(model, name):
    in_two_files(model)
    change_places(model, lambda index: index | {"weight_map": {"conv_in.weight": name}})
    assert "names the file" in refusal(model)


@pytest.mark.parametrize("places", [None, {}, [], "all"])
def test_an_index_without_places_is_refused(model, places):
    in_two_files(model)
    change_places(model, lambda index: index | {"weight_map": places})
    assert "has no weight_map" in refusal(model)


def test_one_tensor_in_two_files_is_refused(model):
    first, second = in_two_files(model)
    second.write_bytes(first.read_bytes())
    assert "is in two files of its unet" in refusal(model)


def test_one_file_and_an_index_of_several_is_refused(model):
    in_two_files(model)
    write_safetensors(model / "unet" / f"{WEIGHTS['unet']}.safetensors", tensors_of("unet"))
    assert "it has both" in refusal(model)


@pytest.mark.parametrize("found", ["StableDiffusionPipeline", None, 7, ["a", "b"]])
def test_another_pipeline_is_refused(model, found):
    change_index(model, _class_name=found)
    assert "not a StableVideoDiffusionPipeline" in refusal(model)


@pytest.mark.parametrize("name", ["safety_checker", "unet_2", "auto_map"])
@pytest.mark.parametrize("value", [["my_code", "Checker"], ["", "unet.py"], {"AutoModel": "my.M"}])
def test_a_class_beside_the_expected_ones_is_refused(model, name, value):
    change_index(model, **{name: value})
    assert repr(name) in refusal(model) or "would run code" in refusal(model)


@pytest.mark.parametrize("name", ["custom_pipeline", "auto_map", "trust_remote_code"])
def test_custom_code_in_the_index_is_refused(model, name):
    change_index(model, **{name: "pipeline"})
    assert f"{name} would run code" in refusal(model)


def test_a_python_file_named_by_the_index_is_refused(model):
    change_index(model, extra="pipeline.py")
    assert "'pipeline.py'" in refusal(model)


def test_what_is_written_beside_the_classes_by_any_version_will_do(model):
    change_index(model, _diffusers_version="0.24.0.dev0", _name_or_path="svd", old=[None, None])
    (model / "unet" / "train.py").write_text("raise SystemExit")
    check_folder(model)


@pytest.mark.parametrize(
    ("part", "file"),
    [("image_encoder", "adapter_config.json"), ("feature_extractor", "processor_config.json")],
)
def test_a_file_that_would_be_loaded_in_place_of_the_models_own_is_refused(model, part, file):
    (model / part / file).write_text("{}")
    assert f"{part}/{file} would be loaded in place of" in refusal(model)


@pytest.mark.parametrize("part", CONFIGS)
def test_a_configuration_that_is_not_a_parts_is_named(model, part):
    (model / part / CONFIGS[part]).write_text(json.dumps(CONFIG[part] | {"auto_map": {"a": "b.C"}}))
    assert f"in {part}/{CONFIGS[part]} auto_map would run code" in refusal(model)


def test_a_configuration_of_megabytes_is_not_read(model):
    (model / "vae" / "config.json").write_text('{"a": "' + "x" * 2**20 + '"}')
    assert "vae/config.json is longer than" in refusal(model)


def test_parts_of_two_models_are_refused(model):
    (model / "unet" / "config.json").write_text(
        json.dumps(CONFIG["unet"] | {"cross_attention_dim": 16})
    )
    assert "the unet's cross_attention_dim is 16" in refusal(model)


@pytest.mark.parametrize("part", WEIGHTS)
def test_a_tensor_that_is_missing_is_named(model, part):
    tensors = tensors_of(part)
    name = sorted(tensors)[3]
    del tensors[name]
    write_safetensors(model / part / f"{WEIGHTS[part]}.safetensors", tensors)
    assert f"{part}/{WEIGHTS[part]}.safetensors lacks {name}" in refusal(model)


def test_a_tensor_of_another_shape_is_named(model):
    tensors = tensors_of("vae")
    tensors["quant_conv.bias"] = tensors["quant_conv.bias"][:1]
    write_safetensors(model / "vae" / f"{WEIGHTS['vae']}.safetensors", tensors)
    assert (
        "quant_conv.bias in vae/diffusion_pytorch_model.safetensors has the shape (1,), not (2,)"
        in refusal(model)
    )


def test_a_tensor_of_whole_numbers_is_named(model):
    path = model / "vae" / f"{WEIGHTS['vae']}.safetensors"
    path.write_bytes(path.read_bytes().replace(b'"F16"', b'"U16"', 1))
    assert "is of U16" in refusal(model)


def test_exchanged_files_are_noticed(model):
    unet, vae = (model / part / f"{WEIGHTS[part]}.safetensors" for part in ("unet", "vae"))
    kept = unet.read_bytes()
    unet.write_bytes(vae.read_bytes())
    vae.write_bytes(kept)
    assert "vae/diffusion_pytorch_model.safetensors lacks" in refusal(model)


def test_tensors_beside_the_expected_ones_are_left_alone(model):
    tensors = tensors_of("vae") | {"extra": np.zeros(3, "<f2")}
    write_safetensors(model / "vae" / f"{WEIGHTS['vae']}.safetensors", tensors)
    check_folder(model)


@pytest.mark.parametrize(
    "name", [INDEX, "vae/config.json", "unet/diffusion_pytorch_model.safetensors"]
)
def test_a_link_out_of_the_folder_is_refused(model, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    (model / name).rename(elsewhere)
    (model / name).symlink_to(elsewhere)
    assert f"{name} is a link to {elsewhere}" in refusal(model)


def test_links_of_the_hubs_cache_are_followed(model, tmp_path_factory):
    repository = tmp_path_factory.mktemp("models--who--svd")
    snapshot, blobs = repository / "snapshots" / "1234", repository / "blobs"
    blobs.mkdir()
    snapshot.parent.mkdir()
    shutil.copytree(model, snapshot)
    for number, path in enumerate(sorted(p for p in snapshot.rglob("*") if p.is_file())):
        path.rename(blobs / str(number))
        path.symlink_to(
            Path("../" * len(path.relative_to(repository).parts[:-1]), "blobs", str(number))
        )
    check_folder(snapshot)


def test_a_folder_may_itself_be_a_link(model, tmp_path_factory):
    link = tmp_path_factory.mktemp("elsewhere") / "model"
    link.symlink_to(model, target_is_directory=True)
    check_folder(link)


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
