"""Clips that are cut, named and placed otherwise than usual."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from svd_desktop.core.edits import Edit
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import MASTER
from svd_desktop.media import export as export_module
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.export import export
from svd_desktop.media.masters import read_frames
from svd_desktop.media.own_presets import OwnPreset

MakeTake = Callable[[str], Path]
SMOOTH = Edit(retime="smooth")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def delivery(out: Path, **changes: Any) -> Delivery:
    return Delivery(**{"folder": str(out), "presets": ("ffv1",), **changes})


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def duration(path: Path) -> tuple[int, Fraction | None]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return sum(1 for _ in container.decode(stream)), stream.average_rate


class TestRefused:
    @pytest.mark.parametrize(
        "changes",
        [
            {"edit": Edit(trim=(1, 6))}, {"edit": SMOOTH}, {"template": "{nothing}"},
            {"template": "a" * 180},
            {"edit": SMOOTH, "rate": Fraction(5)},
        ],
    )  # fmt: skip
    def test_what_the_take_cannot_become_touches_nothing(
        self, out: Path, make_take: MakeTake, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(SvdError) as caught:
            export(make_take("one"), delivery(out, **changes))
        assert caught.value.reason.kind == "request"
        assert not out.exists()

    def test_upscaling_that_is_not_installed_touches_nothing(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        with pytest.raises(SvdError, match="upscale"):
            export(make_take("one"), delivery(out, edit=Edit(upscale=2)))
        assert not out.exists()

    @pytest.mark.parametrize("asked", [1, 2, 3])
    def test_cancelled_while_frames_are_invented(
        self, out: Path, make_take: MakeTake, asked: int
    ) -> None:
        answers = iter([False] * asked + [True] * 9)
        with pytest.raises(EncodingCancelled):
            export(make_take("one"), delivery(out, edit=SMOOTH, rate=Fraction(25)),
                   cancelled=lambda: next(answers))  # fmt: skip
        assert not everything(out)

    def test_a_disk_that_fails_while_frames_are_invented(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*asked: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(export_module, "cut", full)
        with pytest.raises(SvdError, match="no space left") as caught:
            export(make_take("one"), delivery(out, edit=SMOOTH, rate=Fraction(25)))
        assert caught.value.reason.kind == "disk"
        assert not everything(out)


class TestCut:
    def test_trimmed_and_back_and_forth_to_the_bit(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        clip = export(take, delivery(out, edit=Edit((2, 4), ping_pong=True, loops=2)))[0]
        master = read_frames(take / MASTER)
        np.testing.assert_array_equal(read_frames(clip), master[[1, 2, 3, 2, 1, 2, 3, 2]])

    def test_even_at_the_timelines_rate(self, out: Path, make_take: MakeTake) -> None:
        rate = Fraction(24000, 1001)
        clip = export(make_take("one"), delivery(out, rate=rate, edit=Edit(retime="even")))[0]
        assert duration(clip) == (15, rate)

    def test_smooth_in_two_presets_is_invented_once(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = []
        cut = export_module.cut
        monkeypatch.setattr(export_module, "cut", lambda *how: asked.append(how) or cut(*how))
        told: list[float] = []
        wanted = delivery(out, presets=("ffv1", "h264-edit"), edit=SMOOTH, rate=Fraction(25))
        files = export(make_take("one"), wanted, told.append)
        assert [duration(path) for path in files[::2]] == [(18, Fraction(25))] * 2
        assert len(asked) == 1
        assert told == sorted(told)
        assert told[-1] == 1
        assert len(everything(out)) == 4

    def test_twice_the_size(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        small = read_frames(take / MASTER)
        clip = export(take, delivery(out, edit=Edit((1, 1), upscale=2)))[0]
        assert read_frames(clip).shape == (1, small.shape[1] * 2, small.shape[2] * 2, 3)

    def test_each_edit_is_a_clip_of_its_own_and_made_once(
        self, out: Path, make_take: MakeTake
    ) -> None:
        take = make_take("one")
        edits = [Edit(), Edit((2, 4)), Edit(loops=2), Edit()]
        clips = [export(take, delivery(out, edit=edit))[0] for edit in edits]
        assert [clip.stem[-4:] for clip in clips] == ["v001", "v002", "v003", "v001"]

    def test_the_sidecar_says_how_it_was_cut(self, out: Path, make_take: MakeTake) -> None:
        edit = Edit((2, 4), True)
        take = make_take("one")
        plain, cut = (
            json.loads(export(take, delivery(out, edit=one))[1].read_bytes())
            for one in (Edit(), edit)
        )
        assert "edit" not in plain
        assert Edit.from_json(cut["edit"]) == edit

    def test_what_a_killed_run_had_invented_is_removed(
        self, out: Path, make_take: MakeTake
    ) -> None:
        take = make_take("one")
        with subprocess.Popen([sys.executable, "-c", ""]) as gone:
            gone.wait()
        for process in (gone.pid, os.getpid()):
            left = out / f".one..{process}.part"
            left.mkdir(parents=True)
            (left / "smooth.raw").write_bytes(b"half")
        export(take, delivery(out, edit=SMOOTH, rate=Fraction(25)))
        assert len(everything(out)) == 2

    def test_what_another_process_is_making_stays(self, out: Path, make_take: MakeTake) -> None:
        at_work = out / f".one.ffv1.{os.getppid()}.part"
        at_work.mkdir(parents=True)
        export(make_take("one"), delivery(out))
        assert at_work.is_dir()


class TestNamesAndPlaces:
    def test_a_template_makes_folders_and_versions(self, out: Path, make_take: MakeTake) -> None:
        named = delivery(out, template="{preset}/{seed} {source}")
        one, two = make_take("one"), make_take("two")
        for take in (one, two, one):
            export(take, named)
        stem = "ffv1/7 Grüße & 한글_v00"
        assert everything(out) == {
            "ffv1", f"{stem}1.mkv", f"{stem}1.json", f"{stem}2.mkv", f"{stem}2.json",
        }  # fmt: skip

    def test_a_preset_with_a_folder_of_its_own_goes_there(
        self, out: Path, make_take: MakeTake, tmp_path: Path
    ) -> None:
        watched = tmp_path / "watched"
        both = delivery(out, presets=("ffv1", "png"), places={"png": str(watched)})
        export(make_take("one"), both)
        assert [path.suffix for path in sorted(out.iterdir())] == [".json", ".mkv"]
        assert sorted(path.is_dir() for path in watched.iterdir()) == [False, True]

    def test_the_folder_that_cannot_be_made_is_named(
        self, out: Path, make_take: MakeTake, tmp_path: Path
    ) -> None:
        (tmp_path / "file").touch()
        bad = delivery(out, places={"ffv1": str(tmp_path / "file" / "watched")})
        with pytest.raises(SvdError, match="watched cannot be written"):
            export(make_take("one"), bad)

    def test_ones_own_preset_that_was_changed_is_exported_again(
        self, out: Path, make_take: MakeTake
    ) -> None:
        take = make_take("one")

        def exported(quality: int) -> Path:
            known = {"mine": OwnPreset("mine", "h264-review", quality=quality).preset()}
            return export(take, Delivery(str(out), ("mine",)), known=known)[0]

        better, worse = exported(10), exported(40)
        assert (better.stem[-4:], worse.stem[-4:]) == ("v001", "v002")
        assert better.stat().st_size > worse.stat().st_size
        sidecar = json.loads(worse.with_suffix(".json").read_text())
        assert sidecar["made_from"] == "h264-review quality 40"
        assert exported(10) == better
        assert len(everything(out)) == 4
