"""Starts the window. What is not needed for its first frame is imported after that frame."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.app.other_starts import OtherStarts
from svd_desktop.app.preferences import read_preferences
from svd_desktop.app.session import Session
from svd_desktop.app.translations import install_language
from svd_desktop.models.resources import bundled_uv, resource
from svd_desktop.ui.application import Application
from svd_desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from svd_desktop.backends.process import ProcessBackend
    from svd_desktop.core.settings import Settings
    from svd_desktop.library.folders import Folders
    from svd_desktop.library.window_lock import WindowLock


def run(paths: list[Path], lock: WindowLock | None = None) -> int:
    """Opens the window with these pictures as inputs; returns when everything has ended. With the
    lock, which this process has, it takes what other starts bring."""
    # Ctrl-C in a terminal: Python would hear it only at its next line, and Qt waits in none. What
    # was accepted is on disk, and the next start goes on after the last step.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.raiseExceptions = False  # a full disk is told in the window, not by its log
    application = Application(sys.argv[:1])
    application.setApplicationName("svd-desktop")
    application.setApplicationDisplayName("SVD Desktop")
    application.setDesktopFileName("svd-desktop")
    application.setWindowIcon(QIcon(str(resource("icons", "svd-desktop.svg"))))
    # The last job is paused after the window is gone; the program ends when that is on disk.
    application.setQuitOnLastWindowClosed(False)
    preferences = read_preferences()
    install_language(application, preferences.language)
    engine = EngineShelf() if bundled_uv() else None
    session = Session(_process_backend, preferences, _describe, engine=engine)
    window = MainWindow(session)
    window.painted.connect(session.open)
    if not preferences.welcomed:
        session.opened.connect(window.habits.greet)
    if paths:
        session.arrivals.add(paths)
    application.opened.connect(session.arrivals.add)
    application.opened.connect(window.come_forward)
    if lock:
        take_other_starts(application, lock, window, session)
    window.closed.connect(session.shut)
    session.ended.connect(application.quit)
    window.show()
    status = application.exec()
    session.shut()  # again, for when the desktop ended the program and not the window
    session.wait()
    return status


def take_other_starts(
    application: QApplication, lock: WindowLock, window: MainWindow, session: Session
) -> OtherStarts:
    """Until the window closes. The next one may open when this one's list is on disk, although a
    job is still being paused."""
    others = OtherStarts(lock, window)
    window.painted.connect(others.listen)
    others.came.connect(session.arrivals.add)
    others.came.connect(window.come_forward)
    window.closed.connect(others.shut)
    application.aboutToQuit.connect(others.shut)  # where the desktop ends the program
    session.written.connect(lock.release)
    return others


def _describe(*asked: Any, **how: Any) -> dict[str, Any]:
    from svd_desktop.backends.describe import describe_engine

    return describe_engine(*asked, **how)


def _process_backend(folders: Folders, settings: Settings) -> ProcessBackend:
    from svd_desktop.backends.process import ProcessBackend

    return ProcessBackend(folders.logs / "render-process.log", settings.idle_seconds)
