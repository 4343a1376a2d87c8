"""`svd-desktop doctor` says what works, and finds out what does not."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from svd_desktop.backends import describe as module
from svd_desktop.cli import doctor
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.library.trials_file import Trials
from svd_desktop.media.presets import PRESETS

ENGINE = {
    "torch": "2.6.0", "diffusers": "0.42.0", "transformers": "5.0.0", "device": "cpu",
    "precision": "fp32", "threads": 2,
}  # fmt: skip


@pytest.fixture
def engine(monkeypatch):
    """Puts a small program in the engine's place."""

    def is_a(script: str) -> None:
        monkeypatch.setattr(module, "program", lambda: [sys.executable, "-c", script])

    is_a(f"import json; print(json.dumps({ENGINE}))")
    return is_a


def findings(answer) -> dict[str, dict]:
    return {finding["name"]: finding for finding in answer.events}


def test_a_healthy_machine_is_status_0(run, engine):
    answer = run("doctor", "--json")
    assert answer.status == 0
    found = findings(answer)
    assert all(finding["works"] for finding in answer.events)
    assert {"svd-desktop", "machine", "torch", "device", "ffmpeg", "model", "queue"} <= set(found)
    assert {"settings", "library", "takes", "models", "logs", "output"} <= set(found)
    assert found["torch"]["text"] == "2.6.0, diffusers 0.42.0, transformers 5.0.0"
    assert "2 threads; no GPU was found" in found["device"]["text"]


def test_for_people_each_finding_is_a_line(run, engine):
    answer = run("doctor")
    assert answer.status == 0
    assert all(line.startswith("ok ") for line in answer.out.splitlines())


def test_a_gpu_is_named_with_its_memory(run, engine):
    found = {**ENGINE, "device": "cuda:0", "precision": "fp16", "gpu": "A GPU",
             "vram_bytes": 8 * 2**30, "vram_free_bytes": 6 * 2**30}  # fmt: skip
    engine(f"import json; print(json.dumps({found}))")
    text = findings(run("doctor", "--json"))["device"]["text"]
    assert text == "cuda:0 in fp16: A GPU, 6.0 of 8.0 GiB free"


def test_a_gpu_that_is_not_used_is_bad(run, engine):
    note = "RTX is not used: its driver 470.42 is too old for CUDA 12.8."
    engine(f"import json; print(json.dumps({ {**ENGINE, 'note': note} }))")
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert not findings(answer)["device"]["works"]
    assert note in findings(answer)["device"]["text"]


def test_a_missing_library_of_qt_is_bad(run, engine, monkeypatch):
    def lacks():
        raise SvdError("internal", "The window cannot open.", "Run: sudo apt-get install libegl1")

    monkeypatch.setattr(doctor, "check_libraries", lacks)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert "apt-get install libegl1" in findings(answer)["window"]["text"]


def test_a_missing_qt_is_bad(run, engine, monkeypatch):
    def missing(name):
        raise doctor.PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", missing)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert "-m pip install --force-reinstall PySide6" in findings(answer)["window"]["text"]


def test_a_machine_without_a_screen_is_in_order(run, engine, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    window = findings(run("doctor", "--json"))["window"]
    assert window["works"]
    assert "there is no screen here" in window["text"]


def test_a_disk_that_is_nearly_full_is_bad(run, engine, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 2**60)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert "Free some space" in findings(answer)["takes"]["text"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys; sys.exit('ImportError: libcudart is missing')", "libcudart is missing"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("print('no JSON')", "Expecting value"),
        ("", "Expecting value"),
    ],
)
def test_an_engine_that_cannot_be_asked_is_bad_and_the_rest_is_looked_at(
    run, engine, script, words
):
    engine(script)
    answer = run("doctor", "--json")
    assert answer.status == 1
    found = findings(answer)
    assert not found["torch"]["works"]
    assert words in found["torch"]["text"]
    assert found["queue"]["works"]


def test_a_broken_library_is_bad(run, engine):
    find_folders().database.write_text("a letter" * 100)
    answer = run("doctor")
    assert answer.status == 1
    (bad,) = [line for line in answer.out.splitlines() if line.startswith("BAD")]
    assert "queue" in bad
    assert "file is not a database" in bad


def test_a_folder_that_cannot_be_written_is_bad(run, engine, home):
    (home / "output").touch()
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert findings(answer)["output"]["works"] is False
    assert str(home / "output") in findings(answer)["output"]["text"]


def test_a_missing_encoder_is_bad(run, engine, monkeypatch):
    def missing():
        raise SvdError("encoder", "There is no ffmpeg.", "Install it.")

    monkeypatch.setattr(doctor, "ffmpeg_path", missing)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert (
        findings(answer)["ffmpeg"]["text"] == "It does not start: There is no ffmpeg. Install it."
    )


def test_every_preset_works_here(run, engine):
    text = findings(run("doctor", "--json"))["export presets"]["text"]
    assert text == ", ".join(PRESETS)


def test_a_preset_that_does_not_work_is_named_and_nothing_is_broken(run, engine, monkeypatch):
    tried = Trials({"png": "", "av1": "Unknown encoder 'libsvtav1'"}, {})
    monkeypatch.setattr(doctor, "tried_presets", lambda folders: tried)
    answer = run("doctor", "--json")
    assert answer.status == 0
    found = findings(answer)
    assert found["export presets"]["text"] == "png"
    assert found["export preset"]["text"] == "av1 is not offered: Unknown encoder 'libsvtav1'"


def test_no_preset_that_works_is_bad(run, engine, monkeypatch):
    tried = Trials({"png": "No such file"}, {})
    monkeypatch.setattr(doctor, "tried_presets", lambda folders: tried)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert not findings(answer)["export presets"]["works"]


def test_encoders_in_a_gpu_are_named_with_what_they_make_or_by_why_they_do_not(
    run, engine, monkeypatch
):
    tried = Trials({"png": ""}, {
        ("h264-review", "libx264"): "", ("av1", "librav1e"): "Unknown encoder",
        ("h264-review", "h264_nvenc"): "", ("h264-edit", "h264_nvenc"): "",
        ("h265", "hevc_nvenc"): "", ("av1", "av1_nvenc"): "Too old",
        ("h264-review", "h264_amf"): "No library", ("h264-edit", "h264_amf"): "No library",
        ("h265", "hevc_amf"): "No library",
    })  # fmt: skip
    monkeypatch.setattr(doctor, "tried_presets", lambda folders: tried)
    answer = run("doctor", "--json")
    assert answer.status == 0
    texts = [x["text"] for x in answer.events if x["name"].startswith("hardware encoder")]
    assert texts == [
        "h264_nvenc for h264-review, h264-edit; hevc_nvenc for h265",
        "not offered are av1_nvenc: Too old",
        "not offered are h264_amf, hevc_amf: No library",
    ]


def test_without_a_gpu_that_encodes_nothing_is_broken(run, engine, monkeypatch):
    tried = Trials({"png": ""}, {("h265", "hevc_qsv"): "Error creating a MFX session: -9."})
    monkeypatch.setattr(doctor, "tried_presets", lambda folders: tried)
    answer = run("doctor", "--json")
    assert answer.status == 0
    assert findings(answer)["hardware encoders"]["text"] == "none"


def test_an_incomplete_model_is_bad(run, engine, monkeypatch):
    def refuse(folder):
        raise SvdError("model", "The unet is missing.", "")

    monkeypatch.setattr(doctor, "check_folder", refuse)
    answer = run("doctor", "--json")
    assert answer.status == 1
    assert not findings(answer)["model"]["works"]


def test_the_engine_describes_itself(home):
    """The real one, as doctor asks it."""
    said = subprocess.run(
        [*module.program(), "--describe-engine"], capture_output=True, text=True, check=True
    )
    assert set(ENGINE) <= set(json.loads(said.stdout))
