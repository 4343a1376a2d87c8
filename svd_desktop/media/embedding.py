"""Texts put into finished files of the formats that ffmpeg writes none to."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image

_RIFF_HEADER = 12
_XMP, _ALPHA = 0x04, 0x10  # flags of WebP's VP8X chunk
_XMP_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{comment}</rdf:li></rdf:Alt>'
    "</dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def embed(
    way: Literal["tags", "gif", "webp", "apng", "nowhere"],
    path: Path,
    metadata: Mapping[str, str],
) -> None:
    """Adds `title` and `comment` to a file: a GIF's comment, WebP's XMP, PNG's iTXt.

    With "tags" ffmpeg has written them, with "nowhere" the format keeps none.
    """
    if way == "tags" or way == "nowhere":
        return
    with_texts = {"gif": _gif, "webp": _webp, "apng": _apng}[way]
    path.write_bytes(with_texts(path.read_bytes(), metadata))


def _gif(data: bytes, metadata: Mapping[str, str]) -> bytes:
    """A comment block after the one that says how often to play, where readers look for that."""
    text = metadata.get("comment", "").encode()
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)  # after the global palette
    if data[at : at + 3] == b"\x21\xff\x0b":
        at += 14
        while data[at]:
            at += 1 + data[at]
        at += 1
    parts = [text[start : start + 255] for start in range(0, len(text), 255)]
    block = b"".join(bytes((len(part),)) + part for part in parts)
    return data[:at] + b"\x21\xfe" + block + b"\0" + data[at:]


def _webp(data: bytes, metadata: Mapping[str, str]) -> bytes:
    """An XMP chunk at the end, and the flags that say so; ours have no alpha.

    Of frames that are all the same ffmpeg makes a still picture, which has no place for flags yet.
    """
    texts = {key: _escaped(metadata.get(key, "")) for key in ("title", "comment")}
    packet = _XMP_PACKET.format_map(texts).encode()
    chunk = b"XMP " + struct.pack("<I", len(packet)) + packet + bytes(len(packet) % 2)
    body = bytearray(data[_RIFF_HEADER:] + chunk)
    if not body.startswith(b"VP8X"):
        with Image.open(BytesIO(data)) as image:
            width, height = image.size
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        body = bytearray(b"VP8X" + struct.pack("<II", 10, 0) + size) + body
    body[8] = (body[8] | _XMP) & ~_ALPHA
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + bytes(body)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _apng(data: bytes, metadata: Mapping[str, str]) -> bytes:
    """iTXt chunks after the header."""
    texts = b"".join(_itxt(key, value) for key, value in metadata.items())
    at = 8 + 12 + 13  # signature, and the header's chunk
    return data[:at] + texts + data[at:]


def _itxt(key: str, text: str) -> bytes:
    body = b"iTXt" + key.encode("latin-1") + bytes(5) + text.encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
