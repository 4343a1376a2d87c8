"""Every byte of a model read again: against the hashes it came with, and for values that are none.

Imports numpy, so whatever starts with the window imports it late.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from svd_desktop.core.errors import SvdError
from svd_desktop.models.checkpoint import CONFIGS, INDEX, check_folder, inside, weight_files
from svd_desktop.models.installed import Card, KeptFile
from svd_desktop.models.safetensors_header import TensorInfo, read_header

_BLOCK = 4 * 2**20  # bytes held at a time; a multiple of every dtype's
# A dtype's words, and the bits of its exponent: all ones in NaN and infinity alone.
_EXPONENT = {
    "F16": ("<u2", 0x7C00),
    "BF16": ("<u2", 0x7F80),
    "F32": ("<u4", 0x7F800000),
    "F64": ("<u8", 0x7FF0000000000000),
}


@dataclass(frozen=True)
class Seen:
    """How far it is, after a block: `done` of `total` bytes, in the file `path`. `fault` says what
    is wrong with the file, once it is read to its end; `path` is "" for the folder as a whole."""

    path: str
    done: int
    total: int
    fault: str = ""


def verify(folder: Path, card: Card | None) -> Iterator[Seen]:
    """Reads the card's files, or without a card those that would be loaded. It stops where no more
    is asked for.

    Each fault is a sentence that names the file: missing, cut off, changed, exchanged for another,
    malformed, or with a value that is NaN or infinite. Where no file shows one, the folder is
    checked as before every render, tensor by tensor.
    """
    try:
        names = [file.path for file in card.files] if card else _loaded_files(folder)
    except SvdError as error:
        yield Seen("", 0, 0, error.reason.message)
        return
    known = {file.path: file for file in card.files} if card else {}
    total = sum(_size(folder / name) for name in names)
    done, faulty = 0, False
    for name in names:
        digest, faults = hashlib.sha256(), []
        try:
            path = inside(folder, name)
            tensors, fault = _tensors(path)
            faults += [fault] if fault else []
            for block, not_finite in _blocks(path, tensors):
                digest.update(block)
                done += len(block)
                if not_finite is not None and not faults:
                    where = next(x for x, t in tensors.items() if not_finite < t.end)
                    faults.append(f"{name} holds NaN or infinity, in {where}.")
                yield Seen(name, done, total)
            if name in known:
                faults[:0] = _against_card(known[name], path, digest.hexdigest(), known)
        except FileNotFoundError:
            faults = [f"{name} is missing."]
        except OSError as error:
            faults = [f"{name} cannot be read: {error.strerror}."]
        except SvdError as error:
            faults = [error.reason.message]
        if faults:
            faulty = True
            yield Seen(name, done, total, " ".join(faults))
    if not faulty:
        try:
            check_folder(folder)
        except SvdError as error:
            yield Seen("", done, total, error.reason.message)


def _loaded_files(folder: Path) -> list[str]:
    configs = [f"{part}/{name}" for part, name in CONFIGS.items()]
    weights = [path.relative_to(folder).as_posix() for path in weight_files(folder)]
    return [INDEX, *configs, *weights]


def _against_card(kept: KeptFile, path: Path, digest: str, known: dict[str, KeptFile]) -> list[str]:
    if digest == kept.sha256:
        return []
    other = next((file.path for file in known.values() if file.sha256 == digest), None)
    if other:
        return [f"{kept.path} holds what {other} should hold."]
    size = path.stat().st_size
    if size != kept.size:
        what = "cut off" if size < kept.size else "too long"
        return [f"{kept.path} is {what}: {size} bytes instead of {kept.size}."]
    return [f"{kept.path} has other contents than when it was fetched or imported."]


def _tensors(path: Path) -> tuple[dict[str, TensorInfo], str]:
    """Of a safetensors file, in their order, and what is wrong with it, or ""."""
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(path)
    if path.suffix != ".safetensors":
        return {}, ""
    try:
        return read_header(path).tensors, ""
    except SvdError as error:
        return {}, error.reason.message


def _blocks(path: Path, tensors: dict[str, TensorInfo]) -> Iterator[tuple[bytes, int | None]]:
    """The file's bytes block by block, each with the place in the file of the first value in it
    that is none. Tensors of one dtype lie one after another, and are read as one."""
    with path.open("rb") as file:
        start = next((tensor.begin for tensor in tensors.values()), path.stat().st_size)
        runs = [("", start)]
        for dtype, run in groupby(tensors.values(), lambda tensor: tensor.dtype):
            runs.append((dtype, [tensor.end for tensor in run][-1]))
        for dtype, end in runs:
            while (at := file.tell()) < end and (block := file.read(min(_BLOCK, end - at))):
                word = _first_not_finite(block, dtype)
                yield block, None if word is None else at + word


def _first_not_finite(block: bytes, dtype: str) -> int | None:
    """Its place in the block."""
    if dtype not in _EXPONENT:
        return None
    word, exponent = _EXPONENT[dtype]
    size = np.dtype(word).itemsize
    words = np.frombuffer(block, word, len(block) // size)  # a file that became shorter meanwhile
    not_finite = (words & np.array(exponent, word)) == exponent
    return int(not_finite.argmax()) * size if not_finite.any() else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # said when its turn comes
