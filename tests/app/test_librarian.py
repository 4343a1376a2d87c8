"""The window's hands in the library: what is on disk when they are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from svd_desktop.app.librarian import Librarian
from svd_desktop.core.jobs import Delivery, Job, JobState
from svd_desktop.library import jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.owners import this_process
from tests.made import request

MILLISECONDS = 20_000


@pytest.fixture
def librarian(home: Path, qtbot) -> Iterator[Librarian]:
    thread = Librarian()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(MILLISECONDS)


@pytest.fixture
def paused(home: Path) -> Job:
    """A job stopped after a step, with its checkpoint."""
    folders = find_folders()
    with open_library(folders) as db:
        jobs.add(db, [request()], Delivery("/clips"))
        job = jobs.claim(db, this_process("an earlier window"))
        assert job is not None
        hidden = takes.hidden_folder(folders, job.id)
        hidden.mkdir()
        (hidden / "latents.safetensors").touch()
        return jobs.change(db, job.id, JobState.PAUSED)


def test_cancelling_a_paused_job_frees_the_disk(librarian, qtbot, paused):
    with qtbot.waitSignal(librarian.changed, timeout=MILLISECONDS) as told:
        librarian.cancel([paused.id])
    assert [job.state for job in told.args[0]] == [JobState.CANCELLED]
    assert list(find_folders().takes.iterdir()) == []


def test_removing_a_paused_job_frees_the_disk(librarian, qtbot, paused):
    with qtbot.waitSignal(librarian.removed, timeout=MILLISECONDS) as told:
        librarian.remove([paused.id])
    assert told.args[0] == [paused.id]
    assert list(find_folders().takes.iterdir()) == []


def test_a_job_that_is_being_rendered_keeps_its_checkpoint(librarian, qtbot, paused):
    with open_library(find_folders()) as db:
        jobs.retry(db, [paused.id])
        jobs.claim(db, this_process("svd-desktop render"))
    with qtbot.waitSignal(librarian.removed, timeout=MILLISECONDS) as told:
        librarian.cancel([paused.id])
        librarian.remove([paused.id])
    assert told.args[0] == []
    assert takes.hidden_folder(find_folders(), paused.id).is_dir()


def test_a_job_that_a_process_is_rendering_is_named_when_it_cannot_be_cancelled_here(
    librarian, qtbot, paused
):
    with open_library(find_folders()) as db:
        jobs.retry(db, [paused.id])
        jobs.claim(db, this_process("svd-desktop render"))
    with qtbot.waitSignal(librarian.cancel_refused, timeout=MILLISECONDS) as told:
        librarian.cancel([paused.id])
    assert told.args[0].owner.name == "svd-desktop render"


def test_what_goes_wrong_is_told_and_the_next_command_is_carried_out(librarian, qtbot, paused):
    with qtbot.waitSignal(librarian.failed, timeout=MILLISECONDS):
        librarian.restore([paused])  # it is there
    with qtbot.waitSignal(librarian.changed, timeout=MILLISECONDS) as told:
        librarian.retry([paused.id])
    assert [job.state for job in told.args[0]] == [JobState.QUEUED]
