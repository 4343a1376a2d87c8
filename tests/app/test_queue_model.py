"""The queue's table says in words what is on disk and what runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtTest import QAbstractItemModelTester

from svd_desktop.app import words
from svd_desktop.app.queue_model import FRACTION, JOB, Column, Filter, QueueModel
from svd_desktop.app.queue_tally import QueueTally
from svd_desktop.core.errors import Reason
from svd_desktop.core.estimate import shape_of
from svd_desktop.core.events import Progress, Waiting
from svd_desktop.core.jobs import WAITING, Delivery, Job, JobState
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
    assert row(model) == ["boat.jpg", "1", "Failed", "", "", "Full. Free some."]
    model.remove(["a", "unknown"])
    assert model.rowCount() == 1
    assert model.row("b") == 0


def test_progress_belongs_to_a_running_job_and_ends_with_it(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.hear(Progress("a", "denoise", 2, 8, 61.0, 1))
    model.hear(Progress("unknown", "denoise", 2, 8, 61.0, 1))
    assert row(model) == ["boat.jpg", "1", "Rendering", "step 2 of 8", "1 min 1 s", ""]
    assert model.index(0, 0).data(FRACTION) == 0.25
    model.put([job("a", state=JobState.DONE)])
    assert row(model) == ["boat.jpg", "1", "Done", "", "", "In /out."]
    assert model.index(0, 0).data(FRACTION) is None


def seeds(model: QueueModel) -> list[str]:
    return [model.index(number, Column.SEED).data() for number in range(model.rowCount())]


def test_clips_of_one_picture_are_told_apart_by_seed_and_by_motion_where_it_differs(
    model: QueueModel, qtbot
) -> None:
    other = REQUEST.with_(source="/pictures/cat.jpg", motion_bucket_id=40)
    model.put([job("a"), job("b", request=REQUEST.with_(seed=2)), job("c", request=other)])
    assert seeds(model) == ["1", "2", "1"]
    lively = job("d", request=REQUEST.with_(seed=2, motion_bucket_id=180))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.put([lively])
    assert (told.args[0].row(), told.args[1].row()) == (0, 2), "the others' words change too"
    assert seeds(model) == ["1, motion 127", "2, motion 127", "1", "2, motion 180"]
    with qtbot.waitSignal(model.dataChanged):
        model.remove(["d"])
    assert seeds(model) == ["1", "2", "1"]
    with qtbot.waitSignal(model.dataChanged):
        model.put_back([lively])
    assert seeds(model)[-1] == "2, motion 180"


@pytest.mark.parametrize(
    ("wish", "said", "state"),
    [
        ("cancel", "Cancelling…", JobState.CANCELLED),
        ("pause", "Pausing…", JobState.PAUSED),
        ("cancel", "Cancelling…", JobState.QUEUED),  # a crash was quicker
    ],
)
def test_what_was_asked_is_said_until_the_job_runs_no_more(
    model: QueueModel, wish, said: str, state: JobState
) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.hear(Progress("a", "decode", 1, 2, 61.0, 1))
    model.ask(["a", "unknown"], wish)
    assert row(model)[Column.STATE] == said
    assert row(model)[Column.TIME_LEFT] == "", "it will not take its time"
    assert model.is_pausing == (wish == "pause")
    model.hear(Progress("a", "decode", 2, 2, 1.0, 1))
    assert row(model)[Column.STATE] == said
    model.put([job("a", state=state)])
    model.put([job("a", state=JobState.RUNNING)])
    assert row(model)[Column.STATE] == "Starting"
    assert not model.is_pausing


def test_a_cancel_that_came_too_late_is_said(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.ask(["a"], "cancel")
    model.put([job("a", state=JobState.DONE)])
    late = "It was done before it could be cancelled. In /out."
    assert row(model)[Column.MESSAGE] == late
    assert model.index(0, Column.MESSAGE).data(Qt.ItemDataRole.ToolTipRole) == late


def test_what_was_asked_can_be_taken_back(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.ask(["a"], "cancel")
    model.ask(["a"], None)
    assert row(model)[Column.STATE] == "Starting"


def test_an_interrupted_job_shows_how_far_it_came(model: QueueModel) -> None:
    model.put([job("a", state=JobState.PAUSED, step=6, note="Interrupted.")])
    assert row(model) == ["boat.jpg", "1", "Paused", "step 6 of 8", "", "Interrupted."]


def test_waiting_for_the_device_names_who_has_it(model: QueueModel) -> None:
    model.put([job("a", state=JobState.RUNNING)])
    model.hear(Waiting("a", "another program"))
    assert row(model)[Column.MESSAGE] == "In use by another program."


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


def shown(model: QueueModel) -> str:
    jobs = model.jobs_in_rows(0, model.rowCount())
    return "".join(job.id for job in jobs)


def queue_of(model: QueueModel, ids: str, **changes: object) -> None:
    model.put([job(name, position=n, **changes) for n, name in enumerate(ids, start=1)])


@pytest.mark.parametrize("gone", ["ab", "bd", "ace", "e", "abcde", "acx"])
def test_what_goes_is_one_signal_and_what_is_selected_stays_so(
    model: QueueModel, gone: str, qtbot
) -> None:
    queue_of(model, "abcde")
    selection = QItemSelectionModel(model)
    for name in "abcde":
        index = model.index(model.row(name), 0)
        selection.select(
            index,
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    with qtbot.waitSignals([model.rowsRemoved]):
        removed = model.remove(gone)
    left = "".join(name for name in "abcde" if name not in gone)
    assert shown(model) == left
    assert {job.id for job in removed} == set(gone) - {"x"}
    assert [model.row(name) for name in left] == list(range(len(left)))
    assert "".join(index.data(JOB).id for index in selection.selectedRows()) == left
    assert model.count() == len(left)
    removals = []
    model.rowsRemoved.connect(lambda *rows: removals.append(rows))
    model.remove(left)
    assert len(removals) <= 1


def test_moved_jobs_take_their_selection_along(model: QueueModel) -> None:
    queue_of(model, "abcd")
    selection = QItemSelectionModel(model)
    selection.setCurrentIndex(model.index(3, 0), QItemSelectionModel.SelectionFlag.Select)
    model.move({"d": 1, "a": 2, "b": 3, "c": 4, "gone": 9})
    assert shown(model) == "dabc"
    assert selection.currentIndex().row() == 0
    assert model.job("d").position == 1


def test_what_is_brought_back_is_at_its_old_place(model: QueueModel) -> None:
    queue_of(model, "abcd")
    removed = model.remove("bd")
    model.put_back(removed)
    assert shown(model) == "abcd"
    assert model.count(JobState.QUEUED) == 4


def test_a_filter_shows_its_states_and_names_and_follows_what_changes(model: QueueModel) -> None:
    queue_of(model, "abc")
    other = replace(REQUEST, source="C:\\pictures\\Night.png")
    model.put([job("n", request=other, position=4, state=JobState.FAILED)])
    model.set_filter(Filter.ALL, " niGHT ")
    assert shown(model) == "n"
    model.set_filter(Filter.WAITING, "")
    assert shown(model) == "abc"
    model.put([job("b", position=2, state=JobState.RUNNING)])
    assert (shown(model), model.row("b")) == ("ac", None)
    model.hear(Progress("b", "denoise", 2, 8, 61.0, 1))
    model.put([job("b", position=2, state=JobState.PAUSED)])
    assert shown(model) == "abc", "back at its place"
    model.remove("a")
    model.set_filter(Filter.FAILED, "boat")
    assert model.rowCount() == 0
    model.set_filter(Filter.ALL, "")
    assert shown(model) == "bcn"


def test_counts_and_the_steps_to_do_follow_every_change(model: QueueModel) -> None:
    shape = shape_of(REQUEST)
    queue_of(model, "abc")
    assert model.steps_waiting() == {shape: 24}
    model.put([job("a", state=JobState.RUNNING), job("b", state=JobState.PAUSED, step=6)])
    assert (model.count(JobState.QUEUED), model.count(*WAITING), model.count()) == (1, 2, 3)
    assert model.steps_waiting() == {shape: 10}
    assert [found.id for found in model.running()] == ["a"]
    model.remove("bc")
    assert (model.count(*WAITING), model.steps_waiting()) == (0, {})
    model.put([job("a", state=JobState.DONE)])
    assert model.running() == []


def test_a_queue_that_was_counted_elsewhere_is_the_same(model: QueueModel) -> None:
    kept = [
        job("a", state=JobState.DONE),
        job("b", step=3),
        job("c", request=REQUEST.with_(motion_bucket_id=40)),
    ]
    model.open(kept, QueueTally(kept))
    other = QueueModel()
    other.put(kept)
    for told in (QueueModel.count, QueueModel.steps_waiting, QueueModel.ids, seeds):
        assert told(model) == told(other)
    model.put([job("b", state=JobState.DONE)])
    assert (model.count(*WAITING), model.count(JobState.DONE)) == (1, 2)


def test_only_waiting_jobs_are_dragged_and_none_while_some_are_hidden(model: QueueModel) -> None:
    model.put([job("a"), job("b", state=JobState.RUNNING), job("c", state=JobState.DONE)])
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert [bool(model.flags(model.index(row, 0)) & drag) for row in range(3)] == [
        True,
        False,
        False,
    ]
    model.set_filter(Filter.WAITING, "")
    assert not model.flags(model.index(0, 0)) & drag


@pytest.mark.parametrize(("row", "before"), [(0, "a"), (2, "c"), (3, None), (-1, None)])
def test_a_drop_says_what_was_dropped_and_before_what(
    model: QueueModel, row: int, before: str | None, qtbot
) -> None:
    queue_of(model, "abc")
    data = model.mimeData([model.index(1, 0), model.index(1, 1), model.index(0, 0)])
    move, nowhere = Qt.DropAction.MoveAction, QModelIndex()
    with qtbot.waitSignal(model.dropped) as told:
        assert not model.dropMimeData(data, move, row, 0, nowhere), "no view removes them"
    assert told.args == [["a", "b"], before]


def test_files_are_not_taken_by_the_rows(model: QueueModel, qtbot) -> None:
    queue_of(model, "abc")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    assert not model.canDropMimeData(data, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    with qtbot.assertNotEmitted(model.dropped):
        model.dropMimeData(data, Qt.DropAction.CopyAction, 0, 0, QModelIndex())


@pytest.mark.parametrize(
    ("seconds", "said"), [(3, "1 min"), (95, "2 min"), (840, "14 min"), (5400, "1 h 30 min")]
)
def test_what_is_only_foreseen_is_said_in_minutes(seconds: float, said: str) -> None:
    assert words.about(seconds) == said
