"""A window that comes without its engine, on a computer with a card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.core.memory import GIB
from svd_desktop.ui.main_window import MainWindow
from tests.engines import CARD, Installer, make_ready, stand_in
from tests.ui.conftest import OpenWindow

FOUND = {
    "memory": {"name": "cuda:0", "precision": "fp16", "free_bytes": 11 * GIB,
               "ram_bytes": 64 * GIB, "hardware": CARD.name},
    "vram_bytes": 12 * GIB,
}  # fmt: skip
Open = Callable[[], MainWindow]


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    return stand_in(monkeypatch)


@pytest.fixture
def asked() -> list[object]:
    """Each time that torch was asked what there is."""
    return []


@pytest.fixture
def open_private(
    open_window: OpenWindow, installer: Installer, asked: list[object], qtbot: QtBot
) -> Open:
    def tell(*question: object, **how: object) -> dict[str, Any]:
        asked.append(question)
        return FOUND

    def open_one() -> MainWindow:
        window = open_window(engine=EngineShelf(), describe=tell)
        qtbot.waitUntil(lambda: window.session_for_test.engine.seen is not None)
        return window

    return open_one


@pytest.fixture
def window(open_private: Open) -> MainWindow:
    """With no engine."""
    return open_private()


@pytest.fixture
def ready(home: Path, open_private: Open) -> MainWindow:
    make_ready(home / "engine")
    return open_private()


@pytest.fixture
def engine(window: MainWindow) -> EngineShelf:
    return window.session_for_test.engine
