"""Where the frozen program begins: as `python -m svd_desktop` does, without the freezer's traces.

The freezer points the search path of libraries at its own folder. Programs started from here (a
file manager, a browser, the session's tools) would load ours instead of theirs.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from importlib.util import find_spec


def forget_search_paths() -> None:
    """This process has its libraries: their path is read when a process begins, and never again.
    Qt finds its plugins without a path, from where its own library lies (tried on Linux alone): a
    path is the system's, for another Qt."""
    if sys.platform == "linux":
        for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
            os.environ.pop(name, None)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before
    if sys.platform == "win32":
        import ctypes

        # What is started inherits the first of these and not the second, as Windows describes
        # them: not tried.
        ctypes.windll.kernel32.SetDllDirectoryW(None)
        os.add_dll_directory(sys._MEIPASS)  # type: ignore[attr-defined]


def keep_torch_alone() -> None:
    """torch.compile starts helpers as `python SCRIPT`. Frozen, that is this executable, with words
    that it would take for pictures to open a window with. Where torch is not inside, they are
    started with the engine's own Python."""
    if find_spec("torch"):
        os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"


if __name__ == "__main__":
    multiprocessing.freeze_support()
    forget_search_paths()
    keep_torch_alone()
    from svd_desktop.__main__ import main

    sys.exit(main())
