"""The hub's HTTP interface, as far as a download needs it: a list of files, and parts of them.

https://huggingface.co/docs/hub/api. The token is sent to the hub's own host alone: redirects are
followed by hand, and elsewhere it is left out.
"""

from __future__ import annotations

import random
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from typing import Any, TypeVar
from urllib.parse import quote

import httpx2

from svd_desktop import __version__
from svd_desktop.core.errors import Kind, SvdError
from svd_desktop.models.access import checked_token, hub_address

_TIMEOUT = httpx2.Timeout(30.0, connect=15.0)  # seconds without a byte
_TRIES = 6  # without a byte in between
_REDIRECTS = 5
_LONGEST_WAIT = 300.0  # seconds, whatever Retry-After says
_FIRST_WAIT = 0.5
_LOOK_SECONDS = 0.2  # how often a wait sees that it is to end
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHA1 = re.compile(r"[0-9a-f]{40}", re.ASCII)
T = TypeVar("T")


class Unsteady(Exception):  # noqa: N818 - not an error yet: it is tried again
    """The connection broke or the hub was busy. `wait` is what it asked for, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class AccessError(SvdError):
    """The hub wants to know who asks. `page` is where the person gets what is missing."""

    def __init__(self, kind: Kind, message: str, remedy: str = "", page: str = "") -> None:
        super().__init__(kind, message, remedy)
        self.page = page


@dataclass(frozen=True)
class HubFile:
    """`sha256` of a large file; a small one has in `blob` the SHA-1 that git gives a blob."""

    path: str
    size: int
    sha256: str | None
    blob: str


@dataclass(frozen=True)
class Listing:
    repository: str
    commit: str
    files: dict[str, HubFile]


class Hub:
    """One endpoint, with a token or without; may be used from several threads.

    Raises SvdError of kind `request` for what is no token, `model` for an endpoint, a proxy or
    certificates in the environment that cannot be used.
    """

    def __init__(self, token: str | None = None, endpoint: str | None = None) -> None:
        self._endpoint = (endpoint or hub_address()).rstrip("/")
        self._token = None if token is None else checked_token(token)
        self._lock = Lock()
        self._streams: list[Any] = []  # of open connections, for `hang_up`
        agent = {"User-Agent": f"svd-desktop/{__version__}"}
        try:
            self._origin = httpx2.URL(self._endpoint)
            self._client = httpx2.Client(timeout=_TIMEOUT, headers=agent)  # proxies too
        except (httpx2.InvalidURL, ValueError, ImportError, OSError) as error:
            raise SvdError(  # without the error's text: a proxy's address may hold a password
                "model",
                "The way to the hub that the environment gives cannot be used.",
                "Check HF_ENDPOINT, the proxy and SSL_CERT_FILE.",
            ) from error

    def close(self) -> None:
        self._client.close()

    def hang_up(self) -> None:
        """Ends what waits for the hub's next byte, in other threads: they raise Unsteady."""
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

    def listing(self, repository: str, revision: str, stop: Event) -> Listing:
        """Every file of a repository at a revision, with size and hash.

        Raises SvdError of kind `model` when the hub refuses, does not answer or makes no sense,
        and when `stop` was set before it answered.
        """
        url = f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"

        def ask() -> Any:
            with self._get(f"{url}?blobs=true", {}, repository) as answer:
                answer.read()
                return answer.json()

        try:
            data = self.steadily(ask, stop)
            files = [_file(entry) for entry in data["siblings"]]
            commit = _matching(_SHA1, data["sha"])
            return Listing(repository, commit, {file.path: file for file in files})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SvdError(
                "model",
                f"{self._endpoint} does not answer as the hub does.",
                "Check HF_ENDPOINT and the proxy.",
            ) from error

    @contextmanager
    def part(
        self, listing: Listing, file: HubFile, begin: int, end: int
    ) -> Iterator[Iterator[bytes]]:
        """The file's bytes from `begin` up to `end`, or more. Raises Unsteady where trying again
        may help."""
        path = quote(file.path)
        url = f"{self._endpoint}/{listing.repository}/resolve/{listing.commit}/{path}"
        # Compressed, a range would be one of the compressed bytes.
        headers = {"Range": f"bytes={begin}-{end - 1}", "Accept-Encoding": "identity"}
        with self._get(url, headers, listing.repository) as answer:
            if answer.status_code == 200 and begin:
                raise SvdError(
                    "model",
                    f"{answer.url.host} sends whole files only, so a download cannot go on.",
                    "Check HF_ENDPOINT and the proxy.",
                )
            told = answer.headers.get("content-range", "")
            if answer.status_code == 206 and told.partition("-")[0] != f"bytes {begin}":
                raise Unsteady("another part of it was sent")
            if answer.status_code == 206 and told.rpartition("/")[2] not in (str(file.size), "*"):
                raise Unsteady("its length is not the hub's")
            yield _bytes(answer)

    def check_access(self, listing: Listing, file: HubFile, stop: Event) -> None:
        """Asks for a file's first byte: the list of a gated repository is everyone's, its files
        are not. Raises SvdError of kind `model` when the hub refuses or does not answer."""

        def ask() -> None:
            with self.part(listing, file, 0, 1):
                pass

        self.steadily(ask, stop)

    def steadily(self, ask: Callable[[], T], stop: Event) -> T:
        """What `ask` returns, tried again while the connection is unsteady."""
        for attempt in range(_TRIES):
            try:
                return ask()
            except Unsteady as trouble:
                if attempt == _TRIES - 1 or stop.is_set():
                    raise unreachable(self._endpoint, trouble) from trouble
                wait_for(attempt, trouble, stop)
        raise AssertionError

    @contextmanager
    def _get(self, url: str, headers: dict[str, str], repository: str) -> Iterator[httpx2.Response]:
        for _ in range(_REDIRECTS):
            sent = dict(headers)
            try:
                if self._token and self._is_private() and self._is_ours(httpx2.URL(url)):
                    sent["Authorization"] = f"Bearer {self._token}"
                with self._client.stream(
                    "GET", url, headers=sent, extensions={"trace": self._trace}
                ) as answer:
                    if answer.status_code in (301, 302, 303, 307, 308):
                        url = str(answer.url.join(answer.headers.get("location", "")))
                        continue
                    self._check(answer, repository)
                    yield answer
                    return
            except httpx2.TransportError as error:
                raise Unsteady(str(error) or type(error).__name__) from error
            except (httpx2.HTTPError, httpx2.InvalidURL) as error:
                raise Unsteady(type(error).__name__) from error
        raise Unsteady("too many redirects")

    def _is_ours(self, url: httpx2.URL) -> bool:
        ours = self._origin
        return (url.scheme, url.host, url.port) == (ours.scheme, ours.host, ours.port)

    def _is_private(self) -> bool:
        """Whether nobody on the way reads what is sent."""
        return self._origin.scheme == "https" or self._origin.host in _THIS_MACHINE

    def _check(self, answer: httpx2.Response, repository: str) -> None:
        status = answer.status_code
        if status in (200, 206):
            return
        if status == 401 and self._token and self._is_private() and self._is_ours(answer.url):
            tokens = f"{self._endpoint}/settings/tokens"
            raise AccessError(
                "model",
                "The hub does not accept your token.",
                f"Make a new one on {tokens} and give it: `svd-desktop models token`.",
                tokens,
            )
        if status in (401, 403) and self._token and not self._is_private():
            raise SvdError(
                "model",
                f"{self._endpoint} asks for a token, which is not sent where others can read it.",
                "Set HF_ENDPOINT to an address that begins with https.",
            )
        if status in (401, 403) and self._is_ours(answer.url):
            page = f"{self._endpoint}/{repository}"
            raise AccessError(
                "model",
                f"The hub gives {repository} only to those who accepted its licence.",
                f"Accept it on {page}, then give your token: `svd-desktop models token`.",
                page,
            )
        if status == 404:
            raise SvdError(
                "model", f"The hub has no {answer.url.path}.", "Look for a newer SVD Desktop."
            )
        # 401 and 403 elsewhere: the address that the hub gave has run out.
        if status in (401, 403, 408, 425, 429) or status >= 500:
            raise Unsteady(f"status {status}", _retry_after(answer))
        raise SvdError(
            "model", f"{answer.url.host} answered with status {status}.", "Try again later."
        )


def wait_for(attempt: int, trouble: Unsteady, *stops: Event) -> None:
    """What the hub asked for, else twice as long each time, never all callers at once. Ends early
    when any of `stops` is set."""
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


def _bytes(answer: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    except httpx2.HTTPError as error:
        raise Unsteady(str(error) or type(error).__name__) from error


def _retry_after(answer: httpx2.Response) -> float | None:
    """Seconds; the header has these or a date (RFC 9110, 10.2.3)."""
    told = answer.headers.get("retry-after", "")
    try:
        if told.isdigit():
            return float(told)
        date = parsedate_to_datetime(told)
        return max(0.0, (date.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return None


def _file(entry: dict[str, Any]) -> HubFile:
    """Raises ValueError for hashes that are none: files are named after them."""
    large = entry.get("lfs")
    size = int((large or entry)["size"])
    if size < 0:
        raise ValueError(size)
    path = str(entry["rfilename"])
    if large:
        return HubFile(path, size, _matching(_SHA256, large["sha256"]), "")
    return HubFile(path, size, None, _matching(_SHA1, entry["blobId"]))


def _matching(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise ValueError(text)
    return text
