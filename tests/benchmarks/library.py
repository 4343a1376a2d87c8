"""How quick the window is with a full library: 10,000 jobs and 2,000 takes.

By hand, on a machine that does nothing else: `python tests/benchmarks/library.py`. Needs Xvfb and
openbox. Every figure comes from the real window on that screen. What holds the event loop up is
the best of several runs, since one run may be held up by something else; all are told. Two more
figures tell the window's own doing from the machine's: the most that the window's thread computed
in any one block, and the longest block of a loop that did nothing, at the same time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.window import TICK_MS, Ticks, in_window  # noqa: E402

JOBS = 10_000
TAKES = 2_000
STARTS = 5
RUNS = 3
LETTER_MS = 60  # between two letters of a quick typist
PAGE_MS = 12  # between two pages, about as often as the screen shows another
LOOK_MS = 400  # after a command, until what it began is over
SETTLE_MS = 1500  # after the library is shown, for what still goes on

Waits = Iterator[int]  # milliseconds to go back to the event loop for


def main() -> None:
    from tests.desktop.conftest import Screen

    with tempfile.TemporaryDirectory() as folder:
        os.environ["SVD_DESKTOP_HOME"] = folder
        begun = time.perf_counter()
        make_library()
        print(f"{JOBS:,} jobs and {TAKES:,} takes, made in {time.perf_counter() - begun:.0f} s")
        screen = Screen(Path(folder) / "config")
        try:
            starts(screen)
            uses(screen)
        finally:
            screen.close()


def starts(screen: Any) -> None:
    """From the start of the process to the painted window, and its event loop from there on."""
    first = ask(screen, "start", str(time.time()))
    mark_takes()
    again = [ask(screen, "start", str(time.time())) for _ in range(STARTS)]
    seconds = sorted(told["seconds"] for told in again)
    print(
        f"painted window: {seconds[len(seconds) // 2]:.2f} s (median of {STARTS}, "
        f"{seconds[0]:.2f} to {seconds[-1]:.2f}; the very first start {first['seconds']:.2f})"
    )
    shown = sorted(told["shown"] for told in again)
    print(f"jobs and takes are there after {shown[len(shown) // 2]:.2f} s (median)")
    tell("start, from the painted window on", [told["blocked"] for told in again])
    tell_beside(again)
    print(f"the same while {TAKES:,} takes are found for the first time: ", end="")
    print(f"{first['blocked'][0]:.0f} ms, of it {first['blocked'][1]:.0f} computed")


def uses(screen: Any) -> None:
    runs = [ask(screen, "use") for _ in range(RUNS)]
    for name in runs[0]["blocked"]:
        tell(name, [told["blocked"][name] for told in runs])
    tell_beside(runs)
    memory, peak = (max(told[name] / 2**20 for told in runs) for name in ("memory", "peak"))
    print(f"memory of the window's process at the end: {memory:.0f} MiB (at most {peak:.0f} MiB)")


def tell(name: str, blocked: list[list[float]]) -> None:
    longest, computed = zip(*blocked, strict=True)
    every = ", ".join(f"{milliseconds:.0f}" for milliseconds in longest)
    print(
        f"{name}: event loop blocked for at most {min(longest):.0f} ms (best of {every}); the most "
        f"that was computed in a block {max(computed):.0f} ms"
    )


def tell_beside(runs: list[Any]) -> None:
    every = ", ".join(f"{told['beside']:.0f}" for told in runs)
    print(f"a loop that did nothing, at the same times: blocked for at most {every} ms")


def ask(screen: Any, *words: str) -> Any:
    """What the program says that was started with these words, and an idle one beside it."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, __file__, "idle"], **pipes) as beside:
        beside.stdout.readline()  # its loop runs
        done = subprocess.run(
            [sys.executable, __file__, *words], env=screen.environment, check=True, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        longest, _ = beside.communicate()
    return {**json.loads(done.stdout), "beside": float(longest)}


def idle() -> None:
    """A loop that does nothing until its input ends."""
    import threading

    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication(sys.argv[:1])
    blocks = Blocks()
    blocks.start()
    threading.Thread(target=lambda: (sys.stdin.read(), application.quit())).start()
    print("begun", flush=True)
    application.exec()
    print(blocks.longest[0])


def make_library() -> None:
    """Most jobs are done, some failed, some wait; no window knows of the takes yet."""
    import shutil

    from PIL import Image

    from svd_desktop.core.errors import Reason
    from svd_desktop.core.jobs import Delivery, Job, JobState
    from svd_desktop.core.takes import MASTER, POSTER
    from svd_desktop.library import jobs
    from svd_desktop.library.database import open_library
    from svd_desktop.library.folders import find_folders
    from svd_desktop.library.takes import take_folder
    from svd_desktop.media.takes import write_take
    from svd_desktop.models.resources import resource
    from tests import made

    folders = find_folders()
    things = ("boat", "harbour", "lamp", "market", "orchid", "rocket", "shoe", "watch")
    failure = Reason("memory", "Decoding needs 7.5 GiB, 6.1 GiB are free.", "Use 768x448.")
    queue = []
    for number in range(JOBS):
        source = f"/pictures/{things[number % len(things)]}-{number // 4:04}.jpg"
        request = made.request(source=source, seed=number, steps=25)
        job = Job(f"{number:012x}", request, Delivery(str(folders.output)), number + 1)
        state = {0: JobState.FAILED, 1: JobState.QUEUED}.get(number % 20, JobState.DONE)
        queue.append(
            replace(
                job,
                state=state,
                reason=failure if state == JobState.FAILED else None,
                take=str(take_folder(folders, job)) if state == JobState.DONE else None,
            )
        )
    with open_library(folders) as db:
        jobs.restore(db, queue)

    pattern = made.publish_take(folders.library / "pattern", made.take())
    with Image.open(resource("samples", "rocket.jpg")) as photograph:
        photograph.convert("RGB").resize((320, 180)).save(pattern / POSTER)
    done = [job for job in queue if job.take][-TAKES:]
    for number, job in enumerate(done):
        folder = Path(str(job.take))
        folder.mkdir()
        for name in (MASTER, POSTER):
            os.link(pattern / name, folder / name)
        day = f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}"
        when = f"{day}T{number % 24:02}:{number % 60:02}:00+00:00"
        write_take(folder, made.take(id=job.id, request=job.request, made=when))
    shutil.rmtree(pattern)


def mark_takes() -> None:
    """A tenth of the takes get one of five tags, and as many a star."""
    from svd_desktop.library import take_index
    from svd_desktop.library.database import open_library
    from svd_desktop.library.folders import find_folders

    folders = find_folders()
    with open_library(folders) as db:
        for number, take in enumerate(take_index.listed(db, folders)):
            if number % 10 == 0:
                take_index.tag(db, take.folder, (f"client {number // 10 % 5}",))
            elif number % 10 == 5:
                take_index.star(db, take.folder, True)


class Blocks(Ticks):
    """The longest time that the event loop took for anything, and the longest that its thread
    computed meanwhile, in milliseconds."""

    def start(self) -> None:
        self._computed_ms: list[float] = []
        self._used = time.thread_time()
        super().start()

    @property
    def longest(self) -> tuple[float, float]:
        self._tick()  # what is going on just now
        return max(self.late_ms) + TICK_MS, max(self._computed_ms)

    def _tick(self) -> None:
        super()._tick()
        used = time.thread_time()
        self._computed_ms.append((used - self._used) * 1000)
        self._used = used


def start(begun: float) -> None:
    """The program as a person starts it, closed when its whole library has been shown a while."""
    from PySide6.QtCore import QTimer

    from svd_desktop.ui import main as program

    class Watched(program.MainWindow):
        def __init__(self, session: Any) -> None:
            super().__init__(session)
            self.painted.connect(self._begin)
            self._looks = QTimer()
            self._looks.timeout.connect(lambda: is_there(session) and self._settle())

        def _begin(self) -> None:
            self._seconds = time.time() - begun
            self._blocks = Blocks()
            self._blocks.start()
            self._looks.start(20)

        def _settle(self) -> None:
            self._looks.stop()
            self._shown = time.time() - begun
            QTimer.singleShot(SETTLE_MS, self._end)

        def _end(self) -> None:
            told = {"seconds": self._seconds, "shown": self._shown, "blocked": self._blocks.longest}
            print(json.dumps(told))
            self.close()

    program.MainWindow = Watched  # type: ignore[misc]
    sys.argv = ["svd-desktop"]
    from svd_desktop.__main__ import main as whole

    sys.exit(whole())


def is_there(session: Any) -> bool:
    return session.queue.count() == JOBS and session.takes.model.count == TAKES


def use(window: Any, session: Any, close: Callable[[], None]) -> None:
    """Does one thing after another; each goes back to the event loop as often as a person would."""
    import psutil
    from PySide6.QtCore import QTimer

    queue, takes = window.queue, window.takes
    things: dict[str, Callable[[], Waits]] = {
        "scrolling the queue": lambda: scrolling(queue.table),
        "paging through the queue with its keys": lambda: paging(queue.table),
        "typing in the queue's search": lambda: typing(queue.search, "orchid-12"),
        "filtering the queue": lambda: choosing(queue.filter),
        "selecting the whole queue": lambda: selecting(queue.table),
        "switching between queue and takes": lambda: switching(window),
        "scrolling the takes": lambda: scrolling(takes.list),
        "paging through the takes with their keys": lambda: paging(takes.list),
        "typing in the takes' search": lambda: typing(takes.search, "rocket 2026-03"),
        "filtering the takes": lambda: marked(takes),
        "selecting all takes": lambda: selecting(takes.list),
    }
    blocked: dict[str, tuple[float, float]] = {}

    def everything() -> Waits:
        while not is_there(session):
            yield 20
        yield SETTLE_MS
        for name, thing in things.items():
            blocks = Blocks()
            blocks.start()
            yield from thing()
            blocked[name] = blocks.longest
            blocks.stop()
        used = psutil.Process().memory_info()
        print(json.dumps({"blocked": blocked, "memory": used.rss, "peak": peak_bytes()}))
        close()

    waits = everything()

    def go_on() -> None:
        milliseconds = next(waits, None)
        if milliseconds is not None:
            QTimer.singleShot(milliseconds, go_on)

    go_on()


def scrolling(view: Any) -> Waits:
    from PySide6.QtWidgets import QAbstractSlider

    bar = view.verticalScrollBar()
    bar.setValue(0)
    while bar.value() < bar.maximum():
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        yield PAGE_MS
    yield LOOK_MS
    bar.setValue(0)
    yield LOOK_MS


def paging(view: Any, pages: int = 40) -> Waits:
    from PySide6.QtCore import Qt

    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_PageDown] * pages, Qt.Key.Key_End, Qt.Key.Key_Home):
        press(view, key)
        yield LETTER_MS
    yield LOOK_MS


def typing(field: Any, text: str) -> Waits:
    """And all of it taken away again, letter by letter."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    field.setFocus()
    for letter in text:
        QTest.keyClick(field, letter)
        yield LETTER_MS
    yield LOOK_MS
    for _ in text:
        press(field, Qt.Key.Key_Backspace)
        yield LETTER_MS
    yield LOOK_MS


def choosing(box: Any) -> Waits:
    for number in (*range(1, box.count()), 0):
        box.setCurrentIndex(number)
        yield LOOK_MS


def marked(takes: Any) -> Waits:
    takes.starred.click()
    yield LOOK_MS
    takes.starred.click()
    yield LOOK_MS
    yield from choosing(takes.tag)


def selecting(view: Any) -> Waits:
    """All at once, then from the first to the last, then only one."""
    from PySide6.QtCore import Qt

    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for key, held in (
        (Qt.Key.Key_A, control),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, shift),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
    ):
        press(view, key, held)
        yield LOOK_MS


def switching(window: Any) -> Waits:
    """Ends at the takes."""
    for _ in range(5):
        window.show_queue()
        yield LOOK_MS
        window.show_takes()
        yield LOOK_MS


def press(widget: Any, key: Any, held: Any = None) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(widget, key, held or Qt.KeyboardModifier.NoModifier)


def peak_bytes() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["start"]:
        start(float(sys.argv[2]))
    elif sys.argv[1:2] == ["idle"]:
        idle()
    elif sys.argv[1:2] == ["use"]:
        in_window(use)
    else:
        main()
