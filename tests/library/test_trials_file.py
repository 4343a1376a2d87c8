"""Trials of presets are made once for each ffmpeg."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from svd_desktop.library import trials_file
from svd_desktop.library.folders import Folders, find_folders
from svd_desktop.library.trials_file import tried_presets
from svd_desktop.media.ffmpeg import ffmpeg_path
from svd_desktop.media.presets import PRESETS


@pytest.fixture
def folders(home: Path) -> Folders:
    return find_folders()


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every trial; each shows something else."""
    made: list[int] = []

    def show() -> dict[str, str]:
        made.append(len(made))
        return {name: f"trial {len(made)}" for name in PRESETS}

    monkeypatch.setattr(trials_file, "try_presets", show)
    return made


@pytest.mark.parametrize("contents", [b"", b"[]", b"{}", b'{"program": 1}', b"\xff"])
def test_a_damaged_memory_is_made_again(
    folders: Folders, trials: list[int], contents: bytes
) -> None:
    (folders.library / "presets.json").write_bytes(contents)
    assert tried_presets(folders)["png"] == "trial 1"
    assert json.loads((folders.library / "presets.json").read_bytes())["presets"]["png"]


def test_a_second_call_remembers(folders: Folders, trials: list[int]) -> None:
    assert tried_presets(folders) == tried_presets(folders)
    assert len(trials) == 1


def test_another_ffmpeg_is_tried(
    folders: Folders, trials: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried_presets(folders)
    other = tmp_path / "ffmpeg"
    shutil.copyfile(ffmpeg_path(), other)
    monkeypatch.setattr(trials_file, "ffmpeg_path", lambda: str(other))
    assert tried_presets(folders)["png"] == "trial 2"


def test_a_preset_that_is_new_is_tried(
    folders: Folders, trials: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried_presets(folders)
    monkeypatch.setattr(trials_file, "PRESETS", {**PRESETS, "new": PRESETS["png"]})
    assert tried_presets(folders)["png"] == "trial 2"
