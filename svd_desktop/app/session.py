"""Everything the window shows and can do: the models of the views, and the commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QImage

from svd_desktop.app.background import Background
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.clips import Clip, ClipReader
from svd_desktop.app.finder import Finder
from svd_desktop.app.inputs_model import InputsModel
from svd_desktop.app.librarian import Librarian, Opened
from svd_desktop.app.playback import Playback
from svd_desktop.app.queue_commands import QueueCommands
from svd_desktop.app.queue_model import QueueModel
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.app.when_done import WhenDone
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.events import Preview, Progress, RenderEvent, Started
from svd_desktop.core.jobs import WAITING, Job, JobState
from svd_desktop.core.settings import Settings

if TYPE_CHECKING:  # imported when the window is painted
    from svd_desktop.app.render_worker import RenderWorker
    from svd_desktop.backends.protocol import Backend
    from svd_desktop.library.folders import Folders

# Qt's calls let go of the interpreter, so the window asks for it back thousands of times a second,
# and each time a busy thread may keep it for this long. With Python's own 5 ms a thousand dropped
# pictures held the window up for 0.13 s.
_SWITCH_SECONDS = 0.0005

MakeBackend = Callable[["Folders", Settings], "Backend"]


class Session(QObject):
    """One run of the window. Nothing here waits: commands go to threads, answers come as signals.

    `watched` is the job that the player's place shows. It follows the queue until the person picks
    a finished job, and again from their next command on.
    """

    opened = Signal()
    problem = Signal(object)  # a Reason that belongs to no job and no picture
    watched_changed = Signal()
    held_changed = Signal()
    memory_changed = Signal()
    ended = Signal()  # every thread has ended after `shut`

    def __init__(self, make_backend: MakeBackend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_backend = make_backend
        self._thumbnails = Thumbnails(self)
        self._finder = Finder(self)
        self._librarian = Librarian(self)
        self._clips = ClipReader(self)
        self._worker: RenderWorker | None = None
        self._shutting = False
        self._running = 0  # threads
        self._following = True
        self.inputs = InputsModel(self._thumbnails, self)
        self.settings = ClipSettings(self)
        self.queue = QueueModel(self)
        self.playback = Playback(self)
        self.preview = Playback(self)  # of the job being rendered
        self.when_done = WhenDone(self)
        self.queue_commands = QueueCommands(self.queue, self.settings, self._librarian, self)
        self.watched: str | None = None
        self.watched_reason: Reason | None = None  # why the watched job's clip cannot be shown
        self.held = True
        self.paused_here = False  # held by the person or a full disk, not by a restart
        self.memory_bytes = 0
        self.memory_total: int | None = None  # None on a GPU: events tell what is used only
        self._main_memory = 0

        self._finder.found.connect(self.inputs.add)
        self._finder.failed.connect(self.problem)
        self._librarian.failed.connect(self.problem)
        self.queue_commands.problem.connect(self.problem)
        self.when_done.problem.connect(self.problem)
        self._librarian.opened.connect(self._on_opened)
        self._librarian.added.connect(self._on_added)
        self._librarian.changed.connect(self._on_jobs)
        self._librarian.removed.connect(self._on_removed)
        self._librarian.restored.connect(self._on_restored)
        self._librarian.cancel_refused.connect(self._on_cancel_refused)
        self._librarian.pasted.connect(lambda path: self.add_inputs([path]))
        self._clips.read.connect(self._on_clip)
        self._clips.unreadable.connect(self._on_unreadable_clip)
        self._clips.read_preview.connect(self._on_preview)
        self._clips.failed.connect(self.problem)

    def open(self) -> None:
        """Starts the threads and reads the library; `opened` follows."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        for thread in self._threads():
            self._start(thread)
        self._librarian.open()

    def shut(self) -> None:
        """Pauses what is being rendered after its step and ends every thread; `ended` follows."""
        self._shutting = True
        self.playback.pause()
        self.preview.pause()
        for thread in self._threads():
            thread.shut()
        if not self._running:
            self.ended.emit()

    def wait(self) -> None:
        """Blocks until every thread has ended, when there is no window left to keep alive."""
        for thread in self._threads():
            thread.wait()

    def add_inputs(self, paths: Iterable[Path | str]) -> None:
        self._finder.look_in(paths)

    def paste_picture(self, image: QImage) -> None:
        self._librarian.keep_picture(image)

    def choose_model(self, name: str) -> None:
        self.settings.set_model(name)
        self._librarian.keep_model(name)

    def render(self, sources: Sequence[Path]) -> None:
        """Queues a clip of each picture with the panel's settings, and begins."""
        try:
            requests = self.settings.requests(sources)
        except SvdError as error:
            self.problem.emit(error.reason)
            return
        self._following = True
        self._set_held(False)
        self._librarian.add(requests)

    def begin(self) -> None:
        """Works off what waits."""
        self._following = True
        self._set_held(False)
        if self._worker:
            self._worker.begin()

    def hold(self) -> None:
        """Lets the running job end and begins no other."""
        self.paused_here = True
        self._set_held(True)
        if self._worker:
            self._worker.hold()

    def pause_now(self) -> None:
        """Pauses the running job after its step, and frees the device."""
        self.hold()
        if self._worker:
            self._worker.pause_now()

    def cancel(self, job_ids: Sequence[str]) -> None:
        # Which of the two it is may change while this is on its way, so both are told.
        for job_id in job_ids:
            if self._worker:
                self._worker.cancel(job_id)
        self._librarian.cancel(job_ids)

    def retry(self, job_ids: Sequence[str]) -> None:
        self._librarian.retry(job_ids)
        self._following = True
        self._set_held(False)

    def remove_jobs(self, job_ids: Iterable[str]) -> None:
        self._librarian.remove(list(job_ids))

    def watch(self, job_id: str) -> None:
        """Shows a job because the person picked it."""
        job = self.queue.job(job_id)
        if job is not None:
            self._following = job.state == JobState.RUNNING
            self._watch(job)

    def waiting(self) -> list[Job]:
        return self.queue.in_state(*WAITING) if self.queue.count(*WAITING) else []

    def _threads(self) -> Sequence[Background | Thumbnails | RenderWorker]:
        first = (self._thumbnails, self._finder, self._librarian, self._clips)
        return (*first, self._worker) if self._worker else first

    def _on_opened(self, opened: Opened) -> None:
        if self._shutting:
            return
        from svd_desktop.app.render_worker import RenderWorker

        self._main_memory = opened.memory_bytes
        self.settings.set_model(opened.settings.model)
        self.queue.put(opened.jobs)
        self._worker = RenderWorker(
            opened.folders, lambda: self._make_backend(opened.folders, opened.settings), self
        )
        self._worker.job_changed.connect(self._on_job)
        self._worker.recovered.connect(self._on_recovered)
        self._worker.reported.connect(self._on_event)
        self._worker.job_changed.connect(self.when_done.hear_job)
        self._worker.idle.connect(self.when_done.on_idle)
        self._worker.stopped.connect(self._on_stopped)
        self._worker.failed.connect(self.problem)
        self._start(self._worker)
        if not self.held:  # Render was pressed before the library was open
            self._worker.begin()
        self.held_changed.emit()
        self.opened.emit()

    def _on_recovered(self, jobs: list[Job]) -> None:
        self.queue.put(jobs)
        self.held_changed.emit()

    def _on_added(self, jobs: list[Job]) -> None:
        self.queue.put(jobs)
        if self._following and not self.queue.count(JobState.RUNNING):
            self._watch(jobs[0])
        if self._worker and not self.held:
            self._worker.begin()

    def _on_job(self, job: Job) -> None:
        self._on_jobs([job])

    def _on_jobs(self, jobs: list[Job]) -> None:
        before = {job.id: self.queue.job(job.id) for job in jobs}
        self.queue.put(jobs)
        moved = [job for job in jobs if (old := before[job.id]) is None or old.state != job.state]
        for job in moved:
            if self.preview.clip and self.preview.clip.job == job.id:
                self.preview.show(None)
            running = job.state == JobState.RUNNING and self._following
            if running or job.id == self.watched:
                self._watch(job)
        queued = any(job.state == JobState.QUEUED for job in jobs)
        if queued and not self.held and self._worker:
            self._worker.begin()
        if moved:
            self.held_changed.emit()

    def _on_stopped(self, reason: Reason) -> None:
        self.paused_here = True
        self._set_held(True)
        self.problem.emit(reason)

    def _on_removed(self, job_ids: list[str]) -> None:
        self.queue_commands.keep(self.queue.remove(job_ids))
        if self.watched in job_ids:
            self.watched = None
            self.playback.show(None)
            self.watched_changed.emit()
        self.held_changed.emit()

    def _on_restored(self, jobs: list[Job]) -> None:
        if self._worker and not self.held:
            self._worker.begin()

    def _on_cancel_refused(self, job: Job) -> None:
        """It was claimed as the command came: by the worker, or by another program."""
        if job.owner and job.owner.pid != os.getpid():
            name = Path(job.request.source).name
            message = f"{name} is being rendered by {job.owner.name} (process {job.owner.pid})."
            self.problem.emit(Reason("request", message, "Stop it there."))
        elif self._worker:
            self._worker.cancel(job.id)

    def _on_event(self, event: RenderEvent) -> None:
        self.queue.hear(event)
        self.queue_commands.hear(event)
        self.when_done.hear(event)
        if isinstance(event, Started):
            self.memory_total = self._main_memory if event.device.startswith("cpu") else None
        elif isinstance(event, Progress):
            self.memory_bytes = event.memory_bytes
            self.memory_changed.emit()
        elif isinstance(event, Preview):
            self._clips.ask_preview(event.job, Path(event.path))
        if event.job == self.watched:
            self.watched_changed.emit()

    def _watch(self, job: Job) -> None:
        self.watched = job.id
        self.watched_reason = None
        self.playback.show(None)
        if job.state == JobState.DONE and job.take:
            rate = job.delivery.rate or Fraction(job.request.fps)
            self._clips.ask(job.id, Path(job.take), rate)
        self.watched_changed.emit()

    def _on_clip(self, clip: Clip) -> None:
        if clip.job == self.watched:
            self.playback.show(clip)
            self.watched_changed.emit()

    def _on_preview(self, clip: Clip) -> None:
        job = self.queue.job(clip.job)
        if job and job.state == JobState.RUNNING and not self._shutting:
            self.preview.replace(clip)

    def _on_unreadable_clip(self, job_id: str, reason: Reason) -> None:
        if job_id == self.watched:
            self.watched_reason = reason
            self.watched_changed.emit()

    def _set_held(self, held: bool) -> None:
        self.held = held
        self.held_changed.emit()

    def _start(self, thread: QThread) -> None:
        thread.finished.connect(self._on_thread_end)
        self._running += 1
        thread.start()

    def _on_thread_end(self) -> None:
        self._running -= 1
        if self._shutting and not self._running:
            self.ended.emit()
