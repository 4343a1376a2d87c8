"""Options: what is not known is refused, and every error is one sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from svd_desktop import __version__
from svd_desktop.cli import main as module
from svd_desktop.library.database import MIGRATIONS
from svd_desktop.library.folders import find_folders


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "a.jpg", "--upscale", "3"],
        ["render", "a.jpg", "--step", "2"],  # no abbreviation: it could come to mean another
        ["render", "a.jpg", "--exactly"],
        ["doctor", "--fast"],
        ["--json", "doctor"],
        ["timeline"],
        ["render"],
        [],
    ],
)
def test_what_is_not_known_is_refused(run, arguments):
    answer = run(*arguments)
    assert answer.status == 2
    assert answer.out == ""
    assert "error:" in answer.err


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("--size", ["1024"]), ("--size", ["axb"]), ("--size", ["64x"]), ("--focus", ["0.5"]),
        ("--focus", ["a,b"]), ("--frames", ["many"]), ("--frames", ["2.5"]),
        ("--guidance", ["1"]), ("--seed", ["x"]), ("--decode-chunk", ["some"]),
        ("--rate", ["0"]), ("--rate", ["fast"]), ("--rate", ["24000/0"]), ("--rate", ["241"]),
        ("--framing", ["fit"]),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_names_its_option(run, option, values):
    answer = run("render", "a.jpg", option, *values)
    assert answer.status == 2
    assert option in answer.err
    assert "Traceback" not in answer.err


def test_the_version_is_said(run):
    answer = run("--version")
    assert (answer.status, answer.out.strip()) == (0, f"svd-desktop {__version__}")


def test_help_names_every_range_readers_ask_for(run):
    answer = run("render", "--help")
    assert answer.status == 0
    assert "More is more motion" in answer.out


def test_a_newer_library_is_one_sentence(run):
    with closing(sqlite3.connect(find_folders().database)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    answer = run("render", "no-picture.jpg", "--json")
    assert answer.status == 1
    assert answer.err.splitlines()[-1].startswith("svd-desktop: The library ")
    assert "newer version" in answer.err
    assert "Traceback" not in answer.err


def test_a_home_that_cannot_be_written_is_one_sentence_though_there_is_no_log(home, monkeypatch):
    """By a process of its own: pytest's log would take what a program sends to stderr."""
    (home / "file").touch()
    monkeypatch.setenv("SVD_DESKTOP_HOME", str(home / "file"))
    said = subprocess.run(
        [sys.executable, "-m", "svd_desktop", "queue", "list", "--json"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == (
        f"svd-desktop: The folder {home / 'file'} cannot be made: File exists. "
        "Set SVD_DESKTOP_HOME to a folder that can be written.\n"
    )


def test_without_a_log_the_work_goes_on(run):
    (find_folders().logs / "svd-desktop.log").mkdir()
    assert run("queue", "list").status == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_log_on_a_full_disk_adds_nothing_to_the_sentence(home):
    """By a process of its own: pytest's log would take what a program sends to stderr."""
    (find_folders().logs / "svd-desktop.log").symlink_to("/dev/full")
    said = subprocess.run(
        [sys.executable, "-m", "svd_desktop", "render", str(home)], capture_output=True, text=True
    )
    assert said.returncode == 3
    assert said.stderr == (
        "svd-desktop: There is no picture in what was named. Name picture files.\n"
    )


@pytest.mark.parametrize("verbose", [False, True])
def test_verbose_adds_the_traceback_and_changes_nothing_else(run, tmp_path, verbose):
    answer = run("render", tmp_path, *(["--verbose"] if verbose else []))
    assert answer.status == 3
    assert answer.err.splitlines()[-1] == (
        "svd-desktop: There is no picture in what was named. Name picture files."
    )
    assert ("Traceback" in answer.err) is verbose


def test_the_log_has_the_traceback_anyway(run, tmp_path):
    run("render", tmp_path)
    assert "Traceback" in (find_folders().logs / "svd-desktop.log").read_text()


def test_ctrl_c_at_any_time_is_no_traceback(run, monkeypatch):
    def press(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_answer_doctor", press)
    answer = run("doctor")
    assert answer.status == 130
    assert answer.err == "svd-desktop: Interrupted.\n"


def test_python_m_is_the_same_program(home):
    said = subprocess.run(
        [sys.executable, "-m", "svd_desktop", "--version"], capture_output=True, text=True
    )
    assert (said.returncode, said.stdout.strip()) == (0, f"svd-desktop {__version__}")
