"""One render process at a time on a device, and the next knows whom it waits for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from svd_desktop.engine import device_lock
from svd_desktop.engine.device_lock import DeviceLock

CPU = torch.device("cpu")
HOLDER = """
import sys
import torch
from pathlib import Path
from svd_desktop.engine.device_lock import DeviceLock

lock = DeviceLock(Path(sys.argv[1]), torch.device("cpu"), "another program")
list(lock.acquire())
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_lock, "_POLL_SECONDS", 0.01)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[DeviceLock]:
    lock = DeviceLock(tmp_path, CPU, "the window")
    assert list(lock.acquire()) == []
    yield lock
    lock.release()


def test_a_free_device_is_taken_without_a_wait(held):
    assert list(held.acquire()) == [], "and again by the same process"
    assert not held.somebody_waits()


def test_whoever_waits_is_told_the_holder_again_and_again(held, tmp_path):
    waiting = DeviceLock(tmp_path, CPU, "svd-desktop render").acquire()
    for _ in range(3):
        assert next(waiting) == f"the window (process {os.getpid()})"
    waiting.close()


def test_the_holder_sees_that_somebody_waits_until_they_give_up(held, tmp_path):
    waiting = DeviceLock(tmp_path, CPU, "svd-desktop render").acquire()
    next(waiting)
    assert held.somebody_waits()
    waiting.close()  # cancelled
    assert not held.somebody_waits()


def test_the_next_has_it_when_the_holder_leaves(held, tmp_path):
    other = DeviceLock(tmp_path, CPU, "svd-desktop render")
    waiting = other.acquire()
    next(waiting)
    held.release()
    assert list(waiting) == []
    third = DeviceLock(tmp_path, CPU, "a third").acquire()
    assert next(third).startswith("svd-desktop render")
    third.close()
    other.release()


def test_of_two_that_wait_one_is_next(held, tmp_path):
    second = DeviceLock(tmp_path, CPU, "the second")
    third = DeviceLock(tmp_path, CPU, "the third")
    waits_second, waits_third = second.acquire(), third.acquire()
    next(waits_second)
    next(waits_third)
    held.release()
    assert list(waits_second) == []
    assert next(waits_third).startswith("the second")
    second.release()
    assert list(waits_third) == []
    third.release()


def test_another_device_is_free(held, tmp_path):
    other = DeviceLock(tmp_path, torch.device("cuda:1"), "another")
    assert list(other.acquire()) == []
    other.release()


@pytest.mark.parametrize("card", [None, "", "{", "[]", '{"name": "x"}', "7"])
def test_a_holder_whose_card_cannot_be_read_has_no_name(held, tmp_path, card):
    (tmp_path / "cpu.holder").unlink()
    if card is not None:
        (tmp_path / "cpu.holder").write_text(card)
    waiting = DeviceLock(tmp_path, CPU, "svd-desktop render").acquire()
    assert next(waiting) == "another render process"
    waiting.close()


def test_whoever_does_not_hold_it_is_waited_for_by_nobody(held, tmp_path):
    assert not DeviceLock(tmp_path, CPU, "svd-desktop render").somebody_waits()


def test_a_holder_that_is_killed_leaves_it_to_the_next(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        lock = DeviceLock(tmp_path, CPU, "the next")
        waiting = lock.acquire()
        assert next(waiting) == f"another program (process {holder.pid})"
        holder.kill()
    assert list(waiting) == []
    lock.release()
