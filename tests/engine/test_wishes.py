"""What a person asked of a job stops that job alone."""

import threading

import pytest

from svd_desktop.engine.wishes import Stopped, Wishes


def test_without_a_wish_a_job_goes_on():
    Wishes().check("job")


@pytest.mark.parametrize("wish", ["cancel", "pause"])
def test_a_wish_stops_its_job_and_no_other(wish):
    wishes = Wishes()
    wishes.add("job", wish)
    wishes.check("another")
    with pytest.raises(Stopped) as stopped:
        wishes.check("job")
    assert stopped.value.wish == wish


def test_once_all_is_decoded_only_a_cancel_stops_the_job():
    wishes = Wishes()
    wishes.add("job", "pause")
    wishes.check_cancelled("job")
    wishes.add("job", "cancel")
    wishes.check_cancelled("another")
    with pytest.raises(Stopped):
        wishes.check_cancelled("job")


@pytest.mark.parametrize("order", [("cancel", "pause"), ("pause", "cancel")])
def test_cancelling_weighs_more_than_pausing(order):
    wishes = Wishes()
    for wish in order:
        wishes.add("job", wish)
    with pytest.raises(Stopped) as stopped:
        wishes.check("job")
    assert stopped.value.wish == "cancel"


def test_a_job_tried_again_starts_without_old_wishes():
    wishes = Wishes()
    wishes.add("job", "cancel")
    wishes.forget("job")
    wishes.forget("job")
    wishes.check("job")


def test_a_wish_from_another_thread_is_heard():
    wishes = Wishes()
    thread = threading.Thread(target=wishes.add, args=("job", "pause"))
    thread.start()
    thread.join()
    with pytest.raises(Stopped):
        wishes.check("job")
