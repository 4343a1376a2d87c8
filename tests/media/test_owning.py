"""A take has one owner."""

from __future__ import annotations

import threading

import pytest

from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.owning import owned

SECONDS = 20


def test_whoever_waits_can_be_cancelled() -> None:
    with owned("t1"), pytest.raises(EncodingCancelled), owned("t1", lambda: True):
        raise AssertionError("it had it twice")


def test_other_takes_do_not_wait() -> None:
    with owned("t1"), owned("t2", lambda: True):
        pass


def test_the_second_waits_for_the_first_whatever_ended_it() -> None:
    order: list[str] = []
    asks = threading.Event()

    def second() -> None:
        with owned("t1", lambda: asks.set() or False):
            order.append("second")

    thread = threading.Thread(target=second)
    with pytest.raises(ValueError), owned("t1"):
        thread.start()
        assert asks.wait(SECONDS)
        order.append("first")
        raise ValueError
    thread.join(SECONDS)
    assert order == ["first", "second"]
