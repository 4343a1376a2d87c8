"""The queue's time left: measured, or not said."""

from __future__ import annotations

import pytest

from svd_desktop.core.estimate import Shape, measured_pace, queue_seconds, shape_of
from tests.made import request

SMALL = Shape("mini", 64, 64, 2, True)
LARGE = Shape("mini", 128, 64, 4, True)  # four times the work
OTHER = Shape("xt", 64, 64, 2, True)


def test_nothing_is_claimed_before_anything_was_measured():
    assert queue_seconds({SMALL: 8}, {}) is None
    assert queue_seconds({SMALL: 8}, {}, running=20.0) is None
    assert queue_seconds({}, {SMALL: 1.0}) is None, "nothing is to do"


def test_the_last_job_needs_what_it_says_itself():
    assert queue_seconds({}, {}, running=20.0) == 20.0


def test_waiting_jobs_take_their_steps_and_the_running_one_its_rest():
    assert queue_seconds({SMALL: 24}, {SMALL: 2.0}, running=5.0) == 53.0


def test_another_size_is_scaled_by_its_frames_and_pixels():
    assert queue_seconds({LARGE: 10}, {SMALL: 2.0}) == 80.0


def test_without_guidance_a_step_is_half():
    assert queue_seconds({SMALL._replace(guided=False): 10}, {SMALL: 2.0}) == 10.0


def test_the_same_model_says_more_than_another_one_measured_later():
    assert queue_seconds({LARGE: 1}, {SMALL: 2.0, OTHER: 50.0}) == 8.0
    assert queue_seconds({LARGE: 1}, {OTHER: 50.0}) == 200.0


def test_of_several_sizes_the_last_measured_counts():
    wide = SMALL._replace(width=128)
    assert queue_seconds({LARGE: 1}, {SMALL: 100.0, wide: 3.0}) == 6.0


def test_a_pace_leaves_out_what_comes_once_and_counts_the_steps_in_fact_done():
    seconds = {"load": 90.0, "compile": 60.0, "denoise": 16.0, "decode": 4.0}
    assert measured_pace(seconds, 8) == 2.5
    assert measured_pace(seconds, 0) is None


@pytest.mark.parametrize(("guidance", "guided"), [(1.0, False), (3.0, True)])
def test_a_shape_is_what_the_request_says(guidance, guided):
    assert shape_of(request(max_guidance=guidance)) == Shape("svd-mini", 64, 64, 2, guided)
