"""The process backend against small programs in the place of the render process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import psutil

from svd_desktop.backends import process as module
from svd_desktop.core.events import (
    Finished,
    Progress,
    Started,
    SteppedDown,
)
from tests.backends.conftest import RENDERS_EVERYTHING, crash_of, starts
from tests.made import order


def test_a_process_that_always_ends_cleanly_without_a_word_is_a_crash(scripted, tmp_path):
    backend = scripted("next(messages())")
    reason = crash_of(list(backend.render(order(tmp_path))))
    assert reason.message == "The render process ended unexpectedly."
    assert str(tmp_path / "logs" / "render.log") in reason.remedy
    assert len(starts(tmp_path)) == 1, "a fresh process was not idle: no other would do better"


def test_a_process_that_ends_before_it_reads_is_a_crash(scripted, tmp_path):
    crash_of(list(scripted("").render(order(tmp_path))))
    assert len(starts(tmp_path)) == 1


def test_an_idle_process_that_leaves_as_the_order_comes_is_replaced_once(scripted, tmp_path):
    backend = scripted(
        """
        first = len((HOME / "starts").read_text().split()) == 1
        for message in messages():
            job = message["order"]["job"]
            if first and job == "second":
                break
            finished(job)
        """
    )
    list(backend.render(order(tmp_path, "first")))
    assert [type(event) for event in backend.render(order(tmp_path, "second"))] == [Finished]
    assert len(starts(tmp_path)) == 2


def test_after_running_out_of_memory_a_fresh_process_goes_on_a_rung_below(scripted, tmp_path):
    backend = scripted(
        """
        asked = next(messages())["order"]
        job = asked["job"]
        if asked["from_rung"] is None:
            progress(job, 2)
            say(event="stepped_down", job=job, rung="offload", note="Went on as offload.")
        else:
            (HOME / "asked").write_text(json.dumps(asked))
            finished(job)
        """
    )
    events = list(backend.render(order(tmp_path, note="Before.")))
    assert [type(event) for event in events] == [Progress, SteppedDown, Finished]
    first, second = starts(tmp_path)
    assert first != second
    asked = json.loads((tmp_path / "asked").read_text())
    assert asked["from_rung"] == "offload"
    assert asked["note"] == "Before. Went on as offload."


def test_a_crash_in_mid_job_is_told_in_words(scripted, tmp_path):
    backend = scripted(
        """
        progress(next(messages())["order"]["job"], 3)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    )
    events = list(backend.render(order(tmp_path)))
    assert isinstance(events[0], Progress)
    assert crash_of(events).message == (
        "The render process was killed, perhaps because the computer ran out of memory."
    )


def test_leaving_cleanly_in_mid_job_is_a_crash_too(scripted, tmp_path):
    backend = scripted('progress(next(messages())["order"]["job"], 3)')
    crash_of(list(backend.render(order(tmp_path))))
    assert len(starts(tmp_path)) == 1


def test_a_process_that_died_between_jobs_is_replaced(scripted, tmp_path):
    backend = scripted(RENDERS_EVERYTHING)
    list(backend.render(order(tmp_path, "first")))
    idle = psutil.Process(backend.pid)
    idle.kill()
    assert isinstance(list(backend.render(order(tmp_path, "second")))[-1], Finished)
    assert len(starts(tmp_path)) == 2


def test_after_a_crash_the_next_job_gets_a_fresh_process(scripted, tmp_path):
    backend = scripted(
        """
        job = next(messages())["order"]["job"]
        if job == "crashes":
            sys.exit(7)
        finished(job)
        sys.stdin.read()
        """
    )
    reason = crash_of(list(backend.render(order(tmp_path, "crashes"))))
    assert reason.message == "The render process ended with status 7."
    assert isinstance(list(backend.render(order(tmp_path, "next")))[-1], Finished)


def test_noise_between_events_is_passed_over(scripted, tmp_path, caplog):
    backend = scripted(
        r"""
        job = next(messages())["order"]["job"]
        print("a library says hello")
        print("{broken json")
        print('{"event": "unheard of"}')
        sys.stdout.flush()
        sys.stdout.buffer.write(b"\xff\xfe no text at all\n")
        finished(job)
        sys.stdin.read()
        """
    )
    assert [type(event) for event in backend.render(order(tmp_path))] == [Finished]
    assert "a library says hello" in caplog.text


def test_the_process_stays_for_the_next_job(scripted, tmp_path):
    backend = scripted(RENDERS_EVERYTHING)
    for job in ("first", "second"):
        events = list(backend.render(order(tmp_path, job)))
        assert [type(event) for event in events] == [Started, Progress, Finished]
        assert {event.job for event in events} == {job}
    assert len(starts(tmp_path)) == 1


def test_a_job_nobody_listens_to_any_more_says_nothing_in_the_next_one(scripted, tmp_path):
    backend = scripted(RENDERS_EVERYTHING)
    abandoned = backend.render(order(tmp_path, "abandoned"))
    next(abandoned)
    abandoned.close()
    assert {event.job for event in backend.render(order(tmp_path, "next"))} == {"next"}


def test_its_own_words_go_to_the_log(scripted, tmp_path):
    backend = scripted(
        """
        print("what the driver said", file=sys.stderr, flush=True)
        finished(next(messages())["order"]["job"])
        """
    )
    list(backend.render(order(tmp_path)))
    assert "what the driver said" in (tmp_path / "logs" / "render.log").read_text()


def test_closing_waits_for_the_end(scripted, tmp_path):
    backend = scripted(RENDERS_EVERYTHING)
    list(backend.render(order(tmp_path)))
    pid = backend.pid
    backend.close()
    assert pid and not psutil.pid_exists(pid)
    assert backend.pid is None
    backend.close()  # and again, harmlessly


def test_closing_kills_what_does_not_leave(scripted, tmp_path, short_graces):
    backend = scripted(RENDERS_EVERYTHING + "\nwhile True: time.sleep(60)")
    list(backend.render(order(tmp_path)))
    pid = backend.pid
    backend.close()
    assert pid and not psutil.pid_exists(pid)


def test_the_log_does_not_grow_for_ever(scripted, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MAX_LOG_BYTES", 100)
    log = tmp_path / "logs" / "render.log"
    log.parent.mkdir()
    log.write_text("old words " * 50)
    list(scripted(RENDERS_EVERYTHING).render(order(tmp_path)))
    assert "old words" not in log.read_text()


PARENT = """
import sys
from pathlib import Path
from svd_desktop.backends.process import ProcessBackend
from tests.backends.conftest import RENDERS_EVERYTHING, crash_of, starts
from tests.made import order

folder = Path(sys.argv[1])
backend = ProcessBackend(folder / "render.log")
for event in backend.render(order(folder, device="nonsense")):
    pass
print(backend.pid, flush=True)
sys.stdin.read()
"""


def test_the_render_process_never_outlives_its_parent(tmp_path):
    """The real one: it stays warm after an order it cannot carry out, and its parent is killed."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    with parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    _, alive = psutil.wait_procs([child], timeout=30)
    for process in alive:
        process.kill()
    assert not alive
