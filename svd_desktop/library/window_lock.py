"""One window on a library: a lock that the operating system releases, and where its holder listens.

The lock decides who is first. What a crashed window left lying about decides nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import Folders
from svd_desktop.media.publishing import write_atomically


@dataclass(frozen=True)
class Holder:
    """The process that has the window, on the machine called `host`, and the address where it
    takes what other starts bring."""

    pid: int
    address: str
    host: str


class WindowLock:
    """Held for as long as the window is open, or until its process ends, however it ends.

    filelock, which does this elsewhere, takes 50 ms to import: the first frame would wait for it.
    """

    def __init__(self, folders: Folders) -> None:
        self.folder = folders.locks
        self._card = self.folder / "window.json"
        self._file: int | None = None

    @property
    def is_held(self) -> bool:
        """By this process."""
        return self._file is not None

    def acquire(self) -> bool:
        """Whether this process has it now; does not wait.

        Raises OSError where the folder cannot be written.
        """
        if self._file is None:
            file = os.open(self.folder / "window.lock", os.O_RDWR | os.O_CREAT, 0o600)
            if not _try(file):
                os.close(file)
                return False
            self._file = file
            self._card.unlink(missing_ok=True)  # of one that crashed: nobody listens there
        return True

    def tell(self, address: str) -> None:
        """Lets other starts know where this process listens."""
        card = Holder(os.getpid(), address, platform.node())
        write_atomically(self._card, json.dumps(asdict(card)).encode())

    def holder(self) -> Holder | None:
        """None while whoever has the lock does not listen yet, or not any more."""
        try:
            return Holder(**json.loads(self._card.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def release(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):  # Windows: another start is reading it
                self._card.unlink()
            os.close(self._file)  # and with it the lock
            self._file = None


def unanswered(holder: Holder | None) -> SvdError:
    """What a start is told whose files nobody took."""
    message = "SVD Desktop is open already and does not answer."
    if holder and holder.host != platform.node():  # a home that several machines share
        message = f"SVD Desktop is open already, on {holder.host}."
        return SvdError("internal", message, "Close it there and start again.")
    if holder is None:
        return SvdError("internal", message, "Wait until it is ready, or end it, and start again.")
    return SvdError(
        "internal", message, f"Close its window, or end the process {holder.pid}, and start again."
    )


def _try(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # Windows says the second
        return False
    return True
