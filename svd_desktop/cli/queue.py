"""`svd-desktop queue`: what waits, in the same queue as the window's."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from svd_desktop.cli.delivering import delivery_for
from svd_desktop.cli.exit_status import EXIT_DONE, exit_status
from svd_desktop.cli.inputs import pictures
from svd_desktop.cli.output import print_json, print_line, say, table, terminal_width
from svd_desktop.cli.reporter import Reporter
from svd_desktop.cli.requests import request_maker
from svd_desktop.cli.words import clip_words
from svd_desktop.cli.working import a_backend, work_off
from svd_desktop.core.jobs import UNFINISHED, Job, JobState
from svd_desktop.dispatch.work import Place
from svd_desktop.library import job_logs, jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.owners import this_process

HOLDER = "svd-desktop queue run"


def queue_list(options: argparse.Namespace, folders: Folders) -> int:
    """Prints the unfinished jobs in the order of the queue."""
    with open_library(folders) as db:
        unfinished = [_as_it_stands(job) for job in jobs.listed(db, UNFINISHED)]
    if options.json:
        for job in unfinished:
            print_json(
                {
                    "id": job.id,
                    "state": job.state.value,
                    "source": job.request.source,
                    "step": job.step,
                    "request": job.request.to_json(),
                }
            )
        return EXIT_DONE
    if not unfinished:
        say("Nothing waits in the queue.")
        return EXIT_DONE
    rows = [
        (job.id, job.state.value, f"{job.step}/{job.request.steps}", clip_words(job.request))
        for job in unfinished
    ]
    for line in table([("ID", "STATE", "STEP", "CLIP"), *rows], terminal_width()):
        print_line(line)
    return EXIT_DONE


def queue_add(options: argparse.Namespace, folders: Folders) -> int:
    """Queues each picture as it is found; a line for each is printed when it is on disk."""
    requests_for = request_maker(options, folders)
    delivery = delivery_for(options, folders, requests_for("a picture"))
    accepted = 0
    failures: list[str] = []
    with open_library(folders) as db:
        for source, reason in pictures(options.images):
            if reason is not None:
                failures.append(reason.kind)
                say(reason.sentence)
                if options.json:
                    print_json({"event": "refused", "source": str(source), **reason.to_json()})
                continue
            added = [job.id for job in jobs.add(db, requests_for(str(source)), delivery)]
            accepted += 1
            if options.json:
                print_json({"event": "accepted", "source": str(source), "jobs": added})
            else:
                print_line(f"{' '.join(added)}  {source}")
    return exit_status(accepted, failures)


def queue_run(options: argparse.Namespace, folders: Folders) -> int:
    """Renders what waits; what another process holds is left to it."""
    reporter = Reporter(options.json)
    owner = this_process(HOLDER)
    told = set()
    with open_library(folders) as db, a_backend(options, folders) as backend:

        def tell(job: Job) -> None:
            if job.id not in told:
                told.add(job.id)
                reporter.queued(job)

        def claim() -> Job | None:
            jobs.recover(db)  # also what others left that died meanwhile
            job = jobs.claim(db, owner)
            if job:
                tell(job)
            return job

        jobs.recover(db)
        jobs.resume_paused(db)
        for job in jobs.listed(db, [JobState.QUEUED]):
            if not jobs.is_held(job):
                tell(job)
        if not told:
            reporter.say("Nothing waits in the queue that could be rendered.")
        status = work_off(db, Place(folders, HOLDER, options.device), backend, claim, reporter, [])
        _say_who_holds([job for job in jobs.listed(db, UNFINISHED) if jobs.is_held(job)])
    return status


def queue_clear(options: argparse.Namespace, folders: Folders) -> int:
    """Takes what waits out of the queue; what another process holds is left to it."""
    with open_library(folders) as db:
        removed, left = jobs.clear(db)
    for job in removed:
        takes.forget(folders, job.id)
        job_logs.forget(folders, job.id)
    if options.json:
        print_json({"removed": [job.id for job in removed], "left": [job.id for job in left]})
    else:
        print_line(f"Removed: {len(removed)}.")
    _say_who_holds(left)
    return EXIT_DONE


def _say_who_holds(left: Iterable[Job]) -> None:
    for owner, count in Counter(job.owner for job in left).items():
        if owner:
            say(
                f"Left to {owner.name} (process {owner.pid}), which renders what it holds: {count}."
            )


def _as_it_stands(job: Job) -> Job:
    """A job whose owner is gone waits again, though nobody has written that down yet."""
    if job.state == JobState.RUNNING and not jobs.is_held(job):
        return replace(job, state=JobState.QUEUED)
    return job
