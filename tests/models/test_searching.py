"""Models that other programs keep are found where they lie."""

import json
import shutil
from pathlib import Path

import pytest

from svd_desktop.models import searching
from svd_desktop.models.searching import Found, found_models, known_places
from tests.original import MINI, SVD, sparse_file, tensors_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home with nothing in it, on Linux."""
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME",
                     "XDG_CONFIG_HOME"):  # fmt: skip
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(searching.sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def test_a_computer_without_other_programs_has_no_places(home):
    assert known_places() == []
    assert found_models([home / "nowhere"]) == []


def test_the_places_of_each_program_are_known(home):
    places = [
        folder(home / ".cache" / "huggingface" / "hub"),
        folder(home / "ComfyUI" / "models"),
        folder(home / ".config" / "StabilityMatrix" / "Models"),
    ]
    assert known_places() == places


@pytest.mark.parametrize(
    ("platform", "data"),
    [("win32", ("AppData", "Roaming")), ("darwin", ("Library", "Application Support"))],
)
def test_each_platform_has_its_own_for_stability_matrix(home, monkeypatch, platform, data):
    monkeypatch.setattr(searching.sys, "platform", platform)
    monkeypatch.delenv("APPDATA", raising=False)
    place = folder(home.joinpath(*data) / "StabilityMatrix" / "Models")
    assert known_places() == [place]


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HF_HUB_CACHE", "drive/hub"), ("HF_HOME", "drive"), ("XDG_CACHE_HOME", "drive")],
)
def test_the_hubs_cache_may_be_elsewhere(home, monkeypatch, variable, value):
    below = ("huggingface", "hub") if variable == "XDG_CACHE_HOME" else ("hub",)
    place = folder((home / "drive").joinpath(*below))
    monkeypatch.setenv(variable, str(home / value))
    assert known_places() == [place]


def test_stability_matrix_may_keep_its_library_elsewhere(home):
    place = folder(home / "drive" / "Models")
    comfy = folder(home / "drive" / "Packages" / "ComfyUI" / "models")
    settings = folder(home / ".config" / "StabilityMatrix") / "library.json"
    settings.write_text(json.dumps({"LibraryPath": str(home / "drive")}), encoding="utf-8-sig")
    assert known_places() == [comfy, place]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"LibraryPath": 7}'])
def test_settings_that_cannot_be_read_name_no_place(home, text):
    (folder(home / ".config" / "StabilityMatrix") / "library.json").write_text(text)
    assert known_places() == []


def test_comfyuis_further_places_are_followed(home):
    places = [folder(home / "art" / name) for name in ("checkpoints", "more", "diffusers")]
    (folder(home / "ComfyUI") / "extra_model_paths.yaml").write_text(
        f"# mine\nshared:\n  base_path: {home / 'art'}\n  checkpoints: |\n    checkpoints\n"
        "    more/\n  loras: loras\n  diffusers: diffusers\nempty:\n"
    )
    assert known_places() == places


@pytest.mark.parametrize("text", ["", "\t:", "7", "a: [", "a: {checkpoints: 7}", "a: !!python/x 1"])
def test_a_file_of_places_that_cannot_be_read_names_none(home, text):
    (folder(home / "ComfyUI") / "extra_model_paths.yaml").write_text(text)
    assert known_places() == []


def test_files_and_folders_are_found_and_other_models_are_not(tmp_path):
    checkpoints = folder(tmp_path / "checkpoints" / "video")
    file = sparse_file(checkpoints / "svd_xt.safetensors", tensors_of(SVD))
    unnamed = sparse_file(checkpoints / "unnamed.SAFETENSORS", tensors_of(SVD, "F32"))
    sparse_file(checkpoints / "lora.safetensors", {"lora_unet.weight": ("F16", (4,))})
    (checkpoints / "broken.safetensors").write_bytes(b"no")
    (checkpoints / "old.ckpt").write_bytes(b"PK\x03\x04")
    shutil.copytree(MINI, tmp_path / "diffusers" / "mini")
    half = shutil.copytree(MINI, tmp_path / "diffusers" / "half")
    (half / "unet" / "config.json").unlink()
    found = found_models([tmp_path])
    assert found == [
        Found(file, "file", "svd-xt", None, file.stat().st_size),
        Found(unnamed, "file", None, None, unnamed.stat().st_size),
        Found(tmp_path / "diffusers" / "mini", "folder", None, 14,
              sum(path.stat().st_size for path in MINI.glob("*/*.safetensors"))),
    ]  # fmt: skip


def test_a_folder_linked_in_a_circle_or_twice_is_looked_into_once(tmp_path):
    place = folder(tmp_path / "checkpoints")
    file = sparse_file(place / "svd.safetensors", tensors_of(SVD))
    (place / "again").symlink_to(place)
    (tmp_path / "other").symlink_to(place)
    (place / "svd_copy.safetensors").symlink_to(file)
    [found] = found_models([place, tmp_path / "other"])
    assert found.path.resolve() == file
