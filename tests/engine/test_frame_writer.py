"""Frames reach the master in the background, whole and in order, or the loop hears why not."""

import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.engine.frame_writer import FrameWriter
from svd_desktop.media import ffmpeg
from svd_desktop.media.masters import MasterWriter, read_frames

SIDE = 64
LARGE = 30  # frames of SIDE, several times what a pipe holds


@pytest.fixture(autouse=True)
def no_thread_left():
    yield
    assert "frame writer" not in {thread.name for thread in threading.enumerate()}


def _frames(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, SIDE, SIDE, 3), np.uint8)


def _writer(path: Path) -> FrameWriter:
    return FrameWriter(MasterWriter(path, SIDE, SIDE, Fraction(7)))


class HeldMaster:
    """Writes when the test lets it."""

    def __init__(self) -> None:
        self.let = threading.Event()
        self.written: list[np.ndarray] = []

    def write(self, frames: np.ndarray) -> None:
        self.let.wait()
        self.written.append(frames)

    def close(self) -> None:
        assert self.let.is_set()

    def abort(self) -> None:
        self.let.set()


class TestFailures:
    @pytest.mark.parametrize("count", [1, LARGE])
    def test_a_full_disk_is_told_at_the_end_at_the_latest(self, tmp_path: Path, count: int):
        path = tmp_path / "master.mkv"
        path.symlink_to("/dev/full")  # every write to it fails as on a full disk
        with pytest.raises(SvdError, match="no space left"), _writer(path) as writer:
            writer.write(_frames(count))
        assert not path.is_symlink()

    def test_an_error_stops_the_loop_at_a_later_chunk(self, tmp_path: Path):
        wrong = _frames(2)[:, :, :, :1]
        written = 0
        with pytest.raises(ValueError, match="the master takes"), _writer(tmp_path / "m") as writer:
            for _ in range(10):
                writer.write(wrong)
                written += 1
        # The first is in the thread's hands and the second waits; the third cannot come in before
        # the first has failed.
        assert written <= 3

    def test_an_error_in_the_last_chunk_is_raised_and_no_ffmpeg_stays(self, tmp_path: Path):
        path = tmp_path / "master.mkv"
        with pytest.raises(ValueError, match="the master takes"), _writer(path) as writer:
            writer.write(_frames(1)[:, :, :, :1])
        assert not path.exists()

    def test_a_cancel_frees_a_thread_that_waits_for_ffmpeg(self, tmp_path: Path, monkeypatch):
        deaf = tmp_path / "ffmpeg"
        deaf.write_text("#!/bin/sh\nexec tail -f /dev/null\n")  # never reads what it is sent
        deaf.chmod(0o755)
        monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(deaf))
        path = tmp_path / "master.mkv"
        with pytest.raises(KeyboardInterrupt), _writer(path) as writer:
            writer.write(_frames(LARGE))
            writer.write(_frames(LARGE))
            raise KeyboardInterrupt
        assert not path.exists()

    def test_what_waits_is_not_written_after_a_cancel(self):
        master = HeldMaster()
        with pytest.raises(KeyboardInterrupt), FrameWriter(master) as writer:
            writer.write(_frames(1))
            writer.write(_frames(1))
            raise KeyboardInterrupt
        assert len(master.written) <= 1

    def test_a_cancel_before_the_first_frame(self, tmp_path: Path):
        with pytest.raises(KeyboardInterrupt), _writer(tmp_path / "master.mkv"):
            raise KeyboardInterrupt
        assert not list(tmp_path.iterdir())


def test_the_next_chunk_can_be_made_while_one_is_written():
    master = HeldMaster()
    first, second = _frames(1), _frames(1, seed=1)
    with FrameWriter(master) as writer:
        writer.write(first)
        writer.write(second)  # would block for ever if it waited for the first
        assert not master.written
        master.let.set()
    assert np.array_equal(np.concatenate(master.written), np.concatenate([first, second]))


def test_after_close_every_frame_is_on_disk_in_its_place(tmp_path: Path):
    path = tmp_path / "master.mkv"
    chunks = [_frames(5, seed) for seed in range(5)]
    with _writer(path) as writer:
        for chunk in chunks:
            writer.write(chunk)
        writer.close()
        assert np.array_equal(read_frames(path), np.concatenate(chunks))
    assert np.array_equal(read_frames(path), np.concatenate(chunks)), "closing twice does no harm"
