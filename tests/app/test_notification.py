"""A notification, carried out on a bus of the test's own."""

from __future__ import annotations

import pytest

from svd_desktop.app.notification import notify
from tests.bus import Bus, bus  # noqa: F401 - a fixture

NAME = "org.freedesktop.Notifications"


def test_without_a_bus_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert not notify("svd-desktop", "The queue is done", "One clip done.")


def test_without_a_desktop_on_the_bus_nobody_is_told(bus: Bus) -> None:  # noqa: F811
    assert not notify("svd-desktop", "The queue is done", "One clip done.")


def test_the_desktop_gets_the_words_and_whose_they_are(bus: Bus) -> None:  # noqa: F811
    desktop = bus.serve(NAME)
    assert notify("svd-desktop", "The queue is done", "12 clips done, 1 failed.")
    interface, arguments = desktop.call("Notify")
    assert interface == NAME
    assert arguments == (
        "svd-desktop", 0, "", "The queue is done", "12 clips done, 1 failed.", [],
        {"desktop-entry": ("s", "svd-desktop")}, -1,
    )  # fmt: skip
