"""Sleep is held off while jobs follow each other, and whatever happens rendering goes on."""

from __future__ import annotations

import logging
from contextlib import contextmanager

import pytest
import wakepy

from svd_desktop.app.awake import Awake
from tests.bus import Bus, bus  # noqa: F401 - a fixture

SUSPEND = 4  # of gnome-session's flags


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    @contextmanager
    def running(on_fail):
        asked.append("kept")
        yield
        asked.append("let go")

    monkeypatch.setattr(wakepy.keep, "running", running)
    return asked


def test_it_is_asked_once_for_jobs_that_follow_each_other(asked: list[str]) -> None:
    awake = Awake()
    awake.keep()
    awake.keep()
    assert asked == ["kept"]
    awake.let_go()
    awake.let_go()
    awake.keep()
    assert asked == ["kept", "let go", "kept"]
    awake.let_go()


def test_a_desktop_that_grants_no_such_wish_is_told_of_once(monkeypatch, caplog) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "no")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    awake = Awake()
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            awake.keep()
            awake.let_go()
    told = [record for record in caplog.records if "may go to sleep" in record.message]
    assert len(told) == 1


def test_the_session_is_really_kept_from_sleeping_and_let_go(bus: Bus) -> None:  # noqa: F811
    session = bus.serve("org.gnome.SessionManager")
    awake = Awake()
    awake.keep()
    interface, (_, _, reason, flags) = session.call("Inhibit")
    assert interface == "org.gnome.SessionManager"
    assert flags == SUSPEND, reason
    awake.let_go()
    assert session.call("Uninhibit")[1] == (42,), "the cookie that Inhibit gave"


def test_a_library_that_breaks_stops_nothing(monkeypatch, caplog) -> None:
    def broken(on_fail):
        raise RuntimeError("no bus")

    monkeypatch.setattr(wakepy.keep, "running", broken)
    Awake().keep()
    assert "no bus" in caplog.text
