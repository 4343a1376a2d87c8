"""`svd-desktop takes`: the finished clips in the library.

The folders are looked at, and the index is left as it is: a window that is open finds in it what
changed since it looked.
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE, exit_status
from svd_desktop.cli.inputs import find_take
from svd_desktop.cli.output import print_json, print_line, say, table, terminal_width
from svd_desktop.cli.words import amount, clip_words
from svd_desktop.core.errors import SvdError
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.takes import Take
from svd_desktop.library import deleting, take_index, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders

_LABELS = 10  # columns of the longest label, and two


def takes_list(options: argparse.Namespace, folders: Folders) -> int:
    """Prints every take, the newest first."""
    found = takes.listed(folders)
    kept = _kept(folders)
    if options.json:
        for folder, take in found:
            print_json(_described(folder, take, kept.get(folder.name)))
        return EXIT_DONE
    if not found:
        say("There are no takes.")
        return EXIT_DONE
    rows = [(take.id, _day(folder, take)[:10], clip_words(take.request)) for folder, take in found]
    for line in table([("ID", "MADE", "CLIP"), *rows], terminal_width()):
        print_line(line)
    return EXIT_DONE


def takes_show(options: argparse.Namespace, folders: Folders) -> int:
    """Prints what is known of a take."""
    folder, take = find_take(folders, options.take)
    kept = _kept(folders).get(folder.name) if _in_library(folders, folder) else None
    shown = _described(folder, take, kept)
    if options.json:
        files = [{"path": str(path), "bytes": path.stat().st_size} for path in _files(folder)]
        print_json(take.to_json() | shown | {"bytes": _bytes(folder), "files": files})
        return EXIT_DONE
    width = terminal_width()
    for label, text in _told(folder, take, shown).items():
        if not text:
            continue
        beginning = f"{label:<{_LABELS}}"
        lines = (
            textwrap.wrap(
                text, max(width - _LABELS, 20), break_long_words=False, break_on_hyphens=False
            )
            if width
            else [text]
        )
        for line in lines:
            print_line(beginning + line)
            beginning = " " * _LABELS
    return EXIT_DONE


def takes_delete(options: argparse.Namespace, folders: Folders) -> int:
    """Puts takes into the system's trash, or deletes them for good."""
    failures: list[str] = []
    deleted = 0
    for named in dict.fromkeys(options.takes):
        try:
            folder, take = find_take(folders, named)
            _delete(folders, folder, options.permanently)
        except SvdError as error:
            failures.append(error.reason.kind)
            say(error.reason.sentence)
            if options.json:
                print_json({"event": "failed", "take": named, **error.reason.to_json()})
            continue
        deleted += 1
        if options.json:
            print_json({"event": "deleted", "id": take.id, "take": str(folder)})
        else:
            print_line(str(folder))
    return exit_status(deleted, failures)


def _delete(folders: Folders, folder: Path, permanently: bool) -> None:
    if not _in_library(folders, folder):
        raise SvdError(
            "input", f"{folder} is not in the library {folders.takes}.", "Delete it yourself."
        )
    if permanently:
        deleting.delete_for_good(folders, folder)
        return
    try:
        deleting.to_trash(folder)
    except SvdError as error:
        reason = error.reason
        remedy = "It is still in the library; --permanently deletes it without the trash."
        raise SvdError(reason.kind, reason.message, remedy) from error


def _in_library(folders: Folders, folder: Path) -> bool:
    return folder.parent.resolve() == folders.takes.resolve()


def _kept(folders: Folders) -> dict[str, KeptTake]:
    """What the index alone knows, by the folder's name: stars, tags, where clips were delivered."""
    with open_library(folders) as db:
        return {take.folder.name: take for take in take_index.listed(db, folders)}


def _described(folder: Path, take: Take, kept: KeptTake | None) -> dict[str, Any]:
    request = take.request
    return {
        "id": take.id,
        "take": str(folder),
        "source": request.source,
        "model": request.model,
        "seed": request.seed,
        "width": request.width,
        "height": request.height,
        "frames": take.frames,
        "made": take.made,
        "clip": kept.clip if kept else "",
        "starred": bool(kept and kept.starred),
        "tags": list(kept.tags) if kept else [],
    }


def _told(folder: Path, take: Take, shown: dict[str, Any]) -> dict[str, str]:
    request = take.request
    settings = [
        f"{parameter.label.lower()} {getattr(request, name)}"
        for name, parameter in PARAMETERS.items()
        if getattr(request, name) is not None
    ]
    files = [f"{path.name} {amount(path.stat().st_size)}" for path in _files(folder)]
    peaks = [f"{stage} {amount(peak)}" for stage, peak in take.peak_memory_bytes.items()]
    seconds = [f"{stage} {taken:.1f}" for stage, taken in take.seconds.items()]
    return {
        "id": take.id,
        "folder": str(folder),
        "source": request.source,
        "clip": shown["clip"],
        "made": _day(folder, take),
        "tags": ", ".join((["starred"] if shown["starred"] else []) + shown["tags"]),
        "model": f"{request.model}, hash {take.model_hash}",
        "settings": "; ".join(
            [*settings, f"schedule {request.schedule}", f"framing {request.framing.mode}"]
        ),
        "extends": f"{take.extends}, {take.before} frames of it" if take.extends else "",
        "files": f"{', '.join(files)}; together {amount(_bytes(folder))}",
        "peaks": ", ".join(peaks),
        "seconds": f"{', '.join(seconds)}; together {sum(take.seconds.values()):.1f}",
        "plan": ", ".join(f"{name} {value}" for name, value in take.plan.items()),
        "note": take.note,
    }


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _day(folder: Path, take: Take) -> str:
    return KeptTake(take.id, folder, take.request, take.made).day
