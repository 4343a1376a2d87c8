"""What a safetensors file says of itself, read without trusting it.

The format: a length of 8 bytes, little-endian; that many bytes of JSON with a dtype, a shape and
two offsets for each tensor; then the tensors' bytes, one after another without a hole
(https://github.com/huggingface/safetensors#format).
"""

from __future__ import annotations

import math
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.models.strict_json import parse_object, shown

# Bits of one element. F4 and F6 lie packed.
BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "U16": 16, "I16": 16, "U32": 32, "I32": 32, "U64": 64, "I64": 64,
    "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
    "F8_E5M2FNUZ": 8, "F8_E4M3FNUZ": 8,
    "F16": 16, "BF16": 16, "F32": 32, "F64": 64, "C64": 64,
}  # fmt: skip
METADATA = "__metadata__"
# The format allows 100 MB, and JSON may take many times its text when it is parsed. The header of
# the largest SVD file, with 2,446 tensors, is 0.3 MB with 30 thousand values; some carry a picture.
LONGEST = 2 * 2**20
_MOST_VALUES = 100_000
_MOST_DIMENSIONS = 8  # SVD's convolutions in time have five
_LENGTH_BYTES = 8
_KEYS = {"dtype", "shape", "data_offsets"}


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """`dtype` is the format's name for it; `begin` and `end` are bytes from the file's start."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True)
class Header:
    """`tensors` by name, in the order in which they lie in the file."""

    tensors: dict[str, TensorInfo]
    metadata: dict[str, str]


class _FaultyError(Exception):
    """Says what is wrong, without the file's name."""


def read_header(path: Path) -> Header:
    """The header of a safetensors file of which every byte belongs to one tensor.

    Raises SvdError of kind `model` that names the file and what is wrong with it.
    """
    try:
        size, text = _header_bytes(path)
        values = _parsed(text)
        metadata = _metadata(values.pop(METADATA, {}))
        start = _LENGTH_BYTES + len(text)
        tensors = {name: _tensor(name, entry, start, size) for name, entry in values.items()}
        return Header(_without_holes(tensors, start, size), metadata)
    except _FaultyError as fault:
        why = str(fault)
    except OSError as error:
        why = f"it cannot be read ({error.strerror})"
    raise SvdError(
        "model",
        f"{path} is not a whole safetensors file: {why}.",
        "Fetch or import the model again.",
    )


def _header_bytes(path: Path) -> tuple[int, bytes]:
    """The file's size and its header's bytes. No length from the file is trusted before it was
    compared with the size."""
    if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would wait for its writer
        raise _FaultyError("it is not a file")
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        if size < _LENGTH_BYTES:
            raise _FaultyError(f"it has {size} bytes")
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        if length > size - _LENGTH_BYTES:
            raise _FaultyError(f"its header of {length} bytes does not fit its {size} bytes")
        if length > LONGEST:
            raise _FaultyError(f"its header of {length} bytes is longer than {LONGEST}")
        text = file.read(length)
    if len(text) < length:
        raise _FaultyError("it became shorter while it was read")
    return size, text


def _parsed(text: bytes) -> dict[str, Any]:
    if text[:1] != b"{":
        raise _FaultyError("its header is no JSON object")
    if text.count(b",") + text.count(b"[") + text.count(b"{") > _MOST_VALUES:
        raise _FaultyError(f"its header holds more than {_MOST_VALUES} values")
    try:
        return parse_object(text)
    except ValueError as error:
        raise _FaultyError(f"its header cannot be read ({str(error)[:100]})") from error


def _metadata(entry: Any) -> dict[str, str]:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise _FaultyError(f"{METADATA} is not an object of texts")
    return entry


def _tensor(name: str, entry: Any, start: int, size: int) -> TensorInfo:
    named = shown(name)
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        raise _FaultyError(f"{named} has other entries than {', '.join(sorted(_KEYS))}")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in BITS:
        raise _FaultyError(f"{named} has the unknown dtype {shown(dtype)}")
    if not _are_numbers(shape, size) or len(shape) > _MOST_DIMENSIONS:
        raise _FaultyError(f"{named} has the shape {shown(shape)}")
    if not _are_numbers(offsets, size) or len(offsets) != 2 or offsets[0] > offsets[1]:
        raise _FaultyError(f"{named} has the offsets {shown(offsets)}")
    begin, end = offsets
    if math.prod(shape) * BITS[dtype] != (end - begin) * 8:
        raise _FaultyError(
            f"{named} of {dtype} and shape {shape} has {end - begin} bytes, which do not match"
        )
    if start + end > size:
        raise _FaultyError(f"{named} ends at byte {start + end} of {size}")
    return TensorInfo(dtype, tuple(shape), start + begin, start + end)


def _are_numbers(values: Any, most: int) -> bool:
    """Whether a list holds whole numbers from 0 to `most`; true and false are none."""
    return isinstance(values, list) and all(type(x) is int and 0 <= x <= most for x in values)


def _without_holes(tensors: dict[str, TensorInfo], start: int, size: int) -> dict[str, TensorInfo]:
    ordered = dict(sorted(tensors.items(), key=lambda item: (item[1].begin, item[1].end)))
    at = start
    for name, tensor in ordered.items():
        if tensor.begin != at:
            what = "lies over the one before it" if tensor.begin < at else "leaves a hole before it"
            raise _FaultyError(f"{shown(name)} {what}")
        at = tensor.end
    if at != size:
        raise _FaultyError(f"its bytes from {at} to {size} belong to no tensor")
    return ordered
