"""Looks for a newer version of the program when the person asks, and never by itself.

The address is the project's own, "Releases" among its URLs; what is there is one JSON object:
{"version": "0.2.0", "page": "https://..."}.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.metadata import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from svd_desktop import __version__
from svd_desktop.core.errors import Reason

if TYPE_CHECKING:  # imported when the person asks: the first frame does not wait for it
    from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply

SILENCE_MS = 15_000  # without any data, until it is given up
_LABEL = "Releases"
_VERSION = re.compile(r"\d+(\.\d+)*", re.ASCII)


@dataclass(frozen=True)
class Release:
    """`page` is where it can be had; is it newer than this program?"""

    version: str
    page: str
    newer: bool


def releases_address() -> str:
    """Where this build's newer versions are announced; "" when it names no place. Reads a file."""
    for line in metadata("svd-desktop").get_all("Project-URL") or []:
        label, _, address = line.partition(", ")
        if label == _LABEL:
            return str(address)
    return ""


class Newer(QObject):
    """Asks once for every `ask`; one of the two signals follows."""

    found = Signal(object)  # a Release, newer or not
    failed = Signal(object)  # a Reason

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manager: QNetworkAccessManager | None = None
        self.silence_ms = SILENCE_MS

    def ask(self, address: str) -> None:
        from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest

        if not address:
            text = self.tr(
                "This build of SVD Desktop does not know where newer ones are announced."
            )
            self.failed.emit(Reason("request", text, self.tr("Look where you got it from.")))
            return
        if self._manager is None:
            self._manager = QNetworkAccessManager(self)
        request = QNetworkRequest(QUrl(address))
        request.setTransferTimeout(self.silence_ms)
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "SVD-Desktop")
        reply = self._manager.get(request)
        reply.finished.connect(lambda: self._on_finished(reply))

    def _on_finished(self, reply: QNetworkReply) -> None:
        from PySide6.QtNetwork import QNetworkReply

        reply.deleteLater()
        host = reply.request().url().host()
        error = QNetworkReply.NetworkError
        if reply.error() in (error.OperationCanceledError, error.TimeoutError):
            text = self.tr("{0} did not answer.").format(host)
            self.failed.emit(Reason("request", text, self.tr("Try again later.")))
        elif reply.error() != error.NoError:
            why = reply.errorString().rstrip(".")
            text = self.tr("{0} cannot be asked: {1}.").format(host, why)
            self.failed.emit(Reason("request", text, self.tr("Check the connection.")))
        else:
            release = _read(bytes(reply.readAll().data()))
            if release:
                self.found.emit(release)
            else:
                text = self.tr("{0} does not say which version is the newest.").format(host)
                self.failed.emit(Reason("request", text, self.tr("Try again later.")))


def _read(data: bytes) -> Release | None:
    """None for what is no announcement. Its page is opened in a browser, so it has to be one."""
    try:
        told = json.loads(data)
        version, page = told["version"], told["page"]
    except (ValueError, KeyError, TypeError):
        return None
    is_page = isinstance(page, str) and QUrl(page).scheme() == "https"
    if not isinstance(version, str) or not _VERSION.fullmatch(version) or not is_page:
        return None
    return Release(version, page, _numbers(version) > _numbers(__version__))


def _numbers(version: str) -> tuple[int, ...]:
    """0.10 is newer than 0.9, and 1.0 is 1."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
