"""The engine's own environment: what of it is there, and how a program in it is started.

The window comes without torch where it brings uv instead: which build of torch is wanted depends on
the machine's GPU. `engine_install` makes the environment in the person's data folder.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import requires
from pathlib import Path
from typing import Literal

from svd_desktop.backends.torch_builds import TORCH, Kind
from svd_desktop.core.errors import SvdError
from svd_desktop.models.data_folder import data_folder
from svd_desktop.models.resources import bundled_uv, resource

WINDOWS = sys.platform == "win32"
INSTALL = "`svd-desktop engine install`"
# The package's sources are in the program's own folder, last on the path: what lies beside them is
# the window's, and is not to stand in for what the environment has.
_BOOT = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from svd_desktop.__main__ import main; sys.exit(main())"
)
State = Literal["missing", "unfinished", "outdated", "ready"]


@dataclass(frozen=True)
class Installed:
    """`build` as PyTorch names it, such as cu128, for a `kind` of GPU; `device` is what torch
    found, with a `note` where a GPU is there that it does not use. `wants` is what the environment
    was made for, as a hash."""

    kind: Kind
    build: str
    torch: str
    device: str
    note: str
    bytes: int
    wants: str


def is_private() -> bool:
    """Whether this program brings uv instead of torch."""
    return bundled_uv() is not None


def engine_folder() -> Path:
    return data_folder() / "engine"


def environment(folder: Path) -> Path:
    return folder / "environment"


def python(folder: Path) -> Path:
    return environment(folder) / ("Scripts/python.exe" if WINDOWS else "bin/python")


def installed(folder: Path) -> Installed | None:
    """None where it is not whole: its record is written last, and taken away first."""
    try:
        return Installed(**json.loads(record(folder).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def record(folder: Path) -> Path:
    return folder / "engine.json"


def record_text(engine: Installed) -> str:
    return json.dumps(asdict(engine), indent=2) + "\n"


def state(folder: Path) -> State:
    found = installed(folder)
    if found is None or not python(folder).exists():
        return "unfinished" if lock(folder).exists() else "missing"
    return "ready" if found.wants == wants() else "outdated"


def lock(folder: Path) -> Path:
    """Which wheels were chosen, kept while they are fetched and for repairs (PEP 751)."""
    return folder / "pylock.toml"


def requirements() -> list[str]:
    """What the engine needs but torch: all that this program needs, without its window."""
    needed = [text for text in requires("svd-desktop") or [] if "extra ==" not in text]
    return [text for text in needed if not re.match("(torch|pyside6-essentials)[<>=]", text, re.I)]


def constraints() -> Path:
    return resource("constraints.txt")


def wants() -> str:
    """Tells an environment made for other versions from one that was made for these."""
    version = "{}.{}".format(*sys.version_info)
    text = "\n".join([TORCH, version, *sorted(requirements()), constraints().read_text("utf-8")])
    return hashlib.sha256(text.encode()).hexdigest()


def unready(folder: Path) -> SvdError | None:
    """Why nothing can be rendered, with the remedy; None where the engine is ready."""
    match state(folder):
        case "ready":
            return None
        case "outdated":
            message = "The engine was installed for another version of SVD Desktop."
        case "unfinished":
            message = "The engine is not installed completely."
        case _:
            message = "The engine that renders is not installed yet."
    remedy = f"Install it in the window, with Engine… in the menu Help, or with {INSTALL}."
    return SvdError("device", message, remedy)


def command(folder: Path) -> list[str]:
    """Starts this program in the environment. Raises SvdError of kind `device` when it is not
    ready."""
    if error := unready(folder):
        raise error
    return booted(folder)


def booted(folder: Path) -> list[str]:
    sources = Path(__file__).resolve().parents[2]
    # Where the program lies, bytecode may not be written.
    bytecode = f"pycache_prefix={folder / 'bytecode'}"
    return [str(python(folder)), "-I", "-X", bytecode, "-c", _BOOT, str(sources)]
