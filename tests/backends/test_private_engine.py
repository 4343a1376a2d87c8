"""The program without torch knows whether its engine is there, and says what to do where not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from svd_desktop import __version__
from svd_desktop.backends import private_engine
from svd_desktop.backends.describe import describe_engine
from svd_desktop.backends.private_engine import Installed
from svd_desktop.backends.process import ProcessBackend, program
from svd_desktop.core.errors import SvdError
from svd_desktop.models.environment import torch_fails


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Of an engine whose environment is the tests' own, with the record of its installation."""
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("alpha==1.0\n")
    monkeypatch.setattr(private_engine, "constraints", lambda: constraints)
    monkeypatch.setattr(private_engine, "is_private", lambda: True)
    folder = private_engine.engine_folder()
    assert folder == home / "engine"
    folder.mkdir()
    private_engine.environment(folder).symlink_to(sys.prefix)
    private_engine.lock(folder).touch()
    engine = Installed("cpu", "cpu", "2", "cpu", "", 5, private_engine.wants())
    private_engine.record(folder).write_text(private_engine.record_text(engine))
    return folder


def test_without_a_record_it_is_not_whole(folder: Path):
    private_engine.record(folder).unlink()
    assert private_engine.state(folder) == "unfinished"
    private_engine.lock(folder).unlink()
    assert private_engine.state(folder) == "missing"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"build": "cu128"}'])
def test_a_damaged_record_is_none(folder: Path, text: str):
    private_engine.record(folder).write_text(text)
    assert private_engine.state(folder) == "unfinished"


def test_for_other_versions_it_is_outdated(folder: Path):
    private_engine.constraints().write_text("alpha==2.0\n")
    assert private_engine.state(folder) == "outdated"


def test_without_its_python_it_is_not_whole(folder: Path):
    private_engine.environment(folder).unlink()
    assert private_engine.state(folder) == "unfinished"


@pytest.mark.parametrize(
    ("taken", "message"),
    [
        (["record", "lock"], "The engine that renders is not installed yet."),
        (["record"], "The engine is not installed completely."),
        (["environment"], "The engine is not installed completely."),
        (["constraints"], "The engine was installed for another version of SVD Desktop."),
    ],
)
def test_what_is_not_ready_is_not_started_and_says_what_helps(
    folder: Path, taken: list[str], message: str
):
    for name in taken:
        if name == "constraints":
            private_engine.constraints().write_text("alpha==2.0\n")
        else:
            getattr(private_engine, name)(folder).unlink()
    for start in (program, describe_engine, lambda: private_engine.command(folder)):
        with pytest.raises(SvdError) as caught:
            start()
        assert caught.value.reason.kind == "device"
        assert caught.value.reason.message == message
        assert "`svd-desktop engine install`" in caught.value.reason.remedy


def test_what_it_needs_is_what_the_program_needs_without_its_window_and_tests():
    needed = " ".join(private_engine.requirements()).lower()
    assert "diffusers" in needed
    assert "safetensors" in needed
    for name in ("torch", "pyside6", "pytest", "ruff"):
        assert name not in needed


def test_the_programs_sources_run_in_its_environment(folder: Path):
    said = subprocess.check_output([*program(), "--version"], text=True)
    assert said.strip() == f"svd-desktop {__version__}"


def test_the_environments_packages_come_before_what_lies_beside_the_sources(folder: Path):
    start, boot, sources = program()[:-2], program()[-2], program()[-1]
    look = boot.replace("sys.exit(main())", "print(sys.path[-1])")
    assert subprocess.check_output([*start, look, sources], text=True).strip() == sources
    assert (Path(sources) / "svd_desktop" / "__main__.py").is_file()


def test_the_render_process_is_one_of_its_environment(folder: Path, tmp_path: Path):
    backend = ProcessBackend(tmp_path / "render.log")
    process, _ = backend._started()
    try:
        assert process.args[0] == str(private_engine.python(folder))
    finally:
        backend.close()


def test_a_torch_that_does_not_start_there_is_to_be_repaired(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("svd_desktop.models.environment.bundled_uv", lambda: Path("uv"))
    assert torch_fails("No module named 'torch'").reason.remedy == (
        "Repair it in the window, with Engine… in the menu Help, or with "
        "`svd-desktop engine repair`."
    )


def test_a_program_without_uv_has_its_engine_inside():
    assert not private_engine.is_private()
    assert program() == [sys.executable, "-m", "svd_desktop"]
