"""A real window over a library of its own, with a backend that the test speaks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from svd_desktop.app.preferences import read_preferences
from svd_desktop.app.session import Session
from svd_desktop.core.settings import Settings
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import ScriptedBackend

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def backend() -> ScriptedBackend:
    return ScriptedBackend()


@pytest.fixture
def open_window(home: Path, backend: ScriptedBackend, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens a window and waits until its library is read; closes it after the test."""
    QApplication.setQuitOnLastWindowClosed(False)
    opened: list[MainWindow] = []

    def open_one(
        preferences: Settings | None = None, given: Sequence[Path] = (), **how: Any
    ) -> MainWindow:
        preferences = preferences or read_preferences()
        session = Session(lambda folders, settings: backend, preferences, **how)
        window = MainWindow(session)
        window.session_for_test = session
        window.painted.connect(session.open)
        window.closed.connect(session.shut)
        session.arrivals.add(given)  # as arguments of the start
        opened.append(window)  # not with qtbot.addWidget, which closes it and does not wait
        with qtbot.waitSignal(session.opened):
            window.show()
        return window

    yield open_one
    for window in opened:
        close(window, qtbot)
        window.session_for_test.wait()
        window.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def session(window: MainWindow) -> Session:
    return window.session_for_test


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return make_picture(tmp_path / "pictures" / "boat.png")


def make_picture(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (120, 80), (60, 90, 160)).save(path)
    return path


def close(window: MainWindow, qtbot: QtBot) -> None:
    """As a person closes it; returns when every thread has ended."""
    if window.isVisible():
        with qtbot.waitSignal(window.session_for_test.ended):
            window.close()


def drop(window: MainWindow, data: QMimeData) -> QDropEvent:
    """What the window gets when `data` is dropped on it."""
    where, copy = QPointF(window.rect().center()), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    both = copy | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(where.toPoint(), both, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    event = QDropEvent(where, both, data, buttons, keys)
    event.setDropAction(Qt.DropAction.MoveAction)  # as a file manager proposes on the same disk
    QApplication.sendEvent(window, event)
    return event


def drop_files(window: MainWindow, *paths: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop(window, data)
