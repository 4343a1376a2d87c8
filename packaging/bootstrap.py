"""Everything between a fresh checkout and a running program; needs nothing but Python.

    python3 packaging/bootstrap.py run      install, render the sample photograph, open the window
    python3 packaging/bootstrap.py test     install and run the tests (or what arguments name)
    python3 packaging/bootstrap.py check    install and run lint, format, types, import contracts

What is installed goes into `.venv` beside this folder, and Qt's system libraries through apt.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from svd_desktop.backends import torch_builds  # noqa: E402
from svd_desktop.backends.torch_builds import DISK_GB, TORCH  # noqa: E402
from svd_desktop.models.qt_libraries import missing_libraries  # noqa: E402

VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "bootstrap-stamp"  # what is installed; written last
UNFINISHED = VENV / "bootstrap-unfinished"  # here only while something is being installed
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"

OLDEST = (3, 11)  # diffusers 0.42 asks for it

SAMPLE = ROOT / "resources" / "samples" / "rocket.jpg"
CLIP = VENV / "sample-clip"  # the path of the sample's clip, once rendered

# Two tests at a time: half of them wait for processes, screens or timeouts. More would share the
# cores that each render takes whole.
EVERY_TEST = ("-n", "2", "--dist", "worksteal")

EXTRAS = {"run": "", "test": "[test]", "check": "[dev]"}  # each holds the ones before it

# What the tests in a real window drive their screen with, and what judges the package's files.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "readelf": "binutils",
}
FONT_PACKAGE = "fonts-dejavu-core"


def quietly(command: Sequence[str]) -> bool:
    """Whether a command ends well; what it prints is dropped."""
    with contextlib.suppress(OSError):
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode == 0
    return False


def say(text: str) -> None:
    print(f"[svd-desktop] {text}", flush=True)


def stop(text: str) -> NoReturn:
    print(f"[svd-desktop] {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


# --- system packages -----------------------------------------------------------------------------


def missing_packages(mode: str) -> list[str]:
    """Debian's packages for what `mode` needs and this Linux lacks; elsewhere Qt brings its own."""
    if not sys.platform.startswith("linux"):
        return []
    missing = list(dict.fromkeys(missing_libraries().values()))
    fonts = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    if not any(True for folder in fonts for _ in folder.rglob("*.[to]tf")):
        missing.append(FONT_PACKAGE)
    if mode == "test":
        missing += [package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)]
    return missing


def apt_install(packages: Sequence[str]) -> bool:
    """Installs packages as root or through sudo; False where neither can be had, having said so."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        say(f"Please install what Debian calls: {names}")
        return False
    root = os.geteuid() == 0
    if not root and not (shutil.which("sudo") and sys.stdin.isatty()):
        say(f"Please run: sudo apt-get install {names}")
        return False
    say(f"Installing system packages{'' if root else ' with sudo'}: {names}")
    sudo = [] if root else ["sudo"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*sudo, *quiet, "install", "-y", "--no-install-recommends", *packages]
    # The package lists may be old or missing; an update that fails leaves what is there.
    subprocess.call([*sudo, *quiet, "update"])
    done = subprocess.call(install, stdout=subprocess.DEVNULL) == 0
    if not done:
        say(f"apt-get could not install: {names}")
    return done


def system_packages(mode: str) -> list[str]:
    """Installs what lacks; returns what still does."""
    missing = missing_packages(mode)
    if missing and apt_install(missing):
        missing = missing_packages(mode)
    return missing


# --- the environment -----------------------------------------------------------------------------


def fingerprint() -> str:
    """Changes whenever what is installed must."""
    parts = [str(ROOT), TORCH]
    parts += [path.read_text("utf-8") for path in (ROOT / "pyproject.toml", CONSTRAINTS)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def installed(mode: str) -> bool:
    """Whether the environment holds all that `mode` needs, and starts."""
    try:
        stamped, level = STAMP.read_text("utf-8").split()
    except (OSError, ValueError):
        return False
    order = list(EXTRAS)
    enough = level in order and order.index(level) >= order.index(mode)
    return enough and stamped == fingerprint() and not UNFINISHED.exists() and works(PYTHON)


USABLE = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"


def works(python: Path | str, code: str = USABLE) -> bool:
    return quietly([str(python), "-c", code])


def new_enough_python() -> str:
    """This Python, or a newer one found on the path when this one is too old."""
    own = getattr(sys, "_base_executable", "") or sys.executable  # not the .venv about to be remade
    if sys.version_info >= OLDEST:
        return own
    others = other_pythons()
    if not others:
        stop("Python {}.{} or newer is needed.".format(*OLDEST))
    return others[0][1]


def other_pythons() -> list[tuple[str, str]]:
    """Versions and paths of further Pythons on the path that start."""
    found = []
    for minor in range(OLDEST[1], OLDEST[1] + 5):
        path = shutil.which(f"python3.{minor}")
        if path and minor != sys.version_info.minor and works(path, "import venv"):
            found.append((f"3.{minor}", path))
    return found


def make_environment(python: str) -> None:
    enough_space("cpu")
    if VENV.exists():
        try:
            shutil.rmtree(VENV)
        except OSError as error:
            stop(f"{error.filename} is in use. Close SVD Desktop and try again.")
    say(f"Making an environment in {VENV}")
    if not works(python, "import ensurepip, venv") and not (
        shutil.which("apt-get") and apt_install(["python3-venv"])
    ):
        stop("Python's venv is missing. On Debian and Ubuntu: sudo apt-get install python3-venv")
    VENV.mkdir()
    UNFINISHED.touch()
    made = subprocess.call([python, "-m", "venv", str(VENV)]) == 0
    if not made or not works(PYTHON):
        stop(f"{python} could not make an environment in {VENV}.")


def set_up(mode: str) -> None:
    """Brings `.venv` to where `mode` can run. Killed anywhere, the next start makes it anew."""
    if installed(mode):
        return
    started = time.monotonic()
    if UNFINISHED.exists() or not works(PYTHON) or not made_here():
        make_environment(new_enough_python())
    UNFINISHED.touch()
    if not has_torch():
        install_torch()
    say("Installing SVD Desktop and what it needs")
    target = f"{ROOT}{EXTRAS[mode]}"
    # Without --no-compile the first start would wait for bytecode of modules nobody imports: 40 s.
    pip("install", "--no-compile", "--constraint", str(CONSTRAINTS), "--editable", target)
    if not works(PYTHON, "import torch, diffusers, av, PIL"):
        stop(f"What was installed does not start. Delete {VENV} and try again.")
    STAMP.write_text(f"{fingerprint()} {mode}\n", "utf-8")
    UNFINISHED.unlink()
    say(f"Installed in {time.monotonic() - started:.0f} s")


def made_here() -> bool:
    """Whether the environment was made in this very folder: its scripts name the folder."""
    with contextlib.suppress(OSError):
        return str(VENV) in (VENV / "pyvenv.cfg").read_text("utf-8")
    return False


OFFLINE = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|Network is unreachable"
    "|name resolution|Failed to establish|ProxyError|from versions: none"
)


def pip(*arguments: str, check: bool = True) -> bool:
    """Runs pip with its progress on the terminal; a failure ends in one clear sentence."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    if not check:
        return quietly(command)
    said = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            print(line, end="", file=sys.stderr, flush=True)
    if process.returncode == 0:
        return True
    # pip undoes what it had begun: the environment is as it was.
    UNFINISHED.unlink(missing_ok=True)
    text = "".join(said)
    if "No space left" in text:
        stop("The disk is full. Free some space and run the same command again.")
    if OFFLINE.search(text):
        stop("The package registry cannot be reached. Connect to the internet and try again.")
    stop("pip could not install the packages; its last lines above say why.")


# --- torch ---------------------------------------------------------------------------------------


def has_torch() -> bool:
    return works(
        PYTHON, f"import sys, torch; sys.exit(torch.__version__[:{len(TORCH)}] != '{TORCH}')"
    )


def install_torch() -> None:
    """A wheel at hand, else PyTorch's build for the GPU, else what the public registry has."""
    wanted = f"torch=={TORCH}"
    if pip("install", "--no-compile", "--no-index", "--no-deps", wanted, check=False):
        say(f"torch {TORCH}: took the wheel at hand")
        return
    for version, python in other_pythons():
        if torch_at_hand(version):
            make_environment(python)
            if pip("install", "--no-compile", "--no-index", "--no-deps", wanted, check=False):
                say(f"torch {TORCH}: took the wheel at hand for Python {version}")
                return
    gpu = torch_builds.find_gpu()
    enough_space(gpu.kind)
    build = torch_builds.best(torch_builds.on_index(python_version()), gpu)
    if gpu.kind == "cuda" and build == "cpu":
        say("The GPU's driver is too old for PyTorch: update it and delete .venv to use the GPU.")
    if build:
        say(f"torch {TORCH}+{build} from PyTorch's index")
        pip("install", "--index-url", f"{torch_builds.index()}/{build}", f"{wanted}+{build}")
    else:
        say(f"torch {TORCH} from the package registry")
        pip("install", wanted)


def python_version() -> str:
    """Of the environment, such as `3.11`."""
    code = "import sys; print('{}.{}'.format(*sys.version_info))"
    return subprocess.check_output([str(PYTHON), "-c", code], text=True).strip()


def torch_at_hand(version: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        only = ["--only-binary=:all:", "--python-version", version, "--target", folder]
        ask = ["install", "--dry-run", "--no-index", "--no-deps", *only, f"torch=={TORCH}"]
        return pip(*ask, check=False)


def enough_space(kind: str) -> None:
    free, needed = shutil.disk_usage(ROOT).free / 1e9, DISK_GB[kind]
    if free < needed:
        stop(f"About {needed} GB of disk space are needed in {ROOT}; {free:.1f} GB are free.")


# --- the commands --------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    missing = system_packages("run")
    set_up("run")
    render_sample()
    if not (WINDOWS or sys.platform == "darwin" or _display()):
        say("There is no display here, so the window stays closed.")
        return 0
    if missing:
        stop("The window needs the system packages named above.")
    return subprocess.call([str(SCRIPTS / "svd-desktop"), *arguments])


def _display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def render_sample() -> None:
    """Renders the sample photograph once, and says where the clip is."""
    with contextlib.suppress(OSError):
        clip = Path(CLIP.read_text("utf-8"))
        if clip.exists():
            say(f"The sample's clip: {clip}")
            return
    say(f"Rendering {SAMPLE.name} with the embedded model")
    command = [str(SCRIPTS / "svd-desktop"), "render", str(SAMPLE)]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8")
    files = done.stdout.splitlines()
    if done.returncode != 0 or not files:
        stop("The sample was not rendered; the lines above say why.")
    CLIP.write_text(files[0], "utf-8")
    say(f"The sample's clip: {files[0]}")


def test(arguments: Sequence[str]) -> int:
    system_packages("test")
    set_up("test")
    tests = [str(PYTHON), "-m", "pytest", *(arguments or EVERY_TEST)]
    return subprocess.call(tests, cwd=str(ROOT))


def check(arguments: Sequence[str]) -> int:
    set_up("check")
    tools = {
        "lint": ["ruff", "check", "."],
        "format": ["ruff", "format", "--check", "."],
        "types": ["mypy"],
        "import contracts": ["lint-imports"],
    }
    failed = []
    for name, (tool, *options) in tools.items():
        if subprocess.call([str(SCRIPTS / tool), *options], cwd=str(ROOT)) != 0:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}" if failed else f"Passed: {', '.join(tools)}")
    return int(bool(failed))


def main(arguments: Sequence[str]) -> int:
    # Another Python's packages are no help to ours. Nothing is compiled while installing: unless
    # bytecode is kept from the first import, every start of the engine takes 25 s instead of 5.
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    commands = {"run": run, "test": test, "check": check}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    rest = arguments[2:] if arguments[1:2] == ["--"] else arguments[1:]
    try:
        return commands[arguments[0]](rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
