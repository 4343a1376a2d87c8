"""Names of files: from a template, valid on every platform."""

from __future__ import annotations

import re
import string
import unicodedata
from fractions import Fraction
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest

TEMPLATE = "{source}_{seed}_{fps}fps_{preset}_v{version:03}"
TOKENS = (
    "source", "seed", "fps", "preset", "version", "model", "width", "height", "frames", "steps",
    "motion",
)  # fmt: skip

# File systems take 255 bytes; the rest is for suffixes and for what part files add.
MAX_BYTES = 180
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file, superscript digits included.
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"/\\|?*')
# Control characters, halves of characters (from names that are not valid text), line separators.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


# What may follow a colon in braces: how many digits, filled up with zeros. Python's own templates
# know widths that fill the memory.
_FORMAT = re.compile(r"0?\d?")
_VERSION = "_v{version:03}"  # for a template without one
_ANY_VERSION = "\ue000"  # stands for the digits of a version; no file is called so


def check_template(template: str) -> None:
    """Raises SvdError of kind `request` for a template that no name can be made from."""
    _parts(template)


def file_name(
    template: str, request: RenderRequest, rate: Fraction, preset: str, version: int
) -> str:
    """A clip's name without its suffix; each part of it is at most MAX_BYTES long in UTF-8.

    The template, "" for the usual one, has TOKENS in braces: source is the picture's name without
    its suffix, fps the file's rate, such as 7 or 23.976. Slashes make folders, inside the one that
    the clip goes to. Where it has no version, one is added. Of a name too long the end of the
    source is left out, so that versions stay apart. Raises SvdError of kind `request` for a
    template that cannot be filled.
    """
    return _filled(template, request, rate, preset, version)


def name_pattern(
    template: str, request: RenderRequest, rate: Fraction, preset: str
) -> re.Pattern[str]:
    """What the last part of `file_name` is for any version."""
    name = _filled(template, request, rate, preset, _AnyVersion()).rpartition("/")[2]
    return re.compile(re.escape(name).replace(re.escape(_ANY_VERSION), r"\d+"))


class _AnyVersion:
    def __format__(self, spec: str) -> str:
        return _ANY_VERSION


class _Widest:
    """Room for the digits of every version, so that the source is cut at one place in all."""

    def __format__(self, spec: str) -> str:
        return "000000"


def _filled(
    template: str, request: RenderRequest, rate: Fraction, preset: str, version: object
) -> str:
    values = {
        "seed": request.seed,
        "fps": f"{float(rate):.5g}",
        "preset": preset,
        "version": version,
        "model": re.split(r"[\\/]", request.model)[-1],  # of a model that is a folder
        "width": request.width,
        "height": request.height,
        "frames": request.frames,
        "steps": request.steps,
        "motion": request.motion_bucket_id,
    }
    source = _cleaned(Path(request.source).stem)

    def fill(part: str) -> str:
        fixed = part.format(source="", **{**values, "version": _Widest()})
        room = MAX_BYTES - len(fixed.encode())
        if room < 0:  # or versions would be cut off, and be one name
            raise _no_template(template, "it is too long")
        return sanitise(part.format(source=_shortened(source, room), **values))

    return "/".join(fill(part) for part in _parts(template))


def _parts(template: str) -> list[str]:
    """A checked template's folders and name."""
    *folders, name = [part for part in re.split(r"[\\/]", template or TEMPLATE) if part] or [""]
    tokens = [_tokens(template, part) for part in (*folders, name)]
    if any("version" in found for found in tokens[:-1]):
        raise _no_template(template, "the version belongs into the name, not into a folder's")
    if "version" not in tokens[-1]:
        name += _VERSION
    return [*folders, name]


def _tokens(template: str, part: str) -> set[str]:
    found = set()
    try:
        for _, token, form, conversion in string.Formatter().parse(part):
            if token is None:
                continue
            if token not in TOKENS or conversion:
                raise _no_template(template, f"it has no {{{token}}}")
            # Texts are left as they are; what is not a number has no digits.
            if form and (token in ("source", "fps", "preset", "model") or
                         not _FORMAT.fullmatch(form)):  # fmt: skip
                raise _no_template(template, f"{form!r} is no number of digits")
            found.add(token)
    except ValueError as error:
        raise _no_template(template, str(error).lower()) from error
    return found


def _no_template(template: str, why: str) -> SvdError:
    tokens = ", ".join(TOKENS[:-1])
    return SvdError(
        "request",
        f"The name template {template!r} cannot be filled: {why}.",
        f"Use {tokens} and {TOKENS[-1]} in braces.",
    )


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
