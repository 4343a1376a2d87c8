"""Trials of presets are made once for each ffmpeg, driver and set of arguments."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library import export_presets, trials_file
from svd_desktop.library.folders import Folders
from svd_desktop.library.trials_file import tried_presets
from svd_desktop.media.ffmpeg import ffmpeg_path
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.presets import PRESETS, AnyPreset

SOFTWARE, GPU = ("av1", "libsvtav1"), ("av1", "av1_nvenc")


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Grows by what was tried, when something was; each trial shows something else."""
    made: list[list[str]] = []

    def show(presets: dict[str, AnyPreset]) -> dict[str, str]:
        if presets:
            made.append(list(presets))
        return {name: f"trial {len(made)}" for name in presets}

    monkeypatch.setattr(trials_file, "try_presets", show)
    return made


@pytest.mark.parametrize(
    "contents",
    [b"", b"[]", b"{}", b'{"trials": 1}', b'{"trials": {"png": "works"}}', b"\xff",
     b'{"trials": {"png": {"of": 1}}}', b'{"trials": {"png": {"of": 1, "why": ""}}}'],
)  # fmt: skip
def test_a_damaged_memory_is_made_again(
    folders: Folders, trials: list[list[str]], contents: bytes
) -> None:
    (folders.library / "presets.json").write_bytes(contents)
    assert tried_presets(folders).presets["png"] == "trial 1"
    assert json.loads((folders.library / "presets.json").read_bytes())["trials"]["png"]["why"]


def test_what_a_full_disk_has_stopped_is_not_remembered(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(presets: dict[str, AnyPreset]) -> dict[str, str]:
        raise SvdError("disk", "The disk is full.", "Free some space.")

    monkeypatch.setattr(trials_file, "try_presets", full)
    with pytest.raises(SvdError, match="The disk is full"):
        tried_presets(folders)
    assert not (folders.library / "presets.json").exists()


def test_a_second_call_remembers(folders: Folders, trials: list[list[str]]) -> None:
    assert tried_presets(folders) == tried_presets(folders)
    assert len(trials) == 1


def test_presets_and_encoders_are_told_apart(folders: Folders, trials: list[list[str]]) -> None:
    tried = tried_presets(folders)
    assert list(tried.presets) == list(PRESETS)
    assert {SOFTWARE, GPU, ("h264-edit", "h264_vaapi")} <= tried.encoders.keys()


def test_another_ffmpeg_is_tried(
    folders: Folders, trials: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried_presets(folders)
    other = tmp_path / "ffmpeg"
    shutil.copyfile(ffmpeg_path(), other)
    monkeypatch.setattr(trials_file, "ffmpeg_path", lambda: str(other))
    assert tried_presets(folders).presets["png"] == "trial 2"
    assert trials[0] == trials[1]


def test_with_another_driver_only_what_a_gpu_encodes_is_tried(
    folders: Folders, trials: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    export_presets.save(folders, OwnPreset("mine", "h265", encoder="hevc_qsv"))
    tried_presets(folders)
    monkeypatch.setattr(trials_file, "gpu_drivers", lambda: {"nvidia": "another"})
    tried = tried_presets(folders)
    assert (tried.encoders[GPU], tried.presets["mine"]) == ("trial 2", "trial 2")
    assert (tried.encoders[SOFTWARE], tried.presets["h265"]) == ("trial 1", "trial 1")


def test_a_preset_that_is_new_is_tried_alone(
    folders: Folders, trials: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried_presets(folders)
    export_presets.save(folders, OwnPreset("mine", "png"))
    tried = tried_presets(folders)
    assert (tried.presets["mine"], tried.presets["png"]) == ("trial 2", "trial 1")
    assert trials[1] == ["mine"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OwnPreset("mine", "h265", quality=20), OwnPreset("mine", "h265", quality=21)),
        (OwnPreset("mine", "png", compression=2), OwnPreset("mine", "png", compression=3)),
    ],
)
def test_a_preset_that_has_changed_is_tried_again(
    folders: Folders, trials: list[list[str]], before: OwnPreset, after: OwnPreset
) -> None:
    export_presets.save(folders, before)
    tried_presets(folders)
    export_presets.save(folders, after)
    assert tried_presets(folders).presets["mine"] == "trial 2"


def test_a_preset_that_is_gone_is_forgotten(folders: Folders, trials: list[list[str]]) -> None:
    export_presets.save(folders, OwnPreset("mine", "png"))
    tried_presets(folders)
    export_presets.delete(folders, "mine")
    export_presets.save(folders, OwnPreset("other", "png"))
    assert "mine" not in tried_presets(folders).presets
    kept = json.loads((folders.library / "presets.json").read_bytes())["trials"]
    assert "mine" not in kept
