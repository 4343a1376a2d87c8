"""Every byte of a model read again: against the hashes it came with, and for values that are none.

Imports numpy, so whatever starts with the window imports it late.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from svd_desktop.core.errors import SvdError
from svd_desktop.models.checkpoint import CONFIGS, INDEX, check_folder, inside, weight_files
from svd_desktop.models.installed import Card, KeptFile
from svd_desktop.models.safetensors_header import read_header

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


@dataclass(frozen=True)
class _Span:
    """Bytes of a file, which are the tensor `name` of a dtype, or neither."""

    begin: int
    end: int
    name: str = ""
    dtype: str = ""


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
            spans, fault = _spans(path)
            faults += [fault] if fault else []
            for block, wrong in _blocks(path, spans):
                digest.update(block)
                done += len(block)
                if wrong and not faults:
                    faults.append(f"{name} holds NaN or infinity, in {wrong}.")
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


def _spans(path: Path) -> tuple[list[_Span], str]:
    """All bytes of a file in order, and what is wrong with it as a safetensors file, or ""."""
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(path)
    size, fault = path.stat().st_size, ""
    tensors = {}
    if path.suffix == ".safetensors":
        try:
            tensors = read_header(path).tensors
        except SvdError as error:
            fault = error.reason.message
    start = next((tensor.begin for tensor in tensors.values()), size)
    spans = [_Span(t.begin, t.end, name, t.dtype) for name, t in tensors.items()]
    return [_Span(0, start), *spans], fault


def _blocks(path: Path, spans: list[_Span]) -> Iterator[tuple[bytes, str]]:
    """The bytes block by block, each with the name of its tensor if a value in it is none."""
    with path.open("rb") as file:
        for span in spans:
            for at in range(span.begin, span.end, _BLOCK):
                block = file.read(min(_BLOCK, span.end - at))
                yield block, "" if _is_finite(block, span.dtype) else span.name


def _is_finite(block: bytes, dtype: str) -> bool:
    if dtype not in _EXPONENT:
        return True
    word, exponent = _EXPONENT[dtype]
    words = np.frombuffer(block[: len(block) - len(block) % np.dtype(word).itemsize], word)
    return not bool(((words & np.array(exponent, word)) == exponent).any())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # said when its turn comes
