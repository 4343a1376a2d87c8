"""A start while the window is open: what it was given goes to that window.

A line of JSON one way, an answer the other, through a socket or pipe that is this person's alone.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, Signal

from svd_desktop.library.window_lock import Holder, WindowLock

if TYPE_CHECKING:  # imported when the window is painted
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)
_TAKEN = b"taken\n"
# On Wayland a program may come to the front only by leave of the one that was clicked in.
_LEAVE = "XDG_ACTIVATION_TOKEN"


class OtherStarts(QObject):
    """The open window's side."""

    came = Signal(list)  # Paths, absolute; none where a start was given none

    def __init__(self, lock: WindowLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server: QLocalServer | None = None

    def listen(self) -> None:
        """Where that fails, other starts say that this window does not answer, and the log why."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        # It also puts the socket in the place of one that a crashed window left.
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        name = _name(self._lock.folder)
        if not server.listen(name):
            _log.warning("Other starts cannot be heard at %s: %s", name, server.errorString())
            return
        self._server = server
        try:
            self._lock.tell(server.fullServerName())
        except OSError:  # a full disk
            _log.warning("Other starts cannot be told where to go.", exc_info=True)

    def shut(self) -> None:
        """From here on other starts are not taken any more: they wait until the lock is free."""
        if self._server:
            self._server.close()
            self._server = None

    def _on_connection(self) -> None:
        while self._server and (socket := self._server.nextPendingConnection()):
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._hear, socket))
            self._hear(socket)  # what came before this line

    def _hear(self, socket: QLocalSocket) -> None:
        if self._server is None:  # the window has closed since it came: it waits for the lock
            socket.abort()
            return
        if not socket.canReadLine():
            return
        try:
            told = json.loads(bytes(socket.readLine().data()))
            paths, leave = [Path(name) for name in told["paths"]], str(told["leave"])
        except (ValueError, LookupError, TypeError):
            _log.warning("Another start said what is not understood.")
            socket.abort()
            return
        if leave:
            os.environ[_LEAVE] = leave  # where Qt looks for it
        self.came.emit(paths)
        socket.write(_TAKEN)
        socket.flush()
        socket.disconnectFromServer()


def hand_over(holder: Holder, paths: list[Path], seconds: float) -> bool:
    """Gives the open window these paths, absolute ones, and waits for its answer.

    False where nobody takes them at that address. Raises TimeoutError when somebody is there and
    does not answer in time.
    """
    from PySide6.QtNetwork import QLocalSocket

    deadline = QDeadlineTimer(round(seconds * 1000))
    socket = QLocalSocket()
    socket.connectToServer(holder.address)
    if not socket.waitForConnected(deadline.remainingTime()):
        return False
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(holder.pid)
    told = {"paths": [str(path) for path in paths], "leave": os.environ.get(_LEAVE, "")}
    # As ASCII: names on old disks are not always valid text, which UTF-8 would refuse.
    socket.write(json.dumps(told, ensure_ascii=True).encode("ascii") + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(deadline.remainingTime()):
            if deadline.hasExpired():
                raise TimeoutError
            return False  # it closed just now
    return bytes(socket.readLine().data()) == _TAKEN


def _name(folder: Path) -> str:
    """One for each library. Where somebody else has it, nobody is told of it."""
    import tempfile
    from hashlib import sha256

    name = f"svd-desktop-{sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}"
    if sys.platform == "win32":  # a pipe has no folder
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not runtime or not Path(runtime).is_dir():  # or it is of another session
        runtime = tempfile.gettempdir()
    return str(Path(runtime, name))
