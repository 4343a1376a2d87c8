"""Results on stdout, the rest on stderr, for people and for programs."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from svd_desktop.cli.reporter import Reporter
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Preview,
    Progress,
    Started,
    Waiting,
    to_json,
)

PLAIN = [
    Started("job", "cpu", {}),
    Progress("job", "denoise", 1, 3, 2.5, 7),
    Preview("job", "/preview.png"),
    Finished("job", "/take", {}, 7, {}, ("/Clips/Straße \N{ROCKET}.mp4",)),
    Cancelled("job"),
    Paused("job", 2),
]


@pytest.mark.parametrize("event", PLAIN, ids=lambda event: type(event).__name__)
def test_json_is_the_event_itself(capsys, event):
    Reporter(as_json=True).event(event)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == json.loads(json.dumps(to_json(event)))


def test_a_failure_in_json_has_kind_message_and_remedy_beside_the_job(capsys):
    Reporter(as_json=True).event(Failed("job", Reason("memory", "No.", "Smaller.")))
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "event": "failed", "job": "job", "kind": "memory", "message": "No.", "remedy": "Smaller.",
    }  # fmt: skip
    assert said.err == "No. Smaller.\n"


def test_people_are_told_whom_they_wait_for(capsys):
    Reporter(as_json=False).event(Waiting("job", "the window (process 7)"))
    assert capsys.readouterr().err == (
        "Waiting for the window (process 7), which uses the same device.\n"
    )


def test_for_people_stdout_has_files_alone(capsys):
    reporter = Reporter(as_json=False)
    for event in PLAIN:
        reporter.event(event)
    assert capsys.readouterr().out == "/Clips/Straße \N{ROCKET}.mp4\n"


def test_without_a_terminal_each_stage_is_one_line(capsys):
    reporter = Reporter(as_json=False)
    for stage, step in (("load", 0), ("load", 1), ("denoise", 0), ("denoise", 1), ("write", 1)):
        reporter.event(Progress("job", stage, step, 1, None, 0))
    assert capsys.readouterr().err == "load\ndenoise\nwrite\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_steps_are_counted_in_their_line(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    reporter = Reporter(as_json=False)
    for step in range(3):
        reporter.event(Progress("job", "denoise", step, 2, 9.6 if step else None, 0))
    lines = terminal.getvalue().replace("\r", "\n").split("\n")
    assert [line.rstrip() for line in lines if line.strip()] == [
        "denoise 0 of 2", "denoise 1 of 2, 10 s left", "denoise 2 of 2, 10 s left",
    ]  # fmt: skip


def test_a_shorter_count_leaves_nothing_of_the_longer_and_is_no_wider(monkeypatch):
    """A line wider than the terminal would be counted in its last row alone."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    reporter = Reporter(as_json=False)
    for seconds in (100.0, 9.0):
        reporter.event(Progress("job", "denoise", 1, 2, seconds, 0))
    first, second = terminal.getvalue().split("\r")[1:]
    assert first == "denoise 1 of 2, 100 s left"
    assert second == "denoise 1 of 2, 9 s left  "


def test_a_sentence_after_counted_steps_starts_a_line_of_its_own(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    reporter = Reporter(as_json=False)
    reporter.event(Progress("job", "denoise", 1, 2, None, 0))
    reporter.say("Interrupted.")
    assert terminal.getvalue().endswith("\nInterrupted.\n")


TALKS_ON = """
import sys
from svd_desktop.cli.reporter import Reporter
from svd_desktop.core.events import Cancelled, Finished

sys.stdin.readline()
Reporter(True).event(Cancelled("job"))
Reporter(False).event(Finished("job", "/take", {}, 0, {}, ("/a.mp4",)))
Reporter(False).say("went on")
Reporter(False).event(Finished("job", "/take", {}, 0, {}, ("/b.mp4",)))
"""


def talked_on(closed: str) -> tuple[int, str, str]:
    program = subprocess.Popen(
        [sys.executable, "-c", TALKS_ON],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    getattr(program, closed).close()
    with program:
        out, err = program.communicate("go\n", timeout=60)
    return program.returncode, out, err


def test_a_reader_who_leaves_stops_nothing():
    status, _, err = talked_on(closed="stdout")
    assert (status, err) == (0, "went on\n")


def test_one_who_reads_no_messages_any_more_gets_the_results():
    status, out, _ = talked_on(closed="stderr")
    assert status == 0
    assert out.splitlines()[1:] == ["/a.mp4", "/b.mp4"]
