"""`svd-desktop engine`, and the commands that need what it installs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.backends import engine_install, private_engine, torch_builds
from svd_desktop.backends.private_engine import Installed
from svd_desktop.backends.torch_builds import Gpu
from svd_desktop.cli.main import main
from svd_desktop.core.jobs import JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.models.parts import DownloadStoppedError, Pace
from svd_desktop.models.resources import resource
from tests.engines import make_ready

SAMPLE = str(resource("samples", "rocket.jpg"))
ENGINE = Installed("cuda", "cu128", "2.13.0+cu128", "NVIDIA L4", "", 5_000_000_000, "")


@pytest.fixture
def private(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the engine, which is not installed."""
    constraints = tmp_path / "constraints.txt"
    constraints.touch()
    monkeypatch.setattr(private_engine, "is_private", lambda: True)
    monkeypatch.setattr(private_engine, "constraints", lambda: constraints)
    monkeypatch.setattr(torch_builds, "find_gpu", lambda: Gpu("cuda", 570, 8.9, "NVIDIA L4"))
    return home / "engine"


class Installing:
    """In place of the installation: what was asked for, and what it is to do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> None:
        self.kinds: list[str | None] = []
        self.error = error
        monkeypatch.setattr(engine_install, "install", self.install)

    def install(self, folder, kind, *, report, stop):
        self.kinds.append(kind)
        report("fetch", None)
        report("fetch", Pace(1_000_000_000, 4_000_000_000, 5e7, 60.0))
        if self.error:
            raise self.error
        return ENGINE


@pytest.mark.parametrize("command", ["show", "install", "repair", "remove"])
def test_with_torch_inside_there_is_nothing_to_install(home: Path, capsys, command: str):
    assert main(["engine", command]) == 2
    assert "This SVD Desktop comes with its engine" in capsys.readouterr().err


def test_without_it_nothing_is_rendered_or_queued_and_the_command_is_named(private: Path, capsys):
    assert main(["render", SAMPLE]) == 1
    assert "`svd-desktop engine install`" in capsys.readouterr().err
    assert main(["queue", "list", "--json"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("command", [("render", SAMPLE, SAMPLE), ("queue", "run")])
def test_what_waits_stays_queued_when_the_engine_is_taken_away_in_between(
    private: Path, run, backend, command: tuple[str, ...]
):
    make_ready(private)
    if command[0] == "queue":
        assert run("queue", "add", SAMPLE, SAMPLE).status == 0
    backend.between = lambda order, step: private_engine.record(private).unlink(missing_ok=True)
    answer = run(*command)
    assert answer.status == 1
    assert answer.err.count("The engine is not installed completely.") == 1
    with open_library(find_folders()) as db:
        assert [job.state for job in jobs.listed(db)] == [JobState.DONE, JobState.QUEUED]
    make_ready(private)
    assert run("queue", "run").status == 0
    assert len(backend.orders) == 2


def test_an_engine_that_is_taken_away_after_the_last_clip_is_no_fault(private: Path, run, backend):
    make_ready(private)
    backend.between = lambda order, step: private_engine.record(private).unlink(missing_ok=True)
    assert run("render", SAMPLE).status == 0


def test_in_this_process_there_is_no_torch(private: Path, capsys):
    assert main(["render", SAMPLE, "--in-process"]) == 2
    assert "Leave --in-process out." in capsys.readouterr().err


def test_doctor_names_the_command(private: Path, capsys):
    assert main(["doctor", "--json"]) == 1
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (torch,) = [finding for finding in findings if finding["name"] == "torch"]
    assert not torch["works"]
    assert "`svd-desktop engine install`" in torch["text"]


def test_shows_that_there_is_no_gpu(private: Path, monkeypatch, capsys):
    monkeypatch.setattr(torch_builds, "find_gpu", lambda: Gpu("cpu"))
    assert main(["engine", "show"]) == 0
    assert "found here   no GPU" in capsys.readouterr().out


def test_shows_what_is_found_and_that_it_is_missing(private: Path, capsys):
    assert main(["engine", "show", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["state"], shown["installed"]) == ("missing", None)
    assert shown["gpu"]["name"] == "NVIDIA L4"
    assert shown["folder"] == str(private)


def test_shows_what_is_installed(private: Path, capsys):
    private.mkdir()
    private_engine.record(private).write_text(private_engine.record_text(ENGINE))
    assert main(["engine", "show"]) == 0
    shown = capsys.readouterr().out
    assert "torch 2.13.0+cu128 for cuda, 5.0 GB" in shown
    assert "renders on   NVIDIA L4" in shown


def test_installs_for_the_gpu_that_is_found(private: Path, monkeypatch, capsys):
    installing = Installing(monkeypatch)
    assert main(["engine", "install"]) == 0
    assert installing.kinds == ["cuda"]
    told = capsys.readouterr()
    assert told.out == "The engine is ready: torch 2.13.0+cu128, renders on NVIDIA L4.\n"
    assert "1.00 of 4.00 GB, 50.0 MB/s, 60 s left" in told.err


def test_installs_for_another_gpu_when_asked(private: Path, monkeypatch):
    installing = Installing(monkeypatch)
    assert main(["engine", "install", "--for", "cpu"]) == 0
    assert installing.kinds == ["cpu"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("repair", "There is no engine to repair. Install it: `svd-desktop engine install`."),
        ("remove", "The engine is not installed. There is nothing to remove."),
    ],
)
def test_what_is_not_there_is_neither_repaired_nor_removed(
    private: Path, monkeypatch, capsys, command: str, sentence: str
):
    installing = Installing(monkeypatch)
    assert main(["engine", command]) == 2
    assert sentence in capsys.readouterr().err
    assert installing.kinds == []


def test_repairs_what_is_installed(private: Path, monkeypatch):
    installing = Installing(monkeypatch)
    private.mkdir()
    private_engine.lock(private).touch()
    assert main(["engine", "repair"]) == 0
    assert installing.kinds == [None]


def test_interrupted_it_says_how_to_go_on(private: Path, monkeypatch, capsys):
    Installing(monkeypatch, DownloadStoppedError())
    assert main(["engine", "install"]) == 130
    assert "The same command goes on from here." in capsys.readouterr().err


def test_a_line_of_json_for_each_report(private: Path, monkeypatch, capsys):
    Installing(monkeypatch)
    assert main(["engine", "install", "--json"]) == 0
    stage, pace, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert stage == {"event": "progress", "stage": "fetch"}
    assert (pace["done"], pace["total"]) == (1_000_000_000, 4_000_000_000)
    assert last["installed"]["build"] == "cu128"


def test_removes_it(private: Path, capsys):
    private.mkdir()
    private_engine.record(private).write_text(private_engine.record_text(ENGINE))
    assert main(["engine", "remove"]) == 0
    assert "The engine was removed" in capsys.readouterr().out
    assert private_engine.state(private) == "missing"
