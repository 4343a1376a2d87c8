"""Everything the window shows and can do: the models of the views, and the commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.arrivals import Arrivals
from svd_desktop.app.background import Background
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.app.engine_turns import EngineTurns
from svd_desktop.app.exports import Exports
from svd_desktop.app.framing_editor import FramingEditor
from svd_desktop.app.inputs_model import InputsModel
from svd_desktop.app.keeping import InputsKeeper, PanelKeeper
from svd_desktop.app.librarian import Librarian, Opened
from svd_desktop.app.memory_sampler import MemorySampler
from svd_desktop.app.model_choice import ModelChoice
from svd_desktop.app.model_shelf import ModelShelf
from svd_desktop.app.outputs import Outputs
from svd_desktop.app.pictures import PictureReader
from svd_desktop.app.planning import Describe, Planning
from svd_desktop.app.presets import Presets
from svd_desktop.app.promptness import be_prompt, keep_what_is_there
from svd_desktop.app.queue_commands import QueueCommands
from svd_desktop.app.queue_model import QueueModel
from svd_desktop.app.recent import RecentFolders
from svd_desktop.app.remaking import Remaking
from svd_desktop.app.take_commands import Takes
from svd_desktop.app.threads import Threads
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.app.watching import Watching
from svd_desktop.app.when_done import WhenDone
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.events import Finished, Progress, RenderEvent, Started
from svd_desktop.core.jobs import WAITING, Extension, Job, JobState, Wish
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.settings import Settings

if TYPE_CHECKING:  # imported when the window is painted
    from svd_desktop.app.render_worker import RenderWorker
    from svd_desktop.backends.protocol import Backend
    from svd_desktop.library.folders import Folders

MakeBackend = Callable[["Folders", Settings], "Backend"]


class Session(QObject):
    """One run of the window. Nothing here waits: threads take commands and answer by signals."""

    opened = Signal()
    problem = Signal(object)  # a Reason that belongs to no job and no picture
    held_changed = Signal()
    preferences_changed = Signal()
    recent_folders = Signal(list)  # names of folders, the last one first
    written = Signal()  # after `shut`: nothing more is written of settings and inputs
    ended = Signal()  # every thread has ended after `shut`

    def __init__(
        self,
        make_backend: MakeBackend,
        preferences: Settings | None = None,
        describe: Describe | None = None,
        parent: QObject | None = None,
        engine: EngineShelf | None = None,
    ) -> None:
        """`engine` where the program comes without one."""
        super().__init__(parent)
        self.preferences = preferences or Settings()  # as read at the start, and changed since
        self._make_backend = make_backend
        self._thumbnails = Thumbnails(self)
        self._librarian = Librarian(self)
        self.takes = Takes(self)
        self._worker: RenderWorker | None = None
        self._running = Threads(self)
        self._pictures = PictureReader(self)
        self._recent = RecentFolders(self)
        self.settings = ClipSettings(self)
        self.memory = MemorySampler(self)
        self.planning = Planning(self.settings, self.memory, describe, self)
        self.presets = Presets(self.settings, self._librarian, self)
        self.inputs = InputsModel(self._thumbnails, self.settings, self)
        self.remaking = Remaking(self.settings, self.presets, self.inputs, self)
        self.arrivals = Arrivals(self._librarian, self.presets, self.remaking, self)
        self._inputs_keeper = InputsKeeper(self.inputs, self._librarian, self)
        self._panel_keeper = PanelKeeper(
            self.settings, self.presets, lambda panel: self.keep(panel=panel), self
        )
        self.framing = FramingEditor(self.inputs, self.settings, self._pictures, self)
        self.queue = QueueModel(self)
        self.shelf = ModelShelf(self)
        self.engine = engine
        self._turns = EngineTurns(engine, self) if engine else None
        self.watching = Watching(self.queue, self.framing, self)
        self.outputs = Outputs(self)
        self.exports = Exports(self)
        self.when_done = WhenDone(self, exporting=lambda: self.exports.busy)
        self.queue_commands = QueueCommands(self.queue, self.settings, self._librarian, self)
        self.held = True
        self.paused_here = False  # held by the person, a full disk or the engine, not by a restart
        self.last_start: Started | None = None  # device and plan of the last render
        self.last_problem: Reason | None = None

        self._running.ended.connect(self.ended)
        self.problem.connect(self._remember_problem)
        for wrong in (
            self.remaking.problem, self.arrivals.problem, self._pictures.failed,
            self._librarian.failed, self.queue_commands.problem, self.when_done.problem,
            self.watching.problem, self.takes.problem, self.outputs.failed, self.exports.problem,
            self.shelf.failed,
        ):  # fmt: skip
            wrong.connect(self.problem)
        self.settings.set_model(self.preferences.model)  # one in a folder comes when it is open
        self._panel_keeper.begin(self.preferences.panel)
        self.model_choice = ModelChoice(self, self)
        self.arrivals.found.connect(self._on_found)
        self.arrivals.told.connect(self._write_last)
        self._librarian.recent_folders.connect(self._recent.look)
        self._recent.there.connect(self.recent_folders)
        self.queue_commands.settings_wanted.connect(self.remaking.use)
        self._librarian.finished.connect(self.written)
        self._librarian.opened.connect(self._on_opened)
        self._librarian.added.connect(self._on_added)
        self._librarian.changed.connect(self._on_jobs)
        self._librarian.removed.connect(self._on_removed)
        self._librarian.restored.connect(self._on_restored)
        self._librarian.cancel_refused.connect(self._on_cancel_refused)
        self.exports.ended.connect(self.when_done.on_exported)
        self.exports.exported.connect(self.takes.on_exported)
        self.exports.kept.connect(self._librarian.keep_exports)

    def open(self) -> None:
        """Starts the threads and reads the library; `opened` follows."""
        be_prompt()
        for thread in self._threads():
            self._running.start(thread)
        self._librarian.open()

    def shut(self) -> None:
        """Pauses what is being rendered after its step and ends every thread; `ended` follows.

        What was brought before comes into the lists first, and they are written last.
        """
        self.arrivals.shut()
        self.exports.shut()
        self.watching.shut()
        self._running.shut(self._threads(), last=self._librarian)

    @property
    def shutting(self) -> bool:
        return self._running.shutting

    def wait(self) -> None:
        """Returns when every thread has ended, when there is no window left to keep alive."""
        self._running.wait()

    def keep(self, **changes: Any) -> None:
        """Changes preferences, now and for the next starts."""
        self.preferences = replace(self.preferences, **changes)
        self._librarian.keep(changes)
        self.preferences_changed.emit()

    def ask(self, work: Callable[[], Any], use: Callable[[Any], None]) -> None:
        """Reads something from disk off this thread; `use` gets it on this one."""
        self._librarian.ask(work, use)

    def render(self, sources: Sequence[Path]) -> None:
        """Queues a clip of each picture with the panel's settings, and begins."""
        try:
            requests = self.settings.requests(sources, self.inputs.framings())
        except SvdError as error:
            self.problem.emit(error.reason)
            return
        self.queue_requests(requests)

    def queue_requests(
        self, requests: Sequence[RenderRequest], extends: Extension | None = None
    ) -> None:
        """Queues clips as they are described, and begins."""
        self.watching.follow()
        self._set_held(False)
        self._librarian.add(requests, extends)

    def begin(self) -> None:
        """Works off what waits."""
        self.watching.follow()
        self._set_held(False)
        if self._worker:
            self._worker.begin()

    def hold(self) -> None:
        """Lets the running job end and begins no other."""
        self.paused_here = self.paused_here or not self.held  # else it waits from last time
        self._set_held(True)
        if self._worker:
            self._worker.hold()

    def pause_now(self) -> None:
        """Pauses the running job after its step, and frees the device."""
        self._show_asked([job.id for job in self.queue.running() if _is_ours(job)], "pause")
        self.hold()
        if self._worker:
            self._worker.pause_now()

    def cancel(self, job_ids: Sequence[str]) -> None:
        self._show_asked(job_ids, "cancel")
        # Which of the two it is may change while this is on its way, so both are told.
        for job_id in job_ids:
            if self._worker:
                self._worker.cancel(job_id)
        self._librarian.cancel(job_ids)

    def retry(self, job_ids: Sequence[str]) -> None:
        self._librarian.retry(job_ids)
        self.watching.follow()
        self._set_held(False)

    def remove_jobs(self, job_ids: Iterable[str]) -> None:
        self._librarian.remove(list(job_ids))

    def waiting(self) -> list[Job]:
        return self.queue.in_state(*WAITING) if self.queue.count(*WAITING) else []

    def _threads(self) -> Sequence[Background | Thumbnails | RenderWorker | MemorySampler]:
        first = (
            self._thumbnails, self.arrivals.finder, self._librarian, self.watching.clips,
            self._pictures, self._recent, self.memory, self.planning, self.shelf,
            *self.takes.threads, self.outputs, *self.exports.threads,
            *([self.engine] if self.engine else []),
        )  # fmt: skip
        return (*first, self._worker) if self._worker else first

    def _on_opened(self, opened: Opened) -> None:
        if self.shutting:  # nothing is begun, but what came meanwhile joins the list
            self.inputs.restore(opened.inputs)
            self._inputs_keeper.begin()
            return
        from svd_desktop.app.render_worker import RenderWorker  # the librarian has, this is quick

        self.model_choice.open(opened.models, opened.folders)
        self.presets.open(opened.folders)
        self.inputs.restore(opened.inputs)
        self._inputs_keeper.begin()
        self.queue.open(opened.jobs, opened.tally)
        self._worker = RenderWorker(
            opened.folders, lambda: self._make_backend(opened.folders, opened.settings), self,
            self.engine.hindrance if self.engine else lambda: None,
        )  # fmt: skip
        self._worker.job_changed.connect(self._on_job)
        self._worker.recovered.connect(self._on_recovered)
        self._worker.reported.connect(self._on_event)
        self._worker.job_changed.connect(self.when_done.hear_job)
        self._worker.idle.connect(self.when_done.on_idle)
        self._worker.stopped.connect(self._on_stopped)
        self._worker.failed.connect(self.problem)
        self._running.start(self._worker)
        if self._turns:
            self._turns.open(self._worker, opened.folders.library)
        else:
            self.planning.ask(opened.folders.library)
        if not self.held:  # Render was pressed before the library was open
            self._worker.begin()
        self.held_changed.emit()
        self.opened.emit()
        self.arrivals.open()
        keep_what_is_there()
        self.takes.open()
        output = opened.settings.output_folder or str(opened.folders.output)
        self.outputs.open(opened.folders, output)
        self.exports.export(opened.exports)

    def _write_last(self) -> None:
        """Everything that was brought has been told, but for what the librarian has in hand."""
        self._librarian.ask(lambda: None, self._shut_librarian)

    def _shut_librarian(self, _: None) -> None:
        self._inputs_keeper.finish()
        self._panel_keeper.finish()
        self._librarian.shut()

    def _on_found(self, paths: list[Path], to_queue: bool) -> None:
        if to_queue:
            self.render(paths)
        else:
            self.inputs.add(paths)

    def _on_recovered(self, jobs: list[Job]) -> None:
        self.queue.put(jobs)
        self.held_changed.emit()

    def _on_added(self, jobs: list[Job]) -> None:
        self.queue.put(jobs)
        self.watching.on_added(jobs)
        if self._worker and not self.held:
            self._worker.begin()

    def _on_job(self, job: Job) -> None:
        self._on_jobs([job])

    def _on_jobs(self, jobs: list[Job]) -> None:
        before = {job.id: self.queue.job(job.id) for job in jobs}
        self.queue.put(jobs)
        moved = [job for job in jobs if (old := before[job.id]) is None or old.state != job.state]
        for job in moved:
            self.watching.on_moved(job)
        queued = any(job.state == JobState.QUEUED for job in jobs)
        if queued and not self.held and self._worker:
            self._worker.begin()
        if moved:
            self.held_changed.emit()

    def _on_stopped(self, reason: Reason) -> None:
        self.paused_here = True
        self._set_held(True)
        if self.engine and reason.kind != "disk":
            self._remember_problem(reason)
            self.engine.doubted.emit(reason)
        else:
            self.problem.emit(reason)

    def _on_removed(self, job_ids: list[str]) -> None:
        self.queue_commands.keep(self.queue.remove(job_ids))
        self.watching.on_removed(job_ids)
        self.held_changed.emit()

    def _on_restored(self, jobs: list[Job]) -> None:
        if self._worker and not self.held:
            self._worker.begin()

    def _on_cancel_refused(self, job: Job) -> None:
        """It was claimed as the command came: by the worker, or by another program."""
        if job.owner and not _is_ours(job):
            self._show_asked([job.id], None)
            name = Path(job.request.source).name
            text = self.tr("{0} is being rendered by {1} (process {2}).")
            message = text.format(name, job.owner.name, job.owner.pid)
            self.problem.emit(Reason("request", message, self.tr("Stop it there.")))
        elif self._worker:
            self._worker.cancel(job.id)

    def _show_asked(self, job_ids: Sequence[str], wish: Wish | None) -> None:
        """From the click on, since what was asked may take a step."""
        self.queue.ask(job_ids, wish)
        if self.watching.job_id in job_ids:
            self.watching.changed.emit()

    def _on_event(self, event: RenderEvent) -> None:
        self.queue.hear(event)
        self.queue_commands.hear(event)
        self.when_done.hear(event)
        if isinstance(event, Started):
            self.last_start = event
        elif isinstance(event, Progress):
            self.memory.tell(event.memory_bytes)
        elif isinstance(event, Finished):
            self.takes.note(Path(event.take), event.files)
        self.watching.hear(event)

    def _remember_problem(self, reason: Reason) -> None:
        self.last_problem = reason

    def _set_held(self, held: bool) -> None:
        self.held = held
        if self._turns:
            self._turns.forget()
        self.held_changed.emit()


def _is_ours(job: Job) -> bool:
    return job.owner is not None and job.owner.pid == os.getpid()
