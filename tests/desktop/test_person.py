"""A person at work, with pointer and keys: three photographs become nine clips, and one goes out.

Two-frame clips, so that it takes a minute or two. Where things are is asked of the program; what
became of them is read from its library.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image

from svd_desktop.core.jobs import Job, JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.models.resources import resource
from tests.desktop.conftest import SECONDS, Screen

HERE = Path(__file__).parent
TURNS = 60  # of the wheel
Found = TypeVar("Found")


class Person:
    """Acts on one start of the program."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.panel: tuple[int, int] | None = None  # a place in it
        self.program = screen.program(sys.executable, HERE / "person_program.py")
        self.window = screen.wait_for_window("SVD Desktop")
        screen.do("windowmove", "--sync", self.window, 0, 0)
        screen.do("windowsize", "--sync", self.window, 1040, 760)
        screen.do("windowactivate", "--sync", self.window)

    def ask(self, *question: object) -> list[int] | None:
        self.program.stdin.write(json.dumps(question).encode() + b"\n")
        return json.loads(self.screen.line(self.program) or "null")

    def see(self, *question: object) -> tuple[int, int]:
        """Waits until it is there."""
        return tuple(until(lambda: self.ask(*question), 30))

    def click(self, *question: object, times: int = 1, held: str = "") -> None:
        x, y = self.see(*question)
        self.screen.do("mousemove", "--sync", x, y)
        if held:
            self.screen.do("keydown", held)
        self.screen.do("click", "--repeat", times, 1)
        if held:
            self.screen.do("keyup", held)

    def scroll_to(self, name: str) -> None:
        """In the panel, with the wheel over its left edge, where it has no fields."""
        if self.panel is None:
            told = "SVD takes no prompt and no camera directions."
            self.panel = self.see("widget", told, 0.01)
        self.screen.do("mousemove", "--sync", *self.panel)
        for _ in range(TURNS):
            if self.ask("widget", name, 0.3, 0.9):  # its lower edge too
                return
            self.screen.do("click", 5)
        raise AssertionError(f"{name} is not in the panel")

    def enter(self, name: str, text: object) -> None:
        self.scroll_to(name)
        self.click("widget", name, 0.3, times=2)
        self.press("ctrl+a")
        self.screen.do("type", text)
        self.press("Tab")

    def press(self, *keys: str) -> None:
        self.screen.do("key", *keys)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.screen.do("mousemove", "--sync", *start)
        self.screen.do("mousedown", 1)
        for part in range(1, 11):
            x, y = (round(a + (b - a) * part / 10) for a, b in zip(start, end, strict=True))
            self.screen.do("mousemove", "--sync", x, y)
        self.screen.do("mouseup", 1)

    def close(self) -> None:
        self.screen.do("windowactivate", "--sync", self.window)
        self.press("alt+F4")
        assert self.program.wait(3 * SECONDS) == 0


def until(asked: Callable[[], Found], seconds: float = 2 * SECONDS) -> Found:
    """What it gives once that is something; each asking waits for another process."""
    deadline = time.monotonic() + seconds
    while not (found := asked()):
        assert time.monotonic() < deadline, "it does not come"
    return found


def in_library() -> list[Job]:
    with open_library(find_folders()) as db:
        return jobs.listed(db)


def count(*states: JobState) -> int:
    return sum(job.state in states for job in in_library())


def drop(screen: Screen, person: Person, paths: list[Path]) -> None:
    """From another program's window onto the pictures."""
    source = screen.program(sys.executable, HERE / "drag_program.py", *paths)
    theirs = screen.wait_for_window("A file manager")
    screen.do("windowmove", "--sync", theirs, 1090, 60)
    x, y = person.see("widget", "Drop pictures or folders here")
    screen.drag(
        [("--window", theirs, x, y) for x, y in ((60, 60), (70, 65), (90, 70), (110, 60))],
        lambda nudge: (x + nudge % 40, y),
        source, "would CopyAction",
    )  # fmt: skip
    screen.do("mouseup", 1)
    until(lambda: (screen.line(source) or "").startswith("did"))
    screen.do("windowactivate", "--sync", person.window)


@pytest.mark.desktop
def test_three_photographs_nine_clips_two_compared_and_one_dragged_out(
    screen: Screen, home: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("Ein Boot & mehr.jpg", "강.jpg", "night.jpg")]
    with Image.open(resource("samples", "rocket.jpg")) as photograph:
        for turn, path in enumerate(paths):
            photograph.rotate(7 * turn).save(path)

    person = Person(screen)
    drop(screen, person, paths)
    person.see("row", "Pictures", 2)

    person.click("row", "Pictures", 0)
    x, y = person.see("widget", f"Framing of {paths[0].name}")
    person.drag((x, y), (x, y - 60))
    person.click("widget", "Motion: High")
    person.enter("Variations", 3)
    person.enter("Frames", 2)
    person.enter("Steps", 2)
    person.click("row", "Pictures", 0)
    person.press("ctrl+a")
    person.click("widget", "Render 9 clips")
    asked = until(lambda: in_library() if len(in_library()) == 9 else None)
    requests = [job.request for job in asked]
    assert {request.motion_bucket_id for request in requests} == {200}
    assert len({request.seed for request in requests}) == 9
    moved = {request.source: request.framing.focus for request in requests}
    assert moved[str(paths[0])] != moved[str(paths[1])] == (0.5, 0.5)

    until(lambda: count(JobState.DONE))
    person.click("widget", "Pause now")
    until(lambda: not count(JobState.RUNNING))
    done = count(JobState.DONE)
    assert 0 < done < 9
    person.close()
    assert count(JobState.DONE) == done

    person = Person(screen)
    person.see("row", "Queue", 8)
    assert count(JobState.RUNNING) == 0, "after a restart the queue waits for the person"
    person.click("widget", "Start queue")
    until(lambda: count(JobState.DONE) == 9, 5 * SECONDS)

    person.press("ctrl+2")
    person.see("row", "Takes", 8)
    person.click("row", "Takes", 0)
    person.click("row", "Takes", 1, held="ctrl")
    person.press("ctrl+shift+c")
    person.see("widget", "Comparing 2 takes")
    person.press("Escape")
    person.click("row", "Takes", 0)
    person.press("s")
    starred = until(lambda: starred_folders())
    assert len(starred) == 1

    target = screen.program(sys.executable, HERE / "drop_program.py")
    theirs = screen.wait_for_window("Another program")
    screen.do("windowmove", "--sync", theirs, 1090, 260)
    x, y = person.see("row", "Takes", 0)
    screen.drag(
        [(x + 10 * step, y) for step in range(5)],
        lambda nudge: ("--window", theirs, 30 + nudge % 100, 60),
        target, "entered",
    )  # fmt: skip
    screen.do("mouseup", 1)
    (given,) = json.loads(screen.line(target) or "")["files"]
    assert Path(given).is_file()
    person.close()


def starred_folders() -> list[str]:
    db = sqlite3.connect(find_folders().database)
    try:
        return [row[0] for row in db.execute("SELECT folder FROM takes WHERE starred")]
    finally:
        db.close()
