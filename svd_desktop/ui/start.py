"""A start of the program: it opens the window, or hands what it was given to the one that is open.

Nothing of the window is imported here before that is decided.
"""

from __future__ import annotations

import platform
import time
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.library.window_lock import Holder, WindowLock, unanswered
from svd_desktop.models.qt_libraries import check_qt, incomplete

_LOOK_AGAIN_SECONDS = 0.05
_ANSWER_SECONDS = 5.0  # what an event loop may be held up for, on a machine that is busy
# Until a window that is just opening listens: from a cold disk, or among twenty other starts.
_OPENING_SECONDS = 30.0


def start(arguments: list[str]) -> int:
    """Files and folders become inputs, of a new window or of the open one; returns the exit status
    when the one is closed or the other has them."""
    paths = [named(argument) for argument in arguments]
    try:
        lock = _lock()
        if lock and not first(lock, paths):
            return 0
    except SvdError as error:
        return _refuse(error, with_qt=True)
    except ImportError as error:
        return _refuse(incomplete(error), with_qt=False)
    try:
        check_qt()
        from svd_desktop.ui.main import run
    except SvdError as error:
        return _refuse(error, with_qt=False)
    except ImportError as error:
        return _refuse(incomplete(error), with_qt=False)
    return run(paths, lock if lock and lock.is_held else None)


def named(argument: str) -> Path:
    """The path that was meant, from any folder: a picture has one name in the list."""
    path = Path(argument).absolute()
    return path.resolve() if ".." in path.parts else path


def first(lock: WindowLock, paths: list[Path]) -> bool:
    """Whether this start has to open the window; False when the open one took the paths.

    Raises SvdError when there is a window that does not answer.
    """
    deadline = time.monotonic() + _OPENING_SECONDS
    while not _acquired(lock):
        holder = lock.holder()
        if holder and holder.host != platform.node():
            raise unanswered(holder)
        if holder and _took(holder, paths):
            return False
        if time.monotonic() > deadline:
            raise unanswered(holder)
        time.sleep(_LOOK_AGAIN_SECONDS)
    return True


def _refuse(error: SvdError, with_qt: bool) -> int:
    from svd_desktop.ui.refusal import refuse  # rarely needed, and a frame waits

    return refuse(error.reason, with_qt)


def _lock() -> WindowLock | None:
    """None where there is no folder to put it in: the window opens, and its library says so."""
    try:
        return WindowLock(find_folders())
    except SvdError:
        return None


def _acquired(lock: WindowLock) -> bool:
    """A folder that cannot be written has no lock: each start opens a window, which says so."""
    try:
        return lock.acquire()
    except OSError:
        return True


def _took(holder: Holder, paths: list[Path]) -> bool:
    from svd_desktop.app.other_starts import hand_over

    try:
        return hand_over(holder, paths, _ANSWER_SECONDS)
    except TimeoutError as error:
        raise unanswered(holder) from error
