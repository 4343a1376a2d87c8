"""Cancelling and pausing: heard, or enforced; never by the wrong job."""

from __future__ import annotations

import threading

import psutil

from svd_desktop.backends import process as module
from svd_desktop.core.events import (
    Cancelled,
    Finished,
    Paused,
)
from tests.backends.conftest import RENDERS_EVERYTHING, starts
from tests.made import order

# Takes an order and is never heard of again; SIGTERM is ignored by what is appended to it.
STUCK_AT_STEP_2 = """
for message in messages():
    if message["do"] == "render":
        progress(message["order"]["job"], 2)
"""


def test_cancelling_is_heard(scripted, tmp_path):
    backend = scripted(
        """
        orders = messages()
        progress(next(orders)["order"]["job"], 1)
        wish = next(orders)
        say(event="cancelled", job=wish["job"])
        sys.stdin.read()
        """
    )
    events = backend.render(order(tmp_path))
    next(events)
    backend.cancel("job")
    assert list(events) == [Cancelled("job")]
    assert backend.pid, "the process is kept warm"


def test_a_process_deaf_to_cancelling_is_terminated(scripted, tmp_path, short_graces):
    backend = scripted(STUCK_AT_STEP_2)
    events = backend.render(order(tmp_path))
    next(events)
    backend.cancel("job")
    assert list(events) == [Cancelled("job")]
    assert backend.pid is None


def test_a_process_deaf_to_terminating_is_killed(scripted, tmp_path, short_graces):
    backend = scripted("signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STUCK_AT_STEP_2)
    events = backend.render(order(tmp_path))
    next(events)
    backend.cancel("job")
    assert list(events) == [Cancelled("job")]
    assert not psutil.pid_exists(starts(tmp_path)[0])


def test_pausing_is_heard(scripted, tmp_path):
    backend = scripted(
        """
        orders = messages()
        progress(next(orders)["order"]["job"], 4)
        wish = next(orders)
        say(event={"pause": "paused"}[wish["do"]], job=wish["job"], step=5)
        sys.stdin.read()
        """
    )
    events = backend.render(order(tmp_path))
    next(events)
    backend.pause("job")
    assert list(events) == [Paused("job", 5)]


def test_a_process_deaf_to_pausing_is_ended_and_the_job_paused_at_its_last_step(
    scripted, tmp_path, short_graces
):
    backend = scripted(STUCK_AT_STEP_2)
    events = backend.render(order(tmp_path))
    next(events)
    backend.pause("job")
    assert list(events) == [Paused("job", 2)]


def test_cancelling_overrides_pausing_but_not_the_other_way_round(scripted, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CANCEL_GRACE_SECONDS", 0.1)
    backend = scripted(STUCK_AT_STEP_2)
    events = backend.render(order(tmp_path))
    next(events)
    backend.pause("job")
    backend.cancel("job")
    backend.pause("job")
    assert list(events) == [Cancelled("job")]


def test_a_wish_for_another_job_is_never_sent(scripted, tmp_path):
    backend = scripted(
        """
        orders = messages()
        progress(next(orders)["order"]["job"], 1)
        say(event="cancelled", job=next(orders)["job"])
        sys.stdin.read()
        """
    )
    events = backend.render(order(tmp_path))
    next(events)
    backend.cancel("another")
    backend.pause("another")
    backend.cancel("job")
    assert list(events) == [Cancelled("job")]


def test_a_wish_after_the_end_does_not_reach_the_next_job(scripted, tmp_path):
    backend = scripted(RENDERS_EVERYTHING)
    list(backend.render(order(tmp_path, "first")))
    backend.cancel("first")
    assert isinstance(list(backend.render(order(tmp_path, "second")))[-1], Finished)


def test_a_wish_while_the_process_is_still_starting_is_not_lost(scripted, tmp_path, monkeypatch):
    backend = scripted(
        """
        orders = messages()
        next(orders)
        wish = next(orders)
        say(event="paused", job=wish["job"], step=0)
        sys.stdin.read()
        """
    )
    start = module.subprocess.Popen

    def start_slowly(*arguments, **options):
        backend.pause("job")
        return start(*arguments, **options)

    monkeypatch.setattr(module.subprocess, "Popen", start_slowly)
    assert list(backend.render(order(tmp_path))) == [Paused("job", 0)]


def test_timers_are_gone_when_a_job_has_ended(scripted, tmp_path):
    backend = scripted(
        """
        orders = messages()
        progress(next(orders)["order"]["job"], 1)
        say(event="cancelled", job=next(orders)["job"])
        sys.stdin.read()
        """
    )
    events = backend.render(order(tmp_path))
    next(events)
    backend.cancel("job")
    list(events)
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
