"""A library of the test's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders, find_folders


@pytest.fixture
def folders(home: Path) -> Folders:
    return find_folders()


@pytest.fixture
def db(folders: Folders) -> Iterator[sqlite3.Connection]:
    with open_library(folders) as connection:
        yield connection
