"""One job, from its claim to its clip: rendered by a backend, noted in the library, delivered."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from svd_desktop.backends.protocol import Backend
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
)
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import SIDECAR
from svd_desktop.dispatch.job_log import line_of
from svd_desktop.library import job_logs, jobs, takes
from svd_desktop.library.export_presets import known_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.export import export
from svd_desktop.media.takes import read_take
from svd_desktop.models.catalogue import find_model

_log = logging.getLogger(__name__)
Report = Callable[[RenderEvent], None]


@dataclass(frozen=True)
class Place:
    """Where work happens: the folders, the device wanted, and how this process is named to others
    that wait for it."""

    folders: Folders
    holder: str
    device: str = "auto"


def work(
    db: sqlite3.Connection,
    place: Place,
    backend: Backend,
    job: Job,
    report: Report,
    changed: Callable[[Job], None] = lambda job: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Job:
    """Renders a claimed job and delivers its clip; returns the job as it then stands on disk.

    `report` gets each event, `changed` the job after each change on disk; `cancelled` says whether
    the person has cancelled it, for when the backend has nothing more to cancel. A job queued again
    after a crash has no last event: its note says what happened. Never raises for what goes wrong
    with a job: that becomes its reason. The job's log tells it all.
    """

    def tell(event: RenderEvent) -> None:
        _to_log(place.folders, event)
        report(event)

    try:
        finished = _taken_already(place.folders, job) or _render(
            db, place, backend, job, tell, changed
        )
        extends = job.delivery.extends is not None
        if extends and isinstance(finished, Finished) and cancelled():
            finished = Cancelled(job.id)  # nothing is published before it is joined
        elif not extends and isinstance(finished, Cancelled):
            # Ended for not answering, the process may have published a moment before.
            finished = _taken_already(place.folders, job) or finished
        if isinstance(finished, Finished):
            whole = _joined(place.folders, job, finished)
            event: RenderEvent = _deliver(place.folders, job, whole, tell)
        else:
            event = finished
    except Exception as error:
        if not isinstance(error, SvdError):
            _log.exception("Job %s failed.", job.id)
        event = Failed(job.id, reason_of(error))
    _to_log(place.folders, event)
    job = _note_end(db, place.folders, job, event)
    changed(job)
    if job.state.finished or not isinstance(event, Failed):  # after a first crash it goes on
        report(event)
    return job


def _render(
    db: sqlite3.Connection,
    place: Place,
    backend: Backend,
    job: Job,
    report: Report,
    changed: Callable[[Job], None],
) -> Finished | Failed | Cancelled | Paused:
    for event in backend.render(_order(place, job)):
        if isinstance(event, Finished | Failed | Cancelled | Paused):
            return event
        if isinstance(event, Progress) and event.stage == "denoise":
            changed(jobs.record_step(db, job.id, event.step))
        report(event)
    raise RuntimeError("the backend ended without a last event")


def _to_log(folders: Folders, event: RenderEvent) -> None:
    if line := line_of(event):
        job_logs.append(folders, event.job, line)


def _order(place: Place, job: Job) -> RenderOrder:
    return RenderOrder(
        job=job.id,
        request=job.request,
        model_folder=str(find_model(job.request.model, place.folders.models).folder),
        hidden=str(takes.hidden_folder(place.folders, job.id)),
        target=str(_target(place.folders, job)),
        locks=str(place.folders.locks),
        holder=place.holder,
        device=place.device,
        note=job.note,
    )


def _taken_already(folders: Folders, job: Job) -> Finished | None:
    """The take of a job whose owner died between publishing it and noting it."""
    for folder in (takes.take_folder(folders, job), _target(folders, job)):
        if (folder / SIDECAR).is_file():
            break
    else:
        return None
    take = read_take(folder)
    peak = max(take.peak_memory_bytes.values(), default=0)
    return Finished(job.id, str(folder), take.seconds, peak, take.plan)


def _target(folders: Folders, job: Job) -> Path:
    """Where the render process publishes; an extension is a take only when it is joined."""
    if job.delivery.extends:
        return takes.extension_folder(folders, job.id)
    return takes.take_folder(folders, job)


def _joined(folders: Folders, job: Job, finished: Finished) -> Finished:
    """An extension as one clip with the frames before it; other takes as they are."""
    folder = takes.take_folder(folders, job)
    extends = job.delivery.extends
    if extends is None:
        return finished
    if Path(finished.take) == folder:  # joined by an owner that died before it noted it
        takes.forget(folders, job.id)
        return finished
    from svd_desktop.media.joining import join  # Pillow: the window's start need not wait for it

    join(folders.takes / extends.folder, extends.frame, Path(finished.take), folder)
    return replace(finished, take=str(folder))


def _deliver(folders: Folders, job: Job, finished: Finished, report: Report) -> Finished | Failed:
    begun = time.monotonic()

    def on_progress(done: float) -> None:
        report(Progress(job.id, "write", round(done * 100), 100, None, finished.peak_memory_bytes))

    try:
        known = known_presets(folders)
        files = export(Path(finished.take), job.delivery, on_progress, known=known)
    except SvdError as error:
        reason = error.reason
        message = f"The clip is rendered and safe in the library; its file is not: {reason.message}"
        return Failed(job.id, Reason(reason.kind, message, reason.remedy))
    seconds = {**finished.seconds, "export": time.monotonic() - begun}
    return replace(finished, files=tuple(str(path) for path in files), seconds=seconds)


def _note_end(db: sqlite3.Connection, folders: Folders, job: Job, event: RenderEvent) -> Job:
    match event:
        case Finished():
            return jobs.change(db, job.id, JobState.DONE, take=event.take)
        case Paused():
            return jobs.change(db, job.id, JobState.PAUSED)
        case Cancelled():
            takes.forget(folders, job.id)
            return jobs.change(db, job.id, JobState.CANCELLED)
        case Failed(reason=reason) if reason.kind == "crashed":
            return jobs.crashed(db, job.id, reason)
        case Failed(reason=reason):
            return jobs.change(db, job.id, JobState.FAILED, reason=reason)
    raise TypeError(event)
