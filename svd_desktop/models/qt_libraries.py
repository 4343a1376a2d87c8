"""The system's libraries that Qt loads on Linux, and whether a window can open here at all.

A missing one ends the program inside Qt, where Python cannot catch it, and Qt names libxcb-cursor0
whichever it is: so they are asked for before Qt is imported. Elsewhere Qt brings its own.

The standard library alone: packaging/bootstrap.py asks too, before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from svd_desktop.core.errors import SvdError

# By Debian's and Ubuntu's packages.
QT_LIBRARIES = {
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libGLdispatch.so.0": "libglvnd0",
    "libGLX.so.0": "libglx0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# What the window imports of Qt after its first frame, and needs a library for that no plugin does.
_NETWORK = Path("lib", "libQt6Network.so.6")
_AGAIN = "Install SVD Desktop again."


def check_qt() -> None:
    """Raises SvdError of kind `internal` where Qt cannot open a window: one sentence that names the
    packages to install."""
    if sys.platform == "linux":
        check_libraries()
        _check_screen()


def check_libraries() -> None:
    """Loads what Qt would load next, which costs nothing twice. Raises SvdError as `check_qt`."""
    folder = _folder_of_qt()
    plugins = [path for name in _platforms() if (path := _plugin(folder, name)).exists()]
    if not plugins:  # a Qt that lies elsewhere, or is for other screens: it speaks for itself
        return
    # Of several Qt takes the first that loads.
    failures = [why for path in plugins if (why := _why_not(path))]
    why = failures[0] if len(failures) == len(plugins) else _why_not(folder / _NETWORK)
    if not why:
        return
    missing = missing_libraries()
    if "wayland" not in _platforms():
        missing = {name: missing[name] for name in missing if "wayland" not in name}
    if not missing:
        raise SvdError("internal", f"The window cannot open: {why}.", _remedy())
    import shutil  # rarely needed, and a frame waits

    packages = " ".join(dict.fromkeys(missing.values()))
    raise SvdError(
        "internal",
        f"The window cannot open: the system lacks {', '.join(missing)}.",
        f"Run: sudo apt-get install {packages}"
        if shutil.which("apt-get")
        else f"Install what Debian calls: {packages}",
    )


def _remedy() -> str:
    """For a library that is not the system's, or that nobody foresaw."""
    if getattr(sys, "frozen", False):
        return _AGAIN
    return "Install the library that is named."


def incomplete(error: ImportError) -> SvdError:
    """For a program of which a part does not load, or is not there."""
    return SvdError("internal", f"A part of the program does not load: {error}.", _AGAIN)


def missing_libraries() -> dict[str, str]:
    """Those of QT_LIBRARIES that are not there, with their packages."""
    return {name: package for name, package in QT_LIBRARIES.items() if is_missing(name)}


def is_missing(library: str) -> bool:
    """Not so where another library is, that it needs: the system names that one."""
    return (_why_not(Path(library)) or "").startswith(f"{library}:")


def has_screen() -> bool:
    """Whether somebody could see a window; asks no server."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _check_screen() -> None:
    if not {"xcb", "wayland"}.issuperset(_platforms()) or os.environ.get("WAYLAND_DISPLAY"):
        return
    remedy = "Start it on a desktop, or use `svd-desktop render`."
    if not has_screen():
        raise SvdError("internal", "There is no screen for the window here.", remedy)
    if not _answers():
        display = os.environ["DISPLAY"]
        raise SvdError("internal", f"The screen {display} cannot be reached.", remedy)


def _answers() -> bool:
    """Whether the X server named by DISPLAY takes us; Qt would end the program if not."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _platforms() -> list[str]:
    """The screens that Qt will try, in its order, such as xcb."""
    asked = os.environ.get("QT_QPA_PLATFORM")
    if asked:
        return [name.partition(":")[0] for name in asked.split(";")]
    return ["wayland", "xcb"] if os.environ.get("XDG_SESSION_TYPE") == "wayland" else ["xcb"]


def _folder_of_qt() -> Path:
    """Found without importing it."""
    spec = find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0], "Qt") if places else Path()


def _plugin(folder: Path, platform: str) -> Path:
    return folder / "plugins" / "platforms" / f"libq{platform}.so"


def _why_not(library: Path) -> str | None:
    """What the system says of a library that does not load."""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        return str(error.__cause__ or error)  # frozen, its own words stand before the system's
    return None
