"""What stands in for the makers' servers: uv reads parts of files, and takes what has its hash."""

import hashlib
import http.server
import threading
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import stand_ins

CONTENT = bytes(range(200))


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Of a server with this folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), stand_ins.handler(tmp_path))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("asked", "status", "answer"),
    [
        ("", 200, CONTENT),
        ("bytes=0-99", 206, CONTENT[:100]),
        ("bytes=150-", 206, CONTENT[150:]),
        ("bytes=-50", 206, CONTENT[150:]),
        ("bytes=0-1000", 206, CONTENT),
    ],
)
def test_a_part_of_a_file_is_sent_as_it_is_asked_for(
    address: str, tmp_path: Path, asked: str, status: int, answer: bytes
):
    (tmp_path / "file").write_bytes(CONTENT)
    request = urllib.request.Request(f"{address}/file", headers={"Range": asked} if asked else {})
    with urllib.request.urlopen(request) as response:
        assert (response.status, response.read()) == (status, answer)
        assert response.headers["Content-Length"] == str(len(answer))


def test_the_index_leads_to_the_wheel_with_its_hash(address: str, tmp_path: Path):
    wheel = tmp_path / "torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl"
    wheel.write_bytes(CONTENT)
    stand_ins.write_index(tmp_path / "whl", wheel)
    for page in ("/whl/torch/", "/whl/cpu/torch/"):
        with urllib.request.urlopen(address + page) as response:
            (link,) = links(response.read().decode())
        path, _, digest = link.partition("#sha256=")
        assert digest == hashlib.sha256(CONTENT).hexdigest()
        with urllib.request.urlopen(address + path) as response:
            assert response.read() == CONTENT


def links(page: str) -> list[str]:
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            found.extend(value for name, value in attributes if name == "href" and value)

    Reader().feed(page)
    return found
