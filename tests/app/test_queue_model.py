"""The queue's table says in words what is on disk and what runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from svd_desktop.app import words
from svd_desktop.app.queue_model import FRACTION, Column, QueueModel
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Progress, Waiting
from svd_desktop.core.jobs import Delivery, Job, JobState
from svd_desktop.core.request import RenderRequest

REQUEST = RenderRequest(
    source="/pictures/boat.jpg", model="m", width=64, height=64, frames=2, steps=8, seed=1
)


def job(name: str, **changes: object) -> Job:
    return replace(Job(name, REQUEST, Delivery("/out"), 1), **changes)


@pytest.fixture
def model(qapp: object) -> QueueModel:
    model = QueueModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    model.tester = QAbstractItemModelTester(model, mode, model)
    return model


def row(model: QueueModel, number: int = 0) -> list[str]:
    return [model.index(number, column).data() for column in Column]


def test_jobs_are_appended_changed_in_place_and_removed(model: QueueModel) -> None:
    model.put([job("a"), job("b")])
    model.put([job("a", state=JobState.FAILED, reason=Reason("disk", "Full.", "Free some."))])
    assert row(model) == ["boat.jpg", "Failed", "", "", "Full. Free some."]
    model.remove(["a", "unknown"])
    assert model.rowCount() == 1
    assert model.row("b") == 0


def test_progress_belongs_to_a_running_job_and_ends_with_it(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.hear(Progress("a", "denoise", 2, 8, 61.0, 1))
    model.hear(Progress("unknown", "denoise", 2, 8, 61.0, 1))
    assert row(model) == ["boat.jpg", "Rendering", "2 of 8", "1 min 1 s", ""]
    assert model.index(0, 0).data(FRACTION) == 0.25
    model.put([job("a", state=JobState.DONE)])
    assert row(model) == ["boat.jpg", "Done", "", "", "In /out."]
    assert model.index(0, 0).data(FRACTION) is None


def test_an_interrupted_job_shows_how_far_it_came(model: QueueModel) -> None:
    model.put([job("a", state=JobState.PAUSED, step=6, note="Interrupted.")])
    assert row(model) == ["boat.jpg", "Paused", "6 of 8", "", "Interrupted."]


def test_waiting_for_the_device_names_who_has_it(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.hear(Waiting("a", "another program"))
    assert row(model)[4] == "In use by another program."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""), (0.2, "1 s"), (59.4, "59 s"), (59.7, "1 min 0 s"), (61, "1 min 1 s"),
        (1500, "25 min"), (3599, "1 h 0 min"), (3600, "1 h 0 min"), (9000, "2 h 30 min"),
    ],
)  # fmt: skip
def test_time_left_is_said_as_people_say_it(seconds: float | None, said: str) -> None:
    assert words.duration(seconds) == said


def test_memory_is_said_in_the_unit_of_graphics_cards() -> None:
    assert words.size(512 * 2**20) == "512 MiB"
    assert words.size(3 * 2**29) == "1.5 GiB"
