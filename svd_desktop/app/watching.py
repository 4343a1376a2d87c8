"""What the stage shows: which job's clip, its preview while it is made, its picture, others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.clips import Clip, ClipReader
from svd_desktop.app.comparison import Comparison, take_ref
from svd_desktop.app.framing_editor import FramingEditor
from svd_desktop.app.playback import Playback
from svd_desktop.app.queue_model import QueueModel
from svd_desktop.app.source import SourcePicture
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Preview, RenderEvent
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Job, JobState


class Watching(QObject):
    """`job_id` is the job, or the take of a job that is gone, that the player's place shows.

    It follows the queue until the person picks a finished one, and again from their next command
    on. The framing of a picture makes way for whatever is picked.
    """

    changed = Signal()
    problem = Signal(object)  # a Reason that belongs to no job

    def __init__(
        self, queue: QueueModel, framing: FramingEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._framing = framing
        self.clips = ClipReader(self)
        self.playback = Playback(self)
        self.preview = Playback(self)  # of the job being rendered
        self.source = SourcePicture(self.playback, self.clips, self)
        self.comparison = Comparison(self.playback, self.clips, self)
        self.job_id: str | None = None
        self.reason: Reason | None = None  # why the job's clip cannot be shown
        self._following = True
        self._before: str | None = None  # the comparison
        self._take: KeptTake | None = None  # from the gallery, with no job in the queue
        self._shut = False
        self.clips.read.connect(self._on_clip)
        self.clips.unreadable.connect(self._on_unreadable_clip)
        self.clips.read_preview.connect(self._on_preview)
        self.clips.failed.connect(self.problem)
        self.comparison.began.connect(self._on_comparison)
        self.comparison.refused.connect(self.problem)
        self.comparison.left.connect(self._on_comparison_left)

    def shut(self) -> None:
        self._shut = True
        self.playback.pause()
        self.preview.pause()

    def follow(self) -> None:
        """Shows what the queue does next."""
        self._following = True
        self._framing.close()

    def pick(self, job_id: str) -> None:
        """Shows a job because the person picked it."""
        job = self._queue.job(job_id)
        if job is not None:
            self._framing.close()
            self._following = job.state == JobState.RUNNING
            self._show(job)

    def pick_take(self, take: KeptTake) -> None:
        """Plays a take, whose job may be gone from the queue, because the person picked it."""
        if self._queue.job(take.id) is not None:
            self.pick(take.id)
            return
        self._take = take
        self._framing.close()
        self.comparison.clear()
        self.source.follow(take.request)
        self._following = False
        self.job_id = take.id
        self.reason = None
        self.playback.show(None)
        self.clips.ask(take.id, take.folder, Fraction(take.request.fps))
        self.changed.emit()

    def compare(self, job_ids: Iterable[str]) -> None:
        """Plays the takes of finished jobs together."""
        jobs = [job for job_id in job_ids if (job := self._queue.job(job_id))]
        self.comparison.show(
            [take_ref(Path(job.take), job.request, job.delivery.rate) for job in jobs if job.take]
        )

    def compare_takes(self, takes: Iterable[KeptTake]) -> None:
        self.comparison.show([take_ref(take.folder, take.request) for take in takes])

    def on_added(self, jobs: Sequence[Job]) -> None:
        """Jobs came into the queue."""
        if self._following and not self._queue.count(JobState.RUNNING):
            self._show(jobs[0])

    def on_moved(self, job: Job) -> None:
        """A job has another state."""
        if self.preview.clip and self.preview.clip.job == job.id:
            self.preview.show(None)
        if (job.state == JobState.RUNNING and self._following) or job.id == self.job_id:
            self._show(job)

    def on_removed(self, job_ids: Sequence[str]) -> None:
        if self.job_id in job_ids:
            self.job_id = None
            self.playback.show(None)
            self.changed.emit()

    def hear(self, event: RenderEvent) -> None:
        if isinstance(event, Preview):
            self.clips.ask_preview(event.job, Path(event.path))
        if event.job == self.job_id:
            self.changed.emit()

    def _show(self, job: Job) -> None:
        self.comparison.clear()
        self.job_id = job.id
        self.reason = None
        self.source.follow(job.request)
        self.playback.show(None)
        if job.state == JobState.DONE and job.take:
            rate = job.delivery.rate or Fraction(job.request.fps)
            self.clips.ask(job.id, Path(job.take), rate)
        self.changed.emit()

    def _on_comparison(self) -> None:
        """Nothing that the queue does takes its place; only what the person picks."""
        self._following = False
        self._framing.close()
        self._before, self.job_id = self.job_id or self._before, None
        self.changed.emit()

    def _on_comparison_left(self) -> None:
        self.playback.show(None)
        before, take = self._before, self._take
        if take and take.id == before:
            self.pick_take(take)
        elif before:
            self.pick(before)

    def _on_clip(self, clip: Clip) -> None:
        if clip.job == self.job_id:
            self.playback.show(clip)
            self.changed.emit()

    def _on_preview(self, clip: Clip) -> None:
        job = self._queue.job(clip.job)
        if job and job.state == JobState.RUNNING and not self._shut:
            self.preview.replace(clip)

    def _on_unreadable_clip(self, job_id: str, reason: Reason) -> None:
        if job_id == self.job_id and self._queue.job(job_id) is None:
            self.problem.emit(reason)
        elif job_id == self.job_id:
            self.reason = reason
            self.changed.emit()
