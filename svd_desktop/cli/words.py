"""Clips and amounts in a few words."""

from __future__ import annotations

from pathlib import PurePath

from svd_desktop.core.request import RenderRequest


def clip_words(request: RenderRequest) -> str:
    """What a clip is made from and how, in one line; the picture's name first."""
    size = f"{request.width}x{request.height}"
    source, model = PurePath(request.source).name, PurePath(request.model).name
    return f"{source}, {model}, {size}, {request.frames} frames, seed {request.seed}"


def amount(count: int) -> str:
    """Bytes as a person compares them."""
    for unit, size in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} bytes"
