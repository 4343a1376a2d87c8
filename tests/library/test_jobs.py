"""The queue on disk: order, claims, and what becomes of a job in every case."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.core.jobs import TRANSITIONS, WAITING, Delivery, IllegalTransition, JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.owners import this_process
from tests.made import GONE, request

ME = this_process("this test")
OTHER = replace(ME, name="another living program")
DELIVERY = Delivery("/clips", ("h264-review",), Fraction(25))
CRASH = Reason("crashed", "The render process was killed.", "Details are in the log.")


def add(db, *seeds: int, owner=None):
    return jobs.add(db, [request(seed=seed) for seed in seeds or (1,)], DELIVERY, owner)


def running(db, owner=ME):
    (job,) = add(db, owner=owner)
    claimed = jobs.claim(db, owner, only_mine=True)
    assert claimed and claimed.id == job.id
    return claimed


def in_state(db, state: JobState):
    """A job of ours brought to a state by the ways that lead there."""
    if state == JobState.QUEUED:
        return add(db)[0]
    job = running(db)
    if state == JobState.RUNNING:
        return job
    return jobs.change(db, job.id, state, reason=CRASH if state == JobState.FAILED else None)


def seeds(listed):
    return [job.request.seed for job in listed]


def test_what_was_added_is_on_disk_for_others_at_once(db, folders):
    added = add(db, 1, 2, 3)
    with open_library(folders) as other:
        assert jobs.listed(other) == added


def test_jobs_come_in_the_order_in_which_they_were_added(db):
    add(db, 3, 1)
    add(db, 2)
    assert seeds(jobs.listed(db)) == [3, 1, 2]
    assert [job.position for job in jobs.listed(db)] == [1, 2, 3]


def test_adding_nothing_is_nothing(db):
    assert jobs.add(db, [], DELIVERY) == []


def test_the_list_can_be_of_some_states(db):
    job = running(db)
    (waiting,) = add(db, 2)
    assert jobs.listed(db, [JobState.RUNNING]) == [job]
    assert jobs.listed(db, [JobState.QUEUED]) == [waiting]
    assert jobs.listed(db, [JobState.DONE]) == []


def test_a_job_that_is_not_there_is_named(db):
    with pytest.raises(KeyError, match="nobody"):
        jobs.get(db, "nobody")


def test_an_empty_queue_has_nothing_to_claim(db):
    assert jobs.claim(db, ME) is None


def test_the_first_that_waits_is_claimed(db):
    first, second = add(db, 1, 2)
    claimed = jobs.claim(db, ME)
    assert claimed == replace(first, state=JobState.RUNNING, owner=ME)
    claimed = jobs.claim(db, ME)
    assert claimed and claimed.id == second.id
    assert jobs.claim(db, ME) is None


@pytest.mark.parametrize("state", [state for state in JobState if state != JobState.QUEUED])
def test_only_what_waits_is_claimed(db, state):
    in_state(db, state)
    assert jobs.claim(db, ME) is None


def test_a_job_reserved_by_a_living_program_is_passed_over(db):
    add(db, 1, owner=OTHER)
    add(db, 2)
    claimed = jobs.claim(db, ME)
    assert claimed and claimed.request.seed == 2
    assert jobs.claim(db, ME) is None


def test_a_job_reserved_by_a_program_that_is_gone_is_taken(db):
    add(db, 1, owner=GONE)
    claimed = jobs.claim(db, ME)
    assert claimed and claimed.owner == ME


def test_only_mine_leaves_alone_what_is_free_or_orphaned(db):
    add(db, 1)
    add(db, 2, owner=GONE)
    add(db, 3, owner=ME)
    claimed = jobs.claim(db, ME, only_mine=True)
    assert claimed and claimed.request.seed == 3
    assert jobs.claim(db, ME, only_mine=True) is None


def test_a_claim_forgets_why_it_failed_the_last_time(db):
    job = in_state(db, JobState.FAILED)
    jobs.retry(db, [job.id])
    claimed = jobs.claim(db, ME)
    assert claimed and claimed.reason is None


@pytest.mark.parametrize(("old", "new"), list(itertools.product(JobState, JobState)))
def test_a_change_follows_the_table_or_changes_nothing(db, old, new):
    job = in_state(db, old)
    if new in TRANSITIONS[old]:
        assert jobs.change(db, job.id, new).state == new
        return
    with pytest.raises(IllegalTransition):
        jobs.change(db, job.id, new)
    assert jobs.get(db, job.id) == job


@pytest.mark.parametrize("state", sorted(TRANSITIONS[JobState.RUNNING]))
def test_whoever_is_through_with_a_job_owns_it_no_more(db, state):
    assert jobs.change(db, running(db).id, state).owner is None


def test_a_change_keeps_reason_note_and_take(db):
    job = jobs.change(db, running(db).id, JobState.FAILED, reason=CRASH, note="Twice.")
    assert (job.reason, job.note) == (CRASH, "Twice.")
    job = jobs.change(db, running(db).id, JobState.DONE, take="/takes/a")
    assert (job.take, job.note, job.reason) == ("/takes/a", "", None)


def test_a_finished_step_is_on_disk_at_once(db, folders):
    job = running(db)
    jobs.record_step(db, job.id, 7)
    with open_library(folders) as other:
        assert jobs.get(other, job.id).step == 7


def test_a_first_crash_queues_the_job_again_for_the_same_owner(db):
    job = running(db)
    jobs.record_step(db, job.id, 5)
    again = jobs.crashed(db, job.id, CRASH)
    assert (again.state, again.attempts, again.owner) == (JobState.QUEUED, 1, ME)
    assert again.note == "The render process was killed. Taken up again after step 5."
    assert jobs.claim(db, OTHER) is None, "it is still reserved"
    claimed = jobs.claim(db, ME, only_mine=True)
    assert claimed and claimed.id == job.id


def test_a_second_crash_at_the_same_step_fails_it(db):
    job = running(db)
    jobs.record_step(db, job.id, 5)
    jobs.crashed(db, job.id, CRASH)
    jobs.claim(db, ME)
    jobs.record_step(db, job.id, 5)  # what a job taken up again tells first
    failed = jobs.crashed(db, job.id, CRASH)
    assert (failed.state, failed.reason, failed.owner) == (JobState.FAILED, CRASH, None)


def test_a_crash_after_progress_counts_as_the_first(db):
    job = running(db)
    for step in (5, 6, 7, 8):
        jobs.record_step(db, job.id, step)
        assert jobs.crashed(db, job.id, CRASH).state == JobState.QUEUED
        jobs.claim(db, ME)


def test_a_job_that_begins_anew_and_crashes_at_its_old_step_is_given_up(db):
    """Its checkpoint was unreadable: steps it has done before are no progress."""
    job = running(db)
    for step in (0, 1, 2):
        jobs.record_step(db, job.id, step)
    jobs.crashed(db, job.id, CRASH)
    jobs.claim(db, ME)
    for step in (0, 1, 2):
        jobs.record_step(db, job.id, step)
    assert jobs.crashed(db, job.id, CRASH).state == JobState.FAILED


def test_the_queue_goes_on_after_a_job_was_given_up(db):
    job = running(db)
    add(db, 2)
    jobs.crashed(db, job.id, CRASH)
    jobs.claim(db, ME)
    jobs.crashed(db, job.id, CRASH)
    claimed = jobs.claim(db, ME)
    assert claimed and claimed.request.seed == 2


# Who comes first, and where the job then stands: a cancel from the list and a claim by a worker.
def test_a_cancel_before_the_claim_wins(db):
    (job,) = add(db)
    assert [job.state for job in jobs.cancel(db, [job.id])] == [JobState.CANCELLED]
    assert jobs.claim(db, ME) is None


def test_a_claim_before_the_cancel_wins_and_the_worker_is_left_to_cancel(db):
    job = running(db, OTHER)
    assert jobs.cancel(db, [job.id]) == [job]


def test_a_running_job_whose_owner_is_gone_can_be_cancelled(db):
    job = running(db, GONE)
    assert [job.state for job in jobs.cancel(db, [job.id])] == [JobState.CANCELLED]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.PAUSED])
def test_what_nobody_renders_is_cancelled(db, state):
    (cancelled,) = jobs.cancel(db, [in_state(db, state).id])
    assert (cancelled.state, cancelled.owner) == (JobState.CANCELLED, None)


@pytest.mark.parametrize("state", [state for state in JobState if state.finished])
def test_what_is_finished_is_not_cancelled_any_more(db, state):
    job = in_state(db, state)
    assert jobs.cancel(db, [job.id]) == [job]


def test_a_job_reserved_by_another_program_can_be_cancelled_before_it_begins(db):
    (job,) = add(db, owner=OTHER)
    assert [job.state for job in jobs.cancel(db, [job.id])] == [JobState.CANCELLED]
    assert jobs.claim(db, OTHER, only_mine=True) is None


@pytest.mark.parametrize("state", [JobState.PAUSED, JobState.FAILED, JobState.CANCELLED])
def test_a_retry_begins_with_a_clean_count(db, state):
    job = in_state(db, state)
    db.execute("UPDATE jobs SET attempts = 1")
    (again,) = jobs.retry(db, [job.id])
    assert (again.state, again.attempts, again.reason) == (JobState.QUEUED, 0, None)


def test_what_is_done_is_not_rendered_again(db):
    job = in_state(db, JobState.DONE)
    db.execute("UPDATE jobs SET attempts = 1")
    assert jobs.retry(db, [job.id]) == []
    assert jobs.get(db, job.id).attempts == 1, "nothing of the retry is left"


def test_paused_jobs_are_taken_up_in_their_order(db):
    first, second = (in_state(db, JobState.PAUSED) for _ in range(2))
    in_state(db, JobState.FAILED)
    assert [job.id for job in jobs.resume_paused(db)] == [first.id, second.id]
    assert len(jobs.listed(db, [JobState.QUEUED])) == 2


def test_a_running_job_cannot_be_removed(db):
    job, (waiting,) = running(db), add(db, 2)
    assert jobs.remove(db, [job.id, waiting.id, "nobody"]) == [waiting.id]
    assert jobs.listed(db) == [job]


@pytest.mark.parametrize("state", [state for state in JobState if state.finished])
def test_clearing_leaves_what_is_finished(db, state):
    job = in_state(db, state)
    assert jobs.clear(db) == ([], [])
    assert jobs.listed(db) == [job]


def test_clearing_takes_what_no_living_program_holds(db):
    left_behind, rendered = running(db, GONE), running(db, OTHER)
    paused, (reserved,), (waiting,) = in_state(db, JobState.PAUSED), add(db, owner=OTHER), add(db)
    assert jobs.clear(db) == ([left_behind, paused, waiting], [rendered, reserved])
    assert jobs.listed(db) == [rendered, reserved]


def test_a_job_found_without_its_owner_goes_back_with_a_note(db):
    job = running(db, GONE)
    jobs.record_step(db, job.id, 3)
    (found,) = jobs.recover(db)
    assert (found.state, found.step, found.attempts, found.owner) == (JobState.QUEUED, 3, 1, None)
    assert found.note == (
        "Interrupted: the program that was rendering it ended. It goes on after step 3."
    )
    assert jobs.recover(db) == []


def test_a_job_interrupted_before_its_first_step_promises_nothing(db):
    running(db, GONE)
    assert jobs.recover(db)[0].note == "Interrupted: the program that was rendering it ended."


def test_what_a_living_program_renders_is_left_to_it(db):
    job = running(db, OTHER)
    assert jobs.recover(db) == []
    assert jobs.get(db, job.id) == job


@pytest.mark.parametrize("state", [state for state in JobState if state != JobState.RUNNING])
def test_only_running_jobs_are_recovered(db, state):
    job = in_state(db, state)
    assert jobs.recover(db) == []
    assert jobs.get(db, job.id) == job


def test_a_recovered_job_keeps_its_place(db):
    running(db, GONE)
    add(db, 2)
    jobs.recover(db)
    assert seeds(jobs.listed(db, [JobState.QUEUED])) == [1, 2]


def order(db) -> list[str]:
    return [job.id for job in jobs.listed(db)]


def test_waiting_jobs_change_places_and_the_others_keep_theirs(db):
    done = in_state(db, JobState.DONE)
    busy, second = add(db, 1, 2)
    assert jobs.claim(db, ME).id == busy.id
    third, fourth = add(db, 3, 4)
    moved = jobs.reorder(db, [fourth.id, third.id, second.id, busy.id, done.id, "removed"])
    assert order(db) == [done.id, busy.id, fourth.id, third.id, second.id]
    assert set(moved) == {fourth.id, second.id}
    assert {job.id: job.position for job in jobs.listed(db)}.items() >= moved.items()


def test_an_order_that_is_so_already_moves_nothing(db):
    assert jobs.reorder(db, [job.id for job in add(db, 1, 2, 3)]) == {}


def test_what_was_removed_comes_back_where_it_was_and_is_not_rendered_again(db):
    first, second, third = add(db, 1, 2, 3)
    assert jobs.claim(db, ME).id == first.id
    done = jobs.change(db, first.id, JobState.DONE, take="/takes/one")
    jobs.remove(db, [done.id, second.id])
    jobs.restore(db, [second, done])
    assert order(db) == [first.id, second.id, third.id]
    assert jobs.get(db, done.id) == done


def test_a_job_brought_back_begins_at_its_first_step(db):
    (job,) = add(db)
    jobs.claim(db, ME)
    jobs.record_step(db, job.id, 2)
    paused = jobs.change(db, job.id, JobState.PAUSED)
    jobs.remove(db, [job.id])
    (back,) = jobs.restore(db, [paused])
    assert (back.state, back.step) == (JobState.PAUSED, 0)
    assert jobs.get(db, job.id) == back


def test_a_waiting_job_takes_other_settings_and_forgets_what_it_had_begun(db):
    (job,) = add(db)
    jobs.claim(db, ME)
    jobs.record_step(db, job.id, 2)
    jobs.change(db, job.id, JobState.PAUSED)
    forgotten = []
    new = request(steps=9)
    (edited,) = jobs.edit(db, {job.id: new}, lambda job: not forgotten.append(job.id))
    assert (edited.request, edited.step, forgotten) == (new, 0, [job.id])
    assert jobs.get(db, job.id) == edited


@pytest.mark.parametrize("state", [state for state in JobState if state not in WAITING])
def test_only_what_waits_takes_other_settings(db, state):
    job = in_state(db, state)
    assert jobs.edit(db, {job.id: request(steps=9)}, lambda job: True) == []
    assert jobs.get(db, job.id) == job


def test_a_job_whose_beginning_cannot_be_forgotten_keeps_its_settings(db):
    (job,) = add(db)
    assert jobs.edit(db, {job.id: request(steps=9)}, lambda job: False) == []
    assert jobs.get(db, job.id) == job


def test_a_repeated_job_is_delivered_where_its_model_is(db):
    (job,) = add(db)
    (again,) = jobs.repeat(db, [(job, request(seed=9))])
    assert (again.request.seed, again.delivery) == (9, job.delivery)
    assert again.id != job.id
    assert order(db) == [job.id, again.id]
