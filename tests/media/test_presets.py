"""Every preset: what is decoded again is what was asked, in colours, size, rate and words."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace, Interpolation
from PIL import Image, ImageSequence

from svd_desktop.core.request import RenderRequest
from svd_desktop.media.encoding import EncodingCancelled, encode
from svd_desktop.media.metadata import metadata_for, read_request
from svd_desktop.media.presets import PRESETS, SequencePreset, VideoPreset, obstacle

FILMS = [name for name, preset in PRESETS.items()
         if isinstance(preset, VideoPreset) and preset.embeds in ("tags", "nowhere")]  # fmt: skip
SEQUENCES = [name for name, preset in PRESETS.items() if isinstance(preset, SequencePreset)]
ANIMATIONS = ["gif", "webp", "apng"]
YUV = [name for name in FILMS if name != "ffv1"]
COUNT, WIDTH, HEIGHT = 4, 256, 128
BT709, LIMITED, GBR, FULL = 1, 1, 0, 2  # ITU-T H.273's numbers, and ffmpeg's of ranges
RATE = Fraction(24000, 1001)
PATCHES = np.array(
    [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128),
     (200, 150, 120), (30, 60, 90)], np.uint8,
)  # fmt: skip


def patches(count: int = COUNT) -> np.ndarray:
    """Eight flat squares of 64 pixels."""
    squares = PATCHES.reshape(2, 4, 3).repeat(64, 0).repeat(64, 1)
    return np.repeat(squares[None], count, 0)


def inner(frames: np.ndarray) -> np.ndarray:
    """The middle of each square, away from its neighbours, [frames, 8, pixels, 3]."""
    squares = frames.reshape(-1, 2, 64, 4, 64, 3)[:, :, 16:48, :, 16:48]
    return squares.transpose(0, 1, 3, 2, 4, 5).reshape(len(frames), 8, -1, 3).astype(int)


def patches_in_a_drifting_texture() -> np.ndarray:
    small = np.random.default_rng(0).integers(0, 256, (20, 36, 3), np.uint8)
    large = Image.fromarray(small).resize((WIDTH + 32, HEIGHT + 32), Image.Resampling.BICUBIC)
    texture = np.asarray(large)
    frames = np.stack([texture[2 * at :, at:][:HEIGHT, :WIDTH] for at in range(6)])
    middles = frames.reshape(6, 2, 64, 4, 64, 3)[:, :, 12:52, :, 12:52]
    middles[:] = PATCHES.reshape(2, 1, 4, 1, 3)
    return frames


def noise(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (COUNT, height, width, 3), np.uint8)


def decoded(path: Path) -> np.ndarray:
    flags = (Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
             | Interpolation.FULL_CHR_H_INP)  # fmt: skip
    with av.open(str(path)) as container:
        return np.stack([
            frame.to_ndarray(format="rgb24", src_colorspace=Colorspace.ITU709,
                             dst_colorspace=Colorspace.ITU709, interpolation=flags)
            for frame in container.decode(video=0)
        ])  # fmt: skip


def animated(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.stack([np.asarray(one.convert("RGB")) for one in ImageSequence.Iterator(image)])


def pictures(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def made(
    folder: Path,
    name: str,
    frames: np.ndarray,
    rate: Fraction = RATE,
    metadata: Mapping[str, str] | None = None,
) -> Path:
    path = folder / f"clip{PRESETS[name].suffix}"
    encode(PRESETS[name], frames, rate, path, metadata or {})
    return path


def words_of(path: Path) -> dict[str, str]:
    """Tags of the file and of its streams; keys in small letters."""
    with av.open(str(path)) as container:
        found = dict(container.metadata)
        for stream in container.streams:
            found |= stream.metadata
    return {key.lower(): value for key, value in found.items()}


class TestObstacle:
    @pytest.mark.parametrize(
        ("name", "size", "rate", "sentence"),
        [
            ("dnxhr-hqx", (64, 64), 25, "DNxHR HQX needs at least 256x120 pixels, not 64x64."),
            ("dnxhr-444", (256, 118), 25, "DNxHR 444 needs at least 256x120 pixels, not 256x118."),
            ("cineform", (1023, 575), 25,
             "CineForm needs a width that is a multiple of 16, not 1023."),
            ("dnxhr-hqx-mxf", (1024, 576), 7,
             "DNxHR HQX in MXF cannot have 7 fps; use one of 23.976, 24, 25, 29.97, 30, 47.952, "
             "48, 50, 59.94, 60."),
            ("gif", (64, 64), 60, "GIF cannot play faster than 50 fps."),
        ],
    )  # fmt: skip
    def test_says_what_could_be_done(
        self, name: str, size: tuple[int, int], rate: int, sentence: str
    ) -> None:
        assert obstacle(PRESETS[name], *size, Fraction(rate)) == sentence

    @pytest.mark.parametrize("name", PRESETS)
    def test_there_is_none_at_the_model_s_size_and_a_film_s_rate(self, name: str) -> None:
        assert obstacle(PRESETS[name], 1024, 576, RATE) is None


class TestCancelled:
    @pytest.mark.parametrize("name", ["prores-422-hq", "gif", *SEQUENCES])
    @pytest.mark.parametrize("asked", [0, 2])
    def test_nothing_is_left(self, tmp_path: Path, name: str, asked: int) -> None:
        times = iter(range(10_000))
        with pytest.raises(EncodingCancelled):
            encode(PRESETS[name], noise(64, 64), RATE, tmp_path / "clip", {},
                   cancelled=lambda: next(times) >= asked)  # fmt: skip
        assert not any(tmp_path.iterdir())


class TestFilms:
    @pytest.mark.parametrize("name", FILMS)
    def test_frames_size_and_rate_are_exact(self, tmp_path: Path, name: str) -> None:
        path = made(tmp_path, name, noise())
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            assert (stream.width, stream.height) == (WIDTH, HEIGHT)
            assert abs(stream.average_rate - RATE) < Fraction(1, 1000)
            step = stream.time_base
            times = sorted(p.pts * step for p in container.demux(stream) if p.size)
        assert len(decoded(path)) == COUNT
        # Matroska and WebM count time in milliseconds.
        exact = PRESETS[name].suffix not in (".mkv", ".webm")
        most = 0 if exact else step / 2
        assert all(abs(at - number / RATE) <= most for number, at in enumerate(times))

    @pytest.mark.parametrize("rate", [Fraction(7), Fraction(25, 4), Fraction(30)], ids=str)
    @pytest.mark.parametrize("name", [name for name in FILMS if not name.endswith("mxf")])
    def test_any_rate_but_in_mxf(self, tmp_path: Path, name: str, rate: Fraction) -> None:
        path = made(tmp_path, name, patches(), rate)
        with av.open(str(path)) as container:
            assert abs(container.streams.video[0].average_rate - rate) < Fraction(1, 1000)
        assert len(decoded(path)) == COUNT

    @pytest.mark.parametrize("name", YUV)
    def test_flat_colours_come_back_within_a_level(self, tmp_path: Path, name: str) -> None:
        for colour in PATCHES.astype(int):
            frames = np.broadcast_to(colour.astype(np.uint8), (COUNT, HEIGHT, WIDTH, 3))
            assert np.abs(decoded(made(tmp_path, name, frames)) - colour).max() <= 1

    # Without what the recipes do for it, two to five times as many.
    @pytest.mark.parametrize(
        ("name", "most"), [("h264-review", 0.05), ("h264-edit", 0.027), ("h265", 0.025)]
    )
    def test_few_pixels_of_flat_patches_in_a_busy_picture_are_off(
        self, tmp_path: Path, name: str, most: float
    ) -> None:
        found = inner(decoded(made(tmp_path, name, patches_in_a_drifting_texture())))
        off = np.abs(found - PATCHES[None, :, None].astype(int)).max(-1)
        assert (off > 1).mean() < most

    def test_ffv1_is_lossless(self, tmp_path: Path) -> None:
        frames = noise(65, 67)
        assert np.array_equal(decoded(made(tmp_path, "ffv1", frames)), frames)

    @pytest.mark.parametrize("name", FILMS)
    def test_tags_say_which_colours(self, tmp_path: Path, name: str) -> None:
        path = made(tmp_path, name, patches())
        with av.open(str(path)) as container:
            frame = next(container.decode(video=0))
            context = container.streams.video[0].codec_context
            found = (context.colorspace, context.color_primaries, context.color_trc)
            found_ranges = {int(frame.color_range), int(context.color_range)} - {0}
        assert found == ((GBR, BT709, BT709) if name == "ffv1" else (BT709,) * 3)
        # CineForm itself holds no range, nor does QuickTime: readers take YUV as limited.
        ranges = set() if name == "cineform" else {FULL if name == "ffv1" else LIMITED}
        assert found_ranges == ranges
        if path.suffix in (".mov", ".mp4"):
            kind = b"colrnclc" if path.suffix == ".mov" else b"colrnclx"
            assert kind + struct.pack(">3H", BT709, BT709, BT709) in path.read_bytes()

    @pytest.mark.parametrize("name", [name for name in FILMS if PRESETS[name].has_start])
    def test_timecode_and_reel(self, tmp_path: Path, name: str) -> None:
        path = made(tmp_path, name, patches(), metadata={"reel_name": "Grüße & 한글_v001"})
        found = words_of(path)
        assert found["timecode"] == "00:00:00:00"
        assert found["reel_name"] == "Grüße & 한글_v001"

    @pytest.mark.parametrize("name", FILMS)
    def test_the_request_is_in_it_where_it_survives(
        self, tmp_path: Path, name: str, request_: RenderRequest
    ) -> None:
        path = made(tmp_path, name, patches(), metadata=metadata_for(request_))
        if PRESETS[name].embeds == "tags":
            assert read_request(path) == request_
        else:
            assert "comment" not in words_of(path)

    @pytest.mark.parametrize("name", [name for name in FILMS if PRESETS[name].width_step == 1])
    def test_odd_sides_lose_a_pixel_only_where_colours_are_halved(
        self, tmp_path: Path, name: str
    ) -> None:
        preset = PRESETS[name]
        x, y = np.meshgrid(np.arange(257), np.arange(129))
        frames = np.repeat(np.stack([x * 255 // 257, y, np.full_like(x, 90)], -1)[None], COUNT, 0)
        result = decoded(made(tmp_path, name, frames.astype(np.uint8)))
        height, width = 129 - (preset.crop[1] == 2), 257 - (preset.crop[0] == 2)
        assert result.shape == (COUNT, height, width, 3)
        assert np.abs(result.astype(int) - frames[:, :height, :width]).mean() < 1.5


class TestSequences:
    @pytest.mark.parametrize("name", SEQUENCES)
    def test_a_picture_a_frame_counted_from_1001(self, tmp_path: Path, name: str) -> None:
        suffix = PRESETS[name].frame_suffix
        folder = made(tmp_path, name, noise())
        names = [path.name for path in pictures(folder)]
        assert names == [f"clip.{1001 + index}{suffix}" for index in range(COUNT)]

    @pytest.mark.parametrize("name", ["png", "tiff"])
    @pytest.mark.parametrize("size", [(64, 64), (65, 67)])
    def test_every_pixel_is_as_it_was(
        self, tmp_path: Path, name: str, size: tuple[int, int]
    ) -> None:
        frames = noise(*size)
        found = [animated(path)[0] for path in pictures(made(tmp_path, name, frames))]
        assert np.array_equal(np.stack(found), frames)

    @pytest.mark.parametrize("size", [(64, 64), (65, 67)])
    def test_exr_holds_linear_light_of_bt709(self, tmp_path: Path, size: tuple[int, int]) -> None:
        frames = noise(*size)
        folder = made(tmp_path, "exr", frames)
        for path, frame in zip(pictures(folder), frames, strict=True):
            with av.open(str(path)) as container:
                halves = [
                    np.frombuffer(plane, "<f2").reshape(plane.height, -1)[:, : plane.width]
                    for plane in next(container.decode(video=0)).planes
                ]
            level = frame / 255
            light = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
            green, blue, red = halves
            found = np.stack([red, green, blue], -1).astype(float)
            assert np.allclose(found, light, rtol=2**-11, atol=2**-24)
            assert b"chromaticities\0" + b"chromaticities\0" in path.read_bytes()

    @pytest.mark.parametrize("name", SEQUENCES)
    def test_every_picture_says_how_it_was_made(
        self, tmp_path: Path, name: str, request_: RenderRequest
    ) -> None:
        folder = made(tmp_path, name, noise(64, 64), metadata=metadata_for(request_))
        assert {read_request(path) for path in (folder, *pictures(folder))} == {request_}


class TestAnimations:
    @pytest.mark.parametrize("name", ANIMATIONS)
    def test_frames_size_and_endless_loop(self, tmp_path: Path, name: str) -> None:
        path = made(tmp_path, name, noise(65, 67))
        assert animated(path).shape == (COUNT, 67, 65, 3)
        with Image.open(path) as image:
            assert image.info["loop"] == 0

    @pytest.mark.parametrize("name", ANIMATIONS)
    def test_it_lasts_as_long_as_asked(self, tmp_path: Path, name: str) -> None:
        with Image.open(made(tmp_path, name, noise(64, 64), Fraction(7))) as image:
            lasts = 0.0
            for one in ImageSequence.Iterator(image):
                one.load()
                lasts += one.info["duration"]
        # GIF counts hundredths of a second, WebP thousandths.
        assert abs(lasts - 1000 * COUNT / 7) <= {"gif": 10, "webp": 2, "apng": 0.1}[name]

    def test_apng_is_lossless(self, tmp_path: Path) -> None:
        frames = noise(65, 67)
        assert np.array_equal(animated(made(tmp_path, "apng", frames)), frames)

    @pytest.mark.parametrize("name", ["gif", "webp"])
    def test_colours_come_near(self, tmp_path: Path, name: str) -> None:
        result = inner(animated(made(tmp_path, name, patches())))
        assert np.abs(result - PATCHES[None, :, None].astype(int)).mean() < 2

    def test_a_webp_that_stands_still_says_it_too(
        self, tmp_path: Path, request_: RenderRequest
    ) -> None:
        path = made(tmp_path, "webp", patches(), metadata=metadata_for(request_))
        assert read_request(path) == request_
        assert animated(path).shape == (1, HEIGHT, WIDTH, 3)

    @pytest.mark.parametrize("name", ANIMATIONS)
    def test_it_says_how_it_was_made(
        self, tmp_path: Path, name: str, request_: RenderRequest
    ) -> None:
        path = made(tmp_path, name, noise(64, 64), metadata=metadata_for(request_))
        assert read_request(path) == request_
        assert animated(path).shape == (COUNT, 64, 64, 3)


def test_labels_are_told_apart() -> None:
    assert len({preset.label for preset in PRESETS.values()}) == len(PRESETS)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in PRESETS)
