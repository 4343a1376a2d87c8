"""Addresses and drops on the queue, and the folders that pictures came from."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.core.request import Framing
from svd_desktop.library.folders import find_folders
from svd_desktop.library.settings_file import load_settings
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.recent_folders import shortened
from tests.fakes import ScriptedBackend
from tests.ui.conftest import OpenWindow, close, drop, drop_files, make_picture
from tests.web import Web, web_server


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    yield qapp.clipboard()
    qapp.clipboard().clear()


def address_of(picture: Path, web: Web) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(web.serve("/boat.png", picture.read_bytes()))])
    return data


def drop_on_queue(window: MainWindow, data: QMimeData) -> QDropEvent:
    """What the queue gets when `data` is dropped on it."""
    where, copy = QPointF(window.queue.rect().center()), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    both = copy | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(where.toPoint(), both, data, buttons, keys)
    QApplication.sendEvent(window.queue, enter)
    assert enter.isAccepted()
    assert window.queue_drop.isVisible()
    event = QDropEvent(where, both, data, buttons, keys)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window.queue, event)
    return event


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_a_dropped_address_becomes_an_input_that_is_on_disk(
    window: MainWindow, session: Session, web: Web, picture: Path, home: Path, qtbot: QtBot
) -> None:
    drop(window, address_of(picture, web))
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    (path,) = session.inputs.readable()
    assert path.parent == home / "library" / "pasted"
    assert path.read_bytes() == picture.read_bytes()


def test_the_address_being_fetched_is_told_until_it_is_there(
    window: MainWindow, session: Session, web: Web, qtbot: QtBot
) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        web.ended.wait()
        handler.send_error(404)

    address = web.put("/slow.png", slow)
    data = QMimeData()
    data.setUrls([QUrl(address)])
    drop(window, data)
    assert window.statusBar().currentMessage() == f"Fetching {address}"
    web.ended.set()
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == "")
    qtbot.waitUntil(window.problems.isVisible)


def test_a_pasted_address_becomes_an_input(
    window: MainWindow, session: Session, web: Web, picture: Path, qtbot: QtBot,
    clipboard: QClipboard,
) -> None:  # fmt: skip
    clipboard.setText(web.serve("/boat.png", picture.read_bytes()))
    window.paste()
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)


def test_an_address_without_a_picture_is_told_in_the_window(
    window: MainWindow, session: Session, web: Web, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl(f"{web.address}/gone.jpg")])
    drop(window, data)
    qtbot.waitUntil(lambda: f"{web.address}/gone.jpg was refused" in window.problems.text.text())
    assert window.problems.isVisible()
    assert session.inputs.rowCount() == 0


def test_text_that_is_no_address_is_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("a sentence")
    where, copy = window.rect().center(), Qt.DropAction.CopyAction
    for widget in (window, window.queue):
        enter = QDragEnterEvent(
            where, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        enter.ignore()
        QApplication.sendEvent(widget, enter)
        assert not enter.isAccepted()
    assert not window.queue_drop.isVisible()


def test_files_dropped_on_the_queue_are_queued_at_once_with_the_panels_settings(
    window: MainWindow, session: Session, backend: ScriptedBackend, tmp_path: Path, qtbot: QtBot
) -> None:
    session.settings.set("motion_bucket_id", 200)
    session.settings.set_framing("pad")
    make_picture(tmp_path / "trip" / "one.png")
    make_picture(tmp_path / "trip" / "two.png")
    (tmp_path / "trip" / "notes.txt").write_text("no picture")
    event = drop_on_queue(window, files(tmp_path / "trip"))
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert not window.queue_drop.isVisible()
    qtbot.waitUntil(lambda: session.queue.rowCount() == 2)
    qtbot.waitUntil(lambda: bool(backend.orders))
    assert backend.order.request.motion_bucket_id == 200
    assert backend.order.request.framing == Framing("pad")
    assert session.inputs.rowCount() == 0


def test_an_address_and_a_picture_dropped_on_the_queue_are_queued(
    window: MainWindow, session: Session, web: Web, picture: Path, qtbot: QtBot
) -> None:
    drop_on_queue(window, address_of(picture, web))
    qtbot.waitUntil(lambda: session.queue.rowCount() == 1)
    data = QMimeData()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    data.setImageData(image)
    drop_on_queue(window, data)
    qtbot.waitUntil(lambda: session.queue.rowCount() == 2)
    assert session.inputs.rowCount() == 0


def test_a_drag_that_leaves_the_queue_leaves_no_mark(window: MainWindow, picture: Path) -> None:
    data = files(picture)
    enter = QDragEnterEvent(
        window.queue.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window.queue, enter)
    QApplication.sendEvent(window.queue, QDragLeaveEvent())
    assert not window.queue_drop.isVisible()


def test_a_folder_with_mixed_files_lists_the_broken_with_the_reason_and_goes_on(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "mixed"
    good = make_picture(folder / "b.png")
    (folder / "a.jpg").write_bytes(b"no picture")
    (folder / "c.png").write_bytes(good.read_bytes()[:50])
    (folder / "d.webp").touch()
    (folder / "notes.txt").write_text("not listed")
    drop_files(window, folder)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 4)
    qtbot.waitUntil(lambda: session.inputs.readable() == [good])


def test_folders_that_pictures_came_from_are_kept_and_add_theirs_again(
    open_window: OpenWindow, home: Path, tmp_path: Path, qtbot: QtBot, monkeypatch
) -> None:
    one = make_picture(tmp_path / "one" / "1.png")
    two = make_picture(tmp_path / "two" / "2.png")
    window = open_window()
    assert not window.recent.menuAction().isEnabled()
    drop_files(window, one)
    drop_files(window, two.parent)
    qtbot.waitUntil(lambda: len(window.recent.names) == 2)
    assert window.recent.names == [str(two.parent), str(one.parent)]
    assert load_settings(find_folders()).recent_folders == window.recent.names
    close(window, qtbot)
    two.unlink()
    two.parent.rmdir()
    again = open_window()
    qtbot.waitUntil(lambda: again.recent.names == [str(one.parent)])
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *words: (asked.append(words[-1]) or [], "")
    )
    again.choose()
    assert asked == [str(one.parent)]
    again.session_for_test.inputs.remove([0, 1])
    again.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: again.session_for_test.inputs.readable() == [one])


def test_eight_folders_are_remembered(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    for number in range(10):
        drop_files(window, make_picture(tmp_path / f"folder {number}" / "a.png"))
    last = str(tmp_path / "folder 9")
    qtbot.waitUntil(lambda: window.recent.names[:1] == [last])
    assert len(window.recent.names) == 8


def test_pasted_pictures_and_the_sample_are_from_no_folder(
    window: MainWindow, session: Session, web: Web, picture: Path, qtbot: QtBot
) -> None:
    drop(window, address_of(picture, web))
    window.add_sample()
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 2)
    drop_files(window, picture)
    qtbot.waitUntil(lambda: bool(window.recent.names))
    assert window.recent.names == [str(picture.parent)]


def test_a_long_path_is_told_by_its_end() -> None:
    assert shortened("/a/b") == str(Path("/a/b"))
    assert shortened("/a/b/c/d/e & f") == str(Path("…/c/d/e & f"))
    assert shortened(str(Path.home() / "Pictures")) == str(Path("~/Pictures"))
