"""The thread that works the queue off."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from svd_desktop.app.awake import Awake
from svd_desktop.backends.protocol import Backend
from svd_desktop.core.errors import Reason, reason_of
from svd_desktop.core.events import Progress, RenderEvent, Started
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.dispatch.work import Place, work
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.owners import this_process
from svd_desktop.library.space import nearly_full

_log = logging.getLogger(__name__)
HOLDER = "the window of SVD Desktop"
_NO_DEVICE = ("device", "crashed")  # where nothing has started


class RenderWorker(QThread):
    """Claims jobs, drives the backend and tells of every step and the memory in use.

    Held at first: after a restart what waits in the queue waits for `begin`. Every method may be
    called from any thread and returns at once.
    """

    job_changed = Signal(object)  # Job, as it now stands on disk
    reported = Signal(object)  # RenderEvent
    recovered = Signal(list)  # list[Job]: found running without their owner at start
    idle = Signal()
    stopped = Signal(object)  # Reason: of the disk, or of what renders; the queue is held
    hindered = Signal(object)  # Reason: nothing can be rendered now, and the queue is held
    freed = Signal()  # after `pause_now`: there is no render process any more
    failed = Signal(object)  # Reason: the library cannot be used, and the thread has ended

    def __init__(
        self,
        folders: Folders,
        make_backend: Callable[[], Backend],
        parent: QObject | None = None,
        hindrance: Callable[[], Reason | None] = lambda: None,
    ) -> None:
        """`hindrance` says, on this thread before each job, why it cannot be rendered now; then it
        stays in the queue."""
        super().__init__(parent)
        self._place = Place(folders, HOLDER)
        self._make_backend = make_backend
        self._hindrance = hindrance
        self._backend: Backend | None = None
        self._changes = threading.Condition()
        self._held = True
        self._ending = False
        self._woken = False
        self._begun = False
        self._freeing = False  # the render process is to end
        self._pausing = False  # the running job, for want of space
        self._awake = Awake()
        self._current: Job | None = None
        self._has_started = False  # the current job has its device
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

    def pause_now(self) -> None:
        """Pauses the running job after its current step, starts no other, and ends the render
        process, so that the device is free."""
        with self._changes:
            self._held = True
            self._freeing = True
            self._changes.notify()
        self._ask()

    def wake(self) -> None:
        """Looks for jobs again: some were added."""
        with self._changes:
            self._woken = True
            self._changes.notify()

    def cancel(self, job_id: str) -> None:
        """Cancels the job if it is the one being rendered."""
        with self._changes:
            if self._current and self._current.id == job_id:
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
            self._awake.let_go()
            if self._backend:
                self._backend.close()

    def _work_off(self, db: sqlite3.Connection) -> None:
        owner = this_process(HOLDER)
        while self._may_go_on():
            if not self._free():
                continue
            self._take_up(db)
            job = jobs.claim(db, owner)
            if job is None:
                self._awake.let_go()
                self.idle.emit()
                continue
            if self._is_hindered() or self._lacks_space(job):
                self.job_changed.emit(jobs.change(db, job.id, JobState.QUEUED))
                continue
            self._awake.keep()
            with self._changes:
                if self._backend is None:
                    self._backend = self._make_backend()
                self._current = job
                self._has_started = False
            self.job_changed.emit(job)
            ended = work(
                db, self._place, self._backend, job, self._report, self.job_changed.emit,
                lambda: self._cancelled is not None,
            )  # fmt: skip
            with self._changes:
                self._current = self._cancelled = None
                self._pausing = False
                self._woken = True  # there may be more
            self._heed(ended)

    def _free(self) -> bool:
        """Ends the render process if that was asked; whether the queue may go on."""
        with self._changes:
            freeing, self._freeing = self._freeing, False
            held = self._held
        if freeing:
            if self._backend:
                self._backend.close()
            self.freed.emit()
        return not held

    def _is_hindered(self) -> bool:
        reason = self._hindrance()
        if reason is None:
            return False
        self.hold()
        self.hindered.emit(reason)
        return True

    def _lacks_space(self, job: Job) -> bool:
        """Tells of a disk that is nearly full and holds the queue."""
        reason = nearly_full([Path(job.delivery.folder), self._place.folders.takes])
        if reason is None:
            return False
        self.hold()
        self.stopped.emit(reason)
        return True

    def _heed(self, ended: Job) -> None:
        """Holds the queue where what renders did not come as far as the job: every other would fail
        like it. Values that are not numbers are of the device too, and one clip's own."""
        reason = ended.reason
        failed = ended.state == JobState.FAILED and not self._has_started
        if failed and reason and reason.kind in _NO_DEVICE:
            self.hold()
            self.stopped.emit(reason)

    def _take_up(self, db: sqlite3.Connection) -> None:
        """After `begin`: queues again what was paused, and what others left running and died."""
        with self._changes:
            begun, self._begun = self._begun, False
        if begun:
            for job in jobs.recover(db) + jobs.resume_paused(db):
                self.job_changed.emit(job)

    def _may_go_on(self) -> bool:
        """Waits until there may be something to do; False when the thread is to end."""
        if self._held:
            self._awake.let_go()
        with self._changes:
            self._changes.wait_for(
                lambda: self._ending or self._freeing or (self._woken and not self._held)
            )
            if not self._held:
                self._woken = False
            return not self._ending

    def _report(self, event: RenderEvent) -> None:
        job = self._current
        self._has_started = self._has_started or isinstance(event, Started)
        between_steps = isinstance(event, Progress) and event.stage == "denoise"
        if job and between_steps and not self._pausing and self._lacks_space(job):
            self._pausing = True
        self._ask()
        self.reported.emit(event)

    def _ask(self) -> None:
        """Passes on what was asked of the job being rendered. Said again at each event, since the
        backend knows nothing of a job that was claimed a moment ago."""
        with self._changes:
            backend, job = self._backend, self._current
            pause = self._ending or self._freeing or self._pausing
        if backend is None or job is None:
            return
        if job.id == self._cancelled:
            backend.cancel(job.id)
        elif pause:
            backend.pause(job.id)
