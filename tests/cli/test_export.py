"""`export`: takes become files of every preset named, once, or nothing at all."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from svd_desktop.core.takes import MASTER
from svd_desktop.library import export_presets
from svd_desktop.library.folders import find_folders
from svd_desktop.media.own_presets import OwnPreset
from tests.made import publish_take, request, take


@pytest.fixture
def takes(home: Path) -> list[Path]:
    return [
        publish_take(
            find_folders().takes / name,
            take(id=name, request=request(source=f"/p/Grüße & 한글 {name}.png", frames=3)),
        )
        for name in ("one", "two")
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["one", "--preset", "png"], 2, "--output"),
        (["one", "--output", "out"], 2, "--preset"),
        (["one", "--preset", "betamax", "--output", "out"], 2,
         "There is no preset 'betamax', or not any more. Use one of: apng, "),
        (["one", "--preset", "png", "--rate", "0", "--output", "out"], 2, "between 1 and 240"),
        (["one", "three", "--preset", "png", "--output", "out"], 3, "There is no take three"),
        (["one", "--preset", "png", "--preset", "dnxhr-444", "--output", "out"], 2,
         "DNxHR 444 needs at least 256x120 pixels, not 64x64. Choose another preset."),
        (["one", "--preset", "gif", "--rate", "60", "--output", "out"], 2,
         "GIF cannot play faster than 50 fps."),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_one_sentence_and_no_file(
    run, takes, home, monkeypatch, arguments, status, said
):
    monkeypatch.chdir(home)
    answer = run("export", *arguments)
    assert answer.status == status
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert not (home / "out").exists()


def test_a_broken_take_leaves_what_was_finished_before(run, takes, home):
    (takes[1] / MASTER).write_bytes(b"no film")
    answer = run("export", "one", "two", "--preset", "ffv1", "--output", home / "out")
    assert answer.status == 3
    assert answer.out.splitlines() == [
        str(home / "out" / "Grüße & 한글 one_42_7fps_ffv1_v001.mkv")
    ]  # fmt: skip
    assert len(list((home / "out").iterdir())) == 2


def test_each_take_in_each_preset_at_the_rate_asked(run, takes, home):
    answer = run(
        "export", "one", takes[1], "one", "--preset", "prores-422-hq", "--preset", "png",
        "--rate", "24000/1001", "--output", home / "out", "--json",
    )  # fmt: skip
    assert answer.status == 0
    made = answer.named("exported")
    assert [(event["take"], event["preset"]) for event in made] == [
        ("one", "prores-422-hq"), ("one", "png"), ("two", "prores-422-hq"), ("two", "png"),
    ]  # fmt: skip
    for event in made:
        assert Path(event["sidecar"]).is_file()
    with av.open(made[2]["file"]) as container:
        assert container.streams.video[0].average_rate == Fraction(24000, 1001)
    assert len(list(Path(made[3]["file"]).iterdir())) == 3


def test_ones_own_preset_makes_what_it_says(run, takes, home):
    export_presets.save(find_folders(), OwnPreset("proxy", "prores-422-hq", quality=0))
    answer = run("export", "one", "--preset", "proxy", "--output", home / "out")
    assert answer.status == 0
    (made,) = answer.out.splitlines()
    assert made.endswith("_proxy_v001.mov")
    with av.open(made) as container:
        assert container.streams.video[0].codec_context.profile == "Proxy"


def test_a_second_run_finds_what_is_there(run, takes, home):
    named = ("export", "one", "--preset", "h264-edit", "--output", home / "out")
    first = run(*named)
    before = Path(first.out.strip()).stat().st_mtime_ns
    assert run(*named).out == first.out
    assert Path(first.out.strip()).stat().st_mtime_ns == before


def test_the_program_knows_the_command(home):
    from svd_desktop.__main__ import COMMANDS

    assert "export" in COMMANDS
