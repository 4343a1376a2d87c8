"""The index of the takes: quick to read at start, and put right from the folders on disk.

The folders are the truth. Stars, tags and delivered clips are known to the index alone.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.request import RenderRequest
from svd_desktop.library.database import write
from svd_desktop.library.deleting import left_aside
from svd_desktop.library.folders import Folders
from svd_desktop.media.takes import read_take

_log = logging.getLogger(__name__)


def listed(db: sqlite3.Connection, folders: Folders) -> list[KeptTake]:
    """Every take of the index, the newest first."""
    kept = []
    for row in db.execute("SELECT * FROM takes ORDER BY made DESC"):
        try:
            kept.append(_take(folders, row))
        except (SvdError, ValueError) as error:
            _log.warning("The take %s is passed over: %s", row["folder"], error)
    return kept


def note(db: sqlite3.Connection, folder: Path, clip: str = "") -> KeptTake:
    """Takes a folder into the index, and what was delivered from it.

    Raises SvdError of kind `input` when it holds no take.
    """
    take = read_take(folder)
    with write(db):
        db.execute(
            "INSERT INTO takes (folder, id, request, made, note, extends, before, clip)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (folder) DO UPDATE"
            " SET clip = iif(excluded.clip = '', clip, excluded.clip)",
            (
                folder.name,
                take.id,
                json.dumps(take.request.to_json()),
                take.made,
                take.note,
                take.extends,
                take.before,
                clip,
            ),
        )
        row = db.execute("SELECT * FROM takes WHERE folder = ?", (folder.name,)).fetchone()
    return _take_in(folder, row)


def repair(db: sqlite3.Connection, folders: Folders) -> tuple[list[KeptTake], list[Path]]:
    """Adds the folders that the index does not know and drops those that are gone; gives both.

    A folder that holds no take is named in the log and passed over.
    """
    there = {
        folder.name
        for folder in folders.takes.iterdir()
        if not folder.name.startswith(".") and folder.is_dir()
    }
    known = {row["folder"] for row in db.execute("SELECT folder FROM takes")}
    found = []
    for name in sorted(there - known):
        try:
            found.append(note(db, folders.takes / name))
        except SvdError as error:
            _log.warning("%s", error)
    aside = {folder.name for folder in left_aside(folders)}  # which may come back, with its star
    gone = [folders.takes / name for name in sorted(known - there - aside)]
    forget(db, gone)
    return found, gone


def forget(db: sqlite3.Connection, gone: Collection[Path]) -> None:
    with write(db):
        db.executemany("DELETE FROM takes WHERE folder = ?", [(folder.name,) for folder in gone])


def star(db: sqlite3.Connection, folder: Path, starred: bool) -> KeptTake:
    return _set(db, folder, "starred", int(starred))


def tag(db: sqlite3.Connection, folder: Path, tags: tuple[str, ...]) -> KeptTake:
    return _set(db, folder, "tags", json.dumps(tags, ensure_ascii=False))


def _set(db: sqlite3.Connection, folder: Path, column: str, value: int | str) -> KeptTake:
    """Raises SvdError when another program deleted the take meanwhile."""
    with write(db):
        row = db.execute(
            f"UPDATE takes SET {column} = ? WHERE folder = ? RETURNING *", (value, folder.name)
        ).fetchone()
    if row is None:
        raise SvdError("input", f"The take {folder.name} is gone.", "Choose another.")
    return _take_in(folder, row)


def _take(folders: Folders, row: sqlite3.Row) -> KeptTake:
    return _take_in(folders.takes / row["folder"], row)


def _take_in(folder: Path, row: sqlite3.Row) -> KeptTake:
    return KeptTake(
        id=row["id"],
        folder=folder,
        request=RenderRequest.from_json(json.loads(row["request"])),
        made=row["made"],
        note=row["note"],
        extends=row["extends"],
        before=row["before"],
        clip=row["clip"],
        starred=bool(row["starred"]),
        tags=tuple(json.loads(row["tags"])),
    )
