"""What a clip shows of a take: frames cut, repeated, invented, enlarged."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from svd_desktop.core.edits import Edit, frames_written
from svd_desktop.core.errors import SvdError
from svd_desktop.media import upscaling
from svd_desktop.media.cutting import cut
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.ffmpeg import Frames, Shown

FPS = Fraction(7)


@pytest.fixture(scope="module")
def pan() -> Frames:
    """Six frames of 96x64: soft blobs that move four pixels to the left from one to the next."""
    rng = np.random.default_rng(1)
    x, y = np.meshgrid(np.arange(140), np.arange(64))
    picture = np.zeros((64, 140, 3))
    for _ in range(40):
        at, size = rng.uniform((0, 0), (140, 64)), rng.uniform(4, 12)
        blob = np.exp(-((x - at[0]) ** 2 + (y - at[1]) ** 2) / size**2)
        picture += blob[..., None] * rng.uniform(0, 255, 3)
    levels = np.clip(picture, 0, 255).astype(np.uint8)
    return np.stack([levels[:, 4 * step : 4 * step + 96] for step in range(6)])


def shown(
    edit: Edit, frames: Frames, rate: Fraction, folder: Path, look=lambda done: None
) -> Shown:
    return cut(edit, frames, FPS, rate, folder, look)


class TestWithoutInventing:
    def test_every_frame_is_one_of_the_takes_and_in_memory_once(self, pan, tmp_path: Path) -> None:
        frames = shown(Edit((2, 4), True, 50, "even"), pan, Fraction(25), tmp_path)
        assert len(frames) == 4 * 50 * 4
        assert all(np.shares_memory(frames[index], pan) for index in range(len(frames)))
        assert not list(tmp_path.iterdir())

    def test_even_repeats_show_each_frame_equally_often(self, pan, tmp_path: Path) -> None:
        frames = shown(Edit(retime="even"), pan, Fraction(25), tmp_path)
        for index in range(len(frames)):
            np.testing.assert_array_equal(frames[index], pan[index // 4])


class TestSmooth:
    def test_a_full_disk_or_a_wrong_folder_is_named(self, pan, tmp_path: Path) -> None:
        with pytest.raises(SvdError) as caught:
            shown(Edit(retime="smooth"), pan, Fraction(25), tmp_path / "gone")
        assert caught.value.reason.kind == "disk"

    def test_cancelling_leaves_nothing(self, pan, tmp_path: Path) -> None:
        def stop(done: float) -> None:
            raise EncodingCancelled

        with pytest.raises(EncodingCancelled):
            shown(Edit(retime="smooth"), pan, Fraction(25), tmp_path, stop)
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        "rate", [Fraction(15, 2), Fraction(24000, 1001), Fraction(25), Fraction(60)]
    )
    def test_there_are_as_many_frames_as_the_time_takes(
        self, pan, tmp_path: Path, rate: Fraction
    ) -> None:
        edit = Edit(retime="smooth")
        assert len(shown(edit, pan, rate, tmp_path)) == frames_written(edit, 6, FPS, rate)

    def test_rendered_frames_stay_and_the_last_one_is_there(self, pan, tmp_path: Path) -> None:
        frames = shown(Edit(retime="smooth"), pan, Fraction(21), tmp_path)
        for index, frame in enumerate(pan):
            assert peak_signal_noise_ratio(frame, frames[index * 3]) > 40

    def test_what_is_invented_lies_between_its_neighbours(self, pan, tmp_path: Path) -> None:
        frames = shown(Edit(retime="smooth"), pan, Fraction(14), tmp_path)
        between = frames[5]  # half way from the third to the fourth
        truth = np.roll(pan[2], -2, axis=1)[:, 8:-8]
        moved = peak_signal_noise_ratio(truth, between[:, 8:-8])
        blended = (pan[2].astype(int) + pan[3]) // 2
        assert moved > peak_signal_noise_ratio(truth, blended[:, 8:-8].astype(np.uint8)) + 3

    def test_progress_rises_to_its_end(self, pan, tmp_path: Path) -> None:
        told: list[float] = []
        shown(Edit(retime="smooth"), pan, Fraction(25), tmp_path, told.append)
        assert told == sorted(told)
        assert told[0] >= 0 and told[-1] <= 1


class TestUpscaled:
    def test_without_the_extra_it_says_how_to_install_it(
        self, pan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(upscaling.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(SvdError, match=r"svd-desktop\[upscale\]"):
            shown(Edit(upscale=2), pan, FPS, tmp_path)
        assert not list(tmp_path.iterdir())

    def test_only_frames_that_are_shown_are_enlarged(self, pan, tmp_path: Path) -> None:
        told: list[float] = []
        edit = Edit((3, 4), loops=2, upscale=2)
        frames = shown(edit, pan, FPS, tmp_path, told.append)
        assert [frames[index].shape for index in range(len(frames))] == [(128, 192, 3)] * 4
        np.testing.assert_array_equal(frames[0], frames[2])
        assert told == [0, 0.5, 1]
        for index in (0, 1):  # what it draws is the frame it was drawn from
            small = frames[index].reshape(64, 2, 96, 2, 3).mean((1, 3))
            assert peak_signal_noise_ratio(pan[index + 2], small.astype(np.uint8)) > 30

    def test_strips_meet_without_a_seam(self, pan, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = np.concatenate([pan[0], pan[3], pan[5]])
        whole = upscaling._upscaled(picture)
        monkeypatch.setattr(upscaling, "_STRIP", 50)
        np.testing.assert_array_equal(upscaling._upscaled(picture), whole)

    def test_enlarged_and_smooth(self, pan, tmp_path: Path) -> None:
        told: list[float] = []
        edit = Edit((1, 3), retime="smooth", upscale=2)
        frames = shown(edit, pan, Fraction(14), tmp_path, told.append)
        assert len(frames) == 6
        assert frames[0].shape == (128, 192, 3)
        assert told == sorted(told)
