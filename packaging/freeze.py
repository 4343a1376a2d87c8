"""Freezes the program for the system this runs on, so that it starts without Python.

    python3 packaging/freeze.py [WORK]

WORK (at first `build`) gets `environment`, made from the constraints with PyTorch for the
processor, and `dist/svd-desktop`, the folder with the program. Needs nothing but Python and, on
Linux, the system libraries of Qt (`packaging/bootstrap.py run` installs them). The result is
started once: it says its version and renders the sample.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from svd_desktop.backends.torch_builds import TORCH, index

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
SAMPLE = ROOT / "resources" / "samples" / "rocket.jpg"
WINDOWS = sys.platform == "win32"
SUFFIX = ".exe" if WINDOWS else ""
# It is no dependency of the program or its tests, so it stands here and not in the constraints.
FREEZER = "pyinstaller==6.22.3"


def main() -> int:
    work = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build").resolve()
    folder = freeze(work)
    try_it(folder)
    return 0


def freeze(work: Path) -> Path:
    """The folder with the program, made anew."""
    python = environment(work / "environment")
    icons = work / "icons"
    call(python, ROOT / "packaging" / "icons.py", icons)
    made = work / "dist" / "svd-desktop"
    shutil.rmtree(made, ignore_errors=True)
    call(
        python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", made.parent, "--workpath", work / "pyinstaller",
        ROOT / "packaging" / "svd-desktop.spec",
        # The order of sets ends up in the archives, and dates in their heads.
        PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=str(date()), SVD_DESKTOP_ICONS=str(icons),
    )  # fmt: skip
    return made


def environment(folder: Path) -> Path:
    """Its Python. What is there already is kept; the program itself is installed again."""
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists():
        call(sys.executable, "-m", "venv", folder)
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
    wanted = f"torch=={TORCH}"
    at_hand = (*pip, "--no-index", "--no-deps", wanted)
    # A wheel at hand, else PyTorch's own build for the processor: the registry's holds CUDA.
    if subprocess.run([str(part) for part in at_hand], capture_output=True).returncode:
        source = () if sys.platform == "darwin" else ("--index-url", f"{index()}/cpu")
        call(*pip, *source, wanted)
    call(*pip, "--constraint", CONSTRAINTS, ROOT, FREEZER)
    call(*pip, "--no-deps", "--force-reinstall", ROOT)  # its version stays while its files change
    return python


def date() -> int:
    """Seconds since 1970 of what is packed: the last commit, unless SOURCE_DATE_EPOCH says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True)
    return int(told)


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def try_it(folder: Path) -> None:
    """Starts the program without any Python in reach and renders the sample with it."""
    program = folder / f"svd-desktop{SUFFIX}"
    keep = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG")
    bare = {name: os.environ[name] for name in keep if name in os.environ}
    size = sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
    print(f"{folder}: {size / 1e6:.0f} MB")
    with tempfile.TemporaryDirectory() as home:
        bare |= {"SVD_DESKTOP_HOME": home, "HOME": home, "USERPROFILE": home}
        began = time.monotonic()
        version = subprocess.check_output([program, "--version"], env=bare, text=True).strip()
        print(f"{version}: {time.monotonic() - began:.1f} s")
        began = time.monotonic()
        said = subprocess.check_output([program, "render", SAMPLE, "--json"], env=bare, text=True)
        last = json.loads(said.splitlines()[-1])
        if last["event"] != "finished" or not all(Path(name).is_file() for name in last["files"]):
            raise SystemExit(f"The sample was not rendered: {last}")
        print(f"the sample rendered: {time.monotonic() - began:.1f} s")


def call(*command: object, **variables: str) -> None:
    subprocess.run([str(part) for part in command], check=True, env=os.environ | variables)


if __name__ == "__main__":
    sys.exit(main())
