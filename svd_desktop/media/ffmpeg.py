"""The ffmpeg program as a child process that is fed frames.

A process of its own, not a library, so that a crash of an encoder is an error in words and a
running encode can be stopped at once.
"""

from __future__ import annotations

import contextlib
import functools
import re
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO, Protocol

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from svd_desktop.core.consoles import NO_CONSOLE
from svd_desktop.core.errors import SvdError

Frames = NDArray[np.uint8]


class Shown(Protocol):
    """Frames one after the other, uint8 [H, W, 3] each: an array of them, or a list in which one
    that is shown twice lies in memory once."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Frames: ...


_WORDS_KEPT = 8192  # characters of ffmpeg's own words: the first ones tell the cause
_POLL_SECONDS = 0.05
_SPEAKER = re.compile(r"^(\[[^]]*\] )+")  # "[ffv1 @ 0x55f0c9]" before every sentence
_FREE_SPACE = "Free some space and try again."
_LARGER_FILES = "Choose a folder on a file system that takes larger files."
SPACE_REMEDIES = (_FREE_SPACE, _LARGER_FILES)  # of errors that only a disk has
# ffmpeg tells the operating system's error in words only. Each with what helps.
_DISK_ERRORS = {
    "No space left on device": _FREE_SPACE,
    "Disk quota exceeded": _FREE_SPACE,
    "File too large": _LARGER_FILES,
    "Permission denied": "Choose another folder or change its permissions.",
    "Read-only file system": "Choose another folder.",
    "No such file or directory": "Choose another folder.",
    "Input/output error": "The disk may be damaged or gone; choose another folder.",
}


def ffmpeg_path() -> str:
    """The path of the ffmpeg that imageio-ffmpeg carries; raises SvdError without one."""
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise SvdError(
            "encoder", "No ffmpeg was found.", "Install the package imageio-ffmpeg again."
        ) from error


@functools.cache
def encoders() -> frozenset[str]:
    """The names of the encoders that this ffmpeg was built with; none when it does not start."""
    command = [ffmpeg_path(), "-hide_banner", "-loglevel", "error", "-encoders"]
    try:
        answer = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", creationflags=NO_CONSOLE,
        )  # fmt: skip
    except OSError:
        return frozenset()
    rows = (line.split() for line in answer.stdout.partition("------")[2].splitlines())
    return frozenset(row[1] for row in rows if len(row) > 1)


class Ffmpeg:
    """One running ffmpeg that reads raw RGB frames and writes `target`.

    `output` is the part of the command line between the input and the target, and must name the
    container (`-f`): the target's own suffix may be that of a part file. Whatever ends it other
    than `finish` removes the target.
    """

    def __init__(
        self,
        target: Path,
        width: int,
        height: int,
        rate: Fraction,
        output: Sequence[str],
        metadata: Mapping[str, str],
    ) -> None:
        tags = [part for key, value in metadata.items() for part in ("-metadata", f"{key}={value}")]
        command = [
            ffmpeg_path(), "-hide_banner", "-nostdin", "-y", "-loglevel", "error",
            "-nostats", "-progress", "pipe:1", "-stats_period", "0.1",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}",
            "-framerate", str(rate), "-i", "pipe:0",
            "-abort_on", "empty_output", *output, *tags, f"file:{target}",
        ]  # fmt: skip
        self.encoded = 0  # frames that ffmpeg has finished with
        self._target = target
        self._words = ""
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=NO_CONSOLE,
            )
        except OSError as error:
            raise SvdError(
                "encoder",
                f"ffmpeg could not be started: {command[0]}: {error.strerror}.",
                "Install the package imageio-ffmpeg again.",
            ) from error
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._stdin = self._process.stdin
        # Both pipes are read all the time: a full one would stop ffmpeg, and us with it.
        self._readers = [
            threading.Thread(target=self._read_progress, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_words, args=(self._process.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def _read_progress(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                key, _, value = line.strip().partition(b"=")
                if key == b"frame" and value.isdigit():
                    self.encoded = int(value)

    def _read_words(self, pipe: IO[bytes]) -> None:
        with pipe:
            for line in pipe:
                self._words = (self._words + line.decode(errors="replace"))[:_WORDS_KEPT]

    def write(self, frames: Frames) -> None:
        """Hands frames [..., H, W, 3] over; raises SvdError when ffmpeg has given up."""
        try:
            self._stdin.write(np.ascontiguousarray(frames).data)
        except OSError as error:  # a broken pipe: ffmpeg ended by itself and has said why
            self._end()
            raise self._failure() from error

    def finish(self, meanwhile: Callable[[], None] | None = None) -> None:
        """Waits until the file is complete; `meanwhile` is called now and then and may raise."""
        with contextlib.suppress(OSError):
            self._stdin.close()
        while True:
            try:
                self._process.wait(_POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                if meanwhile:
                    meanwhile()
        for reader in self._readers:
            reader.join()
        if self._process.returncode:
            self._target.unlink(missing_ok=True)
            raise self._failure()

    def kill(self) -> None:
        """Stops ffmpeg wherever it is and removes what it wrote."""
        self._process.kill()
        self._end()

    def _end(self) -> None:
        with contextlib.suppress(OSError):
            self._stdin.close()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        self._target.unlink(missing_ok=True)

    def _failure(self) -> SvdError:
        for words in _DISK_ERRORS:
            if words in self._words:
                message = f"{self._target.parent} cannot be written: {words.lower()}."
                return SvdError("disk", message, _DISK_ERRORS[words])
        lines = [_SPEAKER.sub("", line).rstrip(" .") for line in self._words.splitlines()]
        why = "; ".join(lines[:2]) or f"it ended with status {self._process.returncode}"
        return SvdError(
            "encoder",
            f"ffmpeg could not write {self._target.name}: {why}.",
            "Try again; if it happens again, please report it.",
        )
