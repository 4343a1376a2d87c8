"""A screen of its own with a window manager, and what is needed to act on it like a person."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

TOOLS = ("Xvfb", "openbox", "xdotool")
SECONDS = 60  # for a window to appear, on a busy machine
_MOVES = 200  # of the pointer, until a program follows a drag


class Screen:
    """An Xvfb with openbox. Whatever is started on it is ended with it, by its own handle."""

    def __init__(self, folder: Path, size: str = "1280x800") -> None:
        read, write = os.pipe()
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        # Xvfb picks a free number itself and tells it: two test runs never meet on one screen.
        self._start(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        self.environment["XDG_CONFIG_HOME"] = str(folder)
        self._start(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL)

    def program(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Starts a program on this screen, its input and output to be used line by line."""
        command = [str(argument) for argument in arguments]
        return self._start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def line(self, process: subprocess.Popen[bytes], seconds: float = SECONDS) -> str | None:
        """The next line that a program says within a time, or None."""
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        return process.stdout.readline().decode().strip() if ready else None

    def do(self, *words: object) -> str:
        """One command of xdotool."""
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.environment, check=True, text=True,
            capture_output=True, timeout=SECONDS,
        )  # fmt: skip
        return done.stdout.strip()

    def drag(
        self,
        start: Sequence[tuple[object, ...]],
        over: Callable[[int], tuple[object, ...]],
        listener: subprocess.Popen[bytes],
        answer: str,
    ) -> None:
        """Presses the button at the first place, and moves through the others until the drag has
        begun. Then to `over(0)`, `over(1)`, and so on, as arguments of mousemove, until the
        listener, the program that is dragged from or to, says the answer. The button stays down.

        Neither program says when it follows the drag, so the pointer moves until one answers.
        """
        self.do("mousemove", "--sync", *start[0])
        self.do("mousedown", 1)
        for place in start[1:]:
            self.do("mousemove", "--sync", *place)
        for nudge in range(_MOVES):
            self.do("mousemove", "--sync", *over(nudge))
            if self.line(listener, seconds=0.2) == answer:
                return
        raise AssertionError(f"the drag is not answered: {answer!r} was not said")

    def wait_for_window(self, title: str) -> str:
        """The id of a window once it is on the screen."""
        found = self.do("search", "--sync", "--onlyvisible", "--name", f"^{title}$")
        return found.splitlines()[0]

    def close(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def _start(self, command: Sequence[str], **options) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command, env=self.environment, stderr=subprocess.DEVNULL, bufsize=0, **options
        )
        self._processes.append(process)
        return process


@pytest.fixture
def screen(tmp_path: Path, home: Path) -> Iterator[Screen]:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    screen = Screen(tmp_path / "config")
    yield screen
    screen.close()
