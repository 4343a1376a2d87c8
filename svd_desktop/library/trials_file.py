"""What trials of the export presets have shown, remembered for as long as ffmpeg is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from svd_desktop.library.folders import Folders
from svd_desktop.media.ffmpeg import ffmpeg_path
from svd_desktop.media.presets import PRESETS
from svd_desktop.media.publishing import write_atomically
from svd_desktop.media.trials import try_presets


def tried_presets(folders: Folders) -> dict[str, str]:
    """For each preset by its name why it does not work; an empty text where it does.

    The first call with an ffmpeg tries them, which takes seconds. Raises SvdError without an
    ffmpeg, OSError when the library's folder cannot be written.
    """
    path = folders.library / "presets.json"
    program = _program()
    try:
        known = json.loads(path.read_bytes())
        if known["program"] == program and known["presets"].keys() == PRESETS.keys():
            return dict(known["presets"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass  # not tried yet, or not readable: both are mended by a trial
    found = try_presets()
    text = json.dumps({"program": program, "presets": found}, indent=2)
    write_atomically(path, f"{text}\n".encode())
    return found


def _program() -> dict[str, Any]:
    """What tells one build of ffmpeg from another without running it."""
    path = Path(ffmpeg_path())
    status = path.stat()
    return {"path": str(path), "bytes": status.st_size, "changed": status.st_mtime_ns}
