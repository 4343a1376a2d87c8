"""Delivered clips: each there once, whole, whatever happened on the way."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import MASTER
from svd_desktop.media import encoding, publishing
from svd_desktop.media import export as export_module
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.export import export

MakeTake = Callable[[str], Path]
STEM = "Grüße & 한글_7_7fps_h264-review_v001"
BOTH = [f"{STEM}.json", f"{STEM}.mp4"]

ONCE = """
import sys
from pathlib import Path
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.export import export
export(Path(sys.argv[1]), Delivery(sys.argv[2]))
"""

# Runs one export and kills its own process, without a last word, at the n-th of the moments at
# which something on disk has changed or is about to.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from svd_desktop.core.jobs import Delivery
from svd_desktop.media import encoding, export as export_module, publishing
from svd_desktop.media.export import export

wanted, passed = int(sys.argv[3]), 0

def moment():
    global passed
    passed += 1
    if passed == wanted:
        os.kill(os.getpid(), signal.SIGKILL)

def watched(function):
    def call(*args, **options):
        moment()
        result = function(*args, **options)
        moment()
        return result
    return call

encoding.Ffmpeg.__init__ = watched(encoding.Ffmpeg.__init__)
encoding.Ffmpeg.finish = watched(encoding.Ffmpeg.finish)
os.link = watched(os.link)
Path.mkdir = watched(Path.mkdir)
Path.unlink = watched(Path.unlink)
Path.write_bytes = watched(Path.write_bytes)
shutil.rmtree = watched(shutil.rmtree)
export(Path(sys.argv[1]), Delivery(sys.argv[2]))
print("moments", passed)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def frames_in(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def failing(error: BaseException) -> Callable[..., None]:
    def fail(*args: object, **options: object) -> None:
        raise error

    return fail


class TestKilled:
    def test_at_any_moment_a_rerun_gives_exactly_one_clip(
        self, tmp_path: Path, make_take: MakeTake
    ) -> None:
        take = make_take("one")

        def run(moment: int) -> tuple[Path, subprocess.CompletedProcess[str]]:
            folder = tmp_path / f"out{moment}"
            folder.mkdir()
            command = [sys.executable, "-c", KILLED, str(take), str(folder), str(moment)]
            return folder, subprocess.run(command, capture_output=True, text=True)

        _, whole = run(0)
        moments = int(whole.stdout.removeprefix("moments "))
        assert moments > 15
        for moment in range(1, moments + 1):
            folder, ended = run(moment)
            assert ended.returncode == -signal.SIGKILL
            visible = [name for name in names(folder) if not name.startswith(".")]
            assert visible in ([], [f"{STEM}.json"], BOTH)
            if visible == BOTH:
                assert frames_in(folder / f"{STEM}.mp4") == 5
            files = export(take, Delivery(str(folder)))
            assert [path.name for path in files] == BOTH[::-1]
            assert names(folder) == BOTH, f"killed at moment {moment}"
            assert frames_in(files[0]) == 5

    def test_with_its_sidecar_there_and_no_clip(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        first = export(take, Delivery(str(out)))
        first[0].unlink()
        assert export(take, Delivery(str(out))) == first
        assert names(out) == BOTH

    def test_with_half_a_clip_left(self, out: Path, make_take: MakeTake) -> None:
        for hidden in (".one.h264-review.9.part", ".two.h264-review.9.part"):
            (out / hidden).mkdir(parents=True)
            (out / hidden / "clip.part").write_bytes(b"half")
        export(make_take("one"), Delivery(str(out)))
        assert names(out) == [".two.h264-review.9.part", *BOTH]

    def test_after_both_are_there_nothing_is_made_again(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take = make_take("one")
        first = export(take, Delivery(str(out)))
        monkeypatch.setattr(export_module, "encode", failing(AssertionError("made again")))
        (take / MASTER).unlink()
        assert export(take, Delivery(str(out))) == first


class TestNames:
    def test_another_take_gets_the_next_version(self, out: Path, make_take: MakeTake) -> None:
        one = export(make_take("one"), Delivery(str(out)))
        two = export(make_take("two"), Delivery(str(out)))
        assert [path.stem[-4:] for path in one + two] == ["v001", "v001", "v002", "v002"]
        assert [json.loads(path.read_text())["take"] for path in (one[1], two[1])] == ["one", "two"]

    @pytest.mark.parametrize("suffix", [".mp4", ".json"])
    def test_a_stranger_s_file_is_left_alone(
        self, out: Path, make_take: MakeTake, suffix: str
    ) -> None:
        out.mkdir()
        stranger = out / f"{STEM}{suffix}"
        stranger.write_text("[1, 2]")
        files = export(make_take("one"), Delivery(str(out)))
        assert stranger.read_text() == "[1, 2]"
        assert [path.stem[-4:] for path in files] == ["v002", "v002"]
        assert export(make_take("three"), Delivery(str(out)))[0].stem.endswith("v003")

    def test_a_name_lost_at_the_last_moment(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def publish(part: Path, target: Path) -> None:
            if target.name == f"{STEM}.json":
                target.write_text("a stranger's")
            publishing.publish_file(part, target)

        monkeypatch.setattr(export_module, "publish_file", publish)
        files = export(make_take("one"), Delivery(str(out)))
        assert [path.stem[-4:] for path in files] == ["v002", "v002"]
        assert (out / f"{STEM}.json").read_text() == "a stranger's"

    def test_another_rate_is_another_clip(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        clips = [
            export(take, Delivery(str(out), rate=rate))[0]
            for rate in (None, Fraction(24000, 1001), Fraction(25, 4), Fraction(7))
        ]
        assert len(set(clips)) == 3  # no rate is the request's own, 7
        with av.open(str(clips[1])) as container:
            assert container.streams.video[0].average_rate == Fraction(24000, 1001)

    def test_the_exporter_of_the_same_clip_was_faster(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take = make_take("one")

        def encode_and_lose(*args: Any) -> None:
            monkeypatch.setattr(export_module, "encode", encoding.encode)
            # Another process leaves what this one is making as it is.
            subprocess.run([sys.executable, "-c", ONCE, str(take), str(out)], check=True)
            encoding.encode(*args)

        monkeypatch.setattr(export_module, "encode", encode_and_lose)
        files = export(take, Delivery(str(out)))
        assert [path.name for path in files] == BOTH[::-1]
        assert names(out) == BOTH


class TestSequences:
    STEM = STEM.replace("h264-review", "png")

    def test_a_folder_of_pictures_and_its_sidecar(self, out: Path, make_take: MakeTake) -> None:
        files = export(make_take("one"), Delivery(str(out), ("png",)))
        assert files == [out / self.STEM, out / f"{self.STEM}.json"]
        assert names(out) == [self.STEM, f"{self.STEM}.json"]
        assert names(files[0]) == [f"{self.STEM}.{number}.png" for number in range(1001, 1006)]
        assert json.loads(files[1].read_text())["file"] == self.STEM

    def test_it_is_not_made_again(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take = make_take("one")
        first = export(take, Delivery(str(out), ("png",)))
        monkeypatch.setattr(export_module, "encode", failing(AssertionError("made again")))
        assert export(take, Delivery(str(out), ("png",))) == first

    def test_a_name_taken_meanwhile_goes_into_the_pictures_names(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def encode_slowly(*args: Any) -> None:
            encoding.encode(*args)
            (out / self.STEM).mkdir()

        monkeypatch.setattr(export_module, "encode", encode_slowly)
        folder, sidecar = export(make_take("one"), Delivery(str(out), ("png",)))
        stem = self.STEM.replace("v001", "v002")
        assert (folder.name, sidecar.name) == (stem, f"{stem}.json")
        assert names(folder)[0] == f"{stem}.1001.png"
        assert names(out / self.STEM) == []

    @pytest.mark.parametrize("step", ["pictures", "sidecar", "folder"])
    def test_a_full_disk_leaves_nothing(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        take = make_take("one")
        full = failing(OSError(errno.ENOSPC, "No space left on device"))
        if step == "pictures":
            write = Path.write_bytes

            def write_two(path: Path, data: bytes) -> int:
                return full() if "1003" in path.name else write(path, data)

            monkeypatch.setattr(Path, "write_bytes", write_two)
        else:
            function = {"sidecar": "publish_file", "folder": "publish_sequence"}[step]
            monkeypatch.setattr(export_module, function, full)
        with pytest.raises(SvdError, match="no space left") as caught:
            export(take, Delivery(str(out), ("png",)))
        assert caught.value.reason.kind == "disk"
        assert names(out) == []

    def test_cancelled_leaves_nothing(self, out: Path, make_take: MakeTake) -> None:
        answers = iter([False, False] + [True] * 1000)
        with pytest.raises(EncodingCancelled):
            export(make_take("one"), Delivery(str(out), ("tiff",)), cancelled=lambda: next(answers))
        assert names(out) == []


class TestFailures:
    def test_a_preset_that_cannot_be_made_touches_nothing(
        self, out: Path, make_take: MakeTake
    ) -> None:
        with pytest.raises(SvdError, match="needs at least 256x120 pixels, not 64x64") as caught:
            export(make_take("one"), Delivery(str(out), ("png", "dnxhr-hqx")))
        assert caught.value.reason.kind == "request"
        assert not out.exists()

    def test_an_unknown_preset_touches_nothing(self, out: Path, make_take: MakeTake) -> None:
        with pytest.raises(SvdError, match="h264-review") as caught:
            export(make_take("one"), Delivery(str(out), ("h264-review", "betamax")))
        assert caught.value.reason.kind == "request"
        assert not out.exists()

    def test_no_take(self, tmp_path: Path, out: Path) -> None:
        with pytest.raises(SvdError) as caught:
            export(tmp_path, Delivery(str(out)))
        assert caught.value.reason.kind == "input"

    def test_a_master_cut_off(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        data = (take / MASTER).read_bytes()
        (take / MASTER).write_bytes(data[: len(data) // 2])
        with pytest.raises(SvdError, match="Render it again") as caught:
            export(take, Delivery(str(out)))
        assert caught.value.reason.kind == "input"
        assert names(out) == []

    @pytest.mark.parametrize("step", ["encode", "sidecar", "clip"])
    def test_a_full_disk_leaves_nothing(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        take = make_take("one")
        full = OSError(errno.ENOSPC, "No space left on device")
        if step == "encode":
            monkeypatch.setattr(encoding.Ffmpeg, "write", failing(full))
        else:
            suffix = {"sidecar": ".json", "clip": ".mp4"}[step]

            def publish(part: Path, target: Path) -> None:
                if target.suffix == suffix:
                    raise full
                publishing.publish_file(part, target)

            monkeypatch.setattr(export_module, "publish_file", publish)
        with pytest.raises(SvdError, match="no space left") as caught:
            export(take, Delivery(str(out)))
        assert caught.value.reason.kind == "disk"
        assert str(out) in caught.value.reason.message
        assert "Free some space" in caught.value.reason.remedy
        assert names(out) == []

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path, make_take: MakeTake) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(SvdError, match="cannot be written") as caught:
            export(make_take("one"), Delivery(str(tmp_path / "file" / "out")))
        assert caught.value.reason.kind == "disk"

    def test_a_folder_that_may_not_be_written(
        self, out: Path, make_take: MakeTake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        take = make_take("one")
        # Root, who runs CI, may write everywhere.
        denied = PermissionError(errno.EACCES, "Permission denied")
        monkeypatch.setattr(Path, "mkdir", failing(denied))
        with pytest.raises(SvdError, match="permission denied") as caught:
            export(take, Delivery(str(out)))
        assert caught.value.reason.kind == "disk"
        assert caught.value.reason.remedy == "Choose another folder."

    @pytest.mark.parametrize("asked", [1, 4])
    def test_cancelled_leaves_nothing(self, out: Path, make_take: MakeTake, asked: int) -> None:
        answers = iter([False] * (asked - 1) + [True] * 1000)
        with pytest.raises(EncodingCancelled):
            export(make_take("one"), Delivery(str(out)), cancelled=lambda: next(answers))
        assert names(out) == []


class TestDelivered:
    def test_a_clip_and_its_sidecar_and_nothing_else(
        self, out: Path, make_take: MakeTake, request_
    ) -> None:
        files = export(make_take("one"), Delivery(str(out / "deep")))
        assert files == [out / "deep" / f"{STEM}.mp4", out / "deep" / f"{STEM}.json"]
        assert names(out / "deep") == BOTH
        assert frames_in(files[0]) == 5
        sidecar = json.loads(files[1].read_text())
        assert sidecar["take"] == "one"
        assert (sidecar["preset"], sidecar["rate"]) == ("h264-review", "7")
        assert sidecar["file"] == files[0].name
        assert sidecar["request"] == json.loads(json.dumps(request_.to_json()))
        assert sidecar["versions"] == {"svd-desktop": "0"}

    def test_the_reel_is_named_as_the_clip(self, out: Path, make_take: MakeTake) -> None:
        for name, version in (("one", "v001"), ("two", "v002")):
            clip = export(make_take(name), Delivery(str(out), ("h264-edit",)))[0]
            with av.open(str(clip)) as container:
                reels = [one.metadata.get("reel_name") for one in container.streams]
            assert clip.stem in reels
            assert clip.stem.endswith(version)

    def test_others_may_read_what_was_delivered(self, out: Path, make_take: MakeTake) -> None:
        before = os.umask(0o022)
        try:
            files = export(make_take("one"), Delivery(str(out)))
        finally:
            os.umask(before)
        assert [path.stat().st_mode & 0o777 for path in files] == [0o644, 0o644]

    def test_progress_ends_at_one(self, out: Path, make_take: MakeTake) -> None:
        take = make_take("one")
        for _ in range(2):  # the second finds its clip
            told: list[float] = []
            export(take, Delivery(str(out)), told.append)
            assert told == sorted(told)
            assert told[-1] == 1
