"""Lines on stdout and stderr. When whoever read them is gone (`| head -1`) the work goes on."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TextIO


def print_line(line: str) -> None:
    """A result, on stdout."""
    _print(line, sys.stdout)


def print_json(data: dict[str, Any]) -> None:
    """One JSON object on one line of stdout."""
    print_line(json.dumps(data, ensure_ascii=False))


def say(text: str, end: str = "\n") -> None:
    """Progress or a message, on stderr."""
    _print(text, sys.stderr, end)


def terminal_width() -> int | None:
    """Columns of the terminal that stdout is; None for a file or a pipe, which cut nothing off."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """Rows in aligned columns, two spaces apart; the last column is cut off at `width`."""
    widths = [max(map(_columns, column)) for column in list(zip(*rows, strict=True))[:-1]]
    for *cells, last in rows:
        beginning = "".join(
            cell + " " * (room - _columns(cell) + 2)
            for cell, room in zip(cells, widths, strict=True)
        )
        yield _cut(beginning + last, width)


def _cut(line: str, width: int | None) -> str:
    if width is None or _columns(line) <= width:
        return line
    while _columns(line) > width - 1:
        line = line[:-1]
    return line + "…"


def _columns(text: str) -> int:
    """What a terminal takes for it: Korean and Chinese letters are two columns wide."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _print(text: str, stream: TextIO, end: str = "\n") -> None:
    try:
        print(text, end=end, file=stream, flush=True)
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # also for Python's own flush at the end
        os.close(nowhere)
