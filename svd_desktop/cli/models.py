"""`svd-desktop models`: which models there are, fetched and removed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.model_download import add_download
from svd_desktop.cli.model_import import add_import
from svd_desktop.cli.model_verify import add_verify
from svd_desktop.cli.output import print_json, print_line
from svd_desktop.cli.subcommands import add_command, add_commands
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.installed import remove
from svd_desktop.models.listing import Entry, entries, size_in_words
from svd_desktop.models.sources import sources


def add_models(parser: argparse.ArgumentParser) -> None:
    commands = add_commands(parser)
    add_import(commands)
    add_verify(commands)
    add_download(commands)
    add_command(commands, "list", list_models, "those on this computer, and those to be had")
    show = add_command(commands, "show", show_model, "all that is known of a model")
    show.add_argument("name", metavar="NAME")
    leave = add_command(commands, "remove", remove_model, "free the disk of a model")
    leave.add_argument("name", metavar="NAME")


def list_models(options: argparse.Namespace, folders: Folders) -> int:
    for entry in entries(folders.models):
        if options.json:
            print_json(described(entry))
        else:
            print_line(f"{entry.name:<12} {entry.state:<11} {_size(entry):>14}   {entry.title}")
    return EXIT_DONE


def show_model(options: argparse.Namespace, folders: Folders) -> int:
    found = next((x for x in entries(folders.models) if x.name == options.name), None)
    if found is None:
        raise SvdError(
            "model", f"There is no model called {options.name}.", "`models list` names them."
        )
    if options.json:
        print_json(described(found))
    else:
        for name, value in described(found).items():
            if value is not None:
                print_line(f"{name:<12} {_size(found) if name == 'bytes' else value}")
    return EXIT_DONE


def remove_model(options: argparse.Namespace, folders: Folders) -> int:
    freed = remove(folders.models, options.name)
    if options.json:
        print_json({"removed": options.name, "freed_bytes": freed})
    else:
        print_line(f"{options.name} was removed: {size_in_words(freed)} are free again.")
    return EXIT_DONE


def described(entry: Entry) -> dict[str, Any]:
    """An entry with its place on the hub and its licence, where it has them."""
    data = asdict(entry) | {"folder": str(entry.folder) if entry.folder else None}
    source = sources().get(entry.name)
    return data | {
        "repository": source.repository if source else None,
        "licence": source.licence.name if source else None,
        "licence_page": source.licence.page if source else None,
    }


def _size(entry: Entry) -> str:
    about = "about " if entry.state in ("available", "unfinished") else ""
    return about + size_in_words(entry.bytes)
