"""What a picture's colours, transparency and depth become: sRGB of 8 bits."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from svd_desktop.media.images import open_image
from tests.media.pictures import (
    GREEN,
    RED,
    WHITE,
    Opener,
    close,
    flat,
    openers,
    png,
)


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
