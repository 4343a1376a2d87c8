"""What clips can become here, found out beside the window."""

from __future__ import annotations

import pytest

from svd_desktop.app.outputs import Outputs
from svd_desktop.core.errors import SvdError
from svd_desktop.library import export_presets
from svd_desktop.library.folders import find_folders
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.presets import PRESETS

MILLISECONDS = 60_000


@pytest.fixture
def outputs(home, qtbot):
    thread = Outputs()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(MILLISECONDS)


def test_without_an_ffmpeg_it_says_so(outputs, monkeypatch, qtbot) -> None:
    def none() -> str:
        raise SvdError("encoder", "No ffmpeg was found.", "Install it.")

    monkeypatch.setattr("svd_desktop.library.trials_file.ffmpeg_path", none)
    outputs.open(find_folders(), "/clips")
    with qtbot.waitSignal(outputs.failed, timeout=MILLISECONDS) as told:
        outputs.look()
    assert told.args[0].message == "No ffmpeg was found."
    assert outputs.possible is None


def test_what_is_asked_before_the_library_is_open_is_answered_then(outputs, qtbot) -> None:
    outputs.look()
    with qtbot.waitSignal(outputs.changed, timeout=MILLISECONDS):
        outputs.open(find_folders(), "/clips")
    assert list(outputs.possible.presets) == list(PRESETS)
    assert outputs.possible.broken["h264-review"] == ""
    assert outputs.possible.no_upscaling is None  # the tests come with the extra


def test_without_the_extra_frames_cannot_be_enlarged(outputs, monkeypatch, qtbot) -> None:
    def missing() -> None:
        raise SvdError("request", "Upscaling is not installed.", "Install it.")

    monkeypatch.setattr("svd_desktop.media.upscaling.check_upscaling", missing)
    outputs.open(find_folders(), "/clips")
    with qtbot.waitSignal(outputs.changed, timeout=MILLISECONDS):
        outputs.look()
    assert outputs.possible.no_upscaling.message == "Upscaling is not installed."


def test_the_persons_own_presets_are_among_them(outputs, qtbot) -> None:
    folders = find_folders()
    export_presets.add(folders, OwnPreset("for-anna", "h264-review", label="For Anna"))
    outputs.open(folders, "/clips")
    with qtbot.waitSignal(outputs.changed, timeout=MILLISECONDS):
        outputs.look()
    assert outputs.possible.presets["for-anna"].label == "For Anna"
    assert outputs.possible.broken["for-anna"] == ""
