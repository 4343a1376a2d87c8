"""From a claimed job to its clip: each way it can end, and what is on disk then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
    Started,
    Waiting,
)
from svd_desktop.core.jobs import Delivery, Extension, Job, JobState
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import MASTER
from svd_desktop.dispatch.work import Place, work
from svd_desktop.library import export_presets, job_logs, jobs, takes
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import Folders, find_folders
from svd_desktop.library.owners import this_process
from svd_desktop.media.masters import master_info
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.takes import read_take
from svd_desktop.models.catalogue import embedded
from tests.made import publish_take, request, take

ME = this_process("this test")
CRASH = Reason("crashed", "The render process was killed.", "Details are in the log.")


class TellingBackend:
    """Tells each order the next list of events; what can be called in a list is called."""

    def __init__(self, *scripts) -> None:
        self.orders: list[RenderOrder] = []
        self._scripts = list(scripts)

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        self.orders.append(order)
        for item in self._scripts.pop(0):
            event = item(order) if callable(item) else item
            if isinstance(event, Exception):
                raise event
            yield event

    def cancel(self, job_id: str) -> None: ...

    def pause(self, job_id: str) -> None: ...

    def close(self) -> None: ...


def denoise(step: int):
    return lambda order: Progress(order.job, "denoise", step, 3, 1.0, 5)


def last(kind, *rest):
    return lambda order: kind(order.job, *rest)


def finished(order: RenderOrder) -> Finished:
    publish_take(Path(order.target), take(id=order.job, request=order.request))
    return Finished(order.job, order.target, {"denoise": 1.0}, 9, {"decode_chunk": 2})


class Desk:
    """A library with one job, worked on by backends of the test's own, and all that was told."""

    def __init__(self, db, folders: Folders, output: Path) -> None:
        self.db, self.folders, self.output = db, folders, output
        self.cancelled = False
        self.told: list[RenderEvent] = []
        self.states: list[JobState] = []
        self.steps: list[int] = []
        jobs.add(db, [request()], Delivery(str(output)))
        self.job = self.claimed()

    def claimed(self) -> Job:
        job = jobs.claim(self.db, ME)
        assert job is not None
        return job

    def work(self, backend: TellingBackend) -> Job:
        place = Place(self.folders, "this test", "cpu")
        ended = work(
            self.db, place, backend, self.job, self.told.append, self._changed,
            lambda: self.cancelled,
        )  # fmt: skip
        assert ended == jobs.get(self.db, self.job.id), "what is told is what is on disk"
        return ended

    def _changed(self, job: Job) -> None:
        self.states.append(job.state)
        self.steps.append(job.step)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    folders = find_folders()
    with open_library(folders) as db:
        yield Desk(db, folders, home / "clips")


def test_a_failed_job_keeps_its_reason(desk):
    reason = Reason("memory", "The device ran out of memory.", "Use a smaller size.")
    ended = desk.work(TellingBackend([last(Failed, reason)]))
    assert (ended.state, ended.reason, ended.owner) == (JobState.FAILED, reason, None)
    assert desk.told == [Failed(ended.id, reason)]
    assert not desk.output.exists()


def test_a_model_that_is_not_there_fails_the_job_before_the_backend_is_asked(desk):
    db = desk.db
    jobs.change(db, desk.job.id, JobState.CANCELLED)
    jobs.add(db, [request(model="svd-9")], Delivery(str(desk.output)))
    desk.job = desk.claimed()
    backend = TellingBackend()
    ended = desk.work(backend)
    assert ended.reason and ended.reason.kind == "model"
    assert backend.orders == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (ZeroDivisionError("odd"), "internal"),
        (SvdError("device", "The driver is gone.", "Restart."), "device"),
    ],
)
def test_a_backend_that_raises_fails_the_job_alone(desk, fault, kind, caplog):
    ended = desk.work(TellingBackend([denoise(1), fault]))
    assert ended.state == JobState.FAILED
    assert ended.reason and ended.reason.kind == kind
    assert ("Traceback" in caplog.text) is (kind == "internal"), "a fault of ours is in the log"


def test_a_backend_that_falls_silent_fails_the_job(desk):
    ended = desk.work(TellingBackend([denoise(1)]))
    assert ended.state == JobState.FAILED
    assert "ended without a last event" in ended.reason.message


def test_a_cancelled_job_leaves_nothing_unfinished(desk):
    hidden = takes.hidden_folder(desk.folders, desk.job.id)
    hidden.mkdir()
    (hidden / "latents.safetensors").touch()
    ended = desk.work(TellingBackend([denoise(1), last(Cancelled)]))
    assert ended.state == JobState.CANCELLED
    assert desk.told[-1] == Cancelled(ended.id)
    assert not hidden.exists()


def test_a_cancel_that_ended_the_process_after_it_had_published_leaves_a_finished_job(desk):
    def killed_late(order: RenderOrder) -> Cancelled:
        finished(order)
        return Cancelled(order.job)

    ended = desk.work(TellingBackend([denoise(3), killed_late]))
    assert (ended.state, ended.take) == (
        JobState.DONE, str(takes.take_folder(desk.folders, desk.job)),
    )  # fmt: skip
    assert isinstance(desk.told[-1], Finished)


def test_a_paused_job_keeps_its_checkpoint_and_its_step(desk):
    hidden = takes.hidden_folder(desk.folders, desk.job.id)
    hidden.mkdir()
    ended = desk.work(TellingBackend([denoise(1), denoise(2), last(Paused, 2)]))
    assert (ended.state, ended.step) == (JobState.PAUSED, 2)
    assert hidden.exists()


def test_a_crash_queues_the_job_again_and_is_not_told_as_its_end(desk):
    ended = desk.work(TellingBackend([denoise(1), last(Failed, CRASH)]))
    assert (ended.state, ended.attempts, ended.owner) == (JobState.QUEUED, 1, ME)
    assert ended.note == "The render process was killed. Taken up again after step 1."
    assert not [event for event in desk.told if isinstance(event, Failed)]
    assert desk.states[-1] == JobState.QUEUED


def test_a_second_crash_at_the_same_step_fails_the_job(desk):
    desk.work(TellingBackend([denoise(1), last(Failed, CRASH)]))
    desk.job = desk.claimed()
    backend = TellingBackend([denoise(1), last(Failed, CRASH)])
    ended = desk.work(backend)
    assert (ended.state, ended.reason) == (JobState.FAILED, CRASH)
    assert [event for event in desk.told if isinstance(event, Failed)] == [Failed(ended.id, CRASH)]
    assert backend.orders[0].note.startswith("The render process was killed."), "the take tells"


def test_a_crash_after_progress_is_a_first_crash_again(desk):
    for step in (1, 2, 3):
        ended = desk.work(TellingBackend([denoise(step), last(Failed, CRASH)]))
        assert ended.state == JobState.QUEUED
        desk.job = desk.claimed()


def test_a_finished_job_has_its_take_and_its_clip(desk):
    backend = TellingBackend([last(Started, "cpu", {}), denoise(0), denoise(1), finished])
    ended = desk.work(backend)
    assert ended.state == JobState.DONE
    assert ended.take == str(takes.take_folder(desk.folders, desk.job))
    told = desk.told[-1]
    assert isinstance(told, Finished)
    assert {Path(file).suffix for file in told.files} == {".mp4", ".json"}
    assert {Path(file) for file in told.files} == set(desk.output.iterdir())
    assert told.seconds.keys() == {"denoise", "export"}


def test_what_is_told_comes_after_it_is_on_disk(desk):
    on_disk = []

    def look(event: RenderEvent) -> None:
        on_disk.append(jobs.get(desk.db, desk.job.id))

    desk.told = type("Told", (list,), {"append": lambda self, event: look(event)})()
    desk.work(TellingBackend([denoise(1), denoise(2), finished]))
    assert [job.step for job in on_disk[:2]] == [1, 2]
    assert on_disk[-1].state == JobState.DONE


def test_events_are_told_in_their_order(desk):
    desk.work(
        TellingBackend(
            [last(Waiting, "the window"), last(Started, "cpu", {}), denoise(1), finished]
        )
    )
    kinds = [type(event) for event in desk.told]
    assert kinds[:3] == [Waiting, Started, Progress]
    assert kinds[-1] == Finished
    assert all(event.stage == "write" for event in desk.told[3:-1])
    assert desk.steps == [1, 1]


def test_the_order_names_every_path(desk):
    backend = TellingBackend([last(Cancelled)])
    desk.work(backend)
    assert backend.orders == [
        RenderOrder(
            job=desk.job.id,
            request=desk.job.request,
            model_folder=str(embedded()["svd-mini"].folder),
            hidden=str(takes.hidden_folder(desk.folders, desk.job.id)),
            target=str(takes.take_folder(desk.folders, desk.job)),
            locks=str(desk.folders.locks),
            holder="this test",
            device="cpu",
        )
    ]


def test_a_take_that_is_there_already_is_not_rendered_again(desk):
    """Its owner died between publishing the take and noting it."""
    folder = takes.take_folder(desk.folders, desk.job)
    publish_take(folder, take(id=desk.job.id, request=desk.job.request))
    backend = TellingBackend()
    ended = desk.work(backend)
    assert (ended.state, ended.take) == (JobState.DONE, str(folder))
    assert backend.orders == []
    assert desk.told[-1].peak_memory_bytes == 7
    assert len(list(desk.output.iterdir())) == 2


def test_a_clip_that_cannot_be_delivered_leaves_the_take_safe(desk):
    desk.output.write_text("a file where the folder should be")
    ended = desk.work(TellingBackend([denoise(3), finished]))
    assert ended.state == JobState.FAILED
    assert ended.reason.kind == "disk"
    assert ended.reason.message.startswith(
        "The clip is rendered and safe in the library; its file is not: "
    )
    assert (takes.take_folder(desk.folders, desk.job) / MASTER).is_file()

    desk.output.unlink()
    jobs.retry(desk.db, [ended.id])
    desk.job = desk.claimed()
    assert desk.work(TellingBackend()).state == JobState.DONE, "delivered without rendering again"
    assert len(list(desk.output.iterdir())) == 2


def test_a_preset_that_was_removed_meanwhile_is_named_and_delivered_once_it_is_back(desk):
    own = OwnPreset("nightly", "h264-review", quality=40)
    export_presets.save(desk.folders, own)
    jobs.change(desk.db, desk.job.id, JobState.CANCELLED)
    jobs.add(desk.db, [request()], Delivery(str(desk.output), ("nightly",)))
    desk.job = desk.claimed()
    export_presets.delete(desk.folders, "nightly")
    ended = desk.work(TellingBackend([denoise(3), finished]))
    assert ended.state == JobState.FAILED
    assert ended.reason.message == (
        "The clip is rendered and safe in the library; its file is not: "
        "There is no preset 'nightly', or not any more."
    )
    assert ended.reason.remedy.startswith("Use one of: apng, av1,")

    export_presets.save(desk.folders, own)
    jobs.retry(desk.db, [ended.id])
    desk.job = desk.claimed()
    assert desk.work(TellingBackend()).state == JobState.DONE
    assert any("_nightly_" in path.name for path in desk.output.glob("*.mp4"))


@pytest.fixture
def extending(desk) -> Desk:
    """The desk with an extension of a take of two frames, from its second."""
    publish_take(desk.folders.takes / "before", take(id="before"))
    jobs.change(desk.db, desk.job.id, JobState.CANCELLED)
    jobs.add(desk.db, [request()], Delivery(str(desk.output), extends=Extension("before", 1)))
    desk.job = desk.claimed()
    return desk


def frames_in(path: Path) -> int:
    return master_info(path)[0]


def test_an_extension_is_one_take_and_one_clip_with_what_it_goes_on_from(extending):
    ended = extending.work(TellingBackend([denoise(3), finished]))
    folder = takes.take_folder(extending.folders, extending.job)
    assert (ended.state, ended.take) == (JobState.DONE, str(folder))
    assert frames_in(folder / MASTER) == 3
    (clip,) = extending.output.glob("*.mp4")
    assert frames_in(clip) == 3
    assert read_take(folder).extends == "before"
    assert sorted(path.name for path in extending.folders.takes.iterdir()) == [
        "before", folder.name,
    ]  # fmt: skip


@pytest.mark.parametrize("joined", [False, True])
def test_an_extension_whose_owner_died_is_joined_and_not_rendered_again(extending, joined):
    desk = extending
    made = take(id=desk.job.id, request=desk.job.request)
    publish_take(takes.extension_folder(desk.folders, desk.job.id), made)
    if joined:  # it died before the frames of its own were cleared away
        publish_take(takes.take_folder(desk.folders, desk.job), made)
    ended = desk.work(TellingBackend())
    assert ended.state == JobState.DONE
    folder = takes.take_folder(desk.folders, desk.job)
    assert frames_in(folder / MASTER) == (2 if joined else 3)
    assert not takes.extension_folder(desk.folders, desk.job.id).exists()


def test_an_extension_cancelled_before_it_is_joined_is_no_take(extending):
    extending.cancelled = True
    ended = extending.work(TellingBackend([denoise(3), finished]))
    assert ended.state == JobState.CANCELLED
    assert [path.name for path in extending.folders.takes.iterdir()] == ["before"]
    assert not extending.output.exists()


def test_an_extension_that_is_cancelled_leaves_nothing(extending):
    left = takes.extension_folder(extending.folders, extending.job.id)
    left.mkdir()
    extending.work(TellingBackend([last(Cancelled)]))
    assert not left.exists()


def test_the_jobs_log_tells_its_story_crash_and_all(desk):
    desk.work(TellingBackend([last(Started, "cpu", {}), denoise(1), last(Failed, CRASH)]))
    desk.job = desk.claimed()
    desk.work(TellingBackend([denoise(3), finished]))
    lines = [
        line.split("  ", 1)[1] for line in job_logs.read(desk.folders, desk.job.id).splitlines()
    ]
    assert lines[:3] == [
        "Started on cpu.",
        "Step 1 of 3, 0.0 GiB in use.",
        f"Failed: {CRASH.sentence}",
    ]
    assert lines[-1].startswith("Finished in ")
