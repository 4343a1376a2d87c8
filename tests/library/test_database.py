"""The library's file: whole, migrated forward, or refused with a sentence."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library import database
from svd_desktop.library.database import MIGRATIONS, open_library, write


def refusal(folders) -> str:
    with pytest.raises(SvdError) as caught, open_library(folders):
        pass
    assert caught.value.reason.kind == "disk"
    assert str(folders.database) in caught.value.reason.message
    return caught.value.reason.sentence


def test_what_is_no_database_is_refused_and_left_alone(folders):
    folders.database.write_bytes(b"a letter to my aunt" * 100)
    assert "cannot be opened: file is not a database" in refusal(folders)
    assert "Move that file away to start with an empty queue" in refusal(folders)
    assert folders.database.read_bytes().startswith(b"a letter to my aunt")


def test_a_folder_in_the_librarys_place_is_refused(folders):
    folders.database.mkdir()
    assert "cannot be opened" in refusal(folders)


def test_a_library_of_a_newer_program_is_refused_and_left_alone(folders):
    with closing(sqlite3.connect(folders.database)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        db.execute("CREATE TABLE jobs (of_the_future TEXT)")
    assert "was written by a newer version of the program. Start that version" in refusal(folders)
    with closing(sqlite3.connect(folders.database)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS) + 1
        assert db.execute("SELECT * FROM jobs").description[0][0] == "of_the_future"


def test_a_fresh_library_has_every_migration(db):
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert db.execute("SELECT count(*) FROM jobs").fetchone()[0] == 0


def test_it_survives_a_power_cut(db):
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_an_older_library_is_migrated_forward_once(folders, monkeypatch):
    with open_library(folders) as db:
        db.execute(
            "INSERT INTO jobs (id, position, state, request, delivery)"
            " VALUES ('kept', 1, 'queued', '', '')"
        )
    newer = (*MIGRATIONS, "ALTER TABLE jobs ADD COLUMN stars INTEGER NOT NULL DEFAULT 3")
    monkeypatch.setattr(database, "MIGRATIONS", newer)
    for _ in range(2):
        with open_library(folders) as db:
            assert db.execute("PRAGMA user_version").fetchone()[0] == len(newer)
            assert [tuple(row) for row in db.execute("SELECT id, stars FROM jobs")] == [("kept", 3)]


def test_a_migration_that_fails_changes_nothing(folders, monkeypatch):
    with open_library(folders):
        pass
    broken = (*MIGRATIONS, "ALTER TABLE jobs ADD COLUMN stars INTEGER; nonsense")
    monkeypatch.setattr(database, "MIGRATIONS", broken)
    assert 'near "nonsense"' in refusal(folders)
    with closing(sqlite3.connect(folders.database)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
        assert "stars" not in [row[1] for row in db.execute("PRAGMA table_info(jobs)")]


def test_all_that_open_a_fresh_library_at_once_get_it(folders):
    at_once, failures = threading.Barrier(6), []

    def open_it() -> None:
        at_once.wait(30)
        try:
            with open_library(folders) as db:
                db.execute("SELECT * FROM jobs")
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_a_fresh_library_that_another_is_switching_is_waited_for(folders, monkeypatch):
    """SQLite refuses the second of two at once, which the test above meets only now and then."""
    with closing(sqlite3.connect(folders.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE fresh (file)")
        tries = []

        def another_try(seconds: float) -> None:
            tries.append(seconds)
            if other.in_transaction:
                other.execute("COMMIT")

        connect = sqlite3.connect
        monkeypatch.setattr(
            database.sqlite3,
            "connect",
            lambda path, **options: connect(path, **{**options, "timeout": 0.0}),
        )
        monkeypatch.setattr(database.time, "sleep", another_try)
        with open_library(folders) as db:
            assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert len(tries) == 1


def test_a_transaction_that_raises_is_undone(db):
    with pytest.raises(KeyError), write(db):
        db.execute("CREATE TABLE half (done)")
        raise KeyError
    assert not db.in_transaction
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db.execute("SELECT * FROM half")


def test_a_transaction_that_cannot_be_committed_is_undone(db):
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("CREATE TABLE a (id PRIMARY KEY)")
    db.execute("CREATE TABLE b (a REFERENCES a DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(sqlite3.IntegrityError), write(db):
        db.execute("INSERT INTO b VALUES (1)")
    with write(db):
        assert db.execute("SELECT count(*) FROM b").fetchone()[0] == 0


def test_an_error_that_ended_the_transaction_already_is_told_itself(db):
    """As a full disk does: SQLite rolls back by itself."""
    with pytest.raises(ZeroDivisionError), write(db):
        db.execute("ROLLBACK")
        raise ZeroDivisionError
