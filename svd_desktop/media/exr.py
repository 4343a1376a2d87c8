"""OpenEXR pictures, as far as clips need them: scan lines of half floats in linear light.

The layout is that of https://openexr.com/en/latest/OpenEXRFileLayout.html. ffmpeg's encoder knows
neither colours nor texts, and its size of a float is twice as large.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"\x76\x2f\x31\x01" + struct.pack("<I", 2)  # and the version, without flags
_ZIP, _HALF = 3, 1
_LINES = 16  # compressed together
_BT709 = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290)  # x, y of red, green, blue, white


def _linear() -> NDArray[np.float16]:
    """The light of each of 256 levels. The frames are sRGB, as pictures are: IEC 61966-2-1."""
    level = np.arange(256) / 255
    light = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    return light.astype("<f2")


_LIGHT = _linear()


def exr_bytes(
    frame: NDArray[np.uint8],
    rate: Fraction,
    index: int,
    metadata: Mapping[str, str],
    compression: int,
) -> bytes:
    """An EXR file of a frame, uint8 [H, W, 3], with the primaries of BT.709, which are sRGB's.

    `compression` is zlib's level. The texts of `metadata` become attributes; `comment` is called
    `comments` and `reel_name` is `reelName`, the standard's names. `index` counts frames from 0.
    """
    height, width, _ = frame.shape
    header = _MAGIC + _header(width, height, rate, index, metadata) + b"\0"
    # Of each line all of blue, then green, then red: channels are in alphabetic order.
    lines = _LIGHT[np.moveaxis(frame, 2, 1)[:, ::-1]]
    blocks = []
    for top in range(0, height, _LINES):
        packed = _packed(lines[top : top + _LINES], compression)
        blocks.append(struct.pack("<ii", top, len(packed)) + packed)
    offset = len(header) + 8 * len(blocks)
    offsets = offset + np.cumsum([0, *map(len, blocks[:-1])], dtype="<u8")
    return b"".join((header, offsets.astype("<u8").tobytes(), *blocks))


def _packed(lines: NDArray[np.float16], compression: int) -> bytes:
    """Even bytes before odd ones, each less the one before, deflated, unless that is larger."""
    plain = np.ascontiguousarray(lines).view(np.uint8).reshape(-1)
    halves = np.concatenate((plain[::2], plain[1::2]))
    differences = halves.copy()
    differences[1:] -= halves[:-1] - np.uint8(128)
    packed = zlib.compress(differences.tobytes(), compression)
    return packed if len(packed) < plain.size else plain.tobytes()


def _header(
    width: int, height: int, rate: Fraction, index: int, metadata: Mapping[str, str]
) -> bytes:
    window = struct.pack("<4i", 0, 0, width - 1, height - 1)
    channels = b"".join(
        name + b"\0" + struct.pack("<iBxxxii", _HALF, 0, 1, 1) for name in (b"B", b"G", b"R")
    )
    names = {"comment": "comments", "reel_name": "reelName"}
    texts = [
        _attribute(names.get(key, key), "string", value.encode()) for key, value in metadata.items()
    ]
    return b"".join((
        _attribute("channels", "chlist", channels + b"\0"),
        _attribute("compression", "compression", bytes((_ZIP,))),
        _attribute("dataWindow", "box2i", window),
        _attribute("displayWindow", "box2i", window),
        _attribute("lineOrder", "lineOrder", b"\0"),
        _attribute("pixelAspectRatio", "float", struct.pack("<f", 1)),
        _attribute("screenWindowCenter", "v2f", bytes(8)),
        _attribute("screenWindowWidth", "float", struct.pack("<f", 1)),
        _attribute("chromaticities", "chromaticities", struct.pack("<8f", *_BT709)),
        _attribute("framesPerSecond", "rational",
                   struct.pack("<iI", rate.numerator, rate.denominator)),
        _attribute("timeCode", "timecode", struct.pack("<II", _timecode(rate, index), 0)),
        *texts,
    ))  # fmt: skip


def _attribute(name: str, kind: str, value: bytes) -> bytes:
    return name.encode() + b"\0" + kind.encode() + b"\0" + struct.pack("<i", len(value)) + value


def _timecode(rate: Fraction, index: int) -> int:
    """Counted from zero without drops; two decimal digits a byte, frames lowest (SMPTE 12M)."""
    seconds, frame = divmod(index, max(1, round(rate)))
    parts = (frame, seconds % 60, seconds // 60 % 60, seconds // 3600 % 24)
    return sum(((part // 10) << 4 | part % 10) << (8 * place) for place, part in enumerate(parts))


def exr_texts(data: bytes) -> dict[str, str]:
    """The text attributes at the beginning of an EXR file; ValueError when it is none."""
    if not data.startswith(_MAGIC[:4]):
        raise ValueError("not an EXR file")
    texts, at = {}, len(_MAGIC)
    while data[at : at + 1] not in (b"\0", b""):
        end = data.index(b"\0", at)
        name, at = data[at:end].decode(), end + 1
        end = data.index(b"\0", at)
        kind, at = data[at:end], end + 1
        size = int.from_bytes(data[at : at + 4], "little")
        at += 4 + size
        if kind == b"string":
            texts[name] = data[at - size : at].decode()
    return texts
