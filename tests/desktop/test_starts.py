"""A person starts the program again and again: there is one window, and it has every file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from svd_desktop.library.folders import find_folders
from svd_desktop.library.inputs_file import load_inputs
from svd_desktop.library.window_lock import WindowLock
from tests.desktop.conftest import SECONDS, Screen
from tests.ui.conftest import make_picture

STARTS = 20


def start(screen: Screen, *arguments: str, folder: Path | None = None) -> subprocess.Popen[str]:
    """As a file manager starts it, in a folder of the person's."""
    return subprocess.Popen(
        [sys.executable, "-m", "svd_desktop", *arguments],
        cwd=folder, env=screen.environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(process: subprocess.Popen[str], seconds: float = SECONDS) -> tuple[int, str]:
    """Its exit status, and what it said on stderr."""
    said = process.communicate(timeout=seconds)[1]
    return process.returncode, said


def until(process: subprocess.Popen[str], holds: Callable[[], bool]) -> None:
    """Looks again every tenth of a second, for as long as a busy machine may take."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it does not come"
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)


def kept() -> list[Path]:
    """The inputs on disk."""
    return [path for path, _ in load_inputs(find_folders())]


def listed(process: subprocess.Popen[str], count: int) -> list[Path]:
    """The inputs on disk, once there are that many."""
    until(process, lambda: len(kept()) >= count)
    return kept()


def listening(process: subprocess.Popen[str]) -> None:
    lock = WindowLock(find_folders())
    until(process, lambda: lock.holder() is not None)


def windows(screen: Screen) -> list[str]:
    return screen.do("search", "--sync", "--onlyvisible", "--name", "^SVD Desktop$").split()


def close(screen: Screen, process: subprocess.Popen[str], window: str = "") -> None:
    """The window is looked for where its id is not given."""
    screen.do("windowactivate", "--sync", window or windows(screen)[0])
    screen.do("key", "alt+F4")
    assert ended(process)[0] == 0


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    return [make_picture(tmp_path / "pictures" / f"{number}.png") for number in range(STARTS)]


@pytest.mark.desktop
def test_of_twenty_starts_at_once_one_opens_a_window_which_has_all_their_files(
    screen: Screen, pictures: list[Path]
) -> None:
    folder = pictures[0].parent
    starts = [start(screen, path.name, folder=folder) for path in pictures]
    assert sorted(listed(starts[0], STARTS)) == sorted(pictures)
    until(starts[0], lambda: sum(process.poll() is None for process in starts) == 1)
    (one,) = [process for process in starts if process.poll() is None]
    assert [ended(process) for process in starts if process is not one] == [(0, "")] * (STARTS - 1)
    assert len(windows(screen)) == 1
    close(screen, one)
    assert sorted(kept()) == sorted(pictures)


@pytest.mark.desktop
def test_what_is_named_again_is_listed_once_also_after_a_restart(
    screen: Screen, pictures: list[Path], tmp_path: Path
) -> None:
    first, second, *_ = pictures
    folder = first.parent
    window = start(screen, first.name, f"../{folder.name}/{first.name}", folder=folder)
    assert listed(window, 1) == [first]
    listening(window)
    assert ended(start(screen, f"./{first.name}", second.name, folder=folder)) == (0, "")
    assert listed(window, 2) == [first, second]
    close(screen, window)
    window = start(screen, str(folder), second.name, folder=folder)  # each picture, and one again
    assert sorted(listed(window, STARTS)) == sorted(pictures)
    close(screen, window)


@pytest.mark.desktop
def test_a_second_start_brings_the_window_to_the_front(
    screen: Screen, pictures: list[Path]
) -> None:
    window = start(screen)
    ours = screen.wait_for_window("SVD Desktop")
    listening(window)
    screen.program(sys.executable, Path(__file__).parent / "drop_program.py")
    theirs = screen.wait_for_window("Another program")
    screen.do("windowactivate", "--sync", theirs)
    for hidden in (False, True):
        if hidden:
            screen.do("windowminimize", ours)
        assert ended(start(screen, str(pictures[0]))) == (0, "")
        until(window, lambda: screen.do("getactivewindow") == ours)
        screen.do("windowactivate", "--sync", theirs)
    close(screen, window, ours)


@pytest.mark.desktop
def test_after_a_crash_the_next_start_opens_a_window(screen: Screen, pictures: list[Path]) -> None:
    window = start(screen, str(pictures[0]))
    listed(window, 1)
    listening(window)
    window.kill()
    ended(window)
    again = start(screen, str(pictures[1]))
    assert listed(again, 2) == pictures[:2]
    close(screen, again)


@pytest.mark.desktop
def test_a_window_that_does_not_answer_is_told_in_one_sentence_and_stays_the_only_one(
    screen: Screen, pictures: list[Path]
) -> None:
    window = start(screen)
    screen.wait_for_window("SVD Desktop")
    listening(window)
    os.kill(window.pid, signal.SIGSTOP)
    try:
        second = start(screen, str(pictures[0]))
        box = screen.do("search", "--sync", "--onlyvisible", "--pid", second.pid).splitlines()[0]
        assert screen.do("getwindowname", box) == "SVD Desktop"
        screen.do("windowactivate", "--sync", box)
        screen.do("key", "Return")
        status, said = ended(second)
    finally:
        os.kill(window.pid, signal.SIGCONT)
    assert status == 1
    assert said == (
        "svd-desktop: SVD Desktop is open already and does not answer. Close its window, or end "
        f"the process {window.pid}, and start again.\n"
    )
    close(screen, window)
