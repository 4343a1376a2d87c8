"""`svd-desktop models verify`: every file of a model read again and held against what is known."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from svd_desktop.cli.exit_status import exit_status
from svd_desktop.library.folders import Folders
from svd_desktop.models.catalogue import Model, find_model, on_this_computer
from svd_desktop.models.installed import Card, installed


def add_verify(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "verify", help="read every file again and name what is wrong", allow_abbrev=False
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a model or a folder; default: all there are"
    )
    parser.set_defaults(answer=verify_models)
    return parser


def verify_models(options: argparse.Namespace, folders: Folders) -> int:
    """Prints a line for each model and for each fault; 4 when no model is whole, 1 when some are
    not."""
    here, cards = on_this_computer(folders.models), installed(folders.models)
    models = [find_model(name, folders.models) for name in options.names] or list(here.values())
    failures = []
    for model in models:
        found = _verified(model, cards.get(model.name))
        if options.json:
            print(json.dumps(found, ensure_ascii=False), flush=True)
        else:
            _print_for_people(found)
        if found["faults"]:
            failures.append("model")
    return exit_status(len(models) - len(failures), failures)


def _verified(model: Model, card: Card | None) -> dict[str, Any]:
    from svd_desktop.models.verify import verify  # numpy

    faults, read = [], 0
    for seen in verify(model.folder, card):
        read = seen.done
        if seen.fault:
            faults.append({"path": seen.path, "message": seen.fault})
        if seen.total and sys.stderr.isatty():
            text = f"{model.name}: {100 * seen.done // seen.total} % of {seen.total / 1e9:.1f} GB"
            end = "\n" if seen.done == seen.total else ""
            print(f"\r{text}", end=end, file=sys.stderr, flush=True)
    return {
        "model": model.name, "folder": str(model.folder), "whole": not faults,
        "hashed": card is not None, "bytes": read, "faults": faults,
    }  # fmt: skip


def _print_for_people(found: dict[str, Any]) -> None:
    how = "as it was fetched or imported" if found["hashed"] else "every tensor is there"
    if found["whole"]:
        print(f"ok   {found['model']}: {how}, {found['bytes'] / 1e9:.2f} GB read")
    else:
        print(f"BAD  {found['model']}: fetch or import it again")
    for fault in found["faults"]:
        print(f"     {fault['message']}")
    sys.stdout.flush()
