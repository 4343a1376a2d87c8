"""The engine is changed when nobody uses it, one change at a time, and keeps what was fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from pytestqt.qtbot import QtBot

from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.backends import private_engine
from svd_desktop.core.errors import SvdError
from tests.engines import CARD, FETCHED, Installer, make_ready, stand_in

SECONDS = 20
Open = Callable[[], EngineShelf]


@pytest.fixture
def folder(home: Path) -> Path:
    return home / "engine"


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    return stand_in(monkeypatch)


@pytest.fixture
def open_shelf(home: Path, installer: Installer, qtbot: QtBot) -> Iterator[Open]:
    opened: list[EngineShelf] = []

    def open_one() -> EngineShelf:
        shelf = EngineShelf()
        opened.append(shelf)
        shelf.start()
        with qtbot.waitSignal(shelf.looked):
            shelf.look()
        return shelf

    yield open_one
    for shelf in opened:
        shelf.shut()
        assert shelf.wait(SECONDS * 1000)


@pytest.fixture
def shelf(open_shelf: Open) -> EngineShelf:
    """Nobody uses the engine."""
    shelf = open_shelf()
    shelf.begun.connect(shelf.proceed)
    return shelf


def done(shelf: EngineShelf, qtbot: QtBot, begin: Callable[[], None]) -> str | None:
    """What was refused, when it has ended."""
    with qtbot.waitSignal(shelf.ended):
        begin()
    return shelf.refusal.message if shelf.refusal else None


def test_what_is_refused_is_told_with_its_remedy_and_can_be_tried_again(shelf, installer, qtbot):
    installer.fault = SvdError("disk", "The engine needs 9.1 GB.", "Free 2.0 GB and try again.")
    assert done(shelf, qtbot, lambda: shelf.install("cuda")) == "The engine needs 9.1 GB."
    assert shelf.refusal.remedy == "Free 2.0 GB and try again."
    assert (shelf.doing, shelf.progress, shelf.seen.state) == (None, None, "unfinished")
    installer.fault = None
    assert done(shelf, qtbot, lambda: shelf.install("cuda")) is None
    assert shelf.seen.state == "ready"


def test_an_unexpected_fault_is_one_sentence_too(shelf, installer, qtbot):
    installer.fault = OSError(28, "No space left on device")
    assert done(shelf, qtbot, lambda: shelf.install("cpu")) == "The disk is full."


def test_a_disk_that_cannot_be_read_is_told_and_ends_nothing_else(shelf, installer, qtbot):
    installer.blind = True
    with qtbot.waitSignal(shelf.failed) as told:  # the last that is said
        shelf.install("cpu")
    assert told.args[0].message == "No permission to write /engine."
    assert (shelf.doing, shelf.seen, shelf.lacks, shelf.is_ready) == (None, None, False, False)
    assert shelf.hindrance().message == "No permission to write /engine."
    installer.blind = False
    assert done(shelf, qtbot, lambda: shelf.install("cpu")) is None
    assert shelf.is_ready


def test_what_another_program_is_changing_is_left_to_it(shelf, folder, qtbot):
    make_ready(folder)
    with FileLock(folder / ".lock"):
        said = done(shelf, qtbot, shelf.remove)
    assert said == "The engine is being installed by another program."
    assert shelf.seen.state == "ready"


def test_nothing_changes_before_those_who_use_it_have_left(open_shelf, installer, qtbot):
    shelf = open_shelf()
    with qtbot.waitSignal(shelf.begun):
        shelf.install("cpu")
    assert (shelf.doing, shelf.lacks, installer.begun) == ("install", True, [])
    assert shelf.hindrance().message == "The engine is being changed."
    assert done(shelf, qtbot, shelf.proceed) is None
    assert installer.begun == ["cpu"]


def test_what_is_stopped_before_it_begins_has_touched_nothing(open_shelf, folder, installer, qtbot):
    make_ready(folder)
    shelf = open_shelf()
    shelf.repair()
    assert done(shelf, qtbot, shelf.stop) is None
    assert (shelf.seen.state, installer.begun) == ("ready", [])
    shelf.proceed()  # whoever used it has left it only now
    assert shelf.doing is None


def test_what_was_fetched_stays_when_it_is_stopped_and_it_goes_on(shelf, installer, qtbot):
    installer.held = True
    shelf.install("cuda")
    qtbot.waitUntil(installer.fetching.is_set)
    assert done(shelf, qtbot, shelf.stop) is None
    seen = shelf.seen
    assert (seen.state, seen.begun, seen.fetched) == ("unfinished", "cuda", FETCHED)
    installer.held = False
    done(shelf, qtbot, lambda: shelf.install(seen.begun))
    assert (shelf.seen.state, shelf.seen.fetched) == ("ready", 0)


def test_the_end_of_the_program_stops_it_and_the_next_start_knows_how_far_it_came(
    shelf, installer, open_shelf, qtbot
):
    installer.held = True
    shelf.install("cuda")
    qtbot.waitUntil(installer.fetching.is_set)
    shelf.shut()
    qtbot.waitUntil(shelf.isFinished)
    seen = open_shelf().seen
    assert (seen.state, seen.begun, seen.fetched) == ("unfinished", "cuda", FETCHED)


def test_what_is_asked_for_in_between_is_left(shelf, installer, qtbot):
    installer.held = True
    shelf.install("cuda")
    qtbot.waitUntil(installer.fetching.is_set)
    shelf.remove()
    assert shelf.doing == "install"
    assert done(shelf, qtbot, installer.free.set) is None
    assert shelf.seen.state == "ready"


def test_a_view_that_comes_later_knows_how_far_it_is(shelf, installer, qtbot):
    installer.held = True
    shelf.install("cuda")
    qtbot.waitUntil(lambda: shelf.progress is not None and shelf.progress[1] is not None)
    stage, pace = shelf.progress
    assert (stage, pace.done, pace.total) == ("fetch", FETCHED, 4 * FETCHED)


def test_a_repair_is_for_what_was_installed_and_no_other_gpu(shelf, folder, installer, qtbot):
    make_ready(folder, "cpu")
    assert done(shelf, qtbot, shelf.repair) is None
    assert installer.begun == [None]
    assert shelf.seen.installed.kind == "cpu"


def test_what_is_removed_is_gone(shelf, folder, qtbot):
    make_ready(folder)
    assert done(shelf, qtbot, shelf.remove) is None
    assert (shelf.seen.state, shelf.seen.installed) == ("missing", None)
    assert not shelf.seen.is_something
    assert not private_engine.environment(folder).exists()


def test_what_a_removal_that_was_killed_has_left_can_be_removed(shelf, folder, qtbot):
    make_ready(folder)
    private_engine.record(folder).unlink()
    private_engine.lock(folder).unlink()
    with qtbot.waitSignal(shelf.looked):
        shelf.look()
    assert (shelf.seen.state, shelf.seen.is_something) == ("missing", True)
    assert done(shelf, qtbot, shelf.remove) is None
    assert not shelf.seen.is_something


def test_why_nothing_can_be_rendered_is_said_until_it_can(shelf, folder, qtbot):
    assert shelf.hindrance() == shelf.seen.lack
    assert shelf.hindrance().message == "The engine that renders is not installed yet."
    assert "Engine… in the menu Help" in shelf.hindrance().remedy
    make_ready(folder, wants="an older version")
    assert "another version" in shelf.hindrance().message
    make_ready(folder)
    assert shelf.hindrance() is None
    assert shelf.lacks, "as it was seen"
    with qtbot.waitSignal(shelf.looked):
        shelf.look()
    assert not shelf.lacks
    assert shelf.seen.gpu == CARD
