"""A timeline as a file, in the format that its ending names; whole, and over no other file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.media.publishing import PART_SUFFIX, publish_file
from svd_desktop.media.timelines.description import Timeline
from svd_desktop.media.timelines.edl import edl
from svd_desktop.media.timelines.fcp7 import fcp7
from svd_desktop.media.timelines.fcpxml import Version, fcpxml
from svd_desktop.media.timelines.mlt import mlt
from svd_desktop.media.timelines.otio import otio, write_otioz

BUNDLE = ".otioz"  # the one that holds its media
SUFFIXES = (".otio", BUNDLE, ".fcpxml", ".xml", ".edl", ".mlt")


def check_target(target: Path) -> None:
    """Raises SvdError of kind `request` for an ending that names no format, or a file there."""
    if target.suffix.lower() not in SUFFIXES:
        raise SvdError(
            "request",
            f"{target.name} names no kind of timeline.",
            "End it in .otio, .otioz, .fcpxml, .xml, .edl or .mlt.",
        )
    if target.exists():
        raise SvdError(
            "request", f"{target} is there already.", "Choose another name, or delete it."
        )


def write_timeline(timeline: Timeline, target: Path, version: Version = "1.10") -> None:
    """Writes the timeline; `version` is that of FCPXML.

    Raises SvdError of kind `request` for what the format cannot say and where check_target does,
    OSError where the disk does not take it; nothing is left then.
    """
    check_target(target)
    suffix = target.suffix.lower()
    formats: dict[str, Callable[[], bytes]] = {
        ".otio": lambda: otio(timeline),
        ".fcpxml": lambda: fcpxml(timeline, version),
        ".xml": lambda: fcp7(timeline),
        ".edl": lambda: edl(timeline),
        ".mlt": lambda: mlt(timeline, target.absolute().parent),
    }
    part = target.with_name(f".{target.stem}.{os.getpid()}{PART_SUFFIX}")
    try:
        if suffix == BUNDLE:
            write_otioz(timeline, part)
        else:
            part.write_bytes(formats[suffix]())
        try:
            publish_file(part, target)
        except FileExistsError:
            check_target(target)  # another program was faster by a moment
            raise
    finally:
        part.unlink(missing_ok=True)
