"""Takes away, one by one, what the installed program's window loads, and reads what it says then.

    python3 packaging/linux/missing_in_root.py ROOT

ROOT is a Debian root that the package is installed in, as try_on_bare_root.sh makes it; DISPLAY
names a screen. As root, with readelf and xdotool. Each file is put back before the next one is
taken. A library of the system's has to be named with the package that Debian has it in; without one
of the program's own one sentence has to come.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path("usr/lib/svd-desktop")
SECONDS = 30
SAYS = "svd-desktop: "
WINDOW = "SVD Desktop"
# Without the C library nothing starts, apt neither.
ALWAYS_THERE = ("ld-linux", "libc.", "libdl.", "libm.", "libpthread.", "libresolv.", "librt.",
                "libutil.")  # fmt: skip


def main() -> int:
    root = Path(sys.argv[1]).resolve()
    ours, systems = needed(root)
    wrong = 0
    for path in systems:
        package = owner(root, path)
        said, is_open = started_without(root, path)
        if "wayland" in path.name and not is_open and not named(said, package):
            said, is_open = started_without(root, path, "xcb")  # it is not needed for a window
        wrong += not told(path.name, package, is_open or named(said, package), said, is_open)
    for path in ours:
        said, is_open = started_without(root, path)
        wrong += not told(path.name, "(inside)", is_open or one_sentence(said), said, is_open)
    print(f"{len(systems)} libraries of the system and {len(ours)} of the program's own: "
          f"{wrong} are not told as they should be")  # fmt: skip
    return int(wrong > 0)


def told(library: str, package: str, right: bool, said: str, is_open: bool) -> bool:
    """A line of the table."""
    outcome = "the window opens without it" if is_open else said.strip() or "nothing is said"
    print(f"{'ok ' if right else 'BAD'}  {library:<32} {package:<22} {outcome}", flush=True)
    return right


def named(said: str, package: str) -> bool:
    """Whether the sentence asks for the package. Where a name got an ending for 64-bit dates, the
    new one stands for the old."""
    return (
        one_sentence(said)
        and package.removesuffix("t64") in said.rpartition(": sudo apt-get install ")[2].split()
    )


def one_sentence(said: str) -> bool:
    """Whether that is all, but for a line of Qt for Python's on what it does not load either."""
    lines = [line for line in said.splitlines() if not line.startswith("PySide6/__init__.py: ")]
    return len(lines) == 1 and lines[0].startswith(SAYS)


def needed(root: Path) -> tuple[list[Path], list[Path]]:
    """The libraries that a window loads, of the program's own and of the system's, sorted."""
    inside = root / PROGRAM / "_internal"
    qt = inside / "PySide6" / "Qt" / "plugins"
    begin = [root / PROGRAM / "svd-desktop", *inside.glob("PySide6/*.so"), *inside.glob("libQt6*")]
    for kind in ("platforms/libqxcb", "platforms/libqwayland", "xcbglintegrations/", "wayland-"):
        begin += (path for path in qt.rglob("*.so") if f"{path.relative_to(qt)}".startswith(kind))
    own = {path.name: path.resolve() for path in inside.rglob("*.so*")}
    cached = linker_cache(root)
    found: dict[str, Path] = {}
    rest = [path.resolve() for path in begin]
    while rest:
        for name in asked_by(rest.pop()):
            if name in found or name.startswith(ALWAYS_THERE):
                continue
            found[name] = own.get(name) or cached[name]
            rest.append(found[name].resolve())
    systems = {path for name, path in found.items() if name not in own}
    return sorted({*found.values()} - systems), sorted(systems)


def linker_cache(root: Path) -> dict[str, Path]:
    """Where the linker finds the system's libraries, by their names."""
    listed = inside_of(root, "/sbin/ldconfig", "--print-cache").stdout
    return {
        name: root / path.lstrip("/") for name, path in re.findall(r"\t(\S+) .* => (\S+)", listed)
    }


def asked_by(binary: Path) -> list[str]:
    command = ["readelf", "--wide", "--dynamic", str(binary)]
    said = subprocess.run(command, capture_output=True, text=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", said)


def owner(root: Path, library: Path) -> str:
    """The package that Debian has it in, as the root's dpkg knows it."""
    said = inside_of(root, "dpkg-query", "--search", f"*/{library.name}").stdout
    return said.partition(":")[0]


def started_without(root: Path, file: Path, platform: str = "") -> tuple[str, bool]:
    """What the program said on stderr, and whether its window opened."""
    with away(file):
        return started(root, platform or ("wayland" if "wayland" in file.name.lower() else "xcb"))


@contextmanager
def away(file: Path) -> Iterator[None]:
    aside = file.with_name(f"{file.name}.away")
    file.rename(aside)
    try:
        yield
    finally:
        aside.rename(file)


def started(root: Path, platform: str) -> tuple[str, bool]:
    program = subprocess.Popen(
        ["chroot", "--userspec=person:person", str(root), "env", "-i", "PATH=/usr/bin:/bin",
         "HOME=/home/person", "LANG=C.UTF-8", f"DISPLAY={os.environ['DISPLAY']}",
         f"QT_QPA_PLATFORM={platform}", "svd-desktop"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    looked_until = time.monotonic() + SECONDS
    is_open = False
    while program.poll() is None and not is_open and time.monotonic() < looked_until:
        is_open = has_window()
        time.sleep(0.2)
    if program.poll() is None:
        program.terminate()
    said = program.communicate()[1]
    return said or f"it ended with {program.returncode}", is_open


def has_window() -> bool:
    command = ["xdotool", "search", "--onlyvisible", "--name", WINDOW]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def inside_of(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["chroot", str(root), *command], capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
