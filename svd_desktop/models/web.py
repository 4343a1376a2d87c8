"""A server's files over HTTP, whole or in parts, through what networks do on the way."""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import Any, TypeVar

import httpx2

from svd_desktop import __version__
from svd_desktop.core.errors import SvdError

_TIMEOUT = httpx2.Timeout(30.0, connect=15.0)  # seconds without a byte
_TRIES = 6  # without a byte in between
_REDIRECTS = 5
_LONGEST_WAIT = 300.0  # seconds, whatever Retry-After says
_FIRST_WAIT = 0.5
_LOOK_SECONDS = 0.2  # how often a wait sees that it is to end
T = TypeVar("T")


class Unsteady(Exception):  # noqa: N818 - not an error yet: it is tried again
    """The connection broke or the server was busy. `wait` is what it asked for, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Web:
    """Connections to one server and where it sends on to; may be used from several threads.

    `name` is what errors call it, its host's, `settings` what they say to check. Raises SvdError of
    kind `model` for a proxy or certificates in the environment that cannot be used.
    """

    def __init__(self, name: str, settings: str) -> None:
        self.name, self.settings = name, settings
        self._lock = Lock()
        self._streams: list[Any] = []  # of open connections, for `hang_up`
        agent = {"User-Agent": f"svd-desktop/{__version__}"}
        try:
            self._client = httpx2.Client(timeout=_TIMEOUT, headers=agent)  # proxies too
        except (httpx2.InvalidURL, ValueError, ImportError, OSError) as error:
            raise self.unusable() from error

    def close(self) -> None:
        self._client.close()

    def unusable(self) -> SvdError:
        """Without the error's text: a proxy's address may hold a password."""
        return SvdError(
            "model",
            f"The way to {self.name} that the environment gives cannot be used.",
            f"Check {self.settings}, the proxy and SSL_CERT_FILE.",
        )

    def hang_up(self) -> None:
        """Ends what waits for the server's next byte, in other threads: they raise Unsteady."""
        with self._lock:
            streams, self._streams = self._streams, []
        for stream in streams:
            connection = stream.get_extra_info("socket")
            with suppress(OSError):  # it is closed already
                # TLS's own `shutdown` would first take the encryption off, under its readers.
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def _trace(self, event: str, details: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._lock:
                self._streams.append(details["return_value"])

    @contextmanager
    def part(self, url: str, size: int | None, begin: int, end: int) -> Iterator[httpx2.Response]:
        """The file's bytes from `begin` up to `end`, or more, to be read by `blocks`; `size` is the
        whole file's where it is known. Raises Unsteady where trying again may help."""
        # Compressed, a range would be one of the compressed bytes.
        headers = {"Range": f"bytes={begin}-{end - 1}", "Accept-Encoding": "identity"}
        with self.get(url, headers) as answer:
            if answer.status_code == 200 and begin:
                raise SvdError(
                    "model",
                    f"{answer.url.host} sends whole files only, so a download cannot go on.",
                    f"Check {self.settings} and the proxy.",
                )
            told = answer.headers.get("content-range", "")
            if answer.status_code == 206 and told.partition("-")[0] != f"bytes {begin}":
                raise Unsteady("another part of it was sent")
            length = told.rpartition("/")[2]
            if answer.status_code == 206 and size is not None and length not in (str(size), "*"):
                raise Unsteady(f"its length is not {self.name}'s")
            yield answer

    def steadily(self, ask: Callable[[], T], where: str, stop: Event) -> T:
        """What `ask` returns, tried again while the connection is unsteady."""
        for attempt in range(_TRIES):
            try:
                return ask()
            except Unsteady as trouble:
                if attempt == _TRIES - 1 or stop.is_set():
                    raise unreachable(where, trouble) from trouble
                wait_for(attempt, trouble, stop)
        raise AssertionError

    @contextmanager
    def get(self, url: str, headers: dict[str, str]) -> Iterator[httpx2.Response]:
        """An answer of status 200 or 206. Redirects are followed by hand, since `credentials` are
        not for every host."""
        for _ in range(_REDIRECTS):
            try:
                sent = headers | self.credentials(httpx2.URL(url))
                with self._client.stream(
                    "GET", url, headers=sent, extensions={"trace": self._trace}
                ) as answer:
                    if answer.status_code in (301, 302, 303, 307, 308):
                        url = str(answer.url.join(answer.headers.get("location", "")))
                        continue
                    self._check(answer)
                    yield answer
                    return
            except httpx2.TransportError as error:
                raise Unsteady(str(error) or type(error).__name__) from error
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise Unsteady(type(error).__name__) from error
        raise Unsteady("too many redirects")

    def credentials(self, url: httpx2.URL) -> dict[str, str]:
        """The headers that tell this address who asks."""
        return {}

    def refusal(self, answer: httpx2.Response) -> SvdError | None:
        """What a status says that trying again does not change, where the server has its own."""
        return None

    def _check(self, answer: httpx2.Response) -> None:
        status = answer.status_code
        if status in (200, 206):
            return
        if refusal := self.refusal(answer):
            raise refusal
        if status == 404:
            raise SvdError(
                "model",
                f"{answer.url.host} has no {answer.url.path}.",
                "Look for a newer SVD Desktop.",
            )
        # 401 and 403: the address that the server gave has run out.
        if status in (401, 403, 408, 425, 429) or status >= 500:
            raise Unsteady(f"status {status}", retry_after(answer))
        raise SvdError(
            "model", f"{answer.url.host} answered with status {status}.", "Try again later."
        )


def blocks(answer: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    except httpx2.HTTPError as error:
        raise Unsteady(str(error) or type(error).__name__) from error


def wait_for(attempt: int, trouble: Unsteady, *stops: Event) -> None:
    """What the server asked for, else twice as long each time, never all callers at once. Ends
    early when any of `stops` is set."""
    wait = trouble.wait
    if wait is None:
        wait = _FIRST_WAIT * 2**attempt * (0.5 + random.random())
    until = time.monotonic() + min(wait, _LONGEST_WAIT)
    while not any(stop.is_set() for stop in stops) and (left := until - time.monotonic()) > 0:
        stops[0].wait(min(left, _LOOK_SECONDS))


def unreachable(where: str, trouble: Exception) -> SvdError:
    return SvdError(
        "model",
        f"{where} cannot be reached: {str(trouble).rstrip('.')}.",
        "Check the connection; the download goes on from where it is.",
    )


def retry_after(answer: httpx2.Response) -> float | None:
    """Seconds; the header has these or a date (RFC 9110, 10.2.3)."""
    told = answer.headers.get("retry-after", "")
    try:
        if told.isdigit():
            return float(told)
        date = parsedate_to_datetime(told)
        return max(0.0, (date.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return None
