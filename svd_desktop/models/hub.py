"""The hub's HTTP interface, as far as a download needs it: a list of files, and parts of them.

https://huggingface.co/docs/hub/api. The token is sent to the hub's own host alone: redirects are
followed by hand, and elsewhere it is left out.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar
from urllib.parse import quote, urljoin

import httpx2

from svd_desktop import __version__
from svd_desktop.core.errors import SvdError

ENDPOINT = "https://huggingface.co"
_TIMEOUT = httpx2.Timeout(30.0, connect=15.0)  # seconds without a byte
_TRIES = 6  # without a byte in between
_REDIRECTS = 5
_LONGEST_WAIT = 300.0  # seconds, whatever Retry-After says
_FIRST_WAIT = 0.5
_HASH = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
T = TypeVar("T")


class Unsteady(Exception):  # noqa: N818 - not an error yet: it is tried again
    """The connection broke or the hub was busy. `wait` is what it asked for, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True)
class HubFile:
    """`sha256` of a large file; a small one has the SHA-1 that git gives a blob."""

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
    """One endpoint, with a token or without; may be used from several threads."""

    def __init__(self, token: str | None = None, endpoint: str | None = None) -> None:
        given = endpoint or os.environ.get("HF_ENDPOINT") or ENDPOINT
        self._endpoint = given.rstrip("/")
        self._origin = httpx2.URL(self._endpoint)
        self._token = token
        agent = {"User-Agent": f"svd-desktop/{__version__}"}
        self._client = httpx2.Client(timeout=_TIMEOUT, headers=agent)  # proxies from environment

    def close(self) -> None:
        self._client.close()

    def listing(self, repository: str, revision: str, stop: Event) -> Listing:
        """Every file of a repository at a revision, with size and hash.

        Raises SvdError of kind `model` when the hub refuses, does not answer or makes no sense.
        """
        url = f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"

        def ask() -> Any:
            with self._get(f"{url}?blobs=true", {}, repository) as answer:
                answer.read()
                return answer.json()

        try:
            data = self.steadily(ask, stop)
            files = [_file(entry) for entry in data["siblings"]]
            return Listing(repository, str(data["sha"]), {file.path: file for file in files})
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
            yield _bytes(answer)

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
            if self._token and self._is_ours(httpx2.URL(url)):
                sent["Authorization"] = f"Bearer {self._token}"
            try:
                with self._client.stream("GET", url, headers=sent) as answer:
                    if answer.status_code in (301, 302, 303, 307, 308):
                        url = urljoin(url, answer.headers.get("location", ""))
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

    def _check(self, answer: httpx2.Response, repository: str) -> None:
        status = answer.status_code
        if status in (200, 206):
            return
        if status in (401, 403) and self._is_ours(answer.url):
            page = f"{self._endpoint}/{repository}"
            raise SvdError(
                "model",
                f"The hub gives {repository} only to those who accepted its licence.",
                f"Accept it on {page}, then give your token: `svd-desktop models token`.",
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


def wait_for(attempt: int, trouble: Unsteady, stop: Event) -> None:
    """What the hub asked for, else twice as long each time, never all callers at once."""
    wait = trouble.wait
    if wait is None:
        wait = _FIRST_WAIT * 2**attempt * (0.5 + random.random())
    stop.wait(min(wait, _LONGEST_WAIT))


def unreachable(where: str, trouble: Exception) -> SvdError:
    return SvdError(
        "model",
        f"{where} cannot be reached: {trouble}.",
        "Check the connection; the download goes on from where it is.",
    )


def _bytes(answer: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    except httpx2.HTTPError as error:
        raise Unsteady(str(error) or type(error).__name__) from error


def _retry_after(answer: httpx2.Response) -> float | None:
    try:
        return max(0.0, float(answer.headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def _file(entry: dict[str, Any]) -> HubFile:
    large = entry.get("lfs") or {}
    size = int(large.get("size", entry["size"]))
    sha256, blob = large.get("sha256"), str(entry.get("blobId", ""))
    # Part files are named after them: a hub that is none must not choose a path.
    if not _HASH.fullmatch(sha256 or blob):
        raise ValueError("no hash")
    return HubFile(str(entry["rfilename"]), size, sha256, blob)
