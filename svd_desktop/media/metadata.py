"""What a file says about itself: the request it was made from, in the file and beside it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import av
from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.media.exr import exr_texts

_NOT_OURS = (
    av.FFmpegError, OSError, ValueError, LookupError, TypeError, AttributeError, SvdError,
    Image.DecompressionBombError, ElementTree.ParseError, StopIteration, SyntaxError,
)  # fmt: skip
_PICTURES = (".png", ".gif", ".webp", ".tif", ".exr")
_HEADER = 1 << 20  # bytes, in which an EXR's texts are
_TIFF_COMMENT = 270  # ImageDescription
_DESCRIPTION = ".//{http://purl.org/dc/elements/1.1/}description"


def metadata_for(request: RenderRequest) -> dict[str, str]:
    """Tags for a clip: a `title` for people and the request's JSON as `comment`.

    Of all keys MP4, MOV and Matroska keep just these two without options of their own.
    """
    # A file name that is no valid text would make the tags unreadable.
    source = Path(request.source).name.encode(errors="replace").decode()
    return {
        "title": f"{source}, seed {request.seed}",
        "comment": json.dumps(request.to_json()),
    }


def read_request(path: Path) -> RenderRequest:
    """The request a clip was made from, from the clip itself, a folder of its pictures, one of
    them, its sidecar or a `take.json`.

    Raises SvdError of kind `input` when the file holds none.
    """
    try:
        if path.suffix.lower() == ".json":
            data = json.loads(path.read_bytes())["request"]
        else:
            data = json.loads(_comment(path))
        return RenderRequest.from_json(data)
    except _NOT_OURS as error:
        raise SvdError(
            "input",
            f"{path} does not say how it was made.",
            "Choose a clip of this program or the .json file beside it.",
        ) from error


def _comment(path: Path) -> str:
    if path.is_dir():
        path = min(one for one in path.iterdir() if one.suffix.lower() in _PICTURES)
    suffix = path.suffix.lower()
    if suffix == ".exr":
        with path.open("rb") as file:
            return exr_texts(file.read(_HEADER))["comments"]
    if suffix in _PICTURES:
        return _picture_comment(path)
    with av.open(str(path)) as container:
        # Matroska keeps its keys in capitals.
        tags = {key.lower(): value for key, value in container.metadata.items()}
    return tags["comment"]


def _picture_comment(path: Path) -> str:
    with Image.open(path) as image:
        if image.format == "WEBP":
            description = ElementTree.fromstring(image.info["xmp"]).find(_DESCRIPTION)
            return "" if description is None else "".join(description.itertext())
        if image.format == "TIFF":
            return str(image.getexif()[_TIFF_COMMENT])
        comment = image.info["comment"]
    return comment.decode() if isinstance(comment, bytes) else comment
