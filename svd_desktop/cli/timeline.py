"""`svd-desktop timeline`: takes in order as a file for an editor, and the clips it links."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.inputs import find_take
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.core.jobs import Delivery
from svd_desktop.library.export_presets import known_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.export import export
from svd_desktop.media.timelines.description import Timeline, timeline_rate
from svd_desktop.media.timelines.making import Cut, check_film, make_timeline
from svd_desktop.media.timelines.writing import check_target


def timeline(options: argparse.Namespace, folders: Folders) -> int:
    """Exports the clips that are not there yet, then writes the timeline."""
    output = Path(options.output).expanduser().absolute()
    check_target(output)
    known = known_presets(folders)
    check_film(options.preset, known)
    rate = timeline_rate(options.rate)
    wanted = Cut(
        output, rate, options.preset,
        clip_rate=timeline_rate(options.clip_rate) if options.clip_rate else rate,
        handles=options.handles, gap=options.gap, size=options.size, fcpxml=options.fcpxml,
        media=Path(options.media).expanduser().absolute() if options.media else None,
    )  # fmt: skip
    named = [find_take(folders, name) for name in options.takes]
    count = len({folder for folder, _ in named})

    def make_clip(source: Path, delivery: Delivery, number: int) -> Path:
        say(f"clip {number + 1} of {count}: {source.name}")
        return export(source, delivery, known=known)[0]

    built = make_timeline(wanted, named, make_clip)
    if options.json:
        print_json(_described(built, output))
    else:
        print_line(str(output))
    return EXIT_DONE


def _described(built: Timeline, output: Path) -> dict[str, Any]:
    return {
        "timeline": str(output),
        "rate": str(built.rate),
        "frames": built.frames,
        "clips": [
            {"name": place.clip.name, "file": str(place.clip.media), "rate": str(place.clip.rate),
             "first": place.clip.first, "frames": place.clip.used, "at": place.at}
            for place in built.places()
        ],
    }  # fmt: skip
