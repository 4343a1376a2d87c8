"""What was brought is found, and at the end in a time that no disk decides."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.finder import Finder

SECONDS = 20


class SlowDisk:
    """In the place of `os.scandir`: the first entry comes, and the others when it is `free`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.free = Event(), Event()
        self._scan = os.scandir
        monkeypatch.setattr(os, "scandir", self.scan)

    @contextmanager
    def scan(self, folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with self._scan(folder) as entries:
            yield self._slowly(sorted(entries, key=lambda entry: entry.name))

    def _slowly(self, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        for number, entry in enumerate(entries):
            if number == 1:
                self.reached.set()
                assert self.free.wait(SECONDS)
            yield entry


@pytest.fixture
def finder(qtbot: QtBot) -> Iterator[Finder]:
    finder = Finder()
    finder.start()
    yield finder
    finder.shut()
    assert finder.wait(SECONDS * 1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"{number}.png").touch()
    return tmp_path


def told(finder: Finder) -> list[Path]:
    found: list[Path] = []
    finder.found.connect(lambda paths: found.extend(paths))
    return found


@pytest.mark.parametrize(("grace", "names"), [(0, ["0.png"]), (60, ["0.png", "1.png", "2.png"])])
def test_after_the_end_a_folder_is_read_to_its_next_entry_when_the_grace_is_over(
    finder, folder, monkeypatch, grace, names, qtbot
):
    disk, found = SlowDisk(monkeypatch), told(finder)
    finder.grace_seconds = grace
    finder.look_in([folder])
    assert disk.reached.wait(SECONDS)
    with qtbot.waitSignal(finder.finished):
        finder.shut()
        finder.shut()  # the closing is told once more
        disk.free.set()
    assert [path.name for path in found] == names
    assert finder.left() == []


def test_pictures_that_were_named_come_however_late_it_is(finder, folder, qtbot):
    found = told(finder)
    finder.grace_seconds = 0
    finder.look_in([folder / "0.png", folder / "gone.jpg", folder, folder / "old.svdpreset"])
    with qtbot.waitSignal(finder.finished):
        finder.shut()
    assert {folder / "0.png", folder / "gone.jpg"} <= set(found)


def test_what_was_not_told_yet_is_known_by_its_name(finder, folder, monkeypatch, qtbot):
    disk = SlowDisk(monkeypatch)
    finder.look_in([folder / "0.png"])
    finder.look_in([folder / "1.png", folder], to_queue=True)
    finder.look_in([folder / "2.png", folder / "notes.txt"])
    assert disk.reached.wait(SECONDS)
    qtbot.waitUntil(lambda: len(finder.left()) == 2)
    assert finder.left()[1] == ([folder / "2.png"], False)
    with qtbot.waitSignal(finder.looked_in):
        disk.free.set()
    qtbot.waitUntil(lambda: finder.left() == [])
