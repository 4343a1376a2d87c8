"""`svd-desktop models import`: what people have already, found and taken in."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.catalogue import published
from svd_desktop.models.importing import Report, import_model
from svd_desktop.models.installed import Card, folder_of
from svd_desktop.models.searching import Found, found_models, known_places

_SECONDS_BETWEEN = 0.5  # two reports of progress


def add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `import` to the commands of `models`."""
    parser = commands.add_parser(
        "import", allow_abbrev=False,
        help="take in a diffusers folder, the hub's cache or a single .safetensors file",
    )  # fmt: skip
    parser.set_defaults(answer=import_command)
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
    report = _json_progress() if options.json else _progress()
    card = import_model(
        options.path, folders.models, name=options.name, frames=options.frames,
        copy=options.copy, report=report,
    )  # fmt: skip
    if options.json:
        print(json.dumps(_described(folders.models, card), ensure_ascii=False))
    else:
        print(f"{card.title} was imported: use it with --model {card.name}, {card.frames} frames.")
    return EXIT_DONE


def _search(places: list[Path], as_json: bool) -> int:
    models = found_models(places)
    for model in models:
        if as_json:
            print(json.dumps(_listed(model), ensure_ascii=False))
        else:
            print(f"{model.path}   {_words(model)}, {model.size / 1e9:.1f} GB")
    if not models:
        where = ", ".join(map(str, places)) or "no place that is known"
        print(f"No Stable Video Diffusion was found in {where}.", file=sys.stderr)
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
        lambda done, total: print(
            json.dumps({"event": "progress", "bytes": done, "total_bytes": total}), flush=True
        )
    )


def _progress() -> Report:
    return _now_and_then(
        lambda done, total: print(f"{done / 1e9:.2f} of {total / 1e9:.2f} GB", file=sys.stderr)
    )


def _now_and_then(report: Report) -> Report:
    last = 0.0

    def rarely(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total or now - last >= _SECONDS_BETWEEN:
            last = now
            report(done, total)

    return rarely
