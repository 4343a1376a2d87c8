"""Masters give back every level of every pixel, or say why not."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media import ffmpeg, masters
from svd_desktop.media.masters import (
    MasterWriter,
    master_info,
    read_frames,
    read_small_frames,
    reading,
)

SEVEN = Fraction(7)


def noise(count: int, width: int, height: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (count, height, width, 3), np.uint8)


def write(path: Path, frames: np.ndarray, rate: Fraction = SEVEN) -> None:
    with MasterWriter(path, frames.shape[2], frames.shape[1], rate) as master:
        master.write(frames)


@pytest.fixture
def fake_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a shell script in ffmpeg's place; its last argument is the target, with `file:`."""

    def replace(script: str) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text(
            f'#!/bin/sh\nfor target; do :; done\ntarget="${{target#file:}}"\n{script}'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(program))

    return replace


class TestFailures:
    @pytest.mark.parametrize("count", [1, 60])
    def test_a_full_disk(self, tmp_path: Path, count: int) -> None:
        path = tmp_path / "master.mkv"
        path.symlink_to("/dev/full")  # every write to it fails as on a full disk
        with pytest.raises(SvdError, match="no space left") as caught:
            write(path, noise(count, 64, 64))
        assert caught.value.reason.kind == "disk"
        assert "Free some space" in caught.value.reason.remedy
        assert not os.path.lexists(path)

    def test_a_folder_that_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(SvdError) as caught:
            write(tmp_path / "gone" / "master.mkv", noise(1, 64, 64))
        assert caught.value.reason.kind == "disk"
        assert "gone" in caught.value.reason.message

    def test_no_frames(self, tmp_path: Path) -> None:
        with pytest.raises(SvdError) as caught:
            write(tmp_path / "master.mkv", noise(0, 64, 64))
        assert caught.value.reason.kind == "encoder"
        assert not any(tmp_path.iterdir())

    def test_ffmpeg_s_own_words_are_told(self, tmp_path: Path, fake_ffmpeg) -> None:
        fake_ffmpeg('touch "$target"\necho "[ffv1 @ 0x5] Slices are out." >&2\nexit 1')
        path = tmp_path / "master.mkv"
        with pytest.raises(SvdError, match=r"master.mkv: Slices are out\. ") as caught:
            write(path, noise(1, 64, 64))
        assert caught.value.reason.kind == "encoder"
        assert not path.exists()

    def test_ffmpeg_killed_without_a_word(self, tmp_path: Path, fake_ffmpeg) -> None:
        fake_ffmpeg('touch "$target"\nkill -9 $$')
        with pytest.raises(SvdError, match="status -9"):
            write(tmp_path / "master.mkv", noise(60, 64, 64))
        assert not (tmp_path / "master.mkv").exists()

    def test_an_ffmpeg_that_floods_its_pipes_does_not_hang(
        self, tmp_path: Path, fake_ffmpeg
    ) -> None:
        flood = "head -c 3000000 /dev/zero | tr '\\0' x"
        fake_ffmpeg(f'{flood} >&2\n{flood}\ncat >/dev/null\necho "" >&2\nexit 1')
        with pytest.raises(SvdError, match="xxxx"):
            write(tmp_path / "master.mkv", noise(60, 64, 64))

    def test_no_ffmpeg(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(tmp_path / "none"))
        with pytest.raises(SvdError, match="could not be started") as caught:
            write(tmp_path / "master.mkv", noise(1, 64, 64))
        assert caught.value.reason.kind == "encoder"

    def test_an_exception_on_the_way_leaves_nothing(self, tmp_path: Path) -> None:
        with (
            pytest.raises(KeyboardInterrupt),
            MasterWriter(tmp_path / "master.mkv", 64, 64, SEVEN) as master,
        ):
            master.write(noise(2, 64, 64))
            raise KeyboardInterrupt
        assert not any(tmp_path.iterdir())

    @pytest.mark.parametrize(
        "frames",
        [
            noise(1, 64, 32), noise(1, 32, 64), noise(1, 64, 64)[0],
            noise(1, 64, 64).astype(np.float32), noise(1, 64, 64)[..., :1],
        ],
    )  # fmt: skip
    def test_other_frames_are_a_fault(self, tmp_path: Path, frames: np.ndarray) -> None:
        with (
            pytest.raises(ValueError, match="uint8"),
            MasterWriter(tmp_path / "master.mkv", 64, 64, SEVEN) as master,
        ):
            master.write(frames)

    @pytest.mark.parametrize("reader", [read_frames, master_info])
    @pytest.mark.parametrize("contents", [None, b"", b"no film"])
    def test_reading_what_is_no_master(self, tmp_path: Path, reader, contents) -> None:
        path = tmp_path / "master.mkv"
        if contents is not None:
            path.write_bytes(contents)
        with pytest.raises(SvdError, match="missing or damaged") as caught:
            reader(path)
        assert caught.value.reason.kind == "input"


@pytest.fixture
def before_fourth(monkeypatch: pytest.MonkeyPatch):
    """Has something happen after three frames are decoded, before the next one is."""

    def install(happen: Callable[[], object]) -> None:
        class Container:
            """One of which only the decoding is another."""

            def __init__(self, real: av.container.InputContainer) -> None:
                self._real, self.streams, self.demux = real, real.streams, real.demux

            def __enter__(self):
                return self

            def __exit__(self, *error: object) -> None:
                self._real.close()

            def decode(self, stream):
                for number, frame in enumerate(self._real.decode(stream)):
                    if number == 3:
                        happen()
                    yield frame

        opened = av.open
        monkeypatch.setattr(av, "open", lambda path: Container(opened(path)))

    return install


@pytest.fixture
def held(before_fourth) -> threading.Event:
    """Decoding goes on after three frames once this is set."""
    go_on = threading.Event()
    before_fourth(go_on.wait)
    return go_on


class TestReadingAsDecoded:
    def test_what_is_no_master(self, tmp_path: Path) -> None:
        with pytest.raises(SvdError, match="missing or damaged"), reading(tmp_path / "master.mkv"):
            pass

    def test_a_damaged_frame_is_told_to_who_asks_for_it(
        self, tmp_path: Path, before_fourth
    ) -> None:
        def fail() -> None:
            raise av.error.InvalidDataError(1, "invalid data")

        path, frames = tmp_path / "master.mkv", noise(8, 64, 48)
        write(path, frames)
        before_fourth(fail)
        with reading(path) as read:
            assert np.array_equal(read[2], frames[2])
            for ask in (lambda: read[3], lambda: read[7], read.all):
                with pytest.raises(SvdError, match="missing or damaged"):
                    ask()

    def test_another_failure_is_not_called_damage(self, tmp_path: Path, before_fourth) -> None:
        path = tmp_path / "master.mkv"
        write(path, noise(8, 64, 48))
        before_fourth(lambda: 1 // 0)
        with reading(path) as read, pytest.raises(ZeroDivisionError):
            read[7]

    def test_frames_that_are_missing_are_told(self, tmp_path: Path, monkeypatch) -> None:
        path = tmp_path / "master.mkv"
        write(path, noise(8, 64, 48))
        monkeypatch.setattr(masters, "master_info", lambda path: (9, 64, 48, SEVEN))
        with pytest.raises(SvdError, match="missing or damaged"):
            read_frames(path)

    def test_frames_are_there_before_the_last_is_decoded(self, tmp_path: Path, held) -> None:
        path, frames = tmp_path / "master.mkv", noise(8, 64, 48)
        write(path, frames)
        with reading(path) as read:
            assert len(read) == 8
            assert np.array_equal(read[2], frames[2])
            held.set()
            assert np.array_equal(read[-1], frames[7])
            assert np.array_equal(read[0], frames[0])
            assert np.array_equal(np.stack(list(read)), frames)

    def test_threads_each_wait_for_their_own(self, tmp_path: Path, held) -> None:
        path, frames = tmp_path / "master.mkv", noise(8, 64, 48)
        write(path, frames)
        with reading(path) as read, ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(read.__getitem__, index) for index in reversed(range(8))]
            assert np.array_equal(asked[-1].result(), frames[0])
            held.set()
            assert np.array_equal([each.result() for each in reversed(asked)], frames)

    def test_closed_early_it_stops_and_says_so(self, tmp_path: Path, held) -> None:
        path = tmp_path / "master.mkv"
        write(path, noise(8, 64, 48))
        with ThreadPoolExecutor(1) as pool:
            with reading(path) as read:
                assert read[0].shape == (48, 64, 3)
                waiting = pool.submit(read.__getitem__, 7)
                read.stop()
                with pytest.raises(SvdError, match="missing or damaged"):
                    waiting.result()
                held.set()
            with pytest.raises(SvdError, match="missing or damaged"):
                read[7]
        assert not [one for one in threading.enumerate() if one.name.startswith("frames of")]


class TestExactness:
    @pytest.mark.parametrize("size", [(64, 64), (65, 64), (64, 67), (65, 67), (200, 120), (8, 8)])
    def test_every_level_comes_back(self, tmp_path: Path, size: tuple[int, int]) -> None:
        frames = noise(4, *size)
        write(tmp_path / "master.mkv", frames)
        assert np.array_equal(read_frames(tmp_path / "master.mkv"), frames)

    def test_frames_in_pieces_and_out_of_order_in_memory(self, tmp_path: Path) -> None:
        frames = noise(5, 64, 48)
        with MasterWriter(tmp_path / "master.mkv", 64, 48, SEVEN) as master:
            master.write(frames[:1])
            master.write(np.asfortranarray(frames[1:4]))
            master.write(frames[4:])
            master.close()
        assert np.array_equal(read_frames(tmp_path / "master.mkv"), frames)

    @pytest.mark.parametrize(
        "rate", [*map(Fraction, range(5, 31)), Fraction(24000, 1001), Fraction(25, 4)], ids=str
    )
    def test_info(self, tmp_path: Path, rate: Fraction) -> None:
        write(tmp_path / "master.mkv", noise(3, 64, 48), rate)
        assert master_info(tmp_path / "master.mkv") == (3, 64, 48, rate)

    def test_one_frame(self, tmp_path: Path) -> None:
        frames = noise(1, 64, 48)
        write(tmp_path / "master.mkv", frames)
        assert np.array_equal(read_frames(tmp_path / "master.mkv"), frames)
        assert master_info(tmp_path / "master.mkv") == (1, 64, 48, SEVEN)

    @pytest.mark.parametrize("name", ["a b & ü.mkv", "-y.mkv", "50%d.mkv", "concat:x|y.mkv", ".p"])
    def test_any_name(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.chdir(tmp_path)  # relative, so that the name is all that ffmpeg sees
        write(Path(name), noise(2, 64, 64))
        assert [path.name for path in tmp_path.iterdir()] == [name]
        assert master_info(tmp_path / name)[0] == 2


def test_a_few_small_frames_are_evenly_chosen_and_play_as_long(tmp_path):
    path = tmp_path / "master.mkv"
    write(path, np.stack([np.full((48, 64, 3), 10 * n, np.uint8) for n in range(14)]))
    small, rate = read_small_frames(path, 32, 5)
    assert small.shape == (5, 24, 32, 3)
    assert [int(frame.mean()) for frame in small] == [0, 30, 60, 90, 120]
    assert rate == Fraction(7, 3)


def test_small_frames_of_a_small_master_are_all_of_it(tmp_path):
    path = tmp_path / "master.mkv"
    write(path, noise(3, 64, 48))
    small, rate = read_small_frames(path, 100, 5)
    assert np.array_equal(small, noise(3, 64, 48))
    assert rate == 7


def test_small_frames_of_what_is_no_master_are_refused(tmp_path):
    path = tmp_path / "master.mkv"
    path.write_bytes(b"no video")
    with pytest.raises(SvdError, match="missing or damaged"):
        read_small_frames(path, 32, 5)
