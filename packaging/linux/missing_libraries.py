"""Takes each system library of Qt away in turn and starts the window: does it name the package?

    python packaging/linux/missing_libraries.py

By hand, as root, with Xvfb. Each library is taken away in a mount namespace of its own, by an
overlay on its folder: the system's files are not touched. With another Python as its argument the
program that this Python has is started.
"""

from __future__ import annotations

import ctypes.util
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from svd_desktop.models.qt_libraries import QT_LIBRARIES  # noqa: E402

SECONDS = 15  # the window opens in less; then it is closed by the timeout
APT = "sudo apt-get install"
# Qt takes what this one brings where it is there, and does without where it is not.
NOT_NEEDED = {"libwayland-egl.so.1"}


def main() -> int:
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp"], pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        wrong = [name for name in QT_LIBRARIES if not tried(python, display, name)]
    finally:
        screen.terminate()
        screen.wait()
    print(f"{len(QT_LIBRARIES) - len(wrong)} of {len(QT_LIBRARIES)} as they should be")
    return int(bool(wrong))


def tried(python: str, display: str, library: str) -> bool:
    """Starts the window without a library; whether what it said is right."""
    package = QT_LIBRARIES[library]
    status, said = without(place_of(library), [python, "-m", "svd_desktop"], display, library)
    if library in NOT_NEEDED:
        right = status == 124  # the window was open until the time was over
    else:
        right = status == 1 and said.endswith(f" lacks {library}. Run: {APT} {package}\n")
    print(f"{'ok ' if right else 'BAD'}  {library:<24} status {status}: {said.strip()}", flush=True)
    return right


def place_of(library: str) -> Path:
    """The file that the dynamic linker takes."""
    ctypes.CDLL(library)
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    stem = library.partition(".so")[0] + ".so"
    found = next(line.split()[-1] for line in maps if Path(line.split()[-1]).name.startswith(stem))
    return Path(found).parent / library


def without(file: Path, command: list[str], display: str, library: str) -> tuple[int, str]:
    """Runs a command where a file is gone: its exit status, and what it said on stderr."""
    with tempfile.TemporaryDirectory() as folder:
        hide = (
            f"mkdir {folder}/over && mount -t tmpfs none {folder}/over && "
            f"mkdir {folder}/over/upper {folder}/over/work && "
            f"mount -t overlay overlay {file.parent} "
            f"-o lowerdir={file.parent},upperdir={folder}/over/upper,workdir={folder}/over/work && "
            f"rm {file} && exec timeout {SECONDS} {shlex.join(command)}"
        )
        box = Path(folder, "bin", "kdialog")
        box.parent.mkdir()
        box.write_text("#!/bin/sh\n")  # a box that nobody has to close
        box.chmod(0o755)
        wayland = {"QT_QPA_PLATFORM": "wayland"} if "wayland" in library else {}
        if library in NOT_NEEDED:
            wayland = {}
        environment = {
            **os.environ, "DISPLAY": display, "SVD_DESKTOP_HOME": f"{folder}/home",
            "QT_QPA_PLATFORM": "xcb", "PATH": f"{box.parent}:{os.environ['PATH']}", **wayland,
        }  # fmt: skip
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", hide], env=environment, cwd=ROOT,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
    return done.returncode, done.stderr


if __name__ == "__main__":
    sys.exit(main())
