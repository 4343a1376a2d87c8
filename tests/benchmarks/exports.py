"""Twenty takes to two presets from the window: how long, how busy the cores, what blocks the loop.

By hand, on a machine that does nothing else: `python tests/benchmarks/exports.py [AT_ONCE …]`.
Needs Xvfb and openbox. AT_ONCE is how many takes are exported at once, by default as many as the
window would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.window import in_window  # noqa: E402

TAKES = 20
FRAMES, WIDTH, HEIGHT = 25, 1024, 576
PRESETS = ("h264-review", "prores-422-hq")


def main() -> None:
    from tests.desktop.conftest import Screen

    for at_once in sys.argv[1:] or [""]:
        with tempfile.TemporaryDirectory() as folder:
            screen = Screen(Path(folder) / "config")
            screen.environment |= {"SVD_DESKTOP_HOME": folder, "AT_ONCE": at_once}
            try:
                beside_it(screen.environment)
            finally:
                screen.close()


def beside_it(environment: dict[str, str]) -> None:
    """The window, and beside it a loop that does nothing: what blocks that is the machine's."""
    idle = [sys.executable, str(ROOT / "tests" / "benchmarks" / "library.py"), "idle"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(idle, **pipes) as beside:
        beside.stdout.readline()  # its loop runs
        subprocess.run([sys.executable, __file__, "export"], env=environment, check=True)
        longest, _ = beside.communicate()
    print(f"a loop that did nothing meanwhile: blocked for at most {float(longest):.0f} ms")


def make_takes() -> None:
    """One photograph slowly nearer, as many times as there are takes."""
    import numpy as np
    from PIL import Image

    from svd_desktop.core.takes import MASTER, POSTER
    from svd_desktop.library.folders import find_folders
    from svd_desktop.media.masters import MasterWriter
    from svd_desktop.media.takes import write_take
    from svd_desktop.models.resources import resource
    from tests import made

    with Image.open(resource("samples", "rocket.jpg")) as photograph:
        picture = photograph.convert("RGB")
    frames = []
    for number in range(FRAMES):
        inset = 4 * number
        box = (inset, inset, picture.width - inset, picture.width * 9 // 16 - inset)
        frames.append(np.asarray(picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS, box)))
    folders = find_folders()
    for number in range(TAKES):
        folder = folders.takes / f"take {number}"
        folder.mkdir()
        with MasterWriter(folder / MASTER, WIDTH, HEIGHT, Fraction(7)) as master:
            master.write(np.stack(frames))
        picture.resize((320, 180)).save(folder / POSTER)
        request = made.request(seed=number, width=WIDTH, height=HEIGHT, frames=FRAMES)
        write_take(folder, made.take(id=f"t{number}", request=request))


def export(window: Any, session: Any, close: Callable[[], None]) -> None:
    import psutil
    from PySide6.QtCore import QTimer

    from svd_desktop.core.exporting import Export
    from svd_desktop.core.jobs import Delivery
    from tests.benchmarks.library import Blocks

    wanted = [
        Export(take.id, str(take.folder), take.name, Delivery(session.outputs.output, PRESETS))
        for take in session.takes.model.takes_in_rows(0, TAKES - 1)
    ]
    assert len(wanted) == TAKES
    blocks = Blocks()
    process = psutil.Process()
    before, begun = process.cpu_times(), time.perf_counter()

    def report(run: Any) -> None:
        seconds = time.perf_counter() - begun
        now = process.cpu_times()
        used = sum(
            getattr(now, name) - getattr(before, name)
            for name in ("user", "system", "children_user", "children_system")
        )
        longest, computed = blocks.longest
        print(
            f"{TAKES} takes to {len(PRESETS)} presets, {len(session.exports.threads)} at once: "
            f"{seconds:.1f} s, {used / seconds:.2f} of {os.cpu_count()} cores used; event loop "
            f"blocked for at most {longest:.0f} ms, of it {computed:.0f} computed; "
            f"{run.failed} failed, {len(run.files)} files",
            flush=True,
        )
        close()

    session.exports.ended.connect(report)
    QTimer.singleShot(1000, blocks.start)
    session.exports.export(wanted)


def when_listed(window: Any, session: Any, close: Callable[[], None]) -> None:
    """All takes are found at once, when the window has opened."""
    model = session.takes.model

    def begin() -> None:
        if model.rowCount() == TAKES and not session.exports.busy:
            export(window, session, close)

    model.rowsInserted.connect(begin)
    model.modelReset.connect(begin)


if __name__ == "__main__":
    if sys.argv[1:2] == ["export"]:
        if os.environ["AT_ONCE"]:
            from svd_desktop.app import session as sessions
            from svd_desktop.app.exports import Exports

            at_once = int(os.environ["AT_ONCE"])
            sessions.Exports = lambda parent: Exports(parent, at_once)  # type: ignore[misc]
        make_takes()
        in_window(when_listed)
    else:
        main()
