"""Names of files: from a template, valid on every platform."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest

TEMPLATE = "{source}_{seed}_{fps}fps_{preset}_v{version:03}"

# File systems take 255 bytes; the rest is for suffixes and for what part files add.
MAX_BYTES = 180
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file, superscript digits included.
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
# Control characters, halves of characters (from names that are not valid text), line separators.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def file_stem(
    template: str, request: RenderRequest, rate: Fraction, preset: str, version: int
) -> str:
    """A clip's name without its suffix, at most MAX_BYTES long in UTF-8.

    The template knows source (the picture's name without its suffix), seed, fps (the file's rate,
    such as 7 or 23.976), preset and version. Of a name too long the end of the source is left out,
    so that versions stay apart. Raises SvdError of kind `request` for a template it cannot fill.
    """

    def fill(source: str) -> str:
        try:
            return template.format(
                source=source,
                seed=request.seed,
                fps=f"{float(rate):.5g}",
                preset=preset,
                version=version,
            )
        except (LookupError, ValueError, AttributeError) as error:
            raise SvdError(
                "request",
                f"The name template {template!r} cannot be filled: {error}.",
                "Use source, seed, fps, preset and version in braces.",
            ) from error

    room = MAX_BYTES - len(fill("").encode())
    return sanitise(fill(_shortened(_cleaned(Path(request.source).stem), room)))


def sanitise(name: str) -> str:
    """A name that Windows, macOS and Linux all take: same text where possible, never hidden.

    Letters of any script, spaces and ampersands stay; the text is in Unicode's form NFC.
    """
    name = _shortened(_cleaned(name), MAX_BYTES).strip(" .")
    device = _DEVICES.match(name)
    if device:
        name = f"{name[: device.end()]}_{name[device.end() :]}"
    return name or "unnamed"


def _cleaned(name: str) -> str:
    return "".join(
        "_" if character in _FORBIDDEN or unicodedata.category(character) in _UNPRINTABLE
        else character
        for character in unicodedata.normalize("NFC", name)
    ).strip(" .")  # fmt: skip


def _shortened(name: str, room: int) -> str:
    """The beginning of a name that fits `room` bytes, without half a character at its end."""
    return name.encode()[: max(room, 0)].decode(errors="ignore")
