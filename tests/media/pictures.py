"""Pictures that are easy to tell from others, and what became of their colours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from svd_desktop.media.images import open_image, thumbnail

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
