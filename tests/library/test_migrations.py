"""The library and the settings of every version come forward whole, and a copy of them is kept."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from svd_desktop.core.jobs import JobState
from svd_desktop.core.settings import VERSION, Settings
from svd_desktop.library import database, jobs, settings_file, take_index
from svd_desktop.library.database import MIGRATIONS, open_library
from svd_desktop.library.settings_file import load_settings, save_settings, settings_path

# What each version had on disk, as text that no later change of the program reaches.
SCHEMAS = Path(__file__).parent / "schemas"
VERSIONS = range(1, len(MIGRATIONS) + 1)
OLD = {"model": "svd-xt", "idle_seconds": 7}  # of version 0, which wrote none


def lay_down(folders, version: int) -> None:
    """A library as a program of this version left it."""
    with closing(sqlite3.connect(folders.database)) as db:
        db.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
        db.execute(f"PRAGMA user_version = {version}")
        db.execute("PRAGMA journal_mode = WAL")


def dumped(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return "\n".join(db.iterdump()) + "\n"


def backups(folders) -> list[str]:
    return sorted(path.name for path in folders.library.glob("library.*v*"))


def test_every_version_is_here():
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{version}.sql" for version in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_is_as_it_was_released(folders, monkeypatch, version):
    """Whoever edits a migration that people have run is told here."""
    monkeypatch.setattr(database, "MIGRATIONS", MIGRATIONS[:version])
    with open_library(folders):
        pass
    tables = dumped(folders.database).replace("COMMIT;\n", "")
    kept = (SCHEMAS / f"{version}.sql").read_text(encoding="utf-8")
    without_rows = [line for line in kept.splitlines() if not line.startswith("INSERT")]
    assert tables.splitlines() == [line for line in without_rows if line != "COMMIT;"]


@pytest.mark.parametrize("version", VERSIONS)
def test_jobs_and_takes_of_each_version_come_forward(folders, version):
    lay_down(folders, version)
    with open_library(folders) as db:
        (job,) = jobs.listed(db)
        takes = take_index.listed(db, folders)
    assert (job.id, job.state, job.step) == ("kept", JobState.PAUSED, 2)
    assert job.request.seed == 42
    if version >= 3:
        (kept,) = takes
        assert (kept.id, kept.starred, kept.tags) == ("a", True, ("good",))


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_the_library_before_it_is_kept_beside_it(folders, version):
    lay_down(folders, version)
    before = dumped(folders.database)
    for _ in range(2):
        with open_library(folders):
            pass
    assert backups(folders) == [f"library.v{version}.sqlite"]
    assert dumped(folders.library / f"library.v{version}.sqlite") == before


def test_a_library_that_is_new_or_of_today_leaves_no_copy(folders):
    for _ in range(2):
        with open_library(folders):
            pass
    assert backups(folders) == []


def test_a_copy_that_cannot_be_made_leaves_the_library_as_it_is(folders):
    lay_down(folders, 1)
    before = dumped(folders.database)
    (folders.library / "library.v1.sqlite").mkdir()
    (folders.library / "library.v1.sqlite" / "full").touch()
    with pytest.raises(OSError), open_library(folders):
        pass
    assert dumped(folders.database) == before
    assert backups(folders) == ["library.v1.sqlite"]


def test_settings_of_an_older_version_are_kept_beside_the_new_ones(folders):
    path = settings_path(folders)
    path.write_text(json.dumps(OLD))
    settings = load_settings(folders)
    assert settings == Settings(**OLD)
    save_settings(folders, settings)
    load_settings(folders)
    assert json.loads(path.read_text())["version"] == VERSION
    assert json.loads(path.with_name("settings.v0.json").read_text()) == OLD
    assert len(list(folders.settings.glob("settings*"))) == 2


def test_settings_that_cannot_be_copied_are_read_all_the_same(folders, monkeypatch, caplog):
    settings_path(folders).write_text(json.dumps(OLD))

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings_file, "write_atomically", full)
    assert load_settings(folders) == Settings(**OLD)
    assert "are not copied" in caplog.text
