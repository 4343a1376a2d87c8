"""`svd-desktop render`: pictures to clips, through the same queue as the window's."""

from __future__ import annotations

import argparse

from svd_desktop.cli.delivering import delivery_for
from svd_desktop.cli.inputs import pictures
from svd_desktop.cli.reporter import Reporter
from svd_desktop.cli.requests import request_maker
from svd_desktop.cli.working import a_backend, work_off
from svd_desktop.dispatch.work import Place
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders
from svd_desktop.library.owners import this_process

HOLDER = "svd-desktop render"


def render(options: argparse.Namespace, folders: Folders) -> int:
    """Queues what was asked for, renders it, and returns the exit status."""
    reporter = Reporter(options.json)
    requests_for = request_maker(options, folders)
    delivery = delivery_for(options, folders, requests_for("a picture"))
    requests = []
    failures: list[str] = []
    for source, reason in pictures(options.images):
        if reason is None:
            requests += requests_for(str(source))
        else:
            reporter.refused(source, reason)
            failures.append(reason.kind)
    owner = this_process(HOLDER)
    with open_library(folders) as db, a_backend(options, folders) as backend:
        for queued in jobs.add(db, requests, delivery, owner):
            reporter.queued(queued)
        return work_off(
            db,
            Place(folders, HOLDER, options.device),
            backend,
            lambda: jobs.claim(db, owner, only_mine=True),
            reporter,
            failures,
        )
