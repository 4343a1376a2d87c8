"""A stand-in for the hub on loopback, after its real interface, with the faults of real networks.

Two servers: the hub itself, and another host that large files are redirected to.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c0ffee" + "0" * 34
_BLOCK = 2**16
_PATH = re.compile(r"/(?P<repository>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<path>.+)")


@dataclass
class Faults:
    """What goes wrong. `cut_at`: after how many bytes of large files sent in all each connection is
    dropped, one entry for each drop."""

    status: dict[str, list[int]] = field(default_factory=dict)  # by path: answers before the right
    retry_after: str | None = None
    gated: int | None = None  # the status of each file without the right token
    hidden: int | None = None  # that of the list of files
    token: str = "hf_right"
    cut_at: list[int] = field(default_factory=list)
    corrupt: int = 0  # so many answers have a wrong byte
    ignore_ranges: bool = False
    short: int = 0  # so many answers end early but say that they are whole
    bytes_per_second: float | None = None
    lists_nothing: bool = False
    location: str | None = None  # where large files are redirected to instead
    other_part: int = 0  # so many answers are of another range than was asked for
    other_length: int = 0  # so many answers tell another length of the file
    on_sent: Callable[[int], None] | None = None


@dataclass
class StandIn:
    repository: str
    files: dict[str, bytes]
    faults: Faults = field(default_factory=Faults)
    large: int = 1000  # bytes, from where on a file is kept elsewhere
    sent: int = 0  # bytes of large files
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    endpoint: str = ""
    elsewhere: str = ""

    def sha(self, path: str) -> str:
        return hashlib.sha256(self.files[path]).hexdigest()

    def blob(self, path: str) -> str:
        data = self.files[path]
        return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()

    def is_large(self, path: str) -> bool:
        return len(self.files[path]) >= self.large

    def tree(self) -> list[dict]:
        entries = []
        for path, data in self.files.items():
            entry = {"type": "file", "path": path, "size": len(data), "oid": self.blob(path)}
            if self.is_large(path):
                entry["lfs"] = {"oid": self.sha(path), "size": len(data), "pointerSize": 134}
            entries.append(entry)
        return entries

    def info(self) -> dict:
        siblings = []
        for path, data in self.files.items():
            entry = {"rfilename": path, "size": len(data), "blobId": self.blob(path)}
            if self.is_large(path):
                entry["lfs"] = {"sha256": self.sha(path), "size": len(data), "pointerSize": 134}
            siblings.append(entry)
        return {
            "_id": "1", "id": self.repository, "modelId": self.repository, "sha": COMMIT,
            "private": False, "gated": False, "disabled": False, "tags": [], "downloads": 0,
            "likes": 0,
            "lastModified": "2024-07-10T11:43:18.000Z",
            "createdAt": "2023-11-20T23:45:55.000Z", "siblings": siblings,
        }  # fmt: skip


@contextmanager
def stand_in(
    repository: str,
    files: dict[str, bytes],
    faults: Faults | None = None,
    kind: type[StandIn] = StandIn,
) -> Iterator[StandIn]:
    hub = kind(repository, files, faults or Faults())
    servers = []
    for handler in (_Hub, Files):
        bound = type(handler.__name__, (handler,), {"hub": hub})
        server = Server(("127.0.0.1", 0), bound)
        server.daemon_threads = True
        servers.append(server)
    hub.endpoint = f"http://127.0.0.1:{servers[0].server_port}"
    hub.elsewhere = f"http://localhost:{servers[1].server_port}"
    threads = [
        threading.Thread(target=server.serve_forever, args=(0.01,), name="hub stand-in")
        for server in servers
    ]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # who asked was killed
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    hub: StandIn
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None: ...

    def _note(self) -> None:
        host = self.headers["Host"]
        self.hub.requests.append((host, self.path, self.headers.get("Authorization")))

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status: int) -> None:
        faults = self.hub.faults
        headers = {"Retry-After": faults.retry_after} if faults.retry_after else {}
        if status in (401, 403):
            headers["X-Error-Code"] = "GatedRepo"
        self._answer(status, headers, b'{"error": "no"}')


class _Hub(_Handler):
    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self._note()
        hub, faults = self.hub, self.hub.faults
        path = self.path.partition("?")[0]
        with hub.lock:
            left = faults.status.get(path.rpartition("/")[2]) or []
            status = left.pop(0) if left else None
        if status:
            return self._refuse(status)
        right = self.headers.get("Authorization") == f"Bearer {faults.token}"
        if path.startswith(f"/api/models/{hub.repository}/revision/"):
            if faults.hidden and not right:
                return self._refuse(faults.hidden)
            body = b"{}" if faults.lists_nothing else json.dumps(hub.info()).encode()
            return self._answer(200, {"Content-Type": "application/json"}, body)
        if path.startswith(f"/api/models/{hub.repository}/tree/"):
            return self._answer(
                200, {"Content-Type": "application/json"}, json.dumps(hub.tree()).encode()
            )
        match = _PATH.fullmatch(path)
        if not match or match["repository"] != hub.repository or match["path"] not in hub.files:
            return self._answer(404, {"X-Error-Code": "EntryNotFound"})
        if faults.gated and not right:
            return self._refuse(faults.gated)
        name = match["path"]
        data = hub.files[name]
        headers = {"X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
        if not hub.is_large(name):
            return self._answer(200, {**headers, "ETag": f'"{hub.blob(name)}"'}, data)
        return self._answer(302, {
            **headers, "ETag": f'"{hub.sha(name)}"', "X-Linked-Etag": f'"{hub.sha(name)}"',
            "X-Linked-Size": str(len(data)),
            "Location": faults.location or f"{hub.elsewhere}/{name}?signed=1",
        })  # fmt: skip


class Files(_Handler):
    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self._note()
        hub, faults = self.hub, self.hub.faults
        name = self.path.partition("?")[0].lstrip("/")
        data = hub.files[name]
        begin, end, status = 0, len(data), 200
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if asked and not faults.ignore_ranges:
            begin, status = int(asked[1]), 206
            end = min(end, int(asked[2]) + 1) if asked[2] else end
        length = len(data)
        with hub.lock:
            if faults.other_part:
                faults.other_part -= 1
                begin += 1
            if faults.other_length:
                faults.other_length -= 1
                length += 1
            body = memoryview(data)[begin:end]
            if faults.corrupt:
                faults.corrupt -= 1
                body = memoryview(bytes([body[0] ^ 1]) + bytes(body[1:]))
            if faults.short:
                faults.short -= 1
                body = body[: len(body) // 2]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hub.sha(name)}"')
        if not faults.ignore_ranges:
            self.send_header("Accept-Ranges", "bytes")
        if status == 206:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{length}")
        self.end_headers()
        if self.command != "HEAD":
            self._send(body)

    def _send(self, body: memoryview) -> None:
        hub, faults = self.hub, self.hub.faults
        for at in range(0, len(body), _BLOCK):
            block = body[at : at + _BLOCK]
            try:
                self.wfile.write(block)
            except OSError:
                self.close_connection = True
                return
            with hub.lock:
                hub.sent += len(block)
                sent = hub.sent
                cut = bool(faults.cut_at) and sent >= faults.cut_at[0]
                if cut:
                    faults.cut_at.pop(0)
            if faults.on_sent:
                faults.on_sent(sent)
            if cut:
                self.close_connection = True
                return
            if faults.bytes_per_second:
                time.sleep(len(block) / faults.bytes_per_second)
