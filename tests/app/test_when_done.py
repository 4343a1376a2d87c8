"""The end of the queue: told once, and no computer goes off unasked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from svd_desktop.app.power import power_command
from svd_desktop.app.when_done import SECONDS, Choice, WhenDone
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Cancelled, Failed, Finished
from svd_desktop.core.jobs import Delivery, Job, JobState
from tests.made import request

FINISHED = Finished("job", "/take", {}, 0, {})
FAILED = Failed("job", Reason("input", "It is gone."))


@dataclass
class Told:
    when_done: WhenDone
    ran: list[list[str]] = field(default_factory=list)
    notified: list[tuple[int, int]] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    problems: list[Reason] = field(default_factory=list)


@pytest.fixture
def told(qapp: object) -> Told:
    told = Told(WhenDone(run=lambda command: told.ran.append(command)))
    told.when_done.notify.connect(lambda done, failed: told.notified.append((done, failed)))
    told.when_done.counting.connect(told.counted.append)
    told.when_done.problem.connect(told.problems.append)
    return told


def render(told: Told, *events) -> None:
    for event in events:
        told.when_done.hear(event)
    told.when_done.on_idle()


def test_what_was_done_is_told_once(told: Told) -> None:
    render(told, FINISHED, FINISHED, FAILED, Cancelled("job"))
    render(told)
    render(told, FINISHED)
    assert told.notified == [(2, 1), (1, 0)]


def test_nothing_is_told_of_a_queue_in_which_nothing_was_rendered(told: Told) -> None:
    told.when_done.choose(Choice.SHUT_DOWN)
    render(told, Cancelled("job"))
    assert (told.notified, told.counted, told.ran) == ([], [], [])


def test_nothing_means_nothing(told: Told) -> None:
    told.when_done.choose(Choice.NOTHING)
    render(told, FINISHED)
    assert (told.notified, told.counted, told.ran) == ([], [], [])


@pytest.mark.parametrize("choice", [Choice.SLEEP, Choice.SHUT_DOWN])
def test_the_computer_goes_off_after_the_whole_countdown_and_once(
    told: Told, choice: Choice
) -> None:
    told.when_done.choose(choice)
    render(told, FINISHED)
    for _ in range(SECONDS - 1):
        told.when_done.tick()
    assert told.ran == []
    told.when_done.tick()
    assert told.ran == [power_command(choice.value)]
    assert told.counted == [*range(SECONDS, 0, -1), 0]


def stop(told: Told) -> None:
    told.when_done.cancel()


def choose_nothing(told: Told) -> None:
    told.when_done.choose(Choice.NOTHING)


def begin_another(told: Told) -> None:
    told.when_done.hear_job(Job("b", request(), Delivery("/"), 1, state=JobState.RUNNING))


@pytest.mark.parametrize("act", [stop, choose_nothing, begin_another])
def test_a_countdown_that_is_stopped_runs_nothing(told: Told, act) -> None:
    told.when_done.choose(Choice.SHUT_DOWN)
    render(told, FINISHED)
    act(told)
    assert not told.when_done._timer.isActive()
    assert told.ran == []
    assert told.counted[-1] == 0


def test_a_job_that_only_waits_stops_no_countdown(told: Told) -> None:
    told.when_done.choose(Choice.SLEEP)
    render(told, FINISHED)
    told.when_done.hear_job(Job("b", request(), Delivery("/"), 1))
    assert told.when_done.seconds_left == SECONDS


def test_the_seconds_run_by_themselves(told: Told, qtbot) -> None:
    told.when_done._timer.setInterval(1)
    told.when_done.choose(Choice.SLEEP)
    render(told, FINISHED)
    qtbot.waitUntil(lambda: bool(told.ran))


@pytest.fixture
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a program of that name first on the path, which runs this."""

    def put(script: str) -> Path:
        program = tmp_path / "systemctl"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return tmp_path

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    return put


@pytest.mark.parametrize(
    ("choice", "word"), [(Choice.SLEEP, "suspend"), (Choice.SHUT_DOWN, "poweroff")]
)
def test_the_system_is_really_asked(
    qapp: object, qtbot, systemctl, choice: Choice, word: str
) -> None:
    asked = systemctl('echo "$@" > "$0.asked"') / "systemctl.asked"
    when_done = WhenDone()
    when_done.choose(choice)
    when_done.act()
    qtbot.waitUntil(lambda: asked.exists() and asked.read_text() == f"{word}\n")
    qtbot.waitUntil(lambda: when_done._process.state() == QProcess.ProcessState.NotRunning)


def test_a_command_that_is_not_there_is_told(qapp: object, qtbot, systemctl) -> None:
    when_done = WhenDone()
    with qtbot.waitSignal(when_done.problem) as told:
        when_done.act()
    assert told.args[0].message == "The computer stays on: systemctl cannot be started."


def test_a_system_that_refuses_is_told_in_its_own_words(qapp: object, qtbot, systemctl) -> None:
    systemctl('echo "Access denied" >&2; exit 1')
    when_done = WhenDone()
    with qtbot.waitSignal(when_done.problem) as told:
        when_done.act()
    assert told.args[0].message == "The computer stays on: systemctl says: Access denied"


def test_no_choice_outlives_the_program(qapp: object) -> None:
    WhenDone().choose(Choice.SHUT_DOWN)
    assert WhenDone().choice == Choice.NOTIFY


def test_no_computer_goes_off_before_the_last_export_has_ended(told: Told) -> None:
    exporting = True
    told.when_done._exporting = lambda: exporting
    told.when_done.choose(Choice.SHUT_DOWN)
    render(told, FINISHED)
    assert told.counted == []
    exporting = False
    told.when_done.on_exported()
    assert told.counted == [SECONDS]


def test_the_end_of_an_export_is_no_end_of_a_queue_that_goes_on(told: Told) -> None:
    told.when_done.choose(Choice.SHUT_DOWN)
    render(told)
    told.when_done.hear_job(Job("job", request(), Delivery("/clips"), 1, JobState.RUNNING))
    told.when_done.hear(FINISHED)
    told.when_done.on_exported()
    assert told.counted == []


def test_what_was_done_is_told_while_clips_are_exported(told: Told) -> None:
    told.when_done._exporting = lambda: True
    render(told, FINISHED)
    assert told.notified == [(1, 0)]
