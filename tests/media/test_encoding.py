"""The H.264 file: as many frames, the same colours, tags that say which, an exact rate."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace, Interpolation

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.media.encoding import EncodingCancelled, encode
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.presets import PRESETS

REVIEW = PRESETS["h264-review"]
BT709 = 1  # its number for matrix, primaries and transfer, ITU-T H.273
LIMITED = 1  # AVCOL_RANGE_MPEG
PATCHES = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128),
           (200, 150, 120), (30, 60, 90)]  # fmt: skip


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.stack([
            frame.to_ndarray(
                format="rgb24", src_colorspace=Colorspace.ITU709, dst_colorspace=Colorspace.ITU709,
                interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND
                | Interpolation.FULL_CHR_H_INT | Interpolation.FULL_CHR_H_INP,
            )
            for frame in container.decode(video=0)
        ])  # fmt: skip


def still(count: int, width: int, height: int) -> np.ndarray:
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    image = np.stack([x * 255 // width, y * 255 // height, np.full_like(x, 90)], -1)
    return np.repeat(image[None].astype(np.uint8), count, 0)


class TestFailures:
    def test_a_full_disk(self, tmp_path: Path) -> None:
        target = tmp_path / ".part"
        target.symlink_to("/dev/full")
        with pytest.raises(SvdError, match="no space left") as caught:
            encode(REVIEW, still(3, 64, 64), Fraction(7), target, {})
        assert caught.value.reason.kind == "disk"
        assert not os.path.lexists(target)

    @pytest.mark.parametrize("frames_first", [0, 1, 20])
    def test_cancelled(self, tmp_path: Path, frames_first: int) -> None:
        asked = iter(range(10_000))
        with pytest.raises(EncodingCancelled):
            encode(REVIEW, still(20, 64, 64), Fraction(7), tmp_path / ".part", {},
                   cancelled=lambda: next(asked) >= frames_first)  # fmt: skip
        assert not any(tmp_path.iterdir())

    def test_a_failing_listener_leaves_nothing(self, tmp_path: Path) -> None:
        def fail(done: int) -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            encode(REVIEW, still(20, 64, 64), Fraction(7), tmp_path / ".part", {}, fail)
        assert not any(tmp_path.iterdir())


class TestReview:
    @pytest.mark.parametrize("count", [1, 2, 14, 25, 60])
    def test_every_frame_is_there(self, tmp_path: Path, count: int) -> None:
        path = tmp_path / "clip.mp4"
        encode(REVIEW, still(count, 64, 64), Fraction(7), path, {})
        with av.open(str(path)) as container:
            assert container.streams.video[0].frames == count
        assert len(decoded(path)) == count

    def test_frames_come_in_order(self, tmp_path: Path) -> None:
        frames = np.repeat(np.arange(0, 250, 10, np.uint8), 64 * 64 * 3).reshape(25, 64, 64, 3)
        encode(REVIEW, frames, Fraction(7), tmp_path / "clip.mp4", {})
        means = decoded(tmp_path / "clip.mp4").mean((1, 2, 3))
        assert np.abs(means - np.arange(0, 250, 10)).max() < 2

    def test_tags_read_bt709(self, tmp_path: Path) -> None:
        path = tmp_path / "clip.mp4"
        encode(REVIEW, still(2, 64, 64), Fraction(7), path, {})
        with av.open(str(path)) as container:
            context = container.streams.video[0].codec_context
            assert (context.colorspace, context.color_primaries, context.color_trc) == (BT709,) * 3
            assert context.color_range == LIMITED
            assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        # The container says it as well, for readers that look there: the colr box.
        numbers = BT709.to_bytes(2, "big") * 3
        assert b"colrnclx" + numbers in path.read_bytes()

    @pytest.mark.parametrize("color", PATCHES, ids=str)
    def test_flat_colours_come_back_within_a_level(
        self, tmp_path: Path, color: tuple[int, int, int]
    ) -> None:
        frames = np.broadcast_to(np.array(color, np.uint8), (3, 64, 64, 3))
        encode(REVIEW, frames, Fraction(7), tmp_path / "clip.mp4", {})
        difference = decoded(tmp_path / "clip.mp4").astype(int) - np.array(color)
        assert np.abs(difference).max() <= 1

    @pytest.mark.parametrize(
        "rate",
        [Fraction(5), Fraction(7), Fraction(30), Fraction(24000, 1001), Fraction(25, 4),
         Fraction(6000, 1001), Fraction(120)],
        ids=str,
    )  # fmt: skip
    def test_the_rate_is_exact(self, tmp_path: Path, rate: Fraction) -> None:
        path = tmp_path / "clip.mp4"
        encode(REVIEW, still(14, 64, 64), rate, path, {})
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            assert stream.average_rate == rate
            assert stream.time_base is not None
            times = sorted(p.pts * stream.time_base for p in container.demux(stream) if p.size)
        assert times == [number / rate for number in range(14)]

    @pytest.mark.parametrize("size", [(65, 64), (64, 67), (65, 67)])
    def test_an_odd_side_loses_a_pixel_and_is_not_resampled(
        self, tmp_path: Path, size: tuple[int, int]
    ) -> None:
        frames = still(2, *size)
        encode(REVIEW, frames, Fraction(7), tmp_path / "clip.mp4", {})
        result = decoded(tmp_path / "clip.mp4")
        assert result.shape[1:3] == (size[1] // 2 * 2, size[0] // 2 * 2)
        expected = frames[:, : result.shape[1], : result.shape[2]]
        assert np.abs(result.astype(int) - expected).mean() < 1.5

    def test_the_index_comes_before_the_pictures(self, tmp_path: Path) -> None:
        encode(REVIEW, still(14, 64, 64), Fraction(7), tmp_path / "clip.mp4", {})
        data = (tmp_path / "clip.mp4").read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")

    def test_the_request_is_in_the_file(self, tmp_path: Path, request_: RenderRequest) -> None:
        path = tmp_path / "clip.mp4"
        tags = metadata_for(request_)
        encode(REVIEW, still(2, 64, 64), Fraction(7), path, tags)
        with av.open(str(path)) as container:
            assert {key: container.metadata[key] for key in tags} == tags

    def test_progress_counts_encoded_frames_up_to_the_last(self, tmp_path: Path) -> None:
        told: list[int] = []
        encode(REVIEW, still(60, 64, 64), Fraction(7), tmp_path / "clip.mp4", {}, told.append)
        assert told == sorted(set(told))
        assert told[-1] == 60
