"""Pictures from addresses: kept as files, or one sentence that names the address and says why."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from svd_desktop.app.fetching import Fetcher
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.offers import Offer
from svd_desktop.core.errors import Reason
from tests.web import Web, web_server


def encoded(kind: str = "PNG", size: tuple[int, int] = (32, 24)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#3060a0").save(file, kind)
    return file.getvalue()


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


@pytest.fixture
def librarian(home: Path, qtbot: QtBot) -> Iterator[Librarian]:
    thread = Librarian()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(20_000)


@pytest.fixture
def fetcher(librarian: Librarian) -> Iterator[Fetcher]:
    fetcher = Fetcher(librarian)
    yield fetcher
    fetcher.shut()


@pytest.fixture
def pasted(librarian: Librarian) -> list[tuple[Path, bool]]:
    kept: list[tuple[Path, bool]] = []
    librarian.pasted.connect(lambda path, to_queue: kept.append((path, to_queue)))
    return kept


def refused(fetcher: Fetcher, qtbot: QtBot, address: str) -> Reason:
    with qtbot.waitSignal(fetcher.failed) as told:
        fetcher.fetch(Offer(addresses=(address,)))
    return told.args[0]


def nothing_kept(home: Path) -> bool:
    folder = home / "library" / "pasted"
    return not folder.exists() or not list(folder.iterdir())


def test_a_missing_page_is_named_with_what_the_server_said(
    fetcher: Fetcher, web: Web, qtbot: QtBot
) -> None:
    reason = refused(fetcher, qtbot, f"{web.address}/gone.jpg")
    assert reason.message == f"{web.address}/gone.jpg was refused by its server (404)."


def test_nobody_there_is_said(fetcher: Fetcher, qtbot: QtBot) -> None:
    with web_server() as web:
        address = f"{web.address}/a.jpg"
    reason = refused(fetcher, qtbot, address)
    assert reason.message.startswith(f"{address} cannot be fetched: ")
    assert "connection" in reason.remedy


def test_a_page_is_no_picture_and_is_not_kept(
    fetcher: Fetcher, web: Web, home: Path, qtbot: QtBot
) -> None:
    address = web.serve("/boats", b"<!doctype html><title>Boats</title>", "text/html")
    reason = refused(fetcher, qtbot, address)
    assert reason.message == f"{address} is not a picture that can be read."
    assert nothing_kept(home)


def test_an_empty_answer_is_no_picture(
    fetcher: Fetcher, web: Web, home: Path, qtbot: QtBot
) -> None:
    address = web.serve("/empty.png", b"")
    assert refused(fetcher, qtbot, address).message == f"{address} is empty."
    assert nothing_kept(home)


@pytest.mark.parametrize("told", [True, False], ids=["told", "untold"])
def test_too_much_is_given_up(
    fetcher: Fetcher, web: Web, home: Path, qtbot: QtBot, told: bool
) -> None:
    fetcher.most_bytes = 2**20

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if told:
            handler.send_header("Content-Length", str(2**40))
        handler.end_headers()
        while not web.ended.is_set():
            handler.wfile.write(bytes(2**16))

    address = web.put("/endless", endless)
    assert refused(fetcher, qtbot, address).message == f"{address} is larger than 1 MB."
    assert nothing_kept(home)


def test_a_server_that_falls_silent_is_given_up(fetcher: Fetcher, web: Web, qtbot: QtBot) -> None:
    fetcher.silence_ms = 100

    def silent(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"\x89PNG")
        web.ended.wait()

    address = web.put("/silent.png", silent)
    assert "sent nothing for" in refused(fetcher, qtbot, address).message
    web.ended.set()


def test_redirects_are_followed_and_end(
    fetcher: Fetcher, web: Web, qtbot: QtBot, pasted: list[tuple[Path, bool]]
) -> None:
    def moved(to: str):
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(302)
            handler.send_header("Location", to)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        return answer

    circle = web.put("/circle", moved("/circle"))
    assert "without an end" in refused(fetcher, qtbot, circle).message
    assert len(web.asked) < 10
    web.serve("/there.png", encoded())
    fetcher.fetch(Offer(addresses=(web.put("/here", moved("/there.png")),)))
    qtbot.waitUntil(lambda: len(pasted) == 1)


def test_a_redirect_to_a_file_of_this_machine_is_refused(
    fetcher: Fetcher, web: Web, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "mine.png").write_bytes(encoded())

    def moved(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", (tmp_path / "mine.png").as_uri())
        handler.end_headers()

    assert refused(fetcher, qtbot, web.put("/trick", moved)).kind == "input"


@pytest.mark.parametrize(
    ("kind", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp"), ("TIFF", ".tif")]
)
def test_a_picture_is_kept_whole_under_its_name_and_kind(
    fetcher: Fetcher, web: Web, home: Path, qtbot: QtBot, pasted, kind: str, suffix: str
) -> None:
    data = encoded(kind)
    fetcher.fetch(Offer(addresses=(web.serve("/p/a%20boat.php?x=1", data),)), to_queue=True)
    qtbot.waitUntil(lambda: len(pasted) == 1)
    path, to_queue = pasted[0]
    assert to_queue
    assert path.parent == home / "library" / "pasted"
    assert path.name.startswith("a boat-")
    assert path.suffix == suffix
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


def test_the_next_address_is_tried_and_at_last_the_data(
    fetcher: Fetcher, web: Web, qtbot: QtBot, pasted: list[tuple[Path, bool]]
) -> None:
    page = web.serve("/page", b"<html>", "text/html")
    picture = web.serve("/picture.png", encoded())
    image = QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    fetcher.fetch(Offer(addresses=(page, picture), image=image))
    qtbot.waitUntil(lambda: len(pasted) == 1)
    assert QImage(str(pasted[0][0])).width() == 32
    fetcher.fetch(Offer(addresses=(page, f"{web.address}/gone"), image=image), to_queue=True)
    qtbot.waitUntil(lambda: len(pasted) == 2)
    assert QImage(str(pasted[1][0])).width() == 5
    assert pasted[1][1]


def test_shutting_gives_up_what_is_on_its_way(fetcher: Fetcher, web: Web, qtbot: QtBot) -> None:
    web.put("/slow", lambda handler: web.ended.wait())
    fetcher.fetch(Offer(addresses=(f"{web.address}/slow",)))
    qtbot.waitUntil(lambda: web.asked == ["/slow"])
    with qtbot.assertNotEmitted(fetcher.failed, wait=50):
        fetcher.shut()
