"""What was made here and comes back: a clip, its sidecar, its take or a PNG of it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, SIDECAR
from svd_desktop.media.metadata import read_request

_CLIPS = frozenset({".mp4", ".mov", ".mkv", ".webm"})
_PICTURES = frozenset({".png", ".gif"})  # which are somebody's pictures far more often


@dataclass(frozen=True)
class Remade:
    """Where the settings were found, and whether the picture of then is still where it was."""

    path: Path
    request: RenderRequest
    has_picture: bool


def made_here(path: Path) -> Remade | None:
    """What `path` was made with; None for what holds no request, a picture above all.

    Raises SvdError of kind `input` for a .json file that holds none, which is of no other use here.
    """
    request = _request_of(path)
    if request is None:
        return None
    return Remade(path, request, Path(request.source).is_file())


def _request_of(path: Path) -> RenderRequest | None:
    suffix = path.suffix.lower()
    if suffix == ".json" and path.is_file():
        return read_request(path)
    with suppress(SvdError):
        if path.is_dir():
            return read_request(path / SIDECAR) if (path / SIDECAR).is_file() else None
        if path.name == MASTER:  # itself it says nothing
            return read_request(path.with_name(SIDECAR))
        if suffix in _CLIPS:
            return read_request(path)
        if suffix in _PICTURES and path.is_file():
            return _in_picture(path)
    return None


def _in_picture(path: Path) -> RenderRequest | None:
    """A still picture has its comment where Pillow finds it and ffmpeg does not."""
    with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        with Image.open(path, formats=("PNG", "GIF")) as image:
            comment = next(
                (x for key, x in image.info.items() if str(key).lower() == "comment"), ""
            )
        return RenderRequest.from_json(json.loads(comment))
    return None
