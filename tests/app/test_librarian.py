"""The window's hands in the library: what is on disk when they are done."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.app.librarian import Librarian
from svd_desktop.core.edits import Edit
from svd_desktop.core.exporting import Export
from svd_desktop.core.jobs import Delivery, Extension, Job, JobState
from svd_desktop.library import jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.owners import this_process
from svd_desktop.library.settings_file import load_settings, save_settings
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


def keep(**changes: object) -> None:
    folders = find_folders()
    save_settings(folders, replace(load_settings(folders), **changes))


def test_clips_that_cannot_become_what_was_chosen_are_refused_when_they_are_queued(
    librarian, home, qtbot
):
    keep(finished_clips=Delivery("", ("dnxhr-hqx",)).to_json())
    with qtbot.waitSignal(librarian.failed, timeout=MILLISECONDS) as told:
        librarian.add([request()])
    assert told.args[0].sentence == (
        "DNxHR HQX needs at least 256x120 pixels, not 64x64. Choose another preset. "
        "What new clips become is chosen in File, Finished clips."
    )
    with open_library(find_folders()) as db:
        assert jobs.listed(db) == []


def test_an_extension_is_as_long_as_the_clip_that_it_becomes(librarian, home, qtbot):
    keep(finished_clips=Delivery("", edit=Edit(trim=(1, 6))).to_json())
    with qtbot.waitSignal(librarian.failed, timeout=MILLISECONDS) as told:
        librarian.add([request(frames=2)], Extension("boat", 3))
    assert "The clip has 5 frames." in told.args[0].sentence
    with qtbot.waitSignal(librarian.added, timeout=MILLISECONDS):
        librarian.add([request(frames=2)], Extension("boat", 4))


@pytest.mark.parametrize("kept", [{}, {"presets": 1}, {"presets": ["gif"], "folder": 1}])
def test_without_a_choice_that_can_be_read_new_clips_become_what_they_always_did(
    librarian, home, qtbot, kept
):
    keep(finished_clips=kept)
    with qtbot.waitSignal(librarian.added, timeout=MILLISECONDS) as told:
        librarian.add([request()])
    assert told.args[0][0].delivery == Delivery(str(home / "output"))


def test_new_clips_become_what_was_chosen(librarian, home, qtbot):
    chosen = Delivery(
        "", ("gif", "png"), Fraction(25), edit=Edit(retime="even"), template="{seed}",
        places={"gif": "/pages"},
    )  # fmt: skip
    keep(finished_clips=chosen.to_json(), output_folder="/clips")
    with qtbot.waitSignal(librarian.added, timeout=MILLISECONDS) as told:
        librarian.add([request()])
    assert told.args[0][0].delivery == replace(chosen, folder="/clips")


def test_exports_that_were_not_done_are_there_at_the_next_start(librarian, home, qtbot):
    left = Export("t1", "/takes/boat", "boat.jpg", Delivery("/clips", ("gif",)))
    librarian.keep_exports([left])
    with qtbot.waitSignal(librarian.opened, timeout=MILLISECONDS) as told:
        librarian.open()
    assert told.args[0].exports == [left]


def test_what_a_waiting_clip_could_not_be_delivered_as_is_not_changed_to(librarian, qtbot, home):
    with open_library(find_folders()) as db:
        (job,) = jobs.add(db, [request(width=256, height=128)], Delivery("/c", ("dnxhr-hqx",)))
    smaller = job.request.with_(width=128)
    for ask in (
        lambda: librarian.edit({job.id: smaller, "gone": smaller}),
        lambda: librarian.repeat([(job, smaller)]),
    ):
        with qtbot.waitSignal(librarian.failed, timeout=MILLISECONDS) as told:
            ask()
        assert "DNxHR HQX needs at least 256x120" in told.args[0].sentence
    with open_library(find_folders()) as db:
        assert [one.request for one in jobs.listed(db)] == [job.request]


def test_settings_that_a_disk_does_not_give_keep_no_library_shut(librarian, qtbot, monkeypatch):
    def broken(path: Path, **how: object) -> str:
        raise OSError(errno.EIO, "Input/output error", str(path))

    monkeypatch.setattr(Path, "read_text", broken)
    with qtbot.waitSignals([librarian.failed, librarian.opened], timeout=MILLISECONDS):
        librarian.open()
