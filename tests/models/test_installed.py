"""Models that were fetched or imported: whole or not there."""

import json
import os
import shutil
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import embedded, find_model, on_this_computer
from svd_desktop.models.installed import (
    CARD,
    Card,
    KeptFile,
    folder_of,
    installed,
    publish,
    remove,
    staging_folder,
)

CONFIG = KeptFile("unet/config.json", 2, "44" * 32)


def card(name: str = "mine", **changes) -> Card:
    values = {
        "title": "Mine", "published": "svd-xt", "origin": "file", "source": "mine.safetensors",
        "frames": 25, "files": (CONFIG,),
    }  # fmt: skip
    return Card(name=name, **values | changes)


def stage(models: Path, name: str = "mine") -> None:
    part = staging_folder(models, name)
    (part / "unet").mkdir(parents=True)
    (part / "unet" / "config.json").write_text("{}")


def test_what_is_half_made_is_not_listed(tmp_path):
    stage(tmp_path)
    assert installed(tmp_path) == {}
    assert list(on_this_computer(tmp_path)) == list(embedded())


def test_a_published_model_is_listed_with_all_that_its_card_says(tmp_path):
    stage(tmp_path)
    place = publish(tmp_path, card())
    assert place == tmp_path / "mine"
    assert installed(tmp_path) == {"mine": card()}
    assert not staging_folder(tmp_path, "mine").exists()


def test_a_name_that_is_taken_is_refused_and_what_was_made_stays(tmp_path):
    stage(tmp_path)
    publish(tmp_path, card())
    stage(tmp_path)
    with pytest.raises(SvdError) as caught:
        publish(tmp_path, card())
    assert caught.value.reason.message == "There is a model called mine already."
    assert (staging_folder(tmp_path, "mine") / "unet" / "config.json").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": 3}', '{"files": [{"size": 1}]}'])
def test_a_card_that_cannot_be_read_lists_nothing(tmp_path, text):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / CARD).write_text(text)
    assert installed(tmp_path) == {}


@pytest.mark.parametrize("changes", [{"frames": "25"}, {"frames": True}, {"title": 7},
    {"folder": 7}, {"files": [{"path": 7, "size": 1, "sha256": "0"}]},
    {"files": [{"path": "a", "size": "1", "sha256": "0"}]},
])  # fmt: skip
def test_a_card_with_values_of_other_types_lists_nothing(tmp_path, changes):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / CARD).write_text(json.dumps(card().to_json() | changes))
    assert installed(tmp_path) == {}


def test_a_renamed_folder_goes_by_its_new_name(tmp_path):
    stage(tmp_path)
    publish(tmp_path, card()).rename(tmp_path / "ours")
    assert installed(tmp_path)["ours"].name == "ours"


def test_removing_frees_the_models_own_files(tmp_path):
    stage(tmp_path)
    publish(tmp_path, card())
    assert remove(tmp_path, "mine") > 2
    assert list(tmp_path.iterdir()) == []


def test_removing_a_model_used_in_place_leaves_its_folder(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(embedded()["svd-mini"].folder, elsewhere)
    models = tmp_path / "models"
    models.mkdir()
    publish(models, card(origin="folder", folder=str(elsewhere)))
    assert folder_of(models, installed(models)["mine"]) == elsewhere
    remove(models, "mine")
    assert (elsewhere / "model_index.json").exists()
    assert installed(models) == {}


def test_what_the_hubs_cache_keeps_is_not_counted_as_free(tmp_path):
    (tmp_path / "cached").write_bytes(bytes(10_000))
    stage(tmp_path)
    (staging_folder(tmp_path, "mine") / "weights").hardlink_to(tmp_path / "cached")
    publish(tmp_path, card())
    assert remove(tmp_path, "mine") < 10_000


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes folders by itself")
def test_a_card_is_on_the_disk_before_the_model_is_listed(tmp_path, monkeypatch):
    flushed, fsync = [], os.fsync

    def note(descriptor: int) -> None:
        flushed.append(((tmp_path / "mine").exists(), os.fstat(descriptor).st_ino))
        fsync(descriptor)

    stage(tmp_path)
    monkeypatch.setattr(os, "fsync", note)
    place = publish(tmp_path, card())
    before = {number for there, number in flushed if not there}
    assert {path.stat().st_ino for path in (place / CARD, place / "unet", place)} <= before
    assert (True, tmp_path.stat().st_ino) in flushed


def test_a_name_that_is_not_installed_cannot_be_removed(tmp_path):
    with pytest.raises(SvdError, match="no installed model called svd"):
        remove(tmp_path, "svd")


def test_an_installed_model_is_found_by_name_with_its_published_defaults(tmp_path):
    stage(tmp_path)
    publish(tmp_path, card(published="svd-xt-1-1"))
    model = find_model("mine", tmp_path)
    assert (model.folder, model.title) == (tmp_path / "mine", "Mine")
    assert (model.frames, model.fps, model.tuned) == (25, 6, ("fps", "motion_bucket_id"))


@pytest.mark.parametrize("frames", [14, 25])
@pytest.mark.parametrize("name", [None, "svd-of-next-year"])
def test_a_model_that_is_not_published_has_svds_defaults_and_its_own_frames(tmp_path, name, frames):
    stage(tmp_path)
    publish(tmp_path, card(published=name, frames=frames))
    model = find_model("mine", tmp_path)
    assert (model.frames, model.fps, model.width) == (frames, 7, 1024)


def test_a_card_of_a_later_version_is_read_as_far_as_it_is_known(tmp_path):
    (tmp_path / "mine").mkdir()
    text = json.dumps(card().to_json() | {"version": 2, "colour": "red"})
    (tmp_path / "mine" / CARD).write_text(text)
    assert installed(tmp_path) == {"mine": card()}
