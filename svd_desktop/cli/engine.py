"""`svd-desktop engine`: what renders, installed where the program comes without it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from svd_desktop.backends import private_engine, torch_builds
from svd_desktop.cli.exit_status import EXIT_DONE, EXIT_INTERRUPTED
from svd_desktop.cli.model_download import paces, stopping
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.cli.subcommands import add_command, add_commands
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.listing import size_in_words

if TYPE_CHECKING:  # httpx comes with them: not for every command
    from svd_desktop.backends.engine_install import Report, Stage
    from svd_desktop.models.parts import Pace

_WORDS: dict[Stage, str] = {
    "python": "Getting Python",
    "choose": "Choosing the packages for this machine",
    "check": "Checking what is there",
    "fetch": "Fetching",
    "unpack": "Unpacking",
    "start": "Starting it for the first time",
}


def add_engine(parser: argparse.ArgumentParser) -> None:
    commands = add_commands(parser)
    add_command(commands, "show", show_engine, "whether it is installed, and for which GPU")
    text = "fetch and install it; goes on where an earlier one was interrupted"
    install = add_command(commands, "install", install_engine, text)
    install.add_argument("--for", dest="kind", choices=torch_builds.KINDS,
                         help="a kind of GPU; default: as before, else the one found")  # fmt: skip
    text = "check every file of it, and fetch what is damaged"
    add_command(commands, "repair", repair_engine, text)
    add_command(commands, "remove", remove_engine, "take it off the disk")


def show_engine(options: argparse.Namespace, folders: Folders) -> int:
    folder = _folder()
    installed, state = private_engine.installed(folder), private_engine.state(folder)
    gpu = torch_builds.find_gpu()
    if options.json:
        print_json({"state": state, "folder": str(folder), "gpu": asdict(gpu),
                    "installed": asdict(installed) if installed else None})  # fmt: skip
        return EXIT_DONE
    print_line(f"{'state':<12} {state}")
    print_line(f"{'folder':<12} {folder}")
    here = "no GPU" if gpu.kind == "cpu" else gpu.name or gpu.kind
    print_line(f"{'found here':<12} {here}")
    if installed:
        size = size_in_words(installed.bytes)
        print_line(f"{'installed':<12} torch {installed.torch} for {installed.kind}, {size}")
        print_line(f"{'renders on':<12} {installed.device}")
    return EXIT_DONE


def install_engine(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.backends.engine_install import chosen_for

    folder = _folder()
    return _install(
        options, folder, options.kind or (chosen_for(folder) or torch_builds.find_gpu()).kind
    )


def repair_engine(options: argparse.Namespace, folders: Folders) -> int:
    folder = _folder()
    if private_engine.state(folder) == "missing":
        raise SvdError(
            "request", "There is no engine to repair.", f"Install it: {private_engine.INSTALL}."
        )
    return _install(options, folder, None)


def remove_engine(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.backends.engine_install import remove

    folder = _folder()
    if not folder.exists():
        raise SvdError("request", "The engine is not installed.", "There is nothing to remove.")
    freed = remove(folder)
    if options.json:
        print_json({"removed": "engine", "freed_bytes": freed})
    else:
        print_line(f"The engine was removed: {size_in_words(freed)} are free again.")
    return EXIT_DONE


def _folder() -> Path:
    if not private_engine.is_private():
        raise SvdError(
            "request",
            "This SVD Desktop comes with its engine: there is nothing to install.",
            "`svd-desktop doctor` tells what it finds.",
        )
    return private_engine.engine_folder()


def _install(options: argparse.Namespace, folder: Path, kind: torch_builds.Kind | None) -> int:
    from svd_desktop.backends.engine_install import install
    from svd_desktop.models.parts import DownloadStoppedError

    try:
        with stopping() as stop:
            report = _json_progress if options.json else _progress()
            engine = install(folder, kind, report=report, stop=stop)
    except DownloadStoppedError:
        say("\nInterrupted. The same command goes on from here.")
        return EXIT_INTERRUPTED
    if options.json:
        print_json({"installed": asdict(engine)})
    else:
        print_line(f"The engine is ready: torch {engine.torch}, renders on {engine.device}.")
        if engine.note:
            print_line(engine.note)
    return EXIT_DONE


def _json_progress(stage: Stage, pace: Pace | None) -> None:
    print_json({"event": "progress", "stage": stage} | (asdict(pace) if pace else {}))


def _progress() -> Report:
    """A line for each stage, and how far it is while bytes come."""
    tell = paces()

    def report(stage: Stage, pace: Pace | None) -> None:
        if pace is None:
            say(f"{_WORDS[stage]}…")
        else:
            tell(pace)

    return report
