"""`presets`: one's own are made only when they work, and every command knows them."""

from __future__ import annotations

import json

import pytest

from svd_desktop.library import export_presets, trials_file
from svd_desktop.library.folders import find_folders
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.presets import PRESETS
from tests.made import picture

NIGHTLY = OwnPreset("nightly", "h265", "For the night", "libx265", 22)


@pytest.fixture
def tried(monkeypatch):
    """Trials in an instant: encoders in GPUs do not work, the rest does."""

    def instantly(presets):
        return {name: "No GPU." if "_" in name else "" for name in presets}

    monkeypatch.setattr(trials_file, "try_presets", instantly)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "COMMAND"),
        (["make", "mine"], 2, "--from"),
        (["make", "mine", "--from", "png", "--quality", "high"], 2, "--quality"),
        (["make", "mine", "--from", "betamax"], 2, "There is no preset 'betamax'"),
        (["make", "mine", "--from", "nightly"], 2, "There is no preset 'nightly'"),
        (["make", "Mine", "--from", "png"], 2, "A preset cannot be called 'Mine'. Use a to z"),
        (["make", "png", "--from", "png"], 2, "png is a built-in preset."),
        (["make", "nightly", "--from", "png"], 2, "There is a preset called nightly already."),
        (["make", "mine", "--from", "h265", "--quality", "52"], 2, "from 0 to 51. The lower"),
        (["make", "mine", "--from", "h265", "--encoder", "x"], 2, "Use one of: libx265, hevc_"),
        (["show", "gone"], 2, "There is no preset 'gone'"),
        (["remove", "gone"], 2, "no preset of your own called 'gone'. Your own are: nightly."),
        (["remove", "png"], 2, "png is a built-in preset and stays."),
        (["rename", "nightly", "png"], 2, "png is a built-in preset."),
        (["rename", "gone", "other"], 2, "no preset of your own called 'gone'"),
        (["import", "gone.json"], 3, "gone.json cannot be read: no such file or directory."),
        (["export", "gone", "file.json"], 2, "no preset of your own called 'gone'"),
        (["export", "nightly", "settings.json"], 2, "settings.json is there already. Choose"),
        (["export", "nightly", "no/file.json"], 1, "cannot be written: no such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run, home, tried, monkeypatch, arguments, status, said
):
    monkeypatch.chdir(home)
    export_presets.save(find_folders(), NIGHTLY)
    (home / "settings.json").write_text("{}")
    answer = run("presets", *arguments)
    assert answer.status == status
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert export_presets.listed(find_folders()) == {"nightly": NIGHTLY}
    assert (home / "settings.json").read_text() == "{}"


def test_an_encoder_that_does_not_work_here_makes_no_preset(run):
    answer = run("presets", "make", "mine", "--from", "h264-edit", "--encoder", "h264_videotoolbox")
    assert answer.status == 1
    assert answer.err == (
        "svd-desktop: H.264 for editing cannot be made so on this machine: "
        "Unknown encoder 'h264_videotoolbox'; Error selecting an encoder. "
        "Choose another encoder.\n"
    )
    assert export_presets.listed(find_folders()) == {}


def test_one_that_does_not_work_is_listed_with_why(run, monkeypatch):
    monkeypatch.setattr(
        trials_file, "try_presets",
        lambda presets: {name: "Too old." if name == "nightly" else "" for name in presets},
    )  # fmt: skip
    for own in (NIGHTLY, OwnPreset("daily", "h265")):
        export_presets.save(find_folders(), own)
    listed = {x["name"]: x for x in run("presets", "list", "--json").events}
    assert list(listed) == [*PRESETS, "daily", "nightly"]
    assert listed["nightly"] == {
        "name": "nightly", "label": "For the night", "from": "h265", "works": False,
        "why": "Too old.",
    }  # fmt: skip
    line = run("presets", "list").out.splitlines()[-1]
    assert line.split("  ")[0] == "nightly"
    assert line.endswith("from h265  For the night, which does not work here: Too old.")


def test_a_damaged_one_is_named_and_the_others_are_listed(run, tried):
    export_presets.save(find_folders(), NIGHTLY)
    (find_folders().settings / "export-presets" / "torn.json").write_text("{")
    answer = run("presets", "list", "--json")
    assert answer.status == 0
    assert answer.err == "torn.json is no export preset. Choose a file that was exported here.\n"
    assert [event["name"] for event in answer.events] == [*PRESETS, "nightly"]


def test_made_shown_and_removed(run, tried):
    answer = run("presets", "make", "mine", "--from", "av1", "--quality", "40", "--label", "Küche")
    assert (answer.status, answer.out) == (0, "mine\n")
    made = export_presets.find(find_folders(), "mine")
    assert made == OwnPreset("mine", "av1", "Küche", "libsvtav1", 40)
    (shown,) = run("presets", "show", "mine", "--json").events
    assert (shown["from"], shown["works"], shown["label"]) == ("av1", True, "Küche")
    (encoder,) = shown["encoders"]
    assert encoder["encoder"] == "libsvtav1"
    assert encoder["dial"]["value"] == 40
    assert run("presets", "remove", "mine").out == "mine\n"
    assert export_presets.listed(find_folders()) == {}


def test_compression_is_of_pictures(run, tried):
    assert run("presets", "make", "mine", "--from", "png", "--compression", "9").status == 0
    (shown,) = run("presets", "show", "mine", "--json").events
    assert (shown["dial"]["name"], shown["dial"]["value"]) == ("compression", 9)
    assert shown["encoders"] == []
    assert (
        "compression  9, from 0 to 9. The higher, the smaller" in run("presets", "show", "mine").out
    )


def test_a_built_in_one_says_what_could_make_it(run, tried):
    lines = run("presets", "show", "h264-review").out.splitlines()
    assert "encoder     libx264; quality 16, from 1 to 51. The lower, the better" in lines[4]
    assert lines[5] == "encoder     h264_nvenc, which does not work here: No GPU."
    assert len(lines) == 10
    (shown,) = run("presets", "show", "h264-review", "--json").events
    assert shown["from"] is None
    assert shown["dial"]["direction"] == "lower is better"
    assert [x["encoder"] for x in shown["encoders"] if x["hardware"]] == [
        "h264_nvenc", "h264_qsv", "h264_vaapi", "h264_amf", "h264_videotoolbox",
    ]  # fmt: skip


def test_a_built_in_one_may_have_nothing_to_turn(run, tried):
    (shown,) = run("presets", "show", "tiff", "--json").events
    assert (shown["dial"], shown["encoders"]) == (None, [])
    assert run("presets", "show", "ffv1").out.splitlines()[-1] == "encoder     ffv1"


def test_from_one_machine_to_another(run, home):
    export_presets.save(find_folders(), NIGHTLY)
    path = home / "Grüße.json"
    (said,) = run("presets", "export", "nightly", path, "--json").events
    assert said == {"event": "exported", "file": str(path)}
    assert json.loads(path.read_bytes())["quality"] == 22
    assert "already" in run("presets", "import", path).err
    (said,) = run("presets", "import", path, "--name", "theirs", "--json").events
    assert said == {"event": "imported", "name": "theirs"}
    (said,) = run("presets", "rename", "theirs", "ours", "--json").events
    assert said == {"event": "renamed", "name": "ours"}
    assert list(export_presets.listed(find_folders())) == ["nightly", "ours"]


def test_render_and_queue_know_them_and_refuse_what_is_gone(run, home, backend):
    photo = picture(home / "photo.png")
    for command in (("render",), ("queue", "add")):
        answer = run(*command, photo, "--preset", "nightly")
        assert answer.status == 2
        assert "There is no preset 'nightly', or not any more." in answer.err
    export_presets.save(find_folders(), NIGHTLY)
    answer = run("render", photo, "--preset", "nightly", "--output", home / "out", "--json")
    assert answer.status == 0
    (finished,) = answer.named("finished")
    assert finished["files"][0].endswith("_nightly_v001.mp4")
