"""Programs that can be given a film, as a Linux desktop lists them.

https://specifications.freedesktop.org/desktop-entry-spec/latest/
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from configparser import Error, RawConfigParser
from dataclasses import dataclass
from pathlib import Path

_FILMS = frozenset({"video/mp4", "video/quicktime"})
_GROUP = "Desktop Entry"
_EACH, _ALL = ("%f", "%u"), ("%F", "%U")  # the places of files: one of them, or all at once


@dataclass(frozen=True)
class Program:
    """`command` is empty for what the system opens films with by itself; else a program and its
    arguments, one of them the place of the files: %f, %F, %u or %U."""

    name: str
    command: tuple[str, ...] = ()

    def calls(self, files: Sequence[Path]) -> list[list[str]]:
        """What is to be started so that it gets these files, each program before its arguments."""
        if any(code in self.command for code in _ALL):
            return [self._call(files)]
        return [self._call([file]) for file in files]

    def _call(self, files: Sequence[Path]) -> list[str]:
        call: list[str] = []
        for part in self.command:
            if part in ("%f", "%F"):
                call += map(str, files)
            elif part in ("%u", "%U"):
                call += [file.as_uri() for file in files]
            elif part == "%c":
                call.append(self.name)
            elif not (len(part) == 2 and part[0] == "%" and part != "%%"):
                call.append(part.replace("%%", "%"))
        return call


def data_folders() -> list[Path]:
    """Where desktop entries lie; the person's own come first."""
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(folder) / "applications" for folder in (home, *shared.split(":")) if folder]


def film_programs(folders: Sequence[Path], language: str = "") -> list[Program]:
    """Those that take films, by name; of entries of one id the first folder's counts."""
    seen: set[str] = set()
    found: dict[str, Program] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.desktop")):
            entry_id = "-".join(path.relative_to(folder).parts)
            if entry_id not in seen:
                seen.add(entry_id)
                for program in _programs(_entry(path), language):
                    found.setdefault(program.name, program)
    return sorted(found.values(), key=lambda program: program.name.casefold())


def _entry(path: Path) -> Mapping[str, str]:
    """Nothing where it cannot be read."""
    parser = RawConfigParser(
        strict=False, delimiters=("=",), comment_prefixes=("#",), interpolation=None
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(path.read_text(encoding="utf-8", errors="replace"))
        return parser[_GROUP]
    except (OSError, Error, KeyError):
        return {}


def _programs(entry: Mapping[str, str], language: str) -> Iterator[Program]:
    if entry.get("Type") != "Application" or not _FILMS & {*entry.get("MimeType", "").split(";")}:
        return
    if any(entry.get(key) == "true" for key in ("Hidden", "NoDisplay", "Terminal")):
        return
    if (needed := entry.get("TryExec")) and not shutil.which(needed):
        return
    try:
        command = tuple(shlex.split(entry.get("Exec", "").replace("\\\\", "\\")))
    except ValueError:
        return
    if command and shutil.which(command[0]) and any(code in command for code in (*_EACH, *_ALL)):
        name = entry.get(f"Name[{language}]") or entry.get("Name") or command[0]
        yield Program(name, command)
