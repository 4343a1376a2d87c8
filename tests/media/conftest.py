"""Small pictures, profiles and takes that the tests of media stand on."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, Take
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.takes import write_take

# XYZ of the primaries and curve of Display P3, adapted to D50, as Apple's profile has them.
P3_COLUMNS = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _icc(device_class: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 2.4 with the given tags (ICC.1:2001-04)."""
    description = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(78)
    tags = {
        b"desc": description,
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": b"XYZ " + bytes(4) + _fixed(0.9642, 1.0, 0.8249),
        **tags,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = (
        struct.pack(">I", offset + len(body)) + bytes(4) + bytes.fromhex("02400000")
        + device_class + space + connection + struct.pack(">6H", 2020, 1, 1, 0, 0, 0)
        + b"acsp" + bytes(28) + _fixed(0.9642, 1.0, 0.8249) + bytes(48)
    )  # fmt: skip
    return header + table + body


def _curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)


@pytest.fixture
def p3_profile() -> bytes:
    """Display P3: the primaries of DCI-P3 with the curve of sRGB."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(*SRGB_CURVE)
    tags = {
        name: b"XYZ " + bytes(4) + _fixed(*column)
        for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3_COLUMNS, strict=True)
    }
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return _icc(b"mntr", b"RGB ", b"XYZ ", {**tags, **curves})


@pytest.fixture
def linear_grey_profile() -> bytes:
    """Grey whose values are amounts of light."""
    return _icc(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(1.0)})


@pytest.fixture
def cmyk_profile() -> bytes:
    """A printer whose inks make only greys: lightness falls with their sum, colour is always none.

    No real printer is like that, and so no conversion without the profile gives the same.
    """
    ramp = bytes(range(256))
    corners = list(np.ndindex(2, 2, 2, 2))
    cells = b"".join(bytes((round(255 * (1 - sum(inks) / 4)), 128, 128)) for inks in corners)
    table = (
        b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
        + ramp * 4 + cells + ramp * 3
    )  # fmt: skip
    return _icc(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table, b"A2B1": table})


@pytest.fixture
def request_() -> RenderRequest:
    return RenderRequest(
        "pictures/Grüße & 한글.png", "svd-mini", width=64, height=64, frames=5, steps=2, seed=7
    )


@pytest.fixture
def clip(request_: RenderRequest) -> np.ndarray:
    """Frames of noise, uint8 [5, 64, 64, 3]: whatever is lost shows."""
    shape = (request_.frames, request_.height, request_.width, 3)
    return np.random.default_rng(0).integers(0, 256, shape, np.uint8)


@pytest.fixture
def make_take(tmp_path: Path, request_: RenderRequest, clip: np.ndarray) -> Callable[[str], Path]:
    """Makes a take of the given id and gives its folder."""

    def make(name: str) -> Path:
        folder = tmp_path / "library" / name
        folder.mkdir(parents=True)
        size = request_.width, request_.height
        with MasterWriter(folder / MASTER, *size, Fraction(7), metadata_for(request_)) as master:
            master.write(clip)
        take = Take(
            name, request_, "0" * 64, {"svd-desktop": "0"}, 1, {"decode_chunk": 5},
            {"decode": 1}, {"decode": 1.0}, "2026-01-01T00:00:00Z",
        )  # fmt: skip
        write_take(folder, take)
        return folder

    return make
