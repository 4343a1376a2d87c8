"""`svd-desktop models`: which models there are, fetched and removed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.model_download import add_download
from svd_desktop.cli.model_import import add_import
from svd_desktop.cli.model_verify import add_verify
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.installed import remove
from svd_desktop.models.listing import Entry, entries
from svd_desktop.models.sources import sources

GB = 1e9  # as disks and connections are sold


def add_models(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_import(commands)
    add_verify(commands)
    add_download(commands)
    _command(commands, "list", list_models, "those on this computer, and those to be had")
    show = _command(commands, "show", show_model, "all that is known of a model")
    show.add_argument("name", metavar="NAME")
    leave = _command(commands, "remove", remove_model, "free the disk of a model")
    leave.add_argument("name", metavar="NAME")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    answer: Callable[[argparse.Namespace, Folders], int],
    text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, allow_abbrev=False)
    command.set_defaults(answer=answer)
    return command


def list_models(options: argparse.Namespace, folders: Folders) -> int:
    for entry in entries(folders.models):
        if options.json:
            print(json.dumps(described(entry), ensure_ascii=False))
        else:
            print(f"{entry.name:<12} {entry.state:<11} {_size(entry):>14}   {entry.title}")
    return EXIT_DONE


def show_model(options: argparse.Namespace, folders: Folders) -> int:
    found = next((x for x in entries(folders.models) if x.name == options.name), None)
    if found is None:
        raise SvdError(
            "model", f"There is no model called {options.name}.", "`models list` names them."
        )
    if options.json:
        print(json.dumps(described(found), ensure_ascii=False))
    else:
        for name, value in described(found).items():
            if value is not None:
                print(f"{name:<12} {_size(found) if name == 'bytes' else value}")
    return EXIT_DONE


def remove_model(options: argparse.Namespace, folders: Folders) -> int:
    freed = remove(folders.models, options.name)
    if options.json:
        print(json.dumps({"removed": options.name, "freed_bytes": freed}))
    else:
        print(f"{options.name} was removed: {freed / GB:.1f} GB are free again.")
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
    return f"{about}{entry.bytes / GB:.1f} GB"
