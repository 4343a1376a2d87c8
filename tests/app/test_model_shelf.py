"""The models: fetched, imported and found, one after another, and what is left of what is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import keyring
import pytest
from keyring.errors import NoKeyringError
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from svd_desktop.app.model_shelf import Doing, ModelShelf
from svd_desktop.models.installed import installed, staging_folder
from tests.original import MINI

SECONDS = 20


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


@pytest.fixture
def open_shelf(models: Path, qtbot: QtBot) -> Iterator[Callable[[], ModelShelf]]:
    opened: list[ModelShelf] = []

    def open_one() -> ModelShelf:
        shelf = ModelShelf()
        opened.append(shelf)
        shelf.start()
        shelf.open(models)
        with qtbot.waitSignal(shelf.listed):
            shelf.look()
        return shelf

    yield open_one
    for shelf in opened:
        shelf.shut()
        assert shelf.wait(SECONDS * 1000)


@pytest.fixture
def shelf(open_shelf: Callable[[], ModelShelf]) -> ModelShelf:
    return open_shelf()


def done(shelf: ModelShelf, qtbot: QtBot, begin: Callable[[], None]) -> str | None:
    """What was refused, when it has ended."""
    with qtbot.waitSignal(shelf.ended):
        begin()
    return shelf.refusal.reason.message if shelf.refusal else None


def state(shelf: ModelShelf, name: str = "svd") -> str:
    return next(entry.state for entry in shelf.entries if entry.name == name)


@pytest.mark.parametrize("token", ["", "hf_wrong"])
def test_without_the_right_token_a_gate_stays_shut(shelf, served, qtbot, token):
    served.faults.gated = 403
    said = done(shelf, qtbot, lambda: shelf.download("svd", token))
    assert said.endswith("only to those who accepted its licence.")
    assert state(shelf) == "available"


def test_a_token_that_cannot_be_kept_is_not_used_without_a_word(shelf, served, monkeypatch, qtbot):
    def refuse(*_: str) -> None:
        raise NoKeyringError

    monkeypatch.setattr(keyring, "set_password", refuse)
    said = done(shelf, qtbot, lambda: shelf.download("svd", "hf_right", keep_token=True))
    assert said.startswith("The token was not kept")
    assert served.requests == []


def test_a_token_is_kept_when_that_is_asked_for(shelf, served, monkeypatch, qtbot):
    kept = []
    monkeypatch.setattr(keyring, "get_keyring", lambda: SimpleNamespace(priority=1))
    monkeypatch.setattr(keyring, "set_password", lambda *entry: kept.append(entry[-1]))
    served.faults.gated = 403
    assert done(shelf, qtbot, lambda: shelf.download("svd", "hf_right", keep_token=True)) is None
    assert kept == ["hf_right"]
    assert state(shelf) == "installed"


def test_a_hub_that_is_not_there_is_one_sentence(shelf, served, monkeypatch, qtbot):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    said = done(shelf, qtbot, lambda: shelf.download("svd"))
    assert said.startswith("http://127.0.0.1:9 cannot be reached")
    assert shelf.doing is None


def test_what_arrives_damaged_is_named_and_not_listed(shelf, models, served, qtbot):
    served.faults.corrupt = 1000
    said = done(shelf, qtbot, lambda: shelf.download("svd"))
    assert "arrived damaged twice" in said
    assert installed(models) == {}


def test_nothing_is_left_of_a_cancelled_download(shelf, models, served, qtbot):
    served.faults.on_sent = lambda sent: shelf.cancel()
    assert done(shelf, qtbot, lambda: shelf.download("svd")) is None
    assert not staging_folder(models, "svd").exists()
    assert state(shelf) == "available"


def test_nothing_is_left_of_a_cancelled_import(shelf, models, tmp_path, qtbot):
    mine = shutil.copytree(MINI, tmp_path / "mine")
    # In its thread: in the window's it would come when all is read.
    shelf.moved.connect(lambda *_: shelf.cancel(), Qt.ConnectionType.DirectConnection)
    assert done(shelf, qtbot, lambda: shelf.take_in(mine)) is None
    assert installed(models) == {}
    assert not staging_folder(models, "mine").exists()
    assert mine.exists()


def test_what_is_asked_for_in_between_is_left(shelf, models, served, tmp_path, qtbot):
    held, free = Event(), Event()

    def hold(sent: int) -> None:
        held.set()
        free.wait(SECONDS)

    served.faults.on_sent = hold
    shelf.download("svd")
    qtbot.waitUntil(held.is_set)
    shelf.take_in(MINI)
    assert shelf.doing == Doing("download", "svd")
    assert done(shelf, qtbot, free.set) is None
    assert list(installed(models)) == ["svd"]


def test_the_end_of_the_program_keeps_a_download_to_go_on_with(
    shelf, models, served, open_shelf, qtbot
):
    size = sum(len(data) for name, data in served.files.items() if "svd." not in name)
    served.faults.on_sent = lambda sent: shelf.shut() if sent > size // 2 else None
    shelf.download("svd")
    qtbot.waitUntil(shelf.isFinished, timeout=SECONDS * 1000)
    served.faults.on_sent = None
    later = open_shelf()
    assert state(later) == "unfinished"
    assert done(later, qtbot, lambda: later.go_on("svd")) is None
    assert state(later) == "installed"
    assert served.sent < 1.5 * size  # and not all of it again


def test_a_download_that_is_done_or_discarded_is_not_gone_on_with(shelf, served, qtbot):
    assert done(shelf, qtbot, lambda: shelf.go_on("svd")) is None
    assert served.requests == []
    assert state(shelf) == "available"


def test_a_search_leaves_out_what_is_used_already(shelf, tmp_path, monkeypatch, qtbot):
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    mine = shutil.copytree(MINI, tmp_path / "cache" / "mine")
    with qtbot.waitSignal(shelf.found) as told, qtbot.waitSignal(shelf.ended):
        shelf.search()
    assert [model.path for model in told.args[0]] == [mine]
    assert done(shelf, qtbot, lambda: shelf.take_in(mine)) is None
    with qtbot.waitSignal(shelf.found) as told, qtbot.waitSignal(shelf.ended):
        shelf.search()
    assert told.args[0] == []
