"""A newer version is told when it is asked for, from what the project's page says."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop import __version__
from svd_desktop.app import newer as module
from svd_desktop.app.newer import Newer, Release
from svd_desktop.core.errors import Reason
from tests.web import Web, web_server

PAGE = "https://example.org/releases"


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


@pytest.fixture
def newer(qapp) -> Newer:
    return Newer()


def refused(newer: Newer, qtbot: QtBot, address: str) -> Reason:
    with qtbot.waitSignal(newer.failed) as told:
        newer.ask(address)
    return told.args[0]


def found(newer: Newer, qtbot: QtBot, web: Web, version: str) -> Release:
    address = web.serve("/newest.json", json.dumps({"version": version, "page": PAGE}).encode())
    with qtbot.waitSignal(newer.found) as told:
        newer.ask(address)
    return told.args[0]


def test_a_build_that_knows_no_place_says_so(newer: Newer, qtbot: QtBot) -> None:
    assert "does not know where newer ones are announced" in refused(newer, qtbot, "").sentence


def test_a_place_that_is_not_there_is_named(newer: Newer, qtbot: QtBot) -> None:
    reason = refused(newer, qtbot, "http://127.0.0.1:9/newest.json")
    assert reason.message.startswith("127.0.0.1 cannot be asked: ")


def test_a_refusal_is_one_sentence(newer: Newer, qtbot: QtBot, web: Web) -> None:
    assert "cannot be asked" in refused(newer, qtbot, web.address + "/none.json").message


def test_silence_is_given_up(newer: Newer, qtbot: QtBot, web: Web) -> None:
    newer.silence_ms = 50
    address = web.put("/newest.json", lambda handler: web.ended.wait())
    assert refused(newer, qtbot, address).message == "127.0.0.1 did not answer."


@pytest.mark.parametrize(
    "said",
    [
        b"<html>moved</html>",
        b"[]",
        b'{"version": "1.0"}',
        b'{"version": 2, "page": "https://example.org"}',
        b'{"version": "the newest", "page": "https://example.org"}',
        b'{"version": "2.0", "page": "file:///etc/passwd"}',
        b'{"version": "2.0", "page": "http://example.org"}',
    ],
)
def test_what_is_no_announcement_is_not_believed(
    newer: Newer, qtbot: QtBot, web: Web, said: bytes
) -> None:
    reason = refused(newer, qtbot, web.serve("/newest.json", said))
    assert reason.message == "127.0.0.1 does not say which version is the newest."


@pytest.mark.parametrize(
    ("version", "is_newer"),
    [("0.0.9", False), (__version__, False), (__version__ + ".0", False), ("0.10", True)],
)
def test_a_higher_number_is_newer(
    newer: Newer, qtbot: QtBot, web: Web, version: str, is_newer: bool
) -> None:
    assert found(newer, qtbot, web, version) == Release(version, PAGE, is_newer)


def test_the_address_is_the_projects_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Metadata:
        def get_all(self, name: str) -> list[str] | None:
            return urls if name == "Project-URL" else None

    monkeypatch.setattr(module, "metadata", lambda name: Metadata())
    urls = ["Source, https://example.org/source", "Releases, https://example.org/newest.json"]
    assert module.releases_address() == "https://example.org/newest.json"
    urls = ["Source, https://example.org/source"]
    assert module.releases_address() == ""
