"""Stand-ins for the index of packages and for PyTorch's, with small wheels made here.

Files are sent by the stand-in for the hub, with the same faults.
"""

from __future__ import annotations

import base64
import hashlib
import io
import platform
import re
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.hub import Faults, Files, Server, StandIn

_PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"
NATIVE = f"{_PYTHON}-{_PYTHON}-manylinux_2_17_{platform.machine()}"


@dataclass
class Index(StandIn):
    """`files` by their names; those of `builds` are in PyTorch's index alone, by their build."""

    builds: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)  # the pages

    @property
    def simple(self) -> str:
        return f"{self.endpoint}/simple"

    @property
    def torch(self) -> str:
        return f"{self.endpoint}/whl"

    def page(self, path: str) -> str | None:
        """What a page lists, None for what is none."""
        kind, *names = path.strip("/").split("/")
        of_builds = {name for build in self.builds.values() for name in build}
        if kind == "whl" and names[0] in self.builds:
            found = self.builds[names[0]]
            wanted = names[1]
        elif kind == "whl":
            found, wanted = sorted(of_builds), names[0]
        elif kind == "simple":
            found, wanted = [name for name in self.files if name not in of_builds], names[0]
        else:
            return None
        listed = [name for name in found if re.split("[-]", name)[0] == wanted]
        return "\n".join(map(self._link, listed)) if listed else None

    def _link(self, name: str) -> str:
        path = name.replace("+", "%2B")
        return f'<a href="/{path}#sha256={self.sha(name)}">{name}</a>'


class _Pages(Files):
    def do_GET(self) -> None:
        assert isinstance(self.hub, Index)
        self.path = self.path.replace("%2B", "+")
        if self.path.lstrip("/") in self.hub.files:
            super().do_GET()
            return
        self.hub.asked.append(self.path)
        page = self.hub.page(self.path)
        if page is None:
            self._answer(404, {})
        else:
            html = f"<!DOCTYPE html><html><body>{page}</body></html>"
            self._answer(200, {"Content-Type": "text/html"}, html.encode())


@contextmanager
def package_index(
    files: dict[str, bytes], builds: dict[str, list[str]], faults: Faults | None = None
) -> Iterator[Index]:
    index = Index("", files, faults or Faults(), builds=builds)
    server = Server(("127.0.0.1", 0), type("Pages", (_Pages,), {"hub": index}))
    server.daemon_threads = True
    index.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="package index")
    thread.start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wheel(
    name: str,
    version: str,
    files: dict[str, bytes],
    requires: tuple[str, ...] = (),
    tag: str = "py3-none-any",
) -> dict[str, bytes]:
    """A wheel by its file's name (https://packaging.python.org/specifications, binary format)."""
    info = f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    needed = "".join(f"Requires-Dist: {text}\n" for text in requires)
    inside = files | {
        f"{info}/METADATA": (head + needed).encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
    }
    record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in inside.items())
    inside[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, data in inside.items():
            archive.writestr(path, data)
    return {f"{name}-{version}-{tag}.whl": written.getvalue()}


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=")
    return f"sha256={digest.decode()}"
