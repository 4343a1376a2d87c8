"""The description in a take's folder, read and written."""

from __future__ import annotations

import json
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.takes import SIDECAR, Take
from svd_desktop.media.publishing import write_atomically


def write_take(folder: Path, take: Take) -> None:
    """Writes `take.json` into the take's folder."""
    text = json.dumps(take.to_json(), indent=2) + "\n"
    write_atomically(folder / SIDECAR, text.encode())


def read_take(folder: Path) -> Take:
    """The take in a folder; raises SvdError of kind `input` when there is none or it is broken."""
    path = folder / SIDECAR
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is damaged"
        raise SvdError(
            "input",
            f"{folder} holds no take that can be read: {SIDECAR}: {why}.",
            "Choose a take from the library.",
        ) from error
    return Take.from_json(data)
