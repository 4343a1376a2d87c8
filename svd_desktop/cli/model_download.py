"""`svd-desktop models download` and `models token`: a published model from the hub."""

from __future__ import annotations

import argparse
import getpass
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from svd_desktop.cli.exit_status import EXIT_DONE, EXIT_INTERRUPTED
from svd_desktop.cli.output import print_json, print_line, say
from svd_desktop.cli.subcommands import Commands, add_command
from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.models.sources import Source, source_of

if TYPE_CHECKING:  # httpx comes with them: not for every command
    from svd_desktop.models.parts import Pace, Report


def add_download(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds `download` and `token` to the commands of `models`."""
    text = "fetch a model from the hub; goes on where an earlier one was interrupted"
    fetch = add_command(commands, "download", download_command, text)
    fetch.add_argument("name", metavar="NAME")
    fetch.add_argument("--accept-licence", action="store_true",
                       help="you have read the model's licence and accept it")  # fmt: skip
    text = "keep your token for the hub in the system's keyring; read from stdin"
    token = add_command(commands, "token", token_command, text)
    token.add_argument("--forget", action="store_true", help="take it out of the keyring again")


def download_command(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.models.access import hub_token
    from svd_desktop.models.download import download
    from svd_desktop.models.hub import Hub
    from svd_desktop.models.parts import DownloadStoppedError

    source = source_of(options.name)
    _agree(source, options.accept_licence)
    hub = Hub(hub_token())
    try:
        with stopping() as stop:
            report = _json_progress if options.json else paces()
            card = download(source.name, folders.models, hub, report=report, stop=stop)
    except DownloadStoppedError:
        say("\nInterrupted. The same command goes on from here.")
        return EXIT_INTERRUPTED
    finally:
        hub.close()
    if options.json:
        print_json({"downloaded": card.name, "source": card.source})
    else:
        print_line(f"{card.title} is on this computer: use it with --model {card.name}.")
    return EXIT_DONE


def token_command(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.models.access import forget_token, keep_token

    if options.forget:
        forget_token()
        say("No token is kept.")
    else:
        # Never as an argument: those are seen by every program of the machine.
        asked = sys.stdin.isatty()
        keep_token(getpass.getpass("Token: ") if asked else sys.stdin.readline())
        say("The token is in the system's keyring.")
    return EXIT_DONE


def _agree(source: Source, accepted: bool) -> None:
    licence = source.licence
    say(f"{source.title} comes under the {licence.name}: {licence.page}")
    if not accepted and sys.stdin.isatty():
        say("Do you accept it? Type yes: ", end="")
        accepted = sys.stdin.readline().strip().lower() == "yes"
    if not accepted:
        raise SvdError(
            "request",
            f"The {licence.name} was not accepted.",
            "Read it, then add --accept-licence.",
        )


def _json_progress(pace: Pace) -> None:
    print_json(
        {"event": "progress", "bytes": pace.done, "total_bytes": pace.total,
         "bytes_per_second": round(pace.per_second), "seconds_left": pace.seconds_left}
    )  # fmt: skip


def paces() -> Report:
    """On a terminal one line that changes; elsewhere a line for each tenth."""
    shown = -1

    def report(pace: Pace) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            say(f"\r{_pace_line(pace):<60}", end="\n" if pace.done == pace.total else "")
        elif (tenth := 10 * pace.done // max(pace.total, 1)) != shown:
            shown = tenth
            say(_pace_line(pace))

    return report


def _pace_line(pace: Pace) -> str:
    """How far it is, how fast, and how long it takes, in words."""
    left = "" if pace.seconds_left is None else f", {pace.seconds_left:.0f} s left"
    return (
        f"{pace.done / 1e9:.2f} of {pace.total / 1e9:.2f} GB, "
        f"{pace.per_second / 1e6:.1f} MB/s{left}"
    )


@contextmanager
def stopping() -> Iterator[Event]:
    """Ctrl-C, or being asked to end, stops after the bytes at hand, which are kept."""
    stop = Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
