"""The engine is asked in a process of its own, which may be broken or no longer wanted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from svd_desktop.backends import describe
from svd_desktop.core.errors import SvdError


def answer(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """A program that runs `code` in the engine's place."""
    monkeypatch.setattr(describe, "program", lambda: [sys.executable, "-c", code])


def test_the_answer_is_what_it_wrote(monkeypatch):
    answer(monkeypatch, "import json, sys; print(json.dumps({'asked': sys.argv[2]}))")
    assert describe.describe_engine("cuda:1") == {"asked": "cuda:1"}


def test_it_is_asked_for_nothing_and_may_say_anything(monkeypatch):
    words = "import json, sys; sys.stdout.buffer.write(b'\\xff' + sys.stdin.buffer.read()); "
    answer(monkeypatch, words + "sys.stderr.buffer.write('Grafik \\xfc\\n'.encode()); sys.exit(1)")
    with pytest.raises(SvdError, match="Grafik ü"):
        describe.describe_engine()


def test_it_opens_no_console_on_windows(monkeypatch):
    how: dict[str, object] = {}

    def start(*command, **given):
        how.update(given)
        raise OSError("as much as is wanted")

    monkeypatch.setattr(describe, "NO_CONSOLE", 0x08000000)
    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(SvdError, match="torch does not start"):
        describe.describe_engine()
    assert how["creationflags"] == 0x08000000
    assert how["stdin"] == subprocess.DEVNULL


def test_who_asked_may_end_it_before_its_time(monkeypatch):
    answer(monkeypatch, "import time; time.sleep(60)")
    begun: list[subprocess.Popen[str]] = []

    def began(process):
        begun.append(process)
        process.kill()

    with pytest.raises(SvdError, match="torch does not start"):
        describe.describe_engine(began=began)
    assert begun[0].returncode


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("print('no JSON')", "Expecting value"),
        ("import sys; sys.exit('libcuda is broken')", "libcuda is broken"),
    ],
)
def test_what_went_wrong_is_said_in_its_own_last_words(monkeypatch, code, words):
    answer(monkeypatch, code)
    with pytest.raises(SvdError, match=words) as refused:
        describe.describe_engine()
    assert refused.value.reason.kind == "device"


def test_one_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(describe, "_SECONDS", 0.2)
    answer(monkeypatch, "import time; time.sleep(60)")
    with pytest.raises(SvdError, match="torch does not start"):
        describe.describe_engine()
