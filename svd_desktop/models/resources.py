"""Where the files that travel with the program lie: samples, the embedded model, icons."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")  # a wheel, a checkout


def resource(*parts: str) -> Path:
    """The path of a resource, such as `resource("samples", "rocket.jpg")`.

    Raises FileNotFoundError when it is in neither place: the installation is incomplete.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    wanted = "/".join(("resources", *parts))
    raise FileNotFoundError(f"{wanted} is missing: install SVD Desktop again.")


def bundled_uv() -> Path | None:
    """uv's executable, which comes with the program where torch does not."""
    try:
        return resource("uv", "uv.exe" if sys.platform == "win32" else "uv")
    except FileNotFoundError:
        return None
