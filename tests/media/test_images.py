"""Whatever a person drops: refused in one sentence that names it, or sRGB the right way up."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from svd_desktop.core.errors import SvdError
from svd_desktop.media.images import (
    IMAGE_SUFFIXES,
    find_images,
    open_image,
    reduced,
    suffix_of,
    thumbnail,
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)

Opener = Callable[[Path], Image.Image]
openers = pytest.mark.parametrize(
    "opener", [open_image, lambda path: thumbnail(path, 64)], ids=["open_image", "thumbnail"]
)


def photograph(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Smooth colours with some noise, so that compressed data is spread over the whole file."""
    x, y = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    noise = np.random.default_rng(0).normal(0, 8, (size[1], size[0], 3))
    smooth = np.stack([255 * x, 255 * y, 255 * (1 - x)], -1)
    return Image.fromarray((smooth + noise).clip(0, 255).astype(np.uint8))


def flat(
    color: tuple[int, ...], mode: str = "RGB", size: tuple[int, int] = (16, 16)
) -> Image.Image:
    return Image.new(mode, size, color if len(color) > 1 else color[0])


def corners() -> Image.Image:
    """Red, green / blue, white: any turn or mirror gives another picture."""
    image = Image.new("RGB", (64, 32))
    for color, box in zip(
        (RED, GREEN, BLUE, WHITE),
        ((0, 0, 32, 16), (32, 0, 64, 16), (0, 16, 32, 32), (32, 16, 64, 32)),
        strict=True,
    ):
        image.paste(color, box)
    return image


def colors(image: Image.Image) -> list[tuple[int, ...]]:
    """Colours in the middle of the four quarters, row by row."""
    wide, high = image.size
    places = [(wide // 4, high // 4), (3 * wide // 4, high // 4),
              (wide // 4, 3 * high // 4), (3 * wide // 4, 3 * high // 4)]  # fmt: skip
    return [image.getpixel(place) for place in places]


def close(color: tuple[int, ...], other: tuple[int, ...], levels: int) -> bool:
    return all(abs(a - b) <= levels for a, b in zip(color, other, strict=True))


def refusal(opener: Opener, path: Path) -> str:
    with pytest.raises(SvdError) as caught:
        opener(path)
    reason = caught.value.reason
    assert reason.kind == "input"
    assert str(path) in reason.message
    assert reason.remedy
    return reason.message


def png(width: int, height: int, depth: int, color: int, rows: bytes, extra: bytes = b"") -> bytes:
    """A PNG written by hand, for what Pillow does not write."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )  # fmt: skip


class TestRefused:
    @openers
    @pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning")
    @pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}),
            ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("HEIF", {}), ("AVIF", {}),
            ("JPEG2000", {}), ("GIF", {}), ("BMP", {}), ("PPM", {}), ("TGA", {}),
        ],
        ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
    )  # fmt: skip
    def test_a_picture_cut_off(
        self, tmp_path: Path, opener: Opener, kind: str, options: dict[str, object], kept: float
    ) -> None:
        data = io.BytesIO()
        photograph().save(data, kind, **options)
        path = tmp_path / f"half.{kind.lower()}"
        path.write_bytes(data.getvalue())
        opener(path)
        path.write_bytes(data.getvalue()[: int(len(data.getvalue()) * kept)])
        message = refusal(opener, path)
        assert "damaged" in message or "not a picture" in message

    @openers
    @pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # as outside tests
    def test_a_bomb(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "bomb.png"
        path.write_bytes(png(20_000, 15_001, 8, 0, b""))
        assert "300 million pixels" in refusal(opener, path)

    @openers
    def test_a_huge_bomb(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "bomb.png"
        path.write_bytes(png(2_000_000, 2_000_000, 8, 0, b""))
        assert "300 million pixels" in refusal(opener, path)

    @openers
    def test_what_is_no_picture(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "letter.jpg"
        path.write_text("Dear all,\n")
        assert "is not a picture" in refusal(opener, path)

    @openers
    def test_postscript_which_would_start_a_program(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "drawing.png"
        flat(RED).save(path, "EPS")
        assert "is not a picture" in refusal(opener, path)

    @openers
    def test_an_empty_file(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "empty.png"
        path.touch()
        assert "is empty" in refusal(opener, path)

    @openers
    def test_a_missing_file(self, tmp_path: Path, opener: Opener) -> None:
        assert "cannot be found" in refusal(opener, tmp_path / "gone.png")

    @openers
    def test_a_folder(self, tmp_path: Path, opener: Opener) -> None:
        assert "is a folder" in refusal(opener, tmp_path)

    @openers
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows keeps its pipes elsewhere")
    def test_a_pipe_which_would_wait_for_ever(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "pipe.png"
        os.mkfifo(path)
        assert "is not a file" in refusal(opener, path)

    @openers
    def test_a_file_that_may_not_be_read(
        self, tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "secret.png"
        flat(RED).save(path)

        def refuse(*args: object, **options: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Image, "open", refuse)  # root, who runs CI, may read everything
        assert "may not be read" in refusal(opener, path)


class TestColours:
    @openers
    def test_display_p3_becomes_srgb(
        self, tmp_path: Path, opener: Opener, p3_profile: bytes
    ) -> None:
        path = tmp_path / "p3.png"
        flat((200, 100, 50)).save(path, icc_profile=p3_profile)
        assert close(opener(path).getpixel((8, 8)), p3_to_srgb((200, 100, 50)), 2)

    @openers
    def test_alpha_survives_the_profile(
        self, tmp_path: Path, opener: Opener, p3_profile: bytes
    ) -> None:
        path = tmp_path / "p3.png"
        image = flat((200, 100, 50, 255), "RGBA")
        image.paste((200, 100, 50, 0), (0, 0, 8, 16))
        image.save(path, icc_profile=p3_profile)
        picture = opener(path)
        assert picture.getpixel((2, 8)) == (0, 0, 0)
        assert close(picture.getpixel((14, 8)), p3_to_srgb((200, 100, 50)), 2)

    @openers
    @pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
    def test_cmyk_goes_through_its_profile(
        self, tmp_path: Path, opener: Opener, kind: str, cmyk_profile: bytes
    ) -> None:
        path = tmp_path / "print"
        options = {"quality": 100} if kind == "JPEG" else {}
        flat((255, 0, 0, 0), "CMYK").save(path, kind, icc_profile=cmyk_profile, **options)
        # One ink of four in this profile: a light grey of L* 75; without it, cyan. Black-point
        # compensation leaves both alone: the profile's black is black.
        assert close(opener(path).getpixel((8, 8)), (185, 185, 185), 3)

    @openers
    def test_cmyk_without_a_profile(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "print.tif"
        flat((255, 0, 0, 0), "CMYK").save(path)
        assert opener(path).getpixel((8, 8)) == (0, 255, 255)

    @openers
    def test_grey_goes_through_its_profile(
        self, tmp_path: Path, opener: Opener, linear_grey_profile: bytes
    ) -> None:
        path = tmp_path / "linear.png"
        flat((55,), "L").save(path, icc_profile=linear_grey_profile)
        # 55/255 of the light is 0.5 in sRGB: 1.055 * 0.2157 ** (1 / 2.4) - 0.055.
        assert close(opener(path).getpixel((8, 8)), (128, 128, 128), 1)

    @openers
    def test_lab(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "lab.tif"
        lab = ImageCms.createProfile("LAB")
        srgb = ImageCms.createProfile("sRGB")
        transform = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
        ImageCms.applyTransform(flat((200, 100, 50)), transform).save(path)
        assert close(opener(path).getpixel((8, 8)), (200, 100, 50), 3)

    @openers
    @pytest.mark.parametrize("profile", [b"nonsense", b""])
    def test_a_broken_profile_leaves_the_colours(
        self, tmp_path: Path, opener: Opener, profile: bytes
    ) -> None:
        path = tmp_path / "broken.tif"
        flat((200, 100, 50)).save(path, icc_profile=profile)
        assert opener(path).getpixel((8, 8)) == (200, 100, 50)

    @openers
    def test_a_profile_for_other_pixels_leaves_the_colours(
        self, tmp_path: Path, opener: Opener, cmyk_profile: bytes
    ) -> None:
        path = tmp_path / "wrong.tif"
        flat((200, 100, 50)).save(path, icc_profile=cmyk_profile)
        assert opener(path).getpixel((8, 8)) == (200, 100, 50)


def p3_to_srgb(color: tuple[int, int, int]) -> tuple[int, ...]:
    """By the matrices of CSS Color 4, to have a second opinion beside LittleCMS."""
    encoded = np.array(color) / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    p3_to_xyz = [[0.486571, 0.265668, 0.198217], [0.228975, 0.691739, 0.079287],
                 [0.0, 0.045113, 1.043944]]  # fmt: skip
    xyz_to_srgb = [[3.240970, -1.537383, -0.498611], [-0.969244, 1.875968, 0.041555],
                   [0.055630, -0.203977, 1.056972]]  # fmt: skip
    linear = (np.array(xyz_to_srgb) @ np.array(p3_to_xyz) @ linear).clip(0, 1)
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return tuple(int(value) for value in np.rint(encoded * 255))


class TestTransparency:
    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    @pytest.mark.parametrize("suffix", ["png", "tif"])
    def test_the_background_shows(self, tmp_path: Path, mode: str, suffix: str) -> None:
        path = tmp_path / f"hole.{suffix}"
        flat((255, 255, 255, 0) if mode == "RGBA" else (255, 0), mode).save(path)
        assert open_image(path, "#204060").getpixel((8, 8)) == (0x20, 0x40, 0x60)

    def test_half_of_it_shows(self, tmp_path: Path) -> None:
        path = tmp_path / "veil.webp"
        flat((255, 255, 255, 128), "RGBA").save(path, lossless=True)
        assert close(open_image(path, "#000000").getpixel((8, 8)), (128, 128, 128), 1)

    @openers
    def test_through_a_palette(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "icon.png"
        image = Image.new("P", (16, 16), 1)
        image.putpalette([255, 0, 0, 0, 255, 0])
        image.paste(0, (8, 0, 16, 16))
        image.save(path, transparency=1)
        picture = opener(path)
        assert picture.getpixel((2, 8)) == (0, 0, 0)
        assert picture.getpixel((13, 8)) == RED

    def test_through_a_palette_with_veils(self, tmp_path: Path) -> None:
        path = tmp_path / "icon.png"
        image = Image.new("P", (16, 16), 0)
        image.putpalette([255, 255, 255])
        image.save(path, transparency=bytes([128]))
        assert close(open_image(path).getpixel((8, 8)), (128, 128, 128), 1)

    def test_one_colour_of_a_picture(self, tmp_path: Path) -> None:
        path = tmp_path / "screen.png"
        flat(GREEN).save(path, transparency=GREEN)
        assert open_image(path, "#ff0000").getpixel((8, 8)) == RED

    def test_one_level_of_16_bit_grey(self, tmp_path: Path) -> None:
        path = tmp_path / "scan.png"
        length, data = struct.pack(">I", 2), b"tRNS" + struct.pack(">H", 40_000)
        chunk = length + data + struct.pack(">I", zlib.crc32(data))
        rows = b"\0" + struct.pack(">2H", 40_000, 65_535)
        path.write_bytes(png(2, 1, 16, 0, rows, chunk))
        picture = open_image(path, "#ff0000")
        assert [picture.getpixel((x, 0)) for x in (0, 1)] == [RED, WHITE]


class TestDepth:
    @openers
    @pytest.mark.parametrize("suffix", ["png", "tif"])
    def test_16_bit_grey_is_scaled(self, tmp_path: Path, opener: Opener, suffix: str) -> None:
        path = tmp_path / f"scan.{suffix}"
        Image.fromarray(np.full((16, 16), 32_896, np.uint16)).save(path)
        assert opener(path).getpixel((8, 8)) == (128, 128, 128)

    @openers
    def test_16_bit_colour_is_scaled(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "deep.png"
        path.write_bytes(png(1, 1, 16, 2, b"\0" + struct.pack(">3H", 65_535, 32_896, 257)))
        assert close(opener(path).getpixel((0, 0)), (255, 128, 1), 1)

    @openers
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            (np.array([[0, 0.5, 1]], np.float32), [0, 128, 255]),
            (np.array([[0, 128, 255]], np.float32), [0, 128, 255]),
            (np.array([[0, 32_896, 65_535]], np.float32), [0, 128, 255]),
            (np.array([[-1, 50_000, 100_000]], np.float32), [0, 128, 255]),
            (np.array([[np.nan, 0.5, 1]], np.float32), [0, 128, 255]),
            (np.array([[0, 32_896, 65_535]], np.int32), [0, 128, 255]),
            (np.array([[0, 50_000_000, 100_000_000]], np.int32), [0, 128, 255]),
        ],
    )
    def test_wide_grey_is_scaled_not_clipped(
        self, tmp_path: Path, opener: Opener, values: np.ndarray, expected: list[int]
    ) -> None:
        path = tmp_path / "measured.tif"
        Image.fromarray(values).save(path)
        picture = opener(path)
        assert [picture.getpixel((x, 0)) for x in range(3)] == [(v, v, v) for v in expected]

    @openers
    @pytest.mark.parametrize(
        ("mode", "color", "expected"),
        [("1", (1,), WHITE), ("L", (77,), (77, 77, 77)), ("P", (0,), GREEN)],
    )
    def test_few_colours(
        self,
        tmp_path: Path,
        opener: Opener,
        mode: str,
        color: tuple[int, ...],
        expected: tuple[int, ...],
    ) -> None:
        path = tmp_path / "few.png"
        image = flat(color, mode)
        if mode == "P":
            image.putpalette([0, 255, 0])
        image.save(path)
        picture = opener(path)
        assert (picture.mode, picture.getpixel((8, 8))) == ("RGB", expected)


TURNED = {
    1: (RED, GREEN, BLUE, WHITE),
    2: (GREEN, RED, WHITE, BLUE),
    3: (WHITE, BLUE, GREEN, RED),
    4: (BLUE, WHITE, RED, GREEN),
    5: (RED, BLUE, GREEN, WHITE),
    6: (BLUE, RED, WHITE, GREEN),
    7: (WHITE, GREEN, BLUE, RED),
    8: (GREEN, WHITE, RED, BLUE),
}


class TestTurns:
    @openers
    @pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "avif"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_exif(self, tmp_path: Path, opener: Opener, suffix: str, orientation: int) -> None:
        path = tmp_path / f"turned.{suffix}"
        exif = Image.Exif()
        exif[0x0112] = orientation
        corners().save(path, exif=exif, quality=100)
        picture = opener(path)
        assert picture.size == ((64, 32) if orientation < 5 else (32, 64))
        for color, expected in zip(colors(picture), TURNED[orientation], strict=True):
            assert close(color, expected, 8)

    @openers
    def test_broken_exif_does_not_matter(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "broken.jpg"
        corners().save(path, exif=b"Exif\0\0nonsense", quality=100)
        assert opener(path).size == (64, 32)


class TestFormats:
    @pytest.mark.parametrize(
        "suffix", sorted(IMAGE_SUFFIXES - {".mpo", ".pgm", ".pbm", ".hif", ".jpx"})
    )
    def test_comes_back(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"picture{suffix}"
        corners().save(path)
        picture = open_image(path)
        assert picture.mode == "RGB"
        expected = (RED, GREEN, BLUE, WHITE)
        assert all(close(a, b, 24) for a, b in zip(colors(picture), expected, strict=True))

    @openers
    @pytest.mark.parametrize("suffix", ["gif", "png", "webp"])
    def test_an_animation_shows_its_first_frame(
        self, tmp_path: Path, opener: Opener, suffix: str
    ) -> None:
        path = tmp_path / f"moving.{suffix}"
        flat(RED).save(path, save_all=True, append_images=[flat(BLUE)])
        assert close(opener(path).getpixel((8, 8)), RED, 4)

    def test_a_name_need_not_tell_the_format(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.jpg"
        flat(RED).save(path, "PNG")
        assert open_image(path).getpixel((8, 8)) == RED


class TestThumbnail:
    @pytest.mark.parametrize("suffix", ["jpg", "png", "heic", "tif"])
    def test_looks_like_the_picture(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"picture.{suffix}"
        photograph((960, 640)).save(path)
        small = thumbnail(path, 96)
        assert small.size == (96, 64)
        reference = open_image(path).resize((96, 64), Image.Resampling.LANCZOS)
        assert np.abs(np.asarray(small, int) - np.asarray(reference, int)).mean() < 2

    def test_a_small_picture_keeps_its_size(self, tmp_path: Path) -> None:
        path = tmp_path / "small.png"
        flat(RED).save(path)
        assert thumbnail(path, 96).size == (16, 16)

    def test_a_jpeg_is_not_decoded_in_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "large.jpg"
        photograph((960, 640)).save(path)
        sizes: list[tuple[int, int]] = []
        whole = Image.Image.thumbnail
        monkeypatch.setattr(
            Image.Image,
            "thumbnail",
            lambda image, *args: (sizes.append(image.size), whole(image, *args))[1],
        )
        thumbnail(path, 96)
        assert sizes[0] == (120, 80)


class TestReduced:
    @pytest.mark.parametrize("suffix", ["jpg", "png", "heic", "tif", "webp"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_tells_the_size_of_the_whole_upright_picture(
        self, tmp_path: Path, suffix: str, orientation: int
    ) -> None:
        path = tmp_path / f"picture.{suffix}"
        exif = Image.Exif()
        exif[0x0112] = orientation
        photograph((480, 320)).save(path, exif=exif)
        small, size = reduced(path, 96)
        whole = open_image(path)
        assert size == whole.size
        assert (small.width > small.height) == (whole.width > whole.height)


class TestSuffix:
    @pytest.mark.parametrize(
        ("kind", "suffix"),
        [("JPEG", ".jpg"), ("PNG", ".png"), ("TIFF", ".tif"), ("HEIF", ".heic"), ("GIF", ".gif"),
         ("WEBP", ".webp"), ("AVIF", ".avif"), ("JPEG2000", ".jp2"), ("BMP", ".bmp")],
    )  # fmt: skip
    def test_is_that_of_the_content_and_one_that_is_found(
        self, tmp_path: Path, kind: str, suffix: str
    ) -> None:
        path = tmp_path / "picture.php"
        photograph((48, 32)).save(path, kind)
        assert suffix_of(path) == suffix
        assert suffix in IMAGE_SUFFIXES

    def test_of_what_is_no_picture_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "page.png"
        path.write_text("<html>")
        with pytest.raises(SvdError, match="is not a picture that can be read"):
            suffix_of(path)


class TestFinding:
    def test_files_come_as_given(self, tmp_path: Path) -> None:
        given = [tmp_path / "b.txt", tmp_path / "a.png", tmp_path / "gone.png"]
        given[0].touch()
        assert list(find_images(given)) == given

    def test_folders_give_their_pictures_sorted(self, tmp_path: Path) -> None:
        for name in ("b.PNG", "a.jpg", "notes.txt", ".hidden.png", "sub/d.heic", "sub/c.avif",
                     ".thumbnails/e.png"):  # fmt: skip
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.touch()
        found = [path.relative_to(tmp_path).as_posix() for path in find_images([tmp_path])]
        assert found == ["a.jpg", "b.PNG", "sub/c.avif", "sub/d.heic"]
