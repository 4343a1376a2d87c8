"""`svd-desktop export`: takes as files for other programs."""

from __future__ import annotations

import argparse

from svd_desktop.cli.delivering import delivery_of
from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.inputs import find_take
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.library.export_presets import known_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.export import check_delivery, export


def export_command(options: argparse.Namespace, folders: Folders) -> int:
    """Exports each take in each preset; what an earlier run has made is found again.

    Prints a line for every file or folder of pictures. Nothing is made when a take is missing or
    cannot become one of the presets.
    """
    delivery = delivery_of(options, folders)
    known = known_presets(folders)
    named = dict(find_take(folders, name) for name in options.takes)
    for take in named.values():
        check_delivery(delivery, take.request, take.frames, known)
    for number, (folder, take) in enumerate(named.items(), 1):
        say(f"take {number} of {len(named)}: {folder.name}")
        files = [str(path) for path in export(folder, delivery, known=known)]
        for preset, clip, sidecar in zip(delivery.presets, files[::2], files[1::2], strict=True):
            if options.json:
                print_json({"event": "exported", "take": take.id, "preset": preset,
                            "file": clip, "sidecar": sidecar})  # fmt: skip
            else:
                print_line(clip)
    return EXIT_DONE
