"""Fetches pictures from the addresses that a person dropped or pasted.

Qt's network works on a thread of its own; nothing here waits.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from svd_desktop.app.librarian import Librarian
from svd_desktop.app.offers import Offer, shown
from svd_desktop.core.errors import Reason

if TYPE_CHECKING:  # imported at the first address: the first frame does not wait for it
    from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply

SILENCE_MS = 30_000  # without any data, until it is given up
MOST_BYTES = 100 * 2**20
MOST_REDIRECTS = 5


class Fetcher(QObject):
    """Each offer's addresses in turn, then its image; what came is the librarian's to keep."""

    failed = Signal(object)  # a Reason that names the last address tried
    fetching = Signal(str)  # the address asked last; "" when nothing is on its way any more

    def __init__(self, librarian: Librarian, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._librarian = librarian
        self._manager: QNetworkAccessManager | None = None
        self._replies: set[QNetworkReply] = set()
        self.silence_ms = SILENCE_MS
        self.most_bytes = MOST_BYTES
        librarian.not_a_picture.connect(self._go_on)

    def fetch(self, offer: Offer, to_queue: bool = False) -> None:
        """An offer with an address or an image."""
        if offer.addresses:
            self._ask(offer, to_queue)
        elif offer.image is not None:
            self._librarian.keep_picture(offer.image, to_queue)

    def shut(self) -> None:
        for reply in list(self._replies):
            reply.finished.disconnect()
            reply.abort()
        self._replies.clear()

    def _ask(self, offer: Offer, to_queue: bool) -> None:
        from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest

        if self._manager is None:
            self._manager = QNetworkAccessManager(self)
        request = QNetworkRequest(QUrl(offer.addresses[0]))
        request.setMaximumRedirectsAllowed(MOST_REDIRECTS)
        request.setTransferTimeout(self.silence_ms)
        # Some hosts refuse a request without these.
        request.setHeader(QNetworkRequest.KnownHeaders.UserAgentHeader, "SVD-Desktop")
        request.setRawHeader(b"Accept", b"image/*,*/*;q=0.5")
        reply = self._manager.get(request)
        self._replies.add(reply)
        self.fetching.emit(shown(offer.addresses[0]))
        reply.downloadProgress.connect(partial(self._check_size, reply))
        reply.finished.connect(partial(self._on_finished, reply, offer, to_queue))

    def _check_size(self, reply: QNetworkReply, received: int, total: int) -> None:
        if max(received, total) > self.most_bytes:
            reply.setProperty("too_large", True)
            reply.abort()

    def _on_finished(self, reply: QNetworkReply, offer: Offer, to_queue: bool) -> None:
        from PySide6.QtNetwork import QNetworkReply

        self._replies.discard(reply)
        reply.deleteLater()
        if not self._replies:
            self.fetching.emit("")
        if reply.error() == QNetworkReply.NetworkError.NoError:
            self._librarian.keep_fetched(bytes(reply.readAll().data()), offer, to_queue)
        else:
            self._go_on(offer, to_queue, self._why(reply, shown(offer.addresses[0])))

    def _go_on(self, offer: Offer, to_queue: bool, reason: Reason) -> None:
        """The first address did not give a picture."""
        rest = replace(offer, addresses=offer.addresses[1:])
        if rest.addresses or rest.image is not None:
            self.fetch(rest, to_queue)
        else:
            self.failed.emit(reason)

    def _why(self, reply: QNetworkReply, address: str) -> Reason:
        from PySide6.QtNetwork import QNetworkReply, QNetworkRequest

        error = QNetworkReply.NetworkError
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if reply.property("too_large"):
            message = self.tr("{0} is larger than {1} MB.").format(
                address, self.most_bytes // 2**20
            )
            return Reason("input", message, self.tr("Save it as a file and drop that."))
        if reply.error() in (error.OperationCanceledError, error.TimeoutError):
            message = self.tr("{0} sent nothing for {1} seconds.").format(
                address, self.silence_ms // 1000
            )
            return Reason("input", message, self.tr("Try again later."))
        if reply.error() == error.TooManyRedirectsError:
            message = self.tr("{0} leads from one address to the next without an end.")
            return Reason("input", message.format(address), self.tr("Save the picture instead."))
        if status is not None and int(status) >= 400:
            message = self.tr("{0} was refused by its server ({1}).").format(address, status)
            return Reason("input", message, self.tr("Save the picture instead and drop the file."))
        message = self.tr("{0} cannot be fetched: {1}.").format(
            address, reply.errorString().rstrip(".")
        )
        return Reason("input", message, self.tr("Check the address and the connection."))
