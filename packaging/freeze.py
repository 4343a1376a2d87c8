"""Freezes the program for the system this runs on, so that it starts without Python.

    python3 packaging/freeze.py [--with-engine] [WORK]

Without the engine the program is small, and uv comes with it, which makes the engine's environment
at the first start. With it PyTorch for the processor is inside, and nothing is fetched.

WORK (at first `build`, with the engine `build/with-engine`) gets `environment`, made from the
constraints, and `dist/svd-desktop`, the folder with the program. Needs nothing but Python and, on
Linux, the system libraries of Qt (`packaging/bootstrap.py run` installs them). The result is
started once: it says its version, and renders the sample or says what it needs for that.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from svd_desktop.backends.torch_builds import TORCH, index

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
SAMPLE = ROOT / "resources" / "samples" / "rocket.jpg"
WINDOWS = sys.platform == "win32"
SUFFIX = ".exe" if WINDOWS else ""
# It is no dependency of the program or its tests, so it stands here and not in the constraints.
FREEZER = "pyinstaller==6.22.3"
# What the engine alone imports; what only these need stays out with them.
ENGINE = frozenset({"torch", "diffusers", "transformers", "accelerate", "safetensors"})
INSTALL_ENGINE = "svd-desktop engine install"  # what the program without an engine asks for
WITH_ENGINE = "with-engine"  # the folder in WORK, so that both builds can lie side by side


def main() -> int:
    parser = argparse.ArgumentParser(description="Freezes the program for this system.")
    parser.add_argument("--with-engine", action="store_true", help="PyTorch comes inside")
    parser.add_argument("work", nargs="?", type=Path, metavar="WORK")
    asked = parser.parse_args()
    work = asked.work or ROOT / "build" / (WITH_ENGINE if asked.with_engine else "")
    try_it(freeze(work.resolve(), asked.with_engine), asked.with_engine)
    return 0


def freeze(work: Path, with_engine: bool) -> Path:
    """The folder with the program, made anew."""
    python = environment(work / "environment", with_engine)
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


def environment(folder: Path, with_engine: bool) -> Path:
    """Its Python. What is there already is kept; the program itself is installed again. The
    specification freezes what it finds here: with an engine or with uv."""
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists():
        call(sys.executable, "-m", "venv", folder)
    pip = (python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet")
    if with_engine:
        install_torch(pip)
    further = () if with_engine else ("uv",)
    call(*pip, "--constraint", CONSTRAINTS, *requirements(with_engine), FREEZER, *further)
    # Its version stays while its files change.
    call(*pip, "--no-deps", "--force-reinstall", ROOT)
    return python


def install_torch(pip: tuple[object, ...]) -> None:
    """A wheel at hand, else PyTorch's own build for the processor: the registry's holds CUDA."""
    wanted = f"torch=={TORCH}"
    at_hand = (*pip, "--no-index", "--no-deps", wanted)
    if subprocess.run([str(part) for part in at_hand], capture_output=True).returncode:
        source = () if sys.platform == "darwin" else ("--index-url", f"{index()}/cpu")
        call(*pip, *source, wanted)


def requirements(with_engine: bool) -> list[str]:
    """What the program needs, as pyproject.toml has it."""
    needed = project()["dependencies"]
    return [line for line in needed if with_engine or distribution(line) not in ENGINE]


def distribution(requirement: str) -> str:
    """torch, of torch>=2.6."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def date() -> int:
    """Seconds since 1970 of what is packed: the last commit, unless SOURCE_DATE_EPOCH says."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True)
    return int(told)


def version() -> str:
    return str(project()["version"])


def project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def try_it(folder: Path, with_engine: bool) -> None:
    """Starts the program without any Python in reach, and renders the sample with it."""
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
        if with_engine:
            render(program, bare)
        else:
            refuse(program, bare)


def render(program: Path, bare: dict[str, str]) -> None:
    began = time.monotonic()
    said = subprocess.check_output([program, "render", SAMPLE, "--json"], env=bare, text=True)
    last = json.loads(said.splitlines()[-1])
    if last["event"] != "finished" or not all(Path(name).is_file() for name in last["files"]):
        raise SystemExit(f"The sample was not rendered: {last}")
    print(f"the sample rendered: {time.monotonic() - began:.1f} s")


def refuse(program: Path, bare: dict[str, str]) -> None:
    """Without an engine it cannot render, and has to say what helps."""
    done = subprocess.run([program, "render", SAMPLE], env=bare, capture_output=True, text=True)
    if done.returncode == 0 or INSTALL_ENGINE not in done.stderr:
        raise SystemExit(f"It does not ask for `{INSTALL_ENGINE}`: {done.stdout}{done.stderr}")
    print(done.stderr.strip())


def call(*command: object, **variables: str) -> None:
    subprocess.run([str(part) for part in command], check=True, env=os.environ | variables)


if __name__ == "__main__":
    sys.exit(main())
