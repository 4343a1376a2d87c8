"""The library's SQLite file: opened by each thread for itself, migrated forward by number."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import PART_SUFFIX

# MIGRATIONS[n] turns user_version n into n+1. Never edit one that was released: append.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        request TEXT NOT NULL,
        delivery TEXT NOT NULL,
        step INTEGER NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        owner TEXT,
        reason TEXT,
        note TEXT NOT NULL DEFAULT '',
        take TEXT
    ) STRICT;
    CREATE INDEX jobs_by_state ON jobs (state, position);
    """,
    # The step no try has come beyond: what is done again after that is no progress.
    "ALTER TABLE jobs ADD COLUMN furthest INTEGER NOT NULL DEFAULT 0",
    # An index of the folders of takes, which are the truth; stars, tags and where the clip was
    # delivered to are kept here alone.
    """
    CREATE TABLE takes (
        folder TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        request TEXT NOT NULL,
        made TEXT NOT NULL,
        note TEXT NOT NULL,
        extends TEXT NOT NULL,
        before INTEGER NOT NULL,
        clip TEXT NOT NULL DEFAULT '',
        starred INTEGER NOT NULL DEFAULT 0,
        tags TEXT NOT NULL DEFAULT '[]'
    ) STRICT
    """,
)
_BUSY_SECONDS = 30.0
_RETRY_SECONDS = 0.01
_PERMISSIONS = "Change its permissions, or set SVD_DESKTOP_HOME to a folder that can be written."
# By SQLite's primary result code; what has none here is a fault of ours.
_REMEDIES = {
    sqlite3.SQLITE_BUSY: "Another program holds it: try again when that is done.",
    sqlite3.SQLITE_FULL: "Free some space and try again.",
    sqlite3.SQLITE_IOERR: "Check the disk that it is on.",
    sqlite3.SQLITE_CANTOPEN: _PERMISSIONS,
    sqlite3.SQLITE_PERM: _PERMISSIONS,
    sqlite3.SQLITE_READONLY: _PERMISSIONS,
}


@contextmanager
def open_library(folders: Folders) -> Iterator[sqlite3.Connection]:
    """A connection for this thread, closed at the end of the block.

    Raises SvdError of kind `disk` when the file cannot be opened, is no library, or was written by
    a newer version of the program; also for what the disk or another program keeps from being read
    or written within the block.
    """
    try:
        db = sqlite3.connect(folders.database, timeout=_BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise _broken(folders, error) from error
    try:
        db.row_factory = sqlite3.Row
        try:
            _use_wal(db)
            # FULL: what the interface calls accepted survives a power cut too.
            db.execute("PRAGMA synchronous = FULL")
            _migrate(db, folders)
        except sqlite3.DatabaseError as error:
            raise _broken(folders, error) from error
        try:
            yield db
        except sqlite3.OperationalError as error:
            if _code(error) not in _REMEDIES:
                raise
            raise _broken(folders, error, in_use=True) from error
    finally:
        db.close()


@contextmanager
def write(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds the write lock from its first line, so that what was read in it
    still holds when it writes."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk, for one, has ended it already
            db.execute("ROLLBACK")
        raise


def _use_wal(db: sqlite3.Connection) -> None:
    """Of two that switch a fresh file at once SQLite refuses one without waiting (SQLITE_BUSY)."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def _migrate(db: sqlite3.Connection, folders: Folders) -> None:
    if _version(db) == len(MIGRATIONS):
        return
    with write(db):
        version = _version(db)  # another process may have migrated while this one waited
        if version > len(MIGRATIONS):
            raise SvdError(
                "disk",
                f"The library {folders.database} was written by a newer version of the program.",
                "Start that version, or set SVD_DESKTOP_HOME to another folder.",
            )
        if version:
            _back_up(folders, version)
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):  # executescript would commit the transaction
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _back_up(folders: Folders, version: int) -> None:
    """Copies the library as it is before a migration, for who goes back to the older program, or
    meets a fault in the newer one. Through a connection of its own: the caller's is writing."""
    backup = folders.database.with_suffix(f".v{version}.sqlite")
    part = backup.with_suffix(PART_SUFFIX)
    part.unlink(missing_ok=True)  # of one that was killed
    try:
        with (
            closing(sqlite3.connect(folders.database)) as now,
            closing(sqlite3.connect(part)) as copy,
        ):
            now.backup(copy)
        part.replace(backup)
    finally:
        part.unlink(missing_ok=True)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _broken(folders: Folders, error: sqlite3.Error, in_use: bool = False) -> SvdError:
    away = "Move that file away to start with an empty queue; takes are not touched."
    return SvdError(
        "disk",
        f"The library {folders.database} cannot be used: {error}."
        if in_use
        else f"The library {folders.database} cannot be opened: {error}.",
        _REMEDIES.get(_code(error), away),
    )


def _code(error: sqlite3.Error) -> int:
    """Without what SQLite adds in the higher bits."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
