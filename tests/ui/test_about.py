"""The about dialog: a newer version is looked for when its button is pressed, and never else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.ui import about_dialog
from svd_desktop.ui.about_dialog import AboutDialog
from svd_desktop.ui.main_window import MainWindow
from tests.web import Web, web_server


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with web_server() as web:
        monkeypatch.setattr(about_dialog, "releases_address", lambda: web.address + "/newest.json")
        yield web


@pytest.fixture
def about(window: MainWindow, qtbot: QtBot) -> AboutDialog:
    window.habits.show_about()
    dialog = window.habits.dialogs[AboutDialog]
    qtbot.waitUntil(lambda: dialog.libraries.topLevelItemCount() > 5)
    return dialog


def press(dialog: AboutDialog, qtbot: QtBot) -> str:
    """The answer, after the button was pressed."""
    asking = "Asking…"
    dialog.look.click()
    assert dialog.answer.text() == asking
    assert not dialog.look.isEnabled(), "one question at a time"
    qtbot.waitUntil(lambda: dialog.answer.text() != asking)
    assert dialog.look.isEnabled()
    return dialog.answer.text()


def test_a_build_without_a_place_says_so(
    about: AboutDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about_dialog, "releases_address", lambda: "")
    assert press(about, qtbot).startswith("This build of SVD Desktop does not know")


def test_a_place_that_refuses_is_said_in_the_dialog(
    web: Web, about: AboutDialog, qtbot: QtBot
) -> None:
    assert "cannot be asked" in press(about, qtbot)


def test_nobody_is_asked_before_the_person_asks(web: Web, about: AboutDialog, qtbot: QtBot) -> None:
    assert web.asked == []
    page = "https://example.org/?a=1&b=2"
    web.serve("/newest.json", json.dumps({"version": "99.1", "page": page}).encode())
    shown = press(about, qtbot)
    assert shown.startswith("There is version 99.1: ")
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown
    assert web.asked == ["/newest.json"]


def test_the_newest_is_said_to_be_it(web: Web, about: AboutDialog, qtbot: QtBot) -> None:
    web.serve("/newest.json", b'{"version": "0.0.1", "page": "https://example.org"}')
    assert press(about, qtbot) == "This is the newest version."
