"""Which of Debian's packages hold the system libraries that a frozen program needs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

# By what a library is called where it is asked for. Where the name of a package changed with the
# 64-bit dates of Debian 13 and Ubuntu 24.04, either will do.
PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libanl.so.1": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the libraries inside read on the system, and what no binary tells.
DATA = (
    "ca-certificates",
    "fontconfig-config",
    "fonts-dejavu-core | fonts-freefont-ttf",  # without any, the window shows boxes
    "libx11-data",  # dead keys
    "xkb-data",
)


def packages_for(folder: Path) -> list[str]:
    """What a package of this folder depends on, sorted, libc6 with the version it needs.

    Ends the program, with the library's name, where PACKAGES does not know one.
    """
    binaries = [path for path in folder.rglob("*") if path.is_file() and _is_elf(path)]
    inside = {path.name for path in binaries} | {path.name for path in folder.rglob("*.so*")}
    needed: set[str] = set()
    newest = (2, 0)
    for path in binaries:
        libraries, symbols = _read(path)
        needed |= libraries
        newest = max([newest, *symbols])
    unknown = sorted(needed - inside - set(PACKAGES))
    if unknown:
        raise SystemExit(f"Name the packages of {', '.join(unknown)} in {__file__}.")
    packages = {PACKAGES[name] for name in needed - inside} - {"libc6"}
    return sorted({f"libc6 (>= {newest[0]}.{newest[1]})", *DATA, *packages})


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _read(path: Path) -> tuple[set[str], list[tuple[int, int]]]:
    """The libraries it asks for, and the versions of glibc whose symbols it uses."""
    command = ["readelf", "--wide", "--dynamic", "--version-info", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, errors="replace").stdout
    libraries = set(re.findall(r"\(NEEDED\).*\[(.+?)\]", told))
    symbols = re.findall(r"GLIBC_(\d+)\.(\d+)", told)
    return libraries, [(int(major), int(minor)) for major, minor in symbols]
