"""`timeline`: the clips exported beside it, once, and a timeline that links them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import av
import opentimelineio
import pytest

from svd_desktop.core.takes import MASTER
from svd_desktop.library.folders import find_folders
from tests.made import publish_take, request, take


@pytest.fixture
def takes(home: Path) -> list[Path]:
    """Two takes in the library, named as people name pictures."""
    folders = find_folders()
    return [
        publish_take(
            folders.takes / name,
            take(id=name, request=request(source=f"/p/Grüße & 한글 {name}.png", frames=6)),
        )
        for name in ("one", "two")
    ]


def linked(timeline: Path) -> list[Path]:
    found = opentimelineio.adapters.read_from_file(str(timeline))
    urls = [clip.media_reference.target_url for clip in found.find_clips()]
    return [Path(opentimelineio.url_utils.filepath_from_url(url)) for url in urls]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["one", "--output", "cut.otio"], 2, "--rate"),
        (["one", "--rate", "25"], 2, "--output"),
        (["one", "--rate", "7", "--output", "cut.otio"], 2, "cannot run at 7 frames"),
        (["one", "--rate", "25", "--output", "cut.aaf"], 2, "End it in .otio"),
        (["one", "--rate", "25", "--output", "cut.otio", "--handles", "-1"], 2, "--handles"),
        (["one", "--rate", "25", "--output", "cut.otio", "--handles", "3"], 2, "Use 2 or fewer"),
        (["three", "--rate", "25", "--output", "cut.otio"], 3, "There is no take three"),
        (["one", "--rate", "25", "--output", "no/where/cut.edl", "--media", "m"], 1,
         "cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_one_sentence_and_no_file(
    run, takes, home, monkeypatch, arguments, status, said
):
    monkeypatch.chdir(home)
    answer = run("timeline", *arguments)
    assert answer.status == status
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not list(home.rglob("cut.*"))


def test_a_broken_take_makes_no_timeline(run, takes, home):
    (takes[1] / MASTER).write_bytes(b"no film")
    answer = run("timeline", "one", "two", "--rate", "25", "--output", home / "cut.otio")
    assert answer.status == 3
    assert not (home / "cut.otio").exists()


def test_a_file_that_is_there_is_not_replaced_and_nothing_is_exported(run, takes, home):
    (home / "cut.edl").write_text("another's")
    answer = run("timeline", "one", "--rate", "25", "--output", home / "cut.edl")
    assert (answer.status, answer.out) == (2, "")
    assert not (home / "cut_clips").exists()


def test_clips_lie_beside_the_timeline_at_its_rate_in_the_order_named(run, takes, home):
    output = home / "cut.otio"
    answer = run("timeline", "two", takes[0], "two", "--rate", "23.976", "--output", output)
    assert (answer.status, answer.out.strip()) == (0, str(output))
    media = linked(output)
    assert media[0] == media[2] != media[1]
    assert {path.parent for path in media} == {home / "cut_clips"}
    assert media[1].name == "Grüße & 한글 one_42_23.976fps_h264-review_v001.mp4"
    with av.open(str(media[0])) as container:
        assert container.streams.video[0].average_rate == Fraction(24000, 1001)


def test_clips_that_are_there_are_linked_and_not_made_again(run, takes, home):
    named = ("timeline", "one", "--rate", "25", "--media", home / "clips", "--output")
    assert run(*named, home / "a.otio").status == 0
    (clip,) = linked(home / "a.otio")
    before = clip.stat().st_mtime_ns
    assert run(*named, home / "b.otio").status == 0
    assert linked(home / "b.otio") == [clip]
    assert clip.stat().st_mtime_ns == before
    assert len(list((home / "clips").iterdir())) == 2  # the clip and its sidecar


def test_a_bundle_leaves_no_clips_beside_it(run, takes, home):
    before = set(home.iterdir())
    assert run("timeline", "one", "--rate", "25", "--output", home / "cut.otioz").status == 0
    assert set(home.iterdir()) - before == {home / "cut.otioz"}


def test_json_says_where_every_clip_lies(run, takes, home):
    answer = run(
        "timeline", "one", "two", "--rate", "25", "--clip-rate", "50", "--handles", "1",
        "--gap", "5", "--output", home / "cut.mlt", "--json",
    )  # fmt: skip
    (said,) = answer.events
    assert said["timeline"] == str(home / "cut.mlt")
    assert (said["rate"], said["frames"]) == ("25", 9)
    lie = [[clip[key] for key in ("rate", "first", "frames", "at")] for clip in said["clips"]]
    assert lie == [["50", 1, 4, 0], ["50", 1, 4, 7]]
    assert all(Path(clip["file"]).is_file() for clip in said["clips"])


def test_size_and_version_of_fcpxml_can_be_chosen(run, takes, home):
    output = home / "cut.fcpxml"
    answer = run("timeline", "one", "--rate", "25", "--size", "1920x1080", "--fcpxml", "1.9",
                 "--output", output)  # fmt: skip
    assert answer.status == 0
    root = ElementTree.parse(output).getroot()
    assert root.get("version") == "1.9"
    assert (root.find(".//format").get("width"), root.find(".//format").get("height")) == (
        "1920", "1080"
    )  # fmt: skip


def test_the_program_knows_the_command(home):
    from svd_desktop.__main__ import COMMANDS

    assert "timeline" in COMMANDS
