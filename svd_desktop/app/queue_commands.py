"""What a person does with jobs of the queue, one or thousands at a time, and what the queue as a
whole says of itself."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.queue_model import QueueModel
from svd_desktop.core.errors import SvdError
from svd_desktop.core.estimate import Shape, measured_pace, queue_seconds, shape_of
from svd_desktop.core.events import Finished, Progress, RenderEvent, Started
from svd_desktop.core.jobs import WAITING, Job, JobState
from svd_desktop.core.ordering import moved_before, moved_down, moved_up
from svd_desktop.core.parameters import PARAMETERS

_STEPS_BACK = 20  # removals that can be undone


class QueueCommands(QObject):
    """Commands on jobs by their ids; the librarian carries them out and the model shows it."""

    log_read = Signal(str, str)  # a job's id and its log
    problem = Signal(object)  # Reason
    removals_changed = Signal()
    settings_wanted = Signal(object)  # a RenderRequest

    def __init__(
        self,
        queue: QueueModel,
        settings: ClipSettings,
        librarian: Librarian,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue, self._settings, self._librarian = queue, settings, librarian
        self._removed: list[list[Job]] = []
        self._paces: dict[Shape, float] = {}
        self._begun_at: dict[str, int] = {}  # steps that were done when the job was taken up
        librarian.moved.connect(queue.move)
        librarian.restored.connect(queue.put_back)
        librarian.log_read.connect(self.log_read)
        queue.dropped.connect(self.move_before)

    def move_before(self, job_ids: Collection[str], before: str | None) -> None:
        """Before the first waiting job from `before` on, or to the end."""
        order = self._waiting()
        if before not in order:
            everything = self._queue.ids()
            behind = everything[everything.index(before) :] if before in everything else []
            before = next((job_id for job_id in behind if job_id in set(order)), None)
        self._reorder(order, moved_before(order, job_ids, before))

    def move_to_top(self, job_ids: Collection[str]) -> None:
        order = self._waiting()
        self._reorder(order, moved_before(order, job_ids, order[0] if order else None))

    def move_up(self, job_ids: Collection[str]) -> None:
        order = self._waiting()
        self._reorder(order, moved_up(order, job_ids))

    def move_down(self, job_ids: Collection[str]) -> None:
        order = self._waiting()
        self._reorder(order, moved_down(order, job_ids))

    def duplicate(self, jobs: Iterable[Job]) -> None:
        self._librarian.repeat([(job, job.request) for job in jobs])

    def new_seed(self, jobs: Iterable[Job]) -> None:
        """The same again, each with a random seed of its own."""
        seeds = int(PARAMETERS["seed"].maximum) + 1
        self._librarian.repeat(
            [(job, job.request.with_(seed=random.randrange(seeds))) for job in jobs]
        )

    def use_settings(self, job: Job) -> None:
        """Puts a job's request into the panel, its seed included."""
        self.settings_wanted.emit(job.request)

    def apply_settings(self, jobs: Iterable[Job]) -> None:
        """Gives waiting jobs the panel's settings; picture, framing and seed stay their own."""
        try:
            template = self._settings.template()
            requests = {
                job.id: template.with_(
                    source=job.request.source, seed=job.request.seed, framing=job.request.framing
                )
                for job in jobs
            }
        except SvdError as error:
            self.problem.emit(error.reason)
            return
        self._librarian.edit(requests)

    def clear_done(self) -> None:
        """Takes finished clips off the list; the clips stay."""
        self._librarian.remove([job.id for job in self._queue.in_state(JobState.DONE)])

    def keep(self, removed: list[Job]) -> None:
        """Remembers what was removed, for `bring_back`."""
        if removed:
            self._removed = [*self._removed[1 - _STEPS_BACK :], removed]
            self.removals_changed.emit()

    @property
    def can_bring_back(self) -> bool:
        return bool(self._removed)

    def bring_back(self) -> None:
        """Undoes the last removal."""
        if self._removed:
            self._librarian.restore(self._removed.pop())
            self.removals_changed.emit()

    def read_log(self, job: Job) -> None:
        self._librarian.read_log(job.id)

    def hear(self, event: RenderEvent) -> None:
        """Measures what jobs take."""
        job = self._queue.job(event.job)
        if job is None:
            return
        if isinstance(event, Started):
            self._begun_at[job.id] = job.step
        elif isinstance(event, Finished):
            done = job.request.steps - self._begun_at.pop(job.id, job.request.steps)
            pace = measured_pace(event.seconds, done)
            if pace is not None:
                shape = shape_of(job.request)
                self._paces.pop(shape, None)
                self._paces[shape] = pace  # the last measured at the end

    def seconds_left(self) -> float | None:
        """Until the queue is done; None before anything was measured."""
        steps, running = self._queue.steps_waiting(), None
        for job in self._queue.running():
            live = self._queue.live(job.id)
            if isinstance(live, Progress) and live.seconds_left is not None:
                running = (running or 0.0) + live.seconds_left
            else:
                shape = shape_of(job.request)
                steps[shape] = steps.get(shape, 0) + job.request.steps - job.step
        return queue_seconds(steps, self._paces, running)

    def summary(self) -> str:
        """The queue in one line: `3 waiting, 1 rendering, 12 done, about 14 min left`."""
        count = self._queue.count
        parts = [
            text.format(number)
            for text, number in (
                (self.tr("{0} waiting"), count(*WAITING)),
                (self.tr("{0} rendering"), count(JobState.RUNNING)),
                (self.tr("{0} done"), count(JobState.DONE)),
                (self.tr("{0} failed"), count(JobState.FAILED)),
            )
            if number
        ]
        left = self.seconds_left()
        if left is not None:
            parts.append(self.tr("about {0} left").format(words.about(left)))
        return ", ".join(parts)

    def _waiting(self) -> list[str]:
        return [job.id for job in self._queue.in_state(*WAITING)]

    def _reorder(self, before: Sequence[str], after: Sequence[str]) -> None:
        if list(before) != list(after):
            self._librarian.reorder(after)
