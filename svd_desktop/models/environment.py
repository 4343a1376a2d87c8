"""What helps when torch, or what comes with it, does not load where the program is installed."""

from __future__ import annotations

import re
import sys

from svd_desktop.core.errors import SvdError
from svd_desktop.models.resources import bundled_uv

# torch's libraries need it, and Windows comes without.
_VISUAL_CPP = "https://aka.ms/vc14/vc_redist.x64.exe"


def torch_fails(why: str) -> SvdError:
    """Of kind `device`, with the command or the page that helps; `why` are the loader's words."""
    return SvdError("device", f"torch does not start: {why.rstrip('.')}.", _remedy(why))


def _remedy(why: str) -> str:
    if sys.platform == "win32" and ("DLL" in why or "WinError" in why):
        return f"Install Microsoft's Visual C++ libraries, {_VISUAL_CPP}, and try again."
    if bundled_uv():
        return (
            "Repair it in the window, with Engine… in the menu Help, or with "
            "`svd-desktop engine repair`."
        )
    if getattr(sys, "frozen", False):  # has no pip
        return "Install the program again."
    missing = re.search(r"No module named '(\w+)", why)
    package = missing[1] if missing else "torch"
    return f"Run: {sys.executable} -m pip install --force-reinstall {package}"
