"""Freezing: one date for everything in it, no trace of the freezer, a failure that is seen."""

import ctypes
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import freeze
import frozen
import pytest

from svd_desktop import __version__

FAILED = '{"event": "failed", "files": []}'


def program(folder: Path, last: str, status: int = 0, asks: str = "") -> Path:
    """Stands where the frozen program would: says a version, and ends a render with this line,
    asking for something."""
    path = folder / "svd-desktop"
    path.write_text(
        "#!/bin/sh\n"
        f"if [ \"$1\" = render ]; then echo '{last}'; echo '{asks}' >&2; exit {status}; fi\n"
        "echo version\n"
    )
    path.chmod(0o755)
    return folder


@pytest.mark.parametrize("with_engine", [False, True])
def test_a_program_that_does_not_start_stops_the_build(tmp_path: Path, with_engine: bool):
    (tmp_path / "svd-desktop").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "svd-desktop").chmod(0o755)
    with pytest.raises(subprocess.CalledProcessError):
        freeze.try_it(tmp_path, with_engine)


def test_a_sample_that_is_not_rendered_stops_the_build(tmp_path: Path):
    with pytest.raises(SystemExit, match="The sample was not rendered"):
        freeze.try_it(program(tmp_path, FAILED), with_engine=True)


def test_a_clip_that_is_said_and_not_there_stops_the_build(tmp_path: Path):
    said = '{"event": "finished", "files": ["/nowhere/clip.mp4"]}'
    with pytest.raises(SystemExit, match="The sample was not rendered"):
        freeze.try_it(program(tmp_path, said), with_engine=True)


def test_a_rendered_sample_is_a_good_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    clip = tmp_path / "clip.mp4"
    clip.touch()
    said = f'{{"event": "finished", "files": ["{clip}"]}}'
    freeze.try_it(program(tmp_path, said), with_engine=True)
    assert "the sample rendered" in capsys.readouterr().out


@pytest.mark.parametrize(("status", "asks"), [(1, "no engine"), (0, freeze.INSTALL_ENGINE)])
def test_without_an_engine_a_render_has_to_end_and_to_ask_for_one(
    tmp_path: Path, status: int, asks: str
):
    with pytest.raises(SystemExit, match="It does not ask for `svd-desktop engine install`"):
        freeze.try_it(program(tmp_path, "", status, asks), with_engine=False)


def test_without_an_engine_what_helps_is_a_good_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    asks = f"There is no engine. Run: {freeze.INSTALL_ENGINE}"
    freeze.try_it(program(tmp_path, "", 4, asks), with_engine=False)
    assert asks in capsys.readouterr().out


def test_what_the_engine_needs_is_not_installed_without_it():
    with_it = {freeze.distribution(line) for line in freeze.requirements(True)}
    without = {freeze.distribution(line) for line in freeze.requirements(False)}
    assert with_it - without == freeze.ENGINE
    assert {"pyside6-essentials", "numpy", "jeepney"} <= without


def test_what_stays_out_is_what_the_import_contracts_keep_in_the_engine():
    contracts = tomllib.loads((freeze.ROOT / "pyproject.toml").read_text("utf-8"))
    (kept,) = (
        set(contract["forbidden_modules"])
        for contract in contracts["tool"]["importlinter"]["contracts"]
        if "torch" in contract.get("forbidden_modules", [])
    )
    assert kept - {"svd_desktop.engine"} == freeze.ENGINE


def test_the_date_is_the_last_commits_unless_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@localhost"]
    monkeypatch.setattr(freeze, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1600000000 +0000")
    for arguments in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert freeze.date() == 1_600_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert freeze.date() == 1_700_000_000


def test_the_package_is_called_by_the_version_the_program_says():
    assert freeze.version() == __version__


@pytest.mark.parametrize("before", [None, "/opt/lib"])
def test_programs_started_from_a_frozen_one_find_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, before: str | None
):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/svd-desktop/_internal")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/usr/lib/svd-desktop/_internal/PySide6/Qt/plugins")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    frozen.forget_search_paths()
    assert "QT_PLUGIN_PATH" not in os.environ
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_on_windows_they_are_not_given_the_freezers_folder(monkeypatch: pytest.MonkeyPatch):
    told: list[object] = []
    kernel = SimpleNamespace(SetDllDirectoryW=lambda folder: told.append(("for all", folder)))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(
        os, "add_dll_directory", lambda folder: told.append(("here", folder)), raising=False
    )
    monkeypatch.setattr(sys, "_MEIPASS", "ours", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    frozen.forget_search_paths()
    assert told == [("for all", None), ("here", "ours")]


def test_an_engine_of_its_own_keeps_its_helpers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TORCHINDUCTOR_COMPILE_THREADS", raising=False)
    monkeypatch.setattr(frozen, "find_spec", {"torch": None}.get)
    frozen.keep_torch_alone()
    assert "TORCHINDUCTOR_COMPILE_THREADS" not in os.environ


def test_torch_starts_no_helpers_of_its_own_in_a_frozen_program(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TORCHINDUCTOR_COMPILE_THREADS", "8")
    frozen.keep_torch_alone()
    code = "from torch._inductor import config; print(config.compile_threads)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "1"
