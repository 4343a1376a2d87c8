"""A person's export presets on disk: whole, under their names, and read with care."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library import export_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.presets import PRESETS

NIGHTLY = OwnPreset("nightly", "h265", "Für die Nacht", "libx265", 22)
PACKED = OwnPreset("packed", "png", compression=9)
GOOD = {"version": 1, "name": "nightly", "origin": "h265"}


def folder(folders: Folders) -> Path:
    return folders.settings / "export-presets"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nightly.json is no export preset. Choose a file that was exported here."),
        (b"[1, 2]", "nightly.json is no export preset."),
        (b"\xff\xfe", "nightly.json is no export preset."),
        (b"[" * 100_000, "nightly.json is no export preset."),
        (b"{}", "of this version: Its version is None. Use version 1."),
        ({"version": 99}, "of this version: Its version is 99."),
        ({"origin": "betamax"}, "of this version: There is no preset 'betamax', or not any more."),
        ({"origin": 7}, "of this version: There is no preset '7'"),
        ({"origin": []}, "of this version: There is no preset"),
        ({"name": "png"}, "of this version: png is a built-in preset."),
        ({"quality": 99}, "of this version: The quality of H.265, 10 bit by libx265 cannot be 99."),
        ({"encoder": ["x"]}, "of this version: H.265, 10 bit cannot be made by the encoder"),
        ({"crf": 3}, "of this version: Nothing of a preset is called 'crf'."),
        ({"name": "another"}, "nightly.json holds a preset called another."),
    ],
)  # fmt: skip
def test_a_damaged_one_is_named_in_the_log_and_passed_over(folders, caplog, content, words):
    export_presets.save(folders, PACKED)
    if isinstance(content, dict):
        content = json.dumps({**GOOD, **content}).encode()
    (folder(folders) / "nightly.json").write_bytes(content)
    assert export_presets.listed(folders) == {"packed": PACKED}
    assert words in caplog.text
    assert "nightly.json" in caplog.text
    assert list(export_presets.known_presets(folders)) == [*PRESETS, "packed"]


def test_a_folder_called_like_one_is_passed_over(folders, caplog):
    (folder(folders) / "nightly.json").mkdir(parents=True)
    assert export_presets.listed(folders) == {}
    assert "nightly.json cannot be read: is a directory" in caplog.text


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(SvdError, match=r"gone\.json cannot be read: no such file") as refused:
        export_presets.read(tmp_path / "gone.json")
    assert refused.value.reason.kind == "input"


def test_a_name_that_is_taken_is_refused_also_by_a_damaged_file(folders):
    export_presets.add(folders, NIGHTLY)
    (folder(folders) / "torn.json").write_text("{")
    for name in ("nightly", "torn"):
        with pytest.raises(SvdError, match=f"There is a preset called {name} already"):
            export_presets.add(folders, OwnPreset(name, "png"))
        with pytest.raises(SvdError, match=f"There is a preset called {name} already"):
            export_presets.rename(folders, "nightly", name)
    assert export_presets.listed(folders) == {"nightly": NIGHTLY}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("png", "png is a built-in preset and stays."),
        ("gone", "There is no preset of your own called 'gone'. Your own are: nightly."),
        ("../settings", "There is no preset of your own called '../settings'."),
    ],
)
def test_only_ones_own_are_removed(folders, name, words):
    export_presets.save(folders, NIGHTLY)
    (folders.settings / "settings.json").write_text("{}")
    with pytest.raises(SvdError, match=words) as refused:
        export_presets.delete(folders, name)
    assert refused.value.reason.kind == "request"
    assert (folders.settings / "settings.json").exists()


def test_without_any_the_sentence_says_so(folders):
    with pytest.raises(SvdError, match="Your own are: none"):
        export_presets.find(folders, "gone")


@pytest.mark.parametrize("new", ["png", "No Name"])
def test_a_name_that_cannot_be_leaves_the_old(folders, new):
    export_presets.save(folders, NIGHTLY)
    with pytest.raises(SvdError):
        export_presets.rename(folders, "nightly", new)
    assert export_presets.listed(folders) == {"nightly": NIGHTLY}


def test_what_is_saved_is_listed_and_known(folders):
    assert export_presets.listed(folders) == {}
    export_presets.save(folders, PACKED)
    export_presets.save(folders, NIGHTLY)
    assert export_presets.listed(folders) == {"nightly": NIGHTLY, "packed": PACKED}
    known = export_presets.known_presets(folders)
    assert list(known) == [*PRESETS, "nightly", "packed"]
    assert known["nightly"] == NIGHTLY.preset()


def test_saved_again_it_is_replaced(folders):
    export_presets.save(folders, NIGHTLY)
    export_presets.save(folders, OwnPreset("nightly", "av1"))
    assert export_presets.find(folders, "nightly").origin == "av1"


def test_renamed_it_is_the_same_but_for_its_name(folders):
    export_presets.save(folders, NIGHTLY)
    export_presets.rename(folders, "nightly", "daily")
    (daily,) = export_presets.listed(folders).values()
    assert (daily.name, daily.label, daily.quality) == ("daily", "Für die Nacht", 22)


def test_a_damaged_one_can_be_removed(folders):
    folder(folders).mkdir()
    (folder(folders) / "torn.json").write_text("{")
    export_presets.delete(folders, "torn")
    assert not any(folder(folders).iterdir())


def test_a_file_gives_it_back_under_its_name_or_another(folders, tmp_path):
    path = tmp_path / "from a friend.json"
    export_presets.write(path, NIGHTLY)
    assert export_presets.read(path) == NIGHTLY
    assert export_presets.read(path, "theirs").name == "theirs"
