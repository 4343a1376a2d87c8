"""`svd-desktop render`: pictures to clips, through the same queue as the window's."""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from types import FrameType

from svd_desktop.backends.process import ProcessBackend
from svd_desktop.backends.protocol import Backend
from svd_desktop.cli.exit_status import EXIT_INTERRUPTED, exit_status
from svd_desktop.cli.reporter import Reporter
from svd_desktop.cli.requests import requests_for
from svd_desktop.core.errors import SvdError
from svd_desktop.core.events import RenderEvent
from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.dispatch.work import Place, work
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.owners import this_process
from svd_desktop.library.settings_file import load_settings
from svd_desktop.media.images import find_images, open_image

HOLDER = "svd-desktop render"


def render(options: argparse.Namespace, folders: Folders) -> int:
    """Queues what was asked for, renders it, and returns the exit status."""
    settings = load_settings(folders)
    reporter = Reporter(options.json)
    failures: list[str] = []
    sources = _readable(options.images, reporter, failures)
    requests = [
        request
        for source in sources
        for request in requests_for(options, settings.model, str(source), folders.models)
    ]
    output = options.output or settings.output_folder or folders.output
    presets = tuple(dict.fromkeys(options.preset or ["h264-review"]))
    delivery = Delivery(str(Path(output).expanduser().resolve()), presets, options.rate)

    owner = this_process(HOLDER)
    done = 0
    with open_library(folders) as db, _backend(options, folders) as backend:
        for queued in jobs.add(db, requests, delivery, owner):
            reporter.queued(queued)
        place = Place(folders, HOLDER, options.device)
        with _pausing(backend) as interruption:

            def report(event: RenderEvent) -> None:
                reporter.event(event)
                if interruption.asked:  # said again: the backend may not have had the job yet
                    backend.pause(interruption.job)

            while not interruption.asked and (job := jobs.claim(db, owner, only_mine=True)):
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


def _readable(images: list[str], reporter: Reporter, failures: list[str]) -> list[Path]:
    """The pictures that can be decoded; the others are told of and counted as failures."""
    readable = []
    for path in find_images(_path(image) for image in images):
        try:
            open_image(path)
            readable.append(path.resolve())
        except SvdError as error:
            reporter.refused(path, error.reason)
            failures.append(error.reason.kind)
    if not readable and not failures:
        raise SvdError("input", "There is no picture in what was named.", "Name picture files.")
    return readable


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # nobody's home, but a name such as ~$draft.png
        return Path(text)


@contextmanager
def _backend(options: argparse.Namespace, folders: Folders) -> Iterator[Backend]:
    backend: Backend
    if options.in_process:
        from svd_desktop.cli.in_process import InProcessBackend

        backend = InProcessBackend()
    else:
        backend = ProcessBackend(folders.logs / "render-process.log")
    try:
        yield backend
    finally:
        backend.close()


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
