"""The thread that works the queue off."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from svd_desktop.backends.protocol import Backend
from svd_desktop.core.errors import reason_of
from svd_desktop.core.events import RenderEvent
from svd_desktop.dispatch.work import Place, work
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.owners import this_process

_log = logging.getLogger(__name__)
HOLDER = "the window of SVD Desktop"


class RenderWorker(QThread):
    """Claims jobs, drives the backend and tells of every step and the memory in use.

    Held at first: after a restart what waits in the queue waits for `begin`. Every method may be
    called from any thread and returns at once.
    """

    job_changed = Signal(object)  # Job, as it now stands on disk
    reported = Signal(object)  # RenderEvent
    recovered = Signal(list)  # list[Job]: found running without their owner at start
    idle = Signal()
    failed = Signal(object)  # Reason: the library cannot be used, and the thread has ended

    def __init__(
        self,
        folders: Folders,
        make_backend: Callable[[], Backend],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = Place(folders, HOLDER)
        self._make_backend = make_backend
        self._backend: Backend | None = None
        self._changes = threading.Condition()
        self._held = True
        self._ending = False
        self._woken = False
        self._begun = False
        self._current: str | None = None
        self._cancelled: str | None = None

    def begin(self) -> None:
        """Works off what waits, jobs paused earlier included."""
        with self._changes:
            self._held = False
            self._begun = True
            self._woken = True
            self._changes.notify()

    def hold(self) -> None:
        """Starts no further job after the one that runs."""
        with self._changes:
            self._held = True

    def wake(self) -> None:
        """Looks for jobs again: some were added."""
        with self._changes:
            self._woken = True
            self._changes.notify()

    def cancel(self, job_id: str) -> None:
        """Cancels the job if it is the one being rendered."""
        with self._changes:
            if self._current == job_id:
                self._cancelled = job_id
        self._ask()

    def shut(self) -> None:
        """Pauses the running job after its current step and ends the thread; then `wait`."""
        with self._changes:
            self._ending = True
            self._changes.notify()
        self._ask()

    def run(self) -> None:
        try:
            with open_library(self._place.folders) as db:
                self.recovered.emit(jobs.recover(db))
                self._work_off(db)
        except Exception as error:
            _log.exception("The queue cannot be worked off.")
            self.failed.emit(reason_of(error))
        finally:
            if self._backend:
                self._backend.close()

    def _work_off(self, db: sqlite3.Connection) -> None:
        owner = this_process(HOLDER)
        while self._may_go_on():
            self._take_up(db)
            job = jobs.claim(db, owner)
            if job is None:
                self.idle.emit()
                continue
            with self._changes:
                if self._backend is None:
                    self._backend = self._make_backend()
                self._current = job.id
            self.job_changed.emit(job)
            work(db, self._place, self._backend, job, self._report, self.job_changed.emit)
            with self._changes:
                self._current = self._cancelled = None
                self._woken = True  # there may be more

    def _take_up(self, db: sqlite3.Connection) -> None:
        """After `begin`: queues again what was paused, and what others left running and died."""
        with self._changes:
            begun, self._begun = self._begun, False
        if begun:
            for job in jobs.recover(db) + jobs.resume_paused(db):
                self.job_changed.emit(job)

    def _may_go_on(self) -> bool:
        """Waits until there may be something to do; False when the thread is to end."""
        with self._changes:
            self._changes.wait_for(lambda: self._ending or (self._woken and not self._held))
            self._woken = False
            return not self._ending

    def _report(self, event: RenderEvent) -> None:
        self._ask()
        self.reported.emit(event)

    def _ask(self) -> None:
        """Passes on what was asked of the job being rendered. Said again at each event, since the
        backend knows nothing of a job that was claimed a moment ago."""
        with self._changes:
            backend, job = self._backend, self._current
            cancel, pause = job == self._cancelled, self._ending
        if backend is None or job is None:
            return
        if cancel:
            backend.cancel(job)
        elif pause:
            backend.pause(job)
