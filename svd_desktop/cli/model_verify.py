"""`svd-desktop models verify`: every file of a model read again and held against what is known."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from svd_desktop.cli.exit_status import exit_status
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.cli.subcommands import Commands, add_command
from svd_desktop.library.folders import Folders
from svd_desktop.models.catalogue import Model, find_model, on_this_computer
from svd_desktop.models.installed import Card, installed


def add_verify(commands: Commands[argparse.ArgumentParser]) -> None:
    text = "read every file again and name what is wrong"
    parser = add_command(commands, "verify", verify_models, text)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a model or a folder; default: all there are"
    )


def verify_models(options: argparse.Namespace, folders: Folders) -> int:
    """Prints a line for each model and for each fault; 4 when no model is whole, 1 when some are
    not."""
    here, cards = on_this_computer(folders.models), installed(folders.models)
    models = [find_model(name, folders.models) for name in options.names] or list(here.values())
    failures = []
    for model in models:
        found = _verified(model, cards.get(model.name))
        if options.json:
            print_json(found)
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
            say(f"\r{text}", end)
    return {
        "model": model.name, "folder": str(model.folder), "whole": not faults,
        "hashed": card is not None, "bytes": read, "faults": faults,
    }  # fmt: skip


def _print_for_people(found: dict[str, Any]) -> None:
    how = "as it was fetched or imported" if found["hashed"] else "every tensor is there"
    if found["whole"]:
        print_line(f"ok   {found['model']}: {how}, {found['bytes'] / 1e9:.2f} GB read")
    else:
        print_line(f"BAD  {found['model']}: fetch or import it again")
    for fault in found["faults"]:
        print_line(f"     {fault['message']}")
