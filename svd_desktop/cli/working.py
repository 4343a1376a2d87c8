"""Jobs rendered one after the other until none is left, or until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from types import FrameType

from svd_desktop.backends import private_engine
from svd_desktop.backends.process import ProcessBackend
from svd_desktop.backends.protocol import Backend
from svd_desktop.cli.exit_status import EXIT_INTERRUPTED, exit_status
from svd_desktop.cli.reporter import Reporter
from svd_desktop.core.errors import SvdError
from svd_desktop.core.events import RenderEvent
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.dispatch.work import Place, work
from svd_desktop.library import jobs
from svd_desktop.library.folders import Folders


def work_off(
    db: sqlite3.Connection,
    place: Place,
    backend: Backend,
    claim: Callable[[], Job | None],
    reporter: Reporter,
    failures: list[str],
) -> int:
    """Renders what `claim` gives until it gives None; returns the exit status.

    `failures` are the kinds of what failed before, such as pictures that cannot be read. Where the
    engine is taken away meanwhile, what waits stays queued.
    """
    done = 0
    with _pausing(backend) as interruption:

        def report(event: RenderEvent) -> None:
            reporter.event(event)
            if interruption.asked:  # said again: the backend may not have had the job yet
                backend.pause(interruption.job)

        while not interruption.asked and (job := claim()):
            if lack := _lack():  # another program changes the engine, or has removed it
                jobs.change(db, job.id, JobState.QUEUED)
                reporter.say(lack.reason.sentence)
                failures.append(lack.reason.kind)
                break
            interruption.job = job.id
            ended = work(db, place, backend, job, report)
            if ended.state == JobState.DONE:
                done += 1
            elif ended.state == JobState.FAILED and ended.reason:
                failures.append(ended.reason.kind)
            elif ended.state == JobState.QUEUED:
                reporter.say(ended.note)
            elif ended.state == JobState.PAUSED:
                jobs.change(db, ended.id, JobState.QUEUED, note="Interrupted.")
    if interruption.asked:
        reporter.say("Interrupted. What was not rendered stays in the queue.")
        return EXIT_INTERRUPTED
    return exit_status(done, failures)


@contextmanager
def a_backend(options: argparse.Namespace, folders: Folders) -> Iterator[Backend]:
    backend: Backend
    if private_engine.is_private():  # before anything is queued for it
        if options.in_process:
            raise SvdError(
                "request", "The engine runs in a process of its own here.",
                "Leave --in-process out.",
            )  # fmt: skip
        if lack := _lack():
            raise lack
    if options.in_process:
        from svd_desktop.cli.in_process import InProcessBackend

        backend = InProcessBackend()
    else:
        backend = ProcessBackend(folders.logs / "render-process.log")
    try:
        yield backend
    finally:
        backend.close()


def _lack() -> SvdError | None:
    """Why nothing can be rendered now, where the program comes without its engine."""
    if not private_engine.is_private():
        return None
    return private_engine.unready(private_engine.engine_folder())


class _Interruption:
    """Whether Ctrl-C was pressed, and which job it pauses."""

    def __init__(self) -> None:
        self.asked = False
        self.job = ""


@contextmanager
def _pausing(backend: Backend) -> Iterator[_Interruption]:
    """Ctrl-C, or being asked to end, pauses after the current step; a second Ctrl-C ends at once,
    and what is not finished is found by the next start."""
    interruption = _Interruption()
    # A handler runs in the middle of whatever the main thread does, which may hold the backend's
    # lock or be writing to its pipe: another thread asks. SimpleQueue.put is safe in a handler.
    to_pause: SimpleQueue[str | None] = SimpleQueue()

    def ask() -> None:
        for job_id in iter(to_pause.get, None):
            backend.pause(job_id)

    def on_signal(number: int, at: FrameType | None) -> None:
        interruption.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)
        to_pause.put(interruption.job)

    asking = threading.Thread(target=ask, name="pausing")
    asking.start()
    before = {
        number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        to_pause.put(None)
        asking.join()
