"""Why there is no window is said on stderr, and in a box where somebody sees one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.ui import refusal
from svd_desktop.ui.refusal import refuse

REASON = Reason("internal", "The window cannot open: <b> & 'it'.", "Run: that")


@pytest.fixture
def boxes(tmp_path, monkeypatch):
    """A desktop whose programs for boxes write down what they are given."""
    folder, shown = tmp_path / "bin", tmp_path / "shown"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")

    def has(name: str, status: int = 0) -> Path:
        program = folder / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" {name} "$@" >> {shown}\nexit {status}\n')
        program.chmod(0o755)
        return shown

    for name in ("kdialog", "zenity", "xmessage"):
        has(name, 127)
    return has


def test_it_is_said_on_stderr_and_the_status_is_1(monkeypatch, capsys):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert refuse(REASON, with_qt=False) == 1
    assert capsys.readouterr().err == f"svd-desktop: {REASON.sentence}\n"


@pytest.mark.parametrize("name", ["kdialog", "zenity", "xmessage"])
def test_the_desktops_own_box_has_the_whole_sentence(boxes, name):
    shown = boxes(name)
    refuse(REASON, with_qt=False)
    *_, last = shown.read_text().split(f"{name}\n")
    assert REASON.sentence in last.replace("\n", " ")


def test_one_box_is_enough(boxes):
    boxes("zenity")
    shown = boxes("kdialog")
    refuse(REASON, with_qt=False)
    assert "zenity" not in shown.read_text()


def test_where_there_is_no_such_program_stderr_has_it(boxes, capsys):
    refuse(REASON, with_qt=False)
    assert REASON.sentence in capsys.readouterr().err


def test_whoever_reads_a_terminal_gets_no_box(boxes, monkeypatch, capsys):
    shown = boxes("kdialog")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    refuse(REASON, with_qt=False)
    assert not shown.exists()
    assert REASON.sentence in capsys.readouterr().err


def test_a_windowed_program_without_stderr_has_the_box(boxes, monkeypatch):
    shown = boxes("kdialog")
    monkeypatch.setattr(sys, "stderr", None)
    assert refuse(REASON, with_qt=False) == 1
    assert REASON.sentence in shown.read_text()


def test_the_box_is_not_given_a_frozen_programs_libraries(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/frozen")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/frozen")
    assert not {"LD_LIBRARY_PATH", "QT_PLUGIN_PATH"} & set(refusal._environment())


def test_on_macos_the_sentence_is_no_script(monkeypatch):
    monkeypatch.setattr(refusal.sys, "platform", "darwin")
    ((*script, title, sentence),) = refusal._commands(REASON.sentence)
    assert (title, sentence) == ("SVD Desktop", REASON.sentence)
    assert not [line for line in script if REASON.sentence in line]
