"""One process at a time has the window, and the operating system decides which."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from svd_desktop.library.window_lock import Holder, WindowLock, unanswered

HERE = platform.node()
HOLDS = """
import sys
from svd_desktop.library.folders import find_folders
from svd_desktop.library.window_lock import WindowLock
lock = WindowLock(find_folders())
print(lock.acquire(), flush=True)
lock.tell("somewhere")
print("told", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(home):
    """Another process that has the lock and listens."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "True\n"
        assert process.stdout.readline() == "told\n"
        yield process
        process.kill()


def test_a_folder_that_cannot_be_written_is_an_error(folders):
    folders.locks.rmdir()
    folders.locks.touch()
    with pytest.raises(OSError, match=r"window\.lock"):
        WindowLock(folders).acquire()


def test_what_another_process_has_is_not_to_be_had(folders, other):
    lock = WindowLock(folders)
    assert not lock.acquire()
    assert not lock.is_held
    assert lock.holder() == Holder(other.pid, "somewhere", HERE)


def test_a_holder_that_is_killed_has_it_no_longer_and_listens_nowhere(folders, other):
    other.kill()
    other.wait()
    lock = WindowLock(folders)
    assert lock.acquire()
    assert lock.holder() is None


def test_whoever_has_it_keeps_it(folders):
    lock = WindowLock(folders)
    assert lock.acquire()
    assert lock.acquire()
    assert not WindowLock(folders).acquire()


def test_given_back_it_is_the_next_ones(folders):
    lock, following = WindowLock(folders), WindowLock(folders)
    assert lock.acquire()
    lock.tell("somewhere")
    assert following.holder() == Holder(os.getpid(), "somewhere", HERE)
    lock.release()
    lock.release()  # a second time says nothing new
    assert following.holder() is None
    assert following.acquire()


@pytest.mark.parametrize("card", [b"", b"{", b"[]", b"7", b'{"pid": 1}', b"\xff"])
def test_a_card_that_cannot_be_read_is_no_holder(folders, card):
    lock = WindowLock(folders)
    lock.acquire()
    lock.tell("somewhere")
    (folders.locks / "window.json").write_bytes(card)
    assert lock.holder() is None


def test_a_window_that_does_not_answer_is_named_with_what_to_do():
    assert unanswered(Holder(77, "somewhere", HERE)).reason.sentence == (
        "SVD Desktop is open already and does not answer. "
        "Close its window, or end the process 77, and start again."
    )
    assert "Wait until it is ready" in unanswered(None).reason.sentence


def test_a_window_on_another_machine_names_that_machine_and_no_process():
    sentence = unanswered(Holder(77, "somewhere", "studio")).reason.sentence
    assert sentence == "SVD Desktop is open already, on studio. Close it there and start again."
