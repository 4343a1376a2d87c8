"""What a file says about itself: the request it was made from, in the file and beside it."""

from __future__ import annotations

import json
from pathlib import Path

import av

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest


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
    """The request a clip was made from, from the clip itself, its sidecar or a `take.json`.

    Raises SvdError of kind `input` when the file holds none.
    """
    try:
        if path.suffix.lower() == ".json":
            data = json.loads(path.read_bytes())["request"]
        else:
            with av.open(str(path)) as container:
                # Matroska keeps its keys in capitals.
                tags = {key.lower(): value for key, value in container.metadata.items()}
            data = json.loads(tags["comment"])
        return RenderRequest.from_json(data)
    except (av.FFmpegError, OSError, ValueError, LookupError, TypeError, SvdError) as error:
        raise SvdError(
            "input",
            f"{path} does not say how it was made.",
            "Choose a clip of this program or the .json file beside it.",
        ) from error
