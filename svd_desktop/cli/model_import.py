"""`svd-desktop models import`: what people have already, found and taken in."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.cli.subcommands import Commands, add_command
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.catalogue import published
from svd_desktop.models.importing import Report, import_model
from svd_desktop.models.installed import Card, folder_of
from svd_desktop.models.listing import size_in_words
from svd_desktop.models.searching import Found, found_models, known_places

_SECONDS_BETWEEN = 0.5  # two reports of progress


def add_import(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds `import` to the commands of `models`."""
    text = "take in a diffusers folder, the hub's cache or a single .safetensors file"
    parser = add_command(commands, "import", import_command, text)
    add = parser.add_argument
    add("path", nargs="?", type=Path, metavar="PATH", help="a folder or a .safetensors file")
    add("--name", metavar="NAME", help="what the model is called from then on; default: after PATH")
    add("--frames", type=int, metavar="N",
        help="what it was trained for, if PATH does not tell: SVD 14, SVD-XT 25")  # fmt: skip
    add("--copy", action="store_true", help="copy a folder instead of using it in place")
    add("--search", action="store_true",
        help="list those of the hub's cache, ComfyUI, Stability Matrix, or PATH")  # fmt: skip


def import_command(options: argparse.Namespace, folders: Folders) -> int:
    if options.search:
        return _search([options.path] if options.path else known_places(), options.json)
    if options.path is None:
        raise SvdError(
            "request", "No PATH was given to import.", "Name one, or use --search to find some."
        )
    report = _json_progress() if options.json else progress()
    card = import_model(
        options.path, folders.models, name=options.name, frames=options.frames,
        copy=options.copy, report=report,
    )  # fmt: skip
    if options.json:
        print_json(_described(folders.models, card))
    else:
        print_line(
            f"{card.title} was imported: use it with --model {card.name}, {card.frames} frames."
        )
    return EXIT_DONE


def _search(places: list[Path], as_json: bool) -> int:
    models = found_models(places)
    for model in models:
        if as_json:
            print_json(_listed(model))
        else:
            print_line(f"{model.path}   {_words(model)}, {size_in_words(model.size)}")
    if not models:
        where = ", ".join(map(str, places)) or "no place that is known"
        say(f"No Stable Video Diffusion was found in {where}.")
    return EXIT_DONE


def _words(model: Found) -> str:
    if model.published:
        return published()[model.published].title
    return f"{model.frames} frames" if model.frames else "give --frames to import it"


def _listed(model: Found) -> dict[str, Any]:
    return {
        "path": str(model.path), "kind": model.kind, "published": model.published,
        "frames": model.frames, "bytes": model.size,
    }  # fmt: skip


def _described(models: Path, card: Card) -> dict[str, Any]:
    return {
        "event": "imported", "name": card.name, "title": card.title, "frames": card.frames,
        "folder": str(folder_of(models, card)), "bytes": sum(file.size for file in card.files),
    }  # fmt: skip


def _json_progress() -> Report:
    return _now_and_then(
        lambda done, total: print_json({"event": "progress", "bytes": done, "total_bytes": total})
    )


def progress() -> Report:
    """Tells on stderr, now and then."""
    return _now_and_then(lambda done, total: say(f"{done / 1e9:.2f} of {total / 1e9:.2f} GB"))


def _now_and_then(report: Report) -> Report:
    last = 0.0

    def rarely(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total or now - last >= _SECONDS_BETWEEN:
            last = now
            report(done, total)

    return rarely
