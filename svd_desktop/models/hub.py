"""The hub's HTTP interface, as far as a download needs it: a list of files, and parts of them.

https://huggingface.co/docs/hub/api. The token is sent to the hub's own host alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any
from urllib.parse import quote

import httpx2

from svd_desktop.core.errors import Kind, SvdError
from svd_desktop.models.access import checked_token, hub_address
from svd_desktop.models.web import Web, blocks

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHA1 = re.compile(r"[0-9a-f]{40}", re.ASCII)


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


class Hub(Web):
    """One endpoint, with a token or without; may be used from several threads.

    Raises SvdError of kind `request` for what is no token, `model` for an endpoint, a proxy or
    certificates in the environment that cannot be used.
    """

    def __init__(self, token: str | None = None, endpoint: str | None = None) -> None:
        self._endpoint = (endpoint or hub_address()).rstrip("/")
        self._token = None if token is None else checked_token(token)
        super().__init__(self._endpoint.partition("://")[2] or self._endpoint, "HF_ENDPOINT")
        try:
            self._origin = httpx2.URL(self._endpoint)
        except httpx2.InvalidURL as error:
            self.close()
            raise self.unusable() from error

    def listing(self, repository: str, revision: str, stop: Event) -> Listing:
        """Every file of a repository at a revision, with size and hash.

        Raises SvdError of kind `model` when the hub refuses, does not answer or makes no sense,
        and when `stop` was set before it answered.
        """
        url = f"{self._endpoint}/api/models/{repository}/revision/{quote(revision, safe='')}"

        def ask() -> Any:
            with self.get(f"{url}?blobs=true", {}) as answer:
                answer.read()
                return answer.json()

        try:
            data = self.steadily(ask, self._endpoint, stop)
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
    def file_part(
        self, listing: Listing, file: HubFile, begin: int, end: int
    ) -> Iterator[Iterator[bytes]]:
        """The file's bytes from `begin` up to `end`, or more. Raises Unsteady where trying again
        may help."""
        path = quote(file.path)
        url = f"{self._endpoint}/{listing.repository}/resolve/{listing.commit}/{path}"
        with self.part(url, file.size, begin, end) as answer:
            yield blocks(answer)

    def check_access(self, listing: Listing, file: HubFile, stop: Event) -> None:
        """Asks for a file's first byte: the list of a gated repository is everyone's, its files
        are not. Raises SvdError of kind `model` when the hub refuses or does not answer."""

        def ask() -> None:
            with self.file_part(listing, file, 0, 1):
                pass

        self.steadily(ask, self._endpoint, stop)

    def credentials(self, url: httpx2.URL) -> dict[str, str]:
        if self._token and self._is_private() and self._is_ours(url):
            return {"Authorization": f"Bearer {self._token}"}
        return {}

    def _is_ours(self, url: httpx2.URL) -> bool:
        ours = self._origin
        return (url.scheme, url.host, url.port) == (ours.scheme, ours.host, ours.port)

    def _is_private(self) -> bool:
        """Whether nobody on the way reads what is sent."""
        return self._origin.scheme == "https" or self._origin.host in _THIS_MACHINE

    def refusal(self, answer: httpx2.Response) -> SvdError | None:
        status = answer.status_code
        if status == 401 and self._token and self._is_private() and self._is_ours(answer.url):
            tokens = f"{self._endpoint}/settings/tokens"
            return AccessError(
                "model",
                "The hub does not accept your token.",
                f"Make a new one on {tokens} and give it: `svd-desktop models token`.",
                tokens,
            )
        if status in (401, 403) and self._token and not self._is_private():
            return SvdError(
                "model",
                f"{self._endpoint} asks for a token, which is not sent where others can read it.",
                "Set HF_ENDPOINT to an address that begins with https.",
            )
        if status in (401, 403) and self._is_ours(answer.url):
            repository = _repository(answer.url.path)
            page = f"{self._endpoint}/{repository}"
            return AccessError(
                "model",
                f"The hub gives {repository} only to those who accepted its licence.",
                f"Accept it on {page}, then give your token: `svd-desktop models token`.",
                page,
            )
        return None


def _repository(path: str) -> str:
    """Named in the path of a file or of a listing."""
    return "/".join(re.split("/(?:resolve|revision)/", path)[0].split("/")[-2:])


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
