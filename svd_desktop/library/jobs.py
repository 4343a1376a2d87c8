"""The queue on disk: what is in it, who works on what, and what became of it.

Every function is one transaction. Several processes may share one library: a queued job with a
living owner is reserved for that owner, a running one is being rendered by it.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from svd_desktop.core.errors import Reason
from svd_desktop.core.jobs import (
    UNFINISHED,
    WAITING,
    Delivery,
    Job,
    JobState,
    Owner,
    check_transition,
)
from svd_desktop.core.request import RenderRequest
from svd_desktop.library.database import write
from svd_desktop.library.owners import is_alive

MAX_CRASHES = 2  # this often at the same step, and the job is failed and the queue goes on
INTERRUPTED = "Interrupted: the program that was rendering it ended."


def add(
    db: sqlite3.Connection,
    requests: Sequence[RenderRequest],
    delivery: Delivery,
    owner: Owner | None = None,
) -> list[Job]:
    """Appends a job for each request; on disk when this returns. An owner reserves them."""
    with write(db):
        added = _appended(db, [(request, delivery) for request in requests], owner)
        _insert(db, added)
    return added


def repeat(db: sqlite3.Connection, jobs: Sequence[tuple[Job, RenderRequest]]) -> list[Job]:
    """Appends a job for each request, delivered where the job beside it is."""
    with write(db):
        added = _appended(db, [(request, job.delivery) for job, request in jobs], None)
        _insert(db, added)
    return added


def restore(db: sqlite3.Connection, jobs: Sequence[Job]) -> list[Job]:
    """Puts removed jobs back where they were; what they had begun is gone with its checkpoint."""
    restored = [replace(job, step=0, attempts=0, owner=None) for job in jobs]
    with write(db):
        _insert(db, restored)
    return restored


def listed(db: sqlite3.Connection, states: Collection[JobState] | None = None) -> list[Job]:
    """Jobs in the order of the queue, of the given states or all."""
    wanted = [state.value for state in (states or JobState)]
    marks = ",".join("?" * len(wanted))
    rows = db.execute(
        f"SELECT * FROM jobs WHERE state IN ({marks}) ORDER BY position", wanted
    ).fetchall()
    return [_job(row) for row in rows]


def get(db: sqlite3.Connection, job_id: str) -> Job:
    """Raises KeyError when there is no such job."""
    row = db.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
    if row is None:
        raise KeyError(job_id)
    return _job(row)


def is_held(job: Job) -> bool:
    """Whether a living process renders the job, or keeps it for itself."""
    return job.owner is not None and is_alive(job.owner)


def claim(db: sqlite3.Connection, owner: Owner, *, only_mine: bool = False) -> Job | None:
    """The next queued job, now running under `owner`, or None.

    Jobs reserved by another living process are passed over; with `only_mine` so is everything not
    reserved by this one.
    """
    with write(db):
        waiting = db.execute(
            "SELECT id, owner FROM jobs WHERE state = ? ORDER BY position", (JobState.QUEUED.value,)
        )
        for job_id, owner_text in waiting:
            holder = Owner.from_json(json.loads(owner_text)) if owner_text else None
            free = holder is None or not is_alive(holder)
            if holder == owner or (free and not only_mine):
                db.execute(
                    "UPDATE jobs SET state = ?, owner = ?, reason = NULL WHERE id = ?",
                    (JobState.RUNNING.value, _owner_text(owner), job_id),
                )
                return get(db, job_id)
    return None


def record_step(db: sqlite3.Connection, job_id: str, step: int) -> Job:
    """Notes how many steps are finished; their checkpoint is on disk already.

    A step further than ever before clears the count of crashes: only a job that dies twice at the
    same step is given up.
    """
    with write(db):
        db.execute(
            "UPDATE jobs SET attempts = iif(:step > furthest, 0, attempts), step = :step,"
            " furthest = max(furthest, :step) WHERE id = :id",
            {"step": step, "id": job_id},
        )
        return get(db, job_id)


def change(
    db: sqlite3.Connection,
    job_id: str,
    state: JobState,
    *,
    reason: Reason | None = None,
    note: str | None = None,
    take: str | None = None,
) -> Job:
    """Moves a job to another state; raises IllegalTransition where the table forbids it."""
    with write(db):
        return _change(db, get(db, job_id), state, reason, note, take)


def crashed(db: sqlite3.Connection, job_id: str, reason: Reason) -> Job:
    """Queues a job again after its render process crashed, or fails it the second time."""
    with write(db):
        job = get(db, job_id)
        db.execute("UPDATE jobs SET attempts = attempts + 1 WHERE id = ?", (job_id,))
        if job.attempts + 1 >= MAX_CRASHES:
            return _change(db, job, JobState.FAILED, reason, None, None)
        note = f"Taken up again after step {job.step}."
        owner = job.owner  # still reserved for whoever was rendering it
        job = _change(db, job, JobState.QUEUED, None, f"{reason.message} {note}", None)
        db.execute("UPDATE jobs SET owner = ? WHERE id = ?", (_owner_text(owner), job_id))
        return get(db, job_id)


def cancel(db: sqlite3.Connection, job_ids: Iterable[str]) -> list[Job]:
    """Cancels what nobody is rendering; a running job is cancelled through its worker. The jobs as
    they are then; those removed meanwhile are left out."""
    with write(db):
        jobs = []
        for job in _still_there(db, job_ids):
            if job.state.finished or (job.state == JobState.RUNNING and is_held(job)):
                jobs.append(job)
            else:
                jobs.append(_change(db, job, JobState.CANCELLED, None, None, None))
        return jobs


def retry(db: sqlite3.Connection, job_ids: Iterable[str]) -> list[Job]:
    """Queues paused, failed and cancelled jobs again, with a clean count of crashes. What became
    anything else meanwhile is left as it is."""
    with write(db):
        queued = []
        for job in _still_there(db, job_ids):
            if job.state in (JobState.PAUSED, JobState.FAILED, JobState.CANCELLED):
                db.execute("UPDATE jobs SET attempts = 0, furthest = 0 WHERE id = ?", (job.id,))
                queued.append(_change(db, job, JobState.QUEUED, None, "", None))
        return queued


def reorder(db: sqlite3.Connection, order: Sequence[str]) -> dict[str, int]:
    """Gives waiting jobs this order among the places that they have; the new place of each that
    moved. What began or was removed meanwhile stays out of it."""
    with write(db):
        places = {
            row["id"]: row["position"]
            for row in db.execute(
                "SELECT id, position FROM jobs WHERE state IN (?, ?)",
                [state.value for state in WAITING],
            )
        }
        ids = [job_id for job_id in order if job_id in places]
        free = sorted(places[job_id] for job_id in ids)
        moved = {
            job_id: place
            for job_id, place in zip(ids, free, strict=True)
            if place != places[job_id]
        }
        db.executemany(
            "UPDATE jobs SET position = ? WHERE id = ?",
            [(place, job_id) for job_id, place in moved.items()],
        )
        return moved


def edit(
    db: sqlite3.Connection, requests: Mapping[str, RenderRequest], forget: Callable[[Job], bool]
) -> list[Job]:
    """Gives waiting jobs other requests, from the first step on. The jobs as they are then.

    `forget` deletes what a job had begun, before anyone can claim the job with its new request;
    where it says no, as for a clip that is rendered already, the job is left as it is.
    """
    with write(db):
        edited = []
        for job in _still_there(db, requests):
            if job.state in WAITING and forget(job):
                db.execute(
                    "UPDATE jobs SET request = ?, step = 0, attempts = 0, furthest = 0, note = ''"
                    " WHERE id = ?",
                    (json.dumps(requests[job.id].to_json()), job.id),
                )
                edited.append(get(db, job.id))
        return edited


def resume_paused(db: sqlite3.Connection) -> list[Job]:
    """Queues every paused job again; each goes on after its last step."""
    with write(db):
        return [
            _change(db, job, JobState.QUEUED, None, None, None)
            for job in listed(db, [JobState.PAUSED])
        ]


def remove(db: sqlite3.Connection, job_ids: Iterable[str]) -> list[str]:
    """Takes jobs off the list; running ones stay. Returns the ids removed."""
    with write(db):
        removed = []
        for job_id in job_ids:
            done = db.execute(
                "DELETE FROM jobs WHERE id = ? AND state != ?", (job_id, JobState.RUNNING.value)
            )
            if done.rowcount:
                removed.append(job_id)
        return removed


def clear(db: sqlite3.Connection) -> tuple[list[Job], list[Job]]:
    """Takes every unfinished job off the list that no living process holds; gives those that were
    removed, and those that were left."""
    with write(db):
        removed: list[Job] = []
        left: list[Job] = []
        for job in listed(db, UNFINISHED):
            (left if is_held(job) else removed).append(job)
        db.executemany("DELETE FROM jobs WHERE id = ?", [(job.id,) for job in removed])
        return removed, left


def recover(db: sqlite3.Connection) -> list[Job]:
    """Queues again what was running under an owner that is gone; says so in each job's note."""
    with write(db):
        recovered = []
        for job in listed(db, [JobState.RUNNING]):
            if is_held(job):
                continue
            note = f"{INTERRUPTED} It goes on after step {job.step}." if job.step else INTERRUPTED
            db.execute("UPDATE jobs SET attempts = attempts + 1 WHERE id = ?", (job.id,))
            recovered.append(_change(db, job, JobState.QUEUED, None, note, None))
        return recovered


def _appended(
    db: sqlite3.Connection,
    wanted: Sequence[tuple[RenderRequest, Delivery]],
    owner: Owner | None,
) -> list[Job]:
    last = db.execute("SELECT coalesce(max(position), 0) FROM jobs").fetchone()[0]
    return [
        Job(uuid.uuid4().hex[:12], request, delivery, last + place, owner=owner)
        for place, (request, delivery) in enumerate(wanted, start=1)
    ]


def _insert(db: sqlite3.Connection, jobs: Sequence[Job]) -> None:
    db.executemany(
        "INSERT INTO jobs (id, position, state, request, delivery, owner, reason, note, take)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                job.id,
                job.position,
                job.state.value,
                json.dumps(job.request.to_json()),
                json.dumps(job.delivery.to_json()),
                _owner_text(job.owner),
                _reason_text(job.reason),
                job.note,
                job.take,
            )
            for job in jobs
        ],
    )


def _still_there(db: sqlite3.Connection, job_ids: Iterable[str]) -> Iterator[Job]:
    for job_id in job_ids:
        row = db.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
        if row is not None:
            yield _job(row)


def _change(
    db: sqlite3.Connection,
    job: Job,
    state: JobState,
    reason: Reason | None,
    note: str | None,
    take: str | None,
) -> Job:
    check_transition(job.state, state)
    db.execute(
        "UPDATE jobs SET state = ?, owner = NULL, reason = ?, note = ?, take = ? WHERE id = ?",
        (
            state.value,
            _reason_text(reason),
            job.note if note is None else note,
            take or job.take,
            job.id,
        ),
    )
    return get(db, job.id)


def _owner_text(owner: Owner | None) -> str | None:
    return json.dumps(owner.to_json()) if owner else None


def _reason_text(reason: Reason | None) -> str | None:
    return json.dumps(reason.to_json()) if reason else None


def _job(row: sqlite3.Row) -> Job:
    job = Job(
        id=row["id"],
        request=RenderRequest.from_json(json.loads(row["request"])),
        delivery=Delivery.from_json(json.loads(row["delivery"])),
        position=row["position"],
        state=JobState(row["state"]),
        step=row["step"],
        attempts=row["attempts"],
        note=row["note"],
        take=row["take"],
    )
    owner, reason = row["owner"], row["reason"]
    return replace(
        job,
        owner=Owner.from_json(json.loads(owner)) if owner else None,
        reason=Reason.from_json(json.loads(reason)) if reason else None,
    )
