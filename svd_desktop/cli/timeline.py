"""`svd-desktop timeline`: takes in order as a file for an editor, and the clips it links."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.inputs import find_take
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.library.export_presets import known_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.export import export
from svd_desktop.media.presets import AnyPreset, find_preset
from svd_desktop.media.publishing import PART_SUFFIX
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES, build_timeline
from svd_desktop.media.timelines.description import Timeline, timeline_rate
from svd_desktop.media.timelines.writing import BUNDLE, check_target, write_timeline


def timeline(options: argparse.Namespace, folders: Folders) -> int:
    """Exports the clips that are not there yet, then writes the timeline."""
    output = Path(options.output).expanduser().absolute()
    check_target(output)
    known = known_presets(folders)
    _check_preset(options.preset, known)
    rate = timeline_rate(options.rate)
    clip_rate = timeline_rate(options.clip_rate) if options.clip_rate else rate
    named = [find_take(folders, name) for name in options.takes]
    with _clips_folder(options.media, output) as clips:
        media = _export(list(dict.fromkeys(folder for folder, _ in named)), clips,
                        options.preset, clip_rate, known)  # fmt: skip
        built = build_timeline(
            output.stem, rate, [(take, media[folder]) for folder, take in named],
            handles=options.handles, gap=options.gap, size=options.size,
        )  # fmt: skip
        try:
            write_timeline(built, output, options.fcpxml)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise SvdError(
                "disk", f"{output} cannot be written: {why}.", "Choose another folder."
            ) from error
    if options.json:
        print_json(_described(built, output))
    else:
        print_line(str(output))
    return EXIT_DONE


def _check_preset(name: str, known: Mapping[str, AnyPreset]) -> None:
    if find_preset(name, known).suffix not in MEDIA_SUFFIXES:
        films = [preset.name for preset in known.values() if preset.suffix in MEDIA_SUFFIXES]
        raise SvdError(
            "request",
            f"A timeline links films, which {name} does not make.",
            f"Use one of: {', '.join(films)}.",
        )


@contextmanager
def _clips_folder(chosen: str | None, output: Path) -> Iterator[Path]:
    """Where the clips are: beside the timeline, unless chosen, or it holds them itself."""
    if chosen:
        yield Path(chosen).expanduser().absolute()
    elif output.suffix.lower() == BUNDLE:
        with TemporaryDirectory(dir=output.parent, prefix=".", suffix=PART_SUFFIX) as folder:
            yield Path(folder)
    else:
        yield output.with_name(f"{output.stem}_clips")


def _export(
    sources: list[Path], target: Path, preset: str, rate: Fraction, known: Mapping[str, AnyPreset]
) -> dict[Path, Path]:
    """The clip of each take's folder; those that an earlier run has made are found again."""
    media = {}
    for number, source in enumerate(sources, 1):
        say(f"clip {number} of {len(sources)}: {source.name}")
        delivery = Delivery(str(target), (preset,), rate)
        media[source] = export(source, delivery, known=known)[0]
    return media


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
