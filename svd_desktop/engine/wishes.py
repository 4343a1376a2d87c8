"""What a person asked of the job being rendered, seen between steps, between decode chunks and
before the take is published."""

from __future__ import annotations

import threading

from svd_desktop.core.jobs import Wish


class Stopped(Exception):  # noqa: N818 - not an error
    """Raised where a render stops on request."""

    def __init__(self, wish: Wish) -> None:
        super().__init__(wish)
        self.wish = wish


class Wishes:
    """Set from any thread; a wish names its job, so that one come too late stops no other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: dict[str, Wish] = {}

    def add(self, job: str, wish: Wish) -> None:
        with self._lock:
            if self._wishes.get(job) != "cancel":
                self._wishes[job] = wish

    def forget(self, job: str) -> None:
        with self._lock:
            self._wishes.pop(job, None)

    def check(self, job: str) -> None:
        """Raises Stopped if this job is to be cancelled or paused."""
        with self._lock:
            wish = self._wishes.get(job)
        if wish:
            raise Stopped(wish)

    def check_cancelled(self, job: str) -> None:
        """Raises Stopped if this job is to be cancelled: once all frames are decoded a pause would
        only throw them away, and the device is free in a moment anyway."""
        with self._lock:
            wish = self._wishes.get(job)
        if wish == "cancel":
            raise Stopped(wish)
