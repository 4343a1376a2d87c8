"""Exports beside the window: several at once, stopped without a trace, gone on with later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Event

import pytest

from svd_desktop.app.exports import Exports, Run, Task
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.exporting import Export
from svd_desktop.core.jobs import Delivery
from svd_desktop.library import export_presets
from svd_desktop.library.folders import find_folders
from svd_desktop.media.encoding import EncodingCancelled
from svd_desktop.media.own_presets import OwnPreset
from tests.made import publish_take, request, take

SECONDS = 20
MILLISECONDS = 1000 * SECONDS


@pytest.fixture
def exports(qtbot) -> Iterator[Exports]:
    two = Exports(at_once=2)
    for thread in two.threads:
        thread.start()
    yield two
    two.shut()
    for thread in two.threads:
        thread.shut()
        assert thread.wait(MILLISECONDS)


def wanted(folder: Path, name: str, presets: tuple[str, ...] = ("h264-review",)) -> Export:
    """A real take of two frames, to be exported into `out`."""
    described = take(id=name, request=request(source=f"/p/{name}.jpg"))
    publish_take(folder / "takes" / name, described)
    return Export(name, str(folder / "takes" / name), name, Delivery(str(folder / "out"), presets))


def holding(begun: Event, free: Event) -> Callable[..., list[Path]]:
    """Work that says that it has begun, and goes on until it may end or is to stop."""

    def work(look, cancelled) -> list[Path]:
        look(0.5)
        begun.set()
        for _ in range(100 * SECONDS):
            if cancelled():
                raise EncodingCancelled
            if free.wait(0.01):
                return [Path("/out/clip.mp4")]
        raise TimeoutError

    return work


def unless_stopped(look, cancelled) -> list[Path]:
    if cancelled():
        raise EncodingCancelled
    return [Path("/out/2.mp4")]


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_take_that_cannot_be_exported_is_named_and_the_others_are(exports, tmp_path, qtbot):
    good, bad = wanted(tmp_path, "boat"), wanted(tmp_path, "night", ("dnxhr-hqx",))
    told: list[Reason] = []
    exports.problem.connect(told.append)
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS) as ended:
        exports.export([bad, good])
    assert [reason.sentence for reason in told] == [
        "night is not exported: DNxHR HQX needs at least 256x120 pixels, not 64x64. "
        "Choose another preset."
    ]
    run = ended.args[0]
    assert (run.total, run.ended, run.failed) == (2, 2, 1)
    assert in_folder(tmp_path / "out") == [
        "boat_42_7fps_h264-review_v001.json", "boat_42_7fps_h264-review_v001.mp4",
    ]  # fmt: skip
    assert [path.suffix for path in run.files] == [".mp4", ".json"]


def test_a_preset_of_the_persons_own_is_known(exports, home, qtbot):
    export_presets.add(find_folders(), OwnPreset("for-anna", "h264-review"))
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS):
        exports.export([wanted(home, "boat", ("for-anna",))])
    assert in_folder(home / "out")[1] == "boat_42_7fps_for-anna_v001.mp4"


def test_an_encoder_that_fails_is_quoted(exports, tmp_path, qtbot, monkeypatch):
    def fail(*_: object) -> None:
        raise SvdError("encoder", "ffmpeg could not write clip.part: Unknown encoder.", "Again.")

    monkeypatch.setattr("svd_desktop.media.export.encode", fail)
    with qtbot.waitSignal(exports.problem, timeout=MILLISECONDS) as told:
        exports.export([wanted(tmp_path, "boat")])
    assert "ffmpeg could not write clip.part: Unknown encoder." in told.args[0].sentence
    assert in_folder(tmp_path / "out") == []


def test_what_is_stopped_leaves_nothing_and_nothing_more_is_begun(
    exports, tmp_path, qtbot, monkeypatch
):
    begun: list[str] = []

    def encode(preset, frames, rate, target, metadata, on_frame, cancelled) -> None:
        begun.append(metadata["title"])
        target.write_bytes(b"half a clip")
        while not cancelled():
            pass
        raise EncodingCancelled

    monkeypatch.setattr("svd_desktop.media.export.encode", encode)
    exports.export([wanted(tmp_path, name) for name in ("a", "b", "c", "d")])
    qtbot.waitUntil(lambda: len(begun) == 2, timeout=MILLISECONDS)
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS) as ended:
        exports.cancel()
    assert ended.args[0].cancelled
    qtbot.waitUntil(lambda: all(thread.task is None for thread in exports.threads))
    assert len(begun) == 2
    assert in_folder(tmp_path / "out") == []


def test_what_is_asked_for_while_the_last_is_being_stopped_is_made(exports, qtbot):
    free, files = Event(), []
    begun = [Event(), Event()]
    exports.add([Task(str(n), frozenset(str(n)), holding(begun[n], free)) for n in (0, 1)])
    qtbot.waitUntil(lambda: all(event.is_set() for event in begun), timeout=MILLISECONDS)
    exports.cancel()
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS) as ended:
        exports.add([Task("2", frozenset("2"), unless_stopped, use=files.extend)])
    assert (ended.args[0].total, ended.args[0].ended, ended.args[0].cancelled) == (1, 1, False)
    assert files == [Path("/out/2.mp4")]


@pytest.mark.parametrize("other", ["a", "b"])  # the same take, which waits, or another
def test_what_was_stopped_too_late_counts_among_those_it_was_asked_with(exports, other, qtbot):
    begun, free = Event(), Event()
    ends: list[Run] = []

    def deaf(*_: object) -> list[Path]:
        begun.set()
        free.wait(SECONDS)
        return [Path("/out/late.mp4")]

    exports.ended.connect(ends.append)
    exports.add([Task("late", frozenset("a"), deaf)])
    qtbot.waitUntil(begun.is_set, timeout=MILLISECONDS)
    exports.cancel()
    exports.add([Task("new", frozenset(other), unless_stopped)])
    if other == "b":
        qtbot.waitUntil(lambda: len(ends) == 2, timeout=MILLISECONDS)
    free.set()
    qtbot.waitUntil(lambda: all(one.task is None for one in exports.threads) and len(ends) == 2)
    stopped, new = ends
    assert (stopped.total, stopped.ended, stopped.files) == (1, 1, [Path("/out/late.mp4")])
    assert (new.total, new.ended, new.files) == (1, 1, [Path("/out/2.mp4")])
    assert exports.fraction == 1


def test_as_many_are_made_at_once_as_there_are_threads(exports, qtbot):
    both = Barrier(2, timeout=SECONDS)

    def meet(*_: object) -> list[Path]:
        both.wait()
        return [Path("/out/clip.mp4")]

    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS) as ended:
        exports.add([Task(name, frozenset(name), meet) for name in "abcd"])
    assert ended.args[0].failed == 0


def test_a_take_is_never_worked_on_twice_at_once(exports, qtbot):
    begun, free, again = Event(), Event(), Event()
    first = Task("first", frozenset("ab"), holding(begun, free))
    second = Task("second", frozenset("bc"), holding(again, free))
    other_begun = Event()
    other = Task("other", frozenset("d"), holding(other_begun, free))
    exports.add([first, second, other])
    qtbot.waitUntil(lambda: begun.is_set() and other_begun.is_set(), timeout=MILLISECONDS)
    assert not again.is_set()
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS):
        free.set()
    assert again.is_set()


def test_progress_counts_every_take_alike(exports, qtbot):
    begun, free = Event(), Event()
    done = Task("done", frozenset("a"), lambda *_: [Path("/out/a.mp4")])
    exports.add([done, Task("half", frozenset("b"), holding(begun, free))])
    qtbot.waitUntil(lambda: exports.fraction == 0.75, timeout=MILLISECONDS)
    with qtbot.waitSignal(exports.ended, timeout=MILLISECONDS):
        free.set()
    assert exports.fraction == 1


def test_what_is_not_done_is_told_to_be_kept_and_what_was_stopped_is_not(exports, tmp_path, qtbot):
    kept: list[list[str]] = []
    exports.kept.connect(lambda left: kept.append([one.name for one in left]))
    begun, free = Event(), Event()
    one = wanted(tmp_path, "boat")
    exports.add([Task("boat", frozenset({"boat"}), holding(begun, free), one)])
    qtbot.waitUntil(begun.is_set, timeout=MILLISECONDS)
    assert kept == [["boat"]]
    exports.cancel()
    assert kept[-1] == []


def test_the_end_of_the_program_leaves_what_is_not_done_to_the_next_start(exports, tmp_path, qtbot):
    kept: list[list[Export]] = []
    exports.kept.connect(kept.append)
    begun, free = Event(), Event()
    one = wanted(tmp_path, "boat")
    exports.add([Task("boat", frozenset({"boat"}), holding(begun, free), one)])
    qtbot.waitUntil(begun.is_set, timeout=MILLISECONDS)
    exports.shut()
    for thread in exports.threads:
        thread.shut()
        assert thread.wait(MILLISECONDS)
    qtbot.waitUntil(lambda: all(thread.task is None for thread in exports.threads))
    assert kept == [[one]]
