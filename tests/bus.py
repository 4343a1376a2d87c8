"""A private message bus, and a stand-in for the desktop's services on it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest
from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

# What each service answers to a method, with the answer's signature.
ANSWERS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "Notify": ("u", (7,)),
    "Inhibit": ("u", (42,)),
    "Get": ("v", (("b", True),)),  # IsStatusNotifierHostRegistered
    "GetServerInformation": ("ssss", ("stand-in", "a test", "1", "1.2")),
    "GetCapabilities": ("as", (["body"],)),
}


class Services:
    """Takes every call to the names it owns; `calls` are (interface, method, arguments)."""

    def __init__(self, address: str, *names: str) -> None:
        self.calls: Queue[tuple[str, str, tuple[Any, ...]]] = Queue()
        self._connection: DBusConnection = open_dbus_connection(address)
        for name in names:
            self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._thread = threading.Thread(target=self._serve, name="services", daemon=True)
        self._thread.start()

    def call(self, method: str, seconds: float = 20) -> tuple[str, tuple[Any, ...]]:
        """The interface and arguments of the next call of this method."""
        while True:
            interface, called, arguments = self.calls.get(timeout=seconds)
            if called == method:
                return interface, arguments

    def join(self) -> None:
        """Once the bus has ended."""
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                message = self._connection.receive()
                if message.header.message_type == MessageType.method_call:
                    self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        method = fields[HeaderFields.member]
        self.calls.put((fields.get(HeaderFields.interface, ""), method, message.body))
        if method == "Introspect":
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        return new_method_return(message, *ANSWERS.get(method, (None, ())))


class Bus:
    def __init__(self, address: str) -> None:
        self.address = address
        self.services: list[Services] = []

    def serve(self, *names: str) -> Services:
        self.services.append(Services(self.address, *names))
        return self.services[-1]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """The session's bus of this test alone."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("needs dbus-daemon")
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as daemon:  # fmt: skip
        assert daemon.stdout is not None
        made = Bus(daemon.stdout.readline().strip())
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made
        daemon.terminate()
    for services in made.services:
        services.join()
