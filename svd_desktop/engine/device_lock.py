"""One render process at a time on a device, by locks the operating system releases.

Two locks a device: `use` is held by whoever renders or keeps a model in memory, `next` by whoever
waits. A holder that idles sees that somebody waits and leaves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import torch
from filelock import FileLock, Timeout

_POLL_SECONDS = 0.2


class DeviceLock:
    """The lock on one device, for the life of this process."""

    def __init__(self, folder: Path, device: torch.device, holder: str) -> None:
        name = str(device).replace(":", "-")
        self._use = FileLock(folder / f"{name}.use")
        self._next = FileLock(folder / f"{name}.next")
        self._card = folder / f"{name}.holder"
        self._holder = holder

    def acquire(self) -> Iterator[str]:
        """Takes the lock; while another has it, yields that holder's name, again and again, so
        that the caller can look whether it is still wanted."""
        if self._use.is_locked:
            return
        try:
            while not self._try(self._next):
                yield self._who()
            while not self._try(self._use):
                yield self._who()
        finally:
            self._next.release()
        self._card.write_text(json.dumps({"name": self._holder, "pid": os.getpid()}))

    def somebody_waits(self) -> bool:
        if not self._use.is_locked:
            return False
        try:
            self._next.acquire(blocking=False)
        except Timeout:
            return True
        self._next.release()
        return False

    def release(self) -> None:
        self._use.release()

    def _try(self, lock: FileLock) -> bool:
        try:
            lock.acquire(timeout=_POLL_SECONDS, poll_interval=_POLL_SECONDS / 4)
        except Timeout:
            return False
        return True

    def _who(self) -> str:
        try:
            card = json.loads(self._card.read_text())
            return f"{card['name']} (process {card['pid']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another render process"
