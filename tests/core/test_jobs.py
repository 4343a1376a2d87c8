"""What may become of a job, and what is kept of it."""

import itertools
import json
from fractions import Fraction

import pytest

from svd_desktop.core.jobs import (
    TRANSITIONS,
    Delivery,
    Extension,
    IllegalTransition,
    JobState,
    Owner,
    check_transition,
)

# Written out a second time, so that a slip in the table is seen.
LEGAL = {
    ("queued", "running"), ("queued", "paused"), ("queued", "cancelled"),
    ("running", "queued"), ("running", "paused"), ("running", "done"), ("running", "failed"),
    ("running", "cancelled"), ("paused", "queued"), ("paused", "cancelled"),
    ("failed", "queued"), ("cancelled", "queued"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), list(itertools.product(JobState, JobState)))
def test_every_transition_is_allowed_or_refused_with_both_names(old, new):
    if (old.value, new.value) in LEGAL:
        check_transition(old, new)
        return
    with pytest.raises(IllegalTransition, match=f"a {old.value} job cannot become {new.value}"):
        check_transition(old, new)


def test_every_state_is_in_the_table():
    assert set(TRANSITIONS) == set(JobState)


@pytest.mark.parametrize("state", JobState)
def test_finished_is_what_nobody_works_on_any_more(state):
    assert state.finished is (state.value in ("done", "failed", "cancelled"))


@pytest.mark.parametrize(
    "delivery",
    [
        Delivery("/clips"),
        Delivery("/clips", ("h264-review", "prores-422-hq"), Fraction(24000, 1001)),
        Delivery("/clips", (), Fraction(25)),
        Delivery("/clips", extends=Extension("rocket_42_a", 13)),
    ],
)
def test_a_delivery_keeps_its_exact_rate_and_what_it_extends(delivery):
    assert Delivery.from_json(json.loads(json.dumps(delivery.to_json()))) == delivery


def test_an_owner_keeps_its_exact_start_time():
    owner = Owner(1234, 1763798400.1199999, "boot", "the window")
    assert Owner.from_json(json.loads(json.dumps(owner.to_json()))) == owner
