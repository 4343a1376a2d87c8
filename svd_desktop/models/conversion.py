"""From a file in the original layout to the weights of a diffusers folder, in little memory.

Bytes are moved, never counted with: each tensor keeps its precision, so that a render is that of
the same weights in the diffusers layout to the bit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from svd_desktop.core.errors import SvdError
from svd_desktop.models.checkpoint import WEIGHTS
from svd_desktop.models.installed import KeptFile
from svd_desktop.models.kept_files import BLOCK, write_kept
from svd_desktop.models.original_layout import Layout, Piece
from svd_desktop.models.safetensors_header import BITS, Header, TensorInfo


def bytes_to_write(header: Header, layout: Layout) -> int:
    """Of the weights; their headers and the configurations are below a megabyte."""
    return sum(_size(piece, header.tensors[piece.original]) for piece in layout.pieces)


def convert(
    source: Path, header: Header, layout: Layout, folder: Path, moved: Callable[[int], None]
) -> list[KeptFile]:
    """Writes the weight files of every part into `folder`. `header` is that of `source` and has
    been compared with `layout`. `moved` is called with the bytes of each block and may raise.

    Raises SvdError of kind `model` when the source ends early.
    """
    half = all(header.tensors[piece.original].dtype == "F16" for piece in layout.pieces)
    ending = ".fp16.safetensors" if half else ".safetensors"  # as the hub names them
    kept = []
    with source.open("rb") as file:
        for part, stem in WEIGHTS.items():
            pieces = [piece for piece in layout.pieces if piece.part == part]
            # Whole numbers of the widest first, so that each lies at a multiple of its size; then
            # as they lie in the source, which is read from front to back.
            pieces.sort(key=lambda piece: _order(header.tensors[piece.original], piece))
            blocks = _blocks(file, header, pieces, moved)
            kept.append(write_kept(folder, f"{part}/{stem}{ending}", blocks))
    return kept


def _order(tensor: TensorInfo, piece: Piece) -> tuple[int, int, int]:
    return -BITS[tensor.dtype], tensor.begin, piece.rows[0] if piece.rows else 0


def _size(piece: Piece, tensor: TensorInfo) -> int:
    begin, end = _place(piece, tensor)
    return end - begin


def _place(piece: Piece, tensor: TensorInfo) -> tuple[int, int]:
    """The bytes of the source that a piece is made of."""
    if piece.rows is None:
        return tensor.begin, tensor.end
    row = (tensor.end - tensor.begin) // tensor.shape[0]
    first, last = piece.rows
    return tensor.begin + first * row, tensor.begin + last * row


def _blocks(
    file: BinaryIO, header: Header, pieces: list[Piece], moved: Callable[[int], None]
) -> Iterator[bytes]:
    """A safetensors file with the pieces in their order."""
    yield _header(header, pieces)
    for piece in pieces:
        tensor = header.tensors[piece.original]
        begin, end = _place(piece, tensor)
        if piece.transposed:
            block = _transposed(_read(file, begin, end - begin), tensor)
            yield block
            moved(len(block))
            continue
        for at in range(begin, end, BLOCK):
            block = _read(file, at, min(BLOCK, end - at))
            yield block
            moved(len(block))


def _header(header: Header, pieces: list[Piece]) -> bytes:
    entries: dict[str, object] = {"__metadata__": {"format": "pt"}}  # asked for by diffusers
    at = 0
    for piece in pieces:
        tensor = header.tensors[piece.original]
        end = at + _size(piece, tensor)
        entries[piece.name] = {
            "dtype": tensor.dtype, "shape": piece.shape, "data_offsets": [at, end],
        }  # fmt: skip
        at = end
    text = json.dumps(entries, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the tensors begin at a multiple of 8
    return len(text).to_bytes(8, "little") + text


def _transposed(block: bytes, tensor: TensorInfo) -> bytes:
    width = BITS[tensor.dtype] // 8
    elements = memoryview(block).cast("H" if width == 2 else "I")
    columns = tensor.shape[1]
    return b"".join(elements[column::columns].tobytes() for column in range(columns))


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    file.seek(at)
    block = file.read(size)
    if len(block) < size:
        raise SvdError(
            "model", f"{file.name} became shorter while it was read.",
            "Import it when nothing else writes it.",
        )  # fmt: skip
    return block
