"""What another start was given comes to the open window, whole and once, or the start is told."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from svd_desktop.app.other_starts import OtherStarts, hand_over
from svd_desktop.library.folders import find_folders
from svd_desktop.library.window_lock import Holder, WindowLock

SECONDS = 30
GIVES = """
import sys
from pathlib import Path
from svd_desktop.app.other_starts import hand_over
from svd_desktop.library.folders import find_folders
from svd_desktop.library.window_lock import WindowLock
holder = WindowLock(find_folders()).holder()
print(bool(holder) and hand_over(holder, [Path(name) for name in sys.argv[1:]], 30))
"""


@pytest.fixture
def lock(home, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    lock = WindowLock(find_folders())
    assert lock.acquire()
    yield lock
    lock.release()


@pytest.fixture
def others(qapp, lock):
    others = OtherStarts(lock)
    others.listen()
    yield others
    others.shut()


def start(*names: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", GIVES, *names], stdout=subprocess.PIPE, text=True
    )


def say(lock: WindowLock, line: bytes, qtbot) -> bytes:
    """What is answered to a line, once the connection is closed."""
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(lock.holder().address)
        one.sendall(line)
        one.setblocking(False)
        heard = bytearray()

        def is_closed() -> bool:
            try:
                part = one.recv(100)
            except BlockingIOError:
                return False
            except ConnectionResetError:
                return True
            heard.extend(part)
            return not part

        qtbot.waitUntil(is_closed, timeout=SECONDS * 1000)
        return bytes(heard)


def test_nobody_at_the_address_takes_nothing(tmp_path):
    assert not hand_over(Holder(1, str(tmp_path / "nobody"), ""), [], SECONDS)


def test_somebody_who_does_not_answer_is_not_waited_for_longer(tmp_path):
    address = str(tmp_path / "deaf")
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(address)
        deaf.listen()
        with pytest.raises(TimeoutError):
            hand_over(Holder(1, address, ""), [], 0.05)


@pytest.mark.parametrize(
    "line", [b"\n", b"{\n", b"7\n", b"{}\n", b'{"paths": 7, "leave": ""}\n', b"\xff\n",
             b'{"paths": [7], "leave": ""}\n'],
)  # fmt: skip
def test_what_is_not_understood_is_not_taken_and_the_next_is_heard(others, lock, qtbot, line):
    came = []
    others.came.connect(came.append)
    assert say(lock, line, qtbot) == b""
    assert say(lock, b'{"paths": ["/a"], "leave": ""}\n', qtbot) == b"taken\n"
    assert came == [[Path("/a")]]


def test_who_leaves_in_mid_sentence_is_forgotten(others, lock, qtbot):
    came = []
    others.came.connect(came.append)
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(lock.holder().address)
        one.sendall(b'{"paths": ["/a"]')
    assert say(lock, b'{"paths": ["/b"], "leave": ""}\n', qtbot) == b"taken\n"
    assert came == [[Path("/b")]]


def test_paths_come_as_they_were_given(others, qtbot):
    names = ["/a/Ein Boot & mehr.png", "/강.jpg", os.fsdecode(b"/old-\xe9.jpg"), "/two\nlines.png"]
    with qtbot.waitSignal(others.came, timeout=SECONDS * 1000) as told:
        process = start(*names)
    assert told.args == [[Path(name) for name in names]]
    assert process.communicate()[0] == "True\n"


def test_a_start_without_files_is_heard_too(others, qtbot):
    with qtbot.waitSignal(others.came, timeout=SECONDS * 1000) as told:
        process = start()
    assert told.args == [[]]
    assert process.communicate()[0] == "True\n"


def test_more_than_a_socket_holds_comes_whole(others, qtbot):
    with qtbot.waitSignal(others.came, timeout=SECONDS * 1000) as told:
        process = start(*(f"/{number:0200}.png" for number in range(5000)))
    assert len(told.args[0]) == 5000
    assert process.communicate()[0] == "True\n"


def test_leave_to_come_to_the_front_is_where_qt_looks_for_it(others, lock, qtbot, monkeypatch):
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    assert say(lock, b'{"paths": [], "leave": "by-this-click"}\n', qtbot) == b"taken\n"
    assert os.environ.pop("XDG_ACTIVATION_TOKEN") == "by-this-click"


def test_after_the_end_nobody_is_there(others, lock):
    holder = lock.holder()
    others.shut()
    assert not hand_over(holder, [], SECONDS)


def test_what_a_crashed_window_left_is_taken_over(qapp, lock, qtbot):
    first = OtherStarts(lock)
    first.listen()
    address = Path(lock.holder().address)
    first.shut()
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(str(address))  # and never removed
    assert address.exists()
    second = OtherStarts(lock)
    second.listen()
    assert say(lock, b'{"paths": [], "leave": ""}\n', qtbot) == b"taken\n"
    second.shut()


def test_a_place_that_is_taken_is_logged_and_nobody_is_sent_there(qapp, lock, caplog):
    first = OtherStarts(lock)
    first.listen()
    address = Path(lock.holder().address)
    first.shut()
    (folder := address).mkdir()  # by another person, where all may write
    (folder / "kept").touch()
    (find_folders().locks / "window.json").unlink()
    OtherStarts(lock).listen()
    assert "cannot be heard" in caplog.text
    assert lock.holder() is None


def test_what_comes_as_the_window_closes_is_not_taken(others, lock, qtbot):
    came = []
    others.came.connect(came.append)
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(lock.holder().address)
        qtbot.waitUntil(lambda: bool(others.findChildren(QLocalSocket)), timeout=SECONDS * 1000)
        others.shut()
        one.sendall(b'{"paths": ["/a"], "leave": ""}\n')
        one.setblocking(False)
        qtbot.waitUntil(lambda: _ended(one), timeout=SECONDS * 1000)
    assert came == []


def _ended(one: socket.socket) -> bool:
    try:
        return one.recv(100) == b""
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True
