"""Presets: chosen, changed, saved, and nothing lost by a wrong one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.presets import CLIP, DEFAULTS, OWN, Presets
from svd_desktop.core.parameter_sets import SETS
from svd_desktop.library.folders import find_folders
from svd_desktop.models.catalogue import published
from tests.made import request as made


@pytest.fixture
def settings(qapp: object) -> ClipSettings:
    return ClipSettings()


@pytest.fixture
def librarian(qapp: object) -> Iterator[Librarian]:
    librarian = Librarian()
    librarian.start()
    yield librarian
    librarian.shut()
    librarian.wait()


@pytest.fixture
def presets(home: Path, settings: ClipSettings, librarian: Librarian, qtbot: QtBot) -> Presets:
    presets = Presets(settings, librarian)
    with qtbot.waitSignal(presets.changed):
        presets.open(find_folders())
    return presets


def own(presets: Presets) -> list[str]:
    return [preset.title for preset in presets.listed() if preset.own]


def save(presets: Presets, name: str, qtbot: QtBot) -> None:
    presets.save(name)
    qtbot.waitUntil(lambda: presets.chosen == OWN + name)


def test_at_first_the_models_defaults_are_chosen(presets: Presets) -> None:
    assert presets.chosen == DEFAULTS
    assert not presets.is_changed


def test_what_is_changed_is_told_and_choosing_again_brings_it_back(
    presets: Presets, settings: ClipSettings, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(presets.changed):
        settings.set("fps", 12)
    assert presets.is_changed
    presets.choose(DEFAULTS)
    assert not presets.is_changed
    assert settings.is_default("fps")


def test_a_draft_of_the_demonstration_would_be_noise(
    presets: Presets, settings: ClipSettings
) -> None:
    draft = presets.preset("draft")
    assert draft is not None
    assert presets.missing_model(draft) == "svd"
    presets.choose("draft")
    assert (presets.chosen, settings.schedule) == (DEFAULTS, "karras")


def test_a_draft_leaves_what_it_does_not_name(presets: Presets, settings: ClipSettings) -> None:
    settings.models = {**settings.models, "svd-xt": published()["svd-xt"]}
    settings.set_model("svd-xt")
    settings.set("fps", 12)
    presets.choose("draft")
    assert (settings.value("fps"), settings.value("steps"), settings.schedule) == (12, 10, "ays")
    settings.set("fps", 20)
    assert not presets.is_changed
    settings.set("steps", 11)
    assert presets.is_changed


def test_the_guide_is_for_its_own_model(presets: Presets, settings: ClipSettings) -> None:
    guide = presets.preset("guide")
    assert guide is not None
    assert presets.missing_model(guide) == "svd-xt"
    presets.choose("guide")
    assert presets.chosen == DEFAULTS
    settings.models = {**settings.models, "svd-xt": published()["svd-xt"]}
    presets.choose("guide")
    assert presets.chosen == "guide"
    (request,) = settings.requests([Path("a.png")])
    wanted = {key: value for key, value in SETS["guide"].items() if key != "seed"}
    assert {key: getattr(request, key) for key in wanted} == wanted


def test_framing_is_of_the_pictures_and_stays(presets: Presets, settings: ClipSettings) -> None:
    settings.set_framing("pad")
    assert not presets.is_changed
    presets.choose(DEFAULTS)
    assert settings.framing == "pad"


def test_saved_ones_are_there_after_a_restart(
    presets: Presets, settings: ClipSettings, librarian: Librarian, qtbot: QtBot
) -> None:
    settings.set("fps", 12)
    save(presets, "Slow", qtbot)
    assert not presets.is_changed
    again = Presets(ClipSettings(), librarian)
    again.open(find_folders())
    qtbot.waitUntil(lambda: own(again) == ["Slow"])
    again.choose(OWN + "Slow")
    assert again._settings.value("fps") == 12


def test_a_renamed_one_is_the_chosen_one_and_what_was_changed_stays(
    presets: Presets, settings: ClipSettings, qtbot: QtBot
) -> None:
    save(presets, "Slow", qtbot)
    settings.set("fps", 20)
    presets.rename("Slow", "Slower")
    qtbot.waitUntil(lambda: presets.chosen == OWN + "Slower")
    assert own(presets) == ["Slower"]
    assert settings.value("fps") == 20
    assert presets.is_changed


def test_a_deleted_one_comes_back_and_the_settings_stay(
    presets: Presets, settings: ClipSettings, qtbot: QtBot
) -> None:
    settings.set("fps", 12)
    save(presets, "Slow", qtbot)
    presets.delete("Slow")
    qtbot.waitUntil(lambda: own(presets) == [])
    assert presets.chosen is None
    assert settings.value("fps") == 12
    settings.set("fps", 20)
    presets.restore()
    qtbot.waitUntil(lambda: own(presets) == ["Slow"])
    assert settings.value("fps") == 20
    presets.choose(OWN + "Slow")
    assert settings.value("fps") == 12  # as it was kept
    presets.delete("never was")
    assert presets.deleted is None


def test_exported_and_imported_it_is_the_same(
    presets: Presets, settings: ClipSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    settings.set("fps", 12)
    path = tmp_path / "For a friend.json"
    presets.write_to(path)
    qtbot.waitUntil(path.exists)
    assert not {"source", "seed"} & set(json.loads(path.read_text()))
    presets.choose(DEFAULTS)
    presets.read_from(path)
    qtbot.waitUntil(lambda: presets.chosen == OWN + "For a friend")
    assert settings.value("fps") == 12


def test_a_bad_file_is_a_sentence_and_changes_nothing(
    presets: Presets, settings: ClipSettings, librarian: Librarian, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "holiday.json"
    path.write_text("no preset")
    before = settings.to_json()
    with qtbot.waitSignal(librarian.failed) as told:
        presets.read_from(path)
    assert told.args[0].message == "holiday.json is no preset."
    assert (own(presets), settings.to_json(), presets.chosen) == ([], before, DEFAULTS)


def test_one_that_cannot_be_written_is_told(
    presets: Presets, librarian: Librarian, home: Path, qtbot: QtBot
) -> None:
    (home / "presets").write_text("a file in the folder's place")
    with qtbot.waitSignal(librarian.failed):
        presets.save("Slow")
    assert own(presets) == []


def test_a_model_of_an_own_preset_that_is_gone_leaves_the_chosen_one(
    presets: Presets, settings: ClipSettings, qtbot: QtBot
) -> None:
    save(presets, "Slow", qtbot)
    path = find_folders().settings / "presets" / "Slow.json"
    path.write_text(json.dumps({**settings.to_json(), "model": "gone", "fps": 9}))
    presets.read_from(path)
    qtbot.waitUntil(lambda: settings.value("fps") == 9)
    assert settings.model.name == "svd-mini"


def test_the_guide_can_be_chosen_after_a_draft(presets: Presets, settings: ClipSettings) -> None:
    settings.models = {**settings.models, "svd-xt": published()["svd-xt"]}
    settings.set_model("svd-xt")
    presets.choose("draft")
    presets.choose("guide")
    assert (settings.schedule, settings.value("steps")) == ("karras", 25)
    assert not presets.is_changed


def test_what_a_clip_brought_back_is_named_and_can_be_chosen_again(
    presets: Presets, settings: ClipSettings
) -> None:
    presets.take_clip(made(source="C:\\Bilder\\Boot.png", seed=42, fps=12))
    clip = presets.preset(presets.chosen)
    assert clip is not None and clip.title == "Boot, seed 42"
    assert not presets.is_changed
    settings.set_random_seed(True)
    assert presets.is_changed, "its seed is one of its settings"
    presets.choose(DEFAULTS)
    assert settings.is_default("fps")
    presets.choose(CLIP)
    assert (settings.value("fps"), settings.value("seed"), settings.random_seed) == (12, 42, False)


def test_a_clip_of_a_model_that_is_gone_is_not_changed_by_that(
    presets: Presets, settings: ClipSettings
) -> None:
    presets.take_clip(made(model="/gone/svd"))
    assert settings.model.name == "svd-mini"
    assert not presets.is_changed


def again(presets: Presets, kept: dict) -> Presets:
    """At the next start, with the settings as they were."""
    settings = ClipSettings()
    settings.restore(presets._settings.kept())
    after = Presets(settings, presets._librarian)
    after.restore_chosen(json.loads(json.dumps(kept)))
    return after


def test_what_was_chosen_is_so_at_the_next_start(presets: Presets, settings: ClipSettings) -> None:
    settings.set_guidance_interval((1.0, 20.0))
    presets.take_clip(made(seed=42, fps=12, guidance_interval=(1.0, 20.0)))
    after = again(presets, presets.kept())
    clip = after.preset(after.chosen)
    assert clip is not None and clip.title == "rocket, seed 42"
    assert not after.is_changed


@pytest.mark.parametrize(
    "kept",
    [{}, {"preset": None}, {"preset": "gone"}, {"preset": 3}, {"preset": CLIP},
     {"preset": CLIP, "clip": None}, {"preset": CLIP, "clip": {"version": 1, "seed": "x"}}],
)  # fmt: skip
def test_a_choice_that_makes_no_sense_is_the_models_defaults(presets: Presets, kept: dict) -> None:
    assert again(presets, kept).chosen == DEFAULTS
