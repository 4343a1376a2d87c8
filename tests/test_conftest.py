"""The suite's own watch: what is skipped in CI, or left running, fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPS = """
import pytest

def test_done(): pass

@pytest.mark.skipif(True, reason="no xdotool")
def test_left_out(): pass

@pytest.mark.xfail(strict=True)
def test_known(): assert False
"""
LEAVES_A_THREAD = """
import threading

def test_it():
    threading.Thread(target=threading.Event().wait, args=(2,), name="left").start()
"""
LEAVES_A_PROCESS = """
import subprocess, sys

started = []

def test_it():
    started.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

def test_it_was_ended(nothing_left_running):
    assert started[0].wait(10) != 0
"""


def run(folder: Path, test: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one test file under a copy of this suite's conftest."""
    conftest = (Path(__file__).parent / "conftest.py").read_text("utf-8")
    # Half a second is enough to see that something goes on.
    conftest = conftest.replace("SECONDS_TO_END = 5.0", "SECONDS_TO_END = 0.5")
    assert "SECONDS_TO_END = 0.5" in conftest
    (folder / "conftest.py").write_text(conftest, "utf-8")
    (folder / "test_it.py").write_text(test, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n")
    own = {key: value for key, value in os.environ.items() if key != "SVD_DESKTOP_CI"}
    own["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=folder, env={**own, **environment}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_skipped_test_fails_the_run_in_ci_and_is_named(tmp_path: Path):
    done = run(tmp_path, SKIPS, SVD_DESKTOP_CI="1")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_it.py::test_left_out: Skipped: no xdotool" in done.stdout
    assert "1 passed, 1 skipped, 1 xfailed" in done.stdout


def test_elsewhere_a_test_may_be_skipped(tmp_path: Path):
    assert run(tmp_path, SKIPS).returncode == pytest.ExitCode.OK


def test_a_file_that_skips_itself_whole_fails_the_run_in_ci(tmp_path: Path):
    skips = 'import pytest\npytest.importorskip("no_such_module")\n'
    both = skips + "def test_it(): pass\n"
    (tmp_path / "test_other.py").write_text("def test_it(): pass\n")
    assert run(tmp_path, both, SVD_DESKTOP_CI="1").returncode == pytest.ExitCode.TESTS_FAILED


def test_a_thread_left_behind_fails_its_test(tmp_path: Path):
    done = run(tmp_path, LEAVES_A_THREAD)
    assert "left running: thread left" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_process_left_behind_fails_its_test_and_is_ended(tmp_path: Path):
    done = run(tmp_path, LEAVES_A_PROCESS)
    assert "left running: process" in done.stdout
    assert "2 passed, 1 error" in done.stdout
