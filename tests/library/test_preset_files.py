"""Presets on disk: whole, named as the person named them, and read with care."""

from __future__ import annotations

import json

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library import preset_files
from tests.made import request


@pytest.fixture
def values():
    data = request(fps=12, guidance_interval=(1.0, 20.0)).to_json()
    del data["source"], data["seed"]
    return data


def test_what_is_saved_is_listed_again(folders, values):
    assert preset_files.listed(folders) == {}
    preset_files.save(folders, "Slow pan", values)
    preset_files.save(folders, "Abend", values)
    assert preset_files.listed(folders) == {"Abend": values, "Slow pan": values}


def test_a_name_that_is_no_file_name_is_made_one(folders, values):
    preset_files.save(folders, " a/b: c ", values)
    (name,) = preset_files.listed(folders)
    assert name == preset_files.file_name("a/b: c")
    assert (folders.settings / "presets" / f"{name}.json").is_file()


def test_rename_and_delete(folders, values):
    preset_files.save(folders, "one", values)
    preset_files.rename(folders, "one", "two")
    assert list(preset_files.listed(folders)) == ["two"]
    preset_files.delete(folders, "two")
    preset_files.delete(folders, "two")
    assert preset_files.listed(folders) == {}


def test_a_broken_one_is_passed_over_and_named_in_the_log(folders, values, caplog):
    preset_files.save(folders, "good", values)
    (folders.settings / "presets" / "torn.json").write_text("{")
    assert list(preset_files.listed(folders)) == ["good"]
    assert "torn.json is no preset" in caplog.text


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "bad.json is no preset."),
        (b"[1, 2]", "bad.json is no preset."),
        (b"\xff\xfe", "bad.json is no preset."),
        (b'{"version": 99}', "version cannot be 99"),
        (b'{"version": 1, "model": "svd"}', "incomplete"),
        (b'{"request": 4}', "bad.json is no preset"),
    ],
)
def test_a_bad_file_is_one_clear_sentence(tmp_path, content, words):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(SvdError, match=words) as refused:
        preset_files.read(path)
    assert refused.value.reason.kind == "input"
    assert refused.value.reason.remedy


def test_a_value_out_of_range_names_the_field(tmp_path, values):
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({**values, "fps": 900}))
    with pytest.raises(SvdError, match="fps cannot be 900"):
        preset_files.read(path)


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(SvdError, match=r"gone\.json cannot be read: no such file"):
        preset_files.read(tmp_path / "gone.json")


def test_a_clips_sidecar_will_do(tmp_path, values):
    path = tmp_path / "clip.json"
    path.write_text(json.dumps({"version": 1, "request": request(**{
        "fps": 12, "guidance_interval": (1.0, 20.0)}).to_json()}))  # fmt: skip
    assert preset_files.read(path) == values
