"""A checkout gets an environment, a half-made one is made anew, failures say what helps."""

import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest

from svd_desktop.models import qt_libraries


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own whose environment is made by this Python and gets no packages."""
    places = {
        "ROOT": "", "VENV": ".venv", "SCRIPTS": ".venv/bin", "PYTHON": ".venv/bin/python",
        "STAMP": ".venv/stamp", "UNFINISHED": ".venv/unfinished", "CLIP": ".venv/clip",
        "CONSTRAINTS": "constraints.txt",
    }  # fmt: skip
    for name, path in places.items():
        monkeypatch.setattr(bootstrap, name, tmp_path / path)
    (tmp_path / "pyproject.toml").write_text("one")
    (tmp_path / "constraints.txt").write_text("two")
    return tmp_path


@pytest.fixture
def steps(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `set_up` does, in order, without doing the slow parts."""
    done: list[str] = []

    def make(python: str) -> None:
        done.append("environment")
        bootstrap.SCRIPTS.mkdir(parents=True, exist_ok=True)
        bootstrap.PYTHON.unlink(missing_ok=True)
        bootstrap.PYTHON.symlink_to(sys.executable)
        (bootstrap.VENV / "pyvenv.cfg").write_text(f"command = python -m venv {bootstrap.VENV}")
        bootstrap.UNFINISHED.touch()

    def pip(*arguments: str, check: bool = True) -> bool:
        done.append(arguments[-1].removeprefix(str(checkout)))
        return True

    monkeypatch.setattr(bootstrap, "make_environment", make)
    monkeypatch.setattr(bootstrap, "pip", pip)
    monkeypatch.setattr(bootstrap, "has_torch", lambda: "torch" in done)
    monkeypatch.setattr(bootstrap, "install_torch", lambda: done.append("torch"))
    monkeypatch.setattr(bootstrap, "works", lambda python, code="": Path(python).exists())
    return done


def test_sets_up_once(steps: list[str]):
    bootstrap.set_up("test")
    assert steps == ["environment", "torch", "[test]"]
    steps.clear()
    bootstrap.set_up("test")
    bootstrap.set_up("run")  # holds less
    assert steps == []


def test_adds_what_a_further_command_needs(steps: list[str]):
    bootstrap.set_up("run")
    bootstrap.set_up("check")
    assert steps == ["environment", "torch", "", "[dev]"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_installs_again_when_the_packages_asked_for_change(
    steps: list[str], checkout: Path, changed: str
):
    bootstrap.set_up("run")
    (checkout / changed).write_text("other")
    bootstrap.set_up("run")
    assert steps == ["environment", "torch", "", ""]


def test_makes_a_half_made_environment_anew(steps: list[str], monkeypatch: pytest.MonkeyPatch):
    def killed() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "install_torch", killed)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.set_up("run")
    bootstrap.set_up("run")
    assert steps == ["environment", "environment", "torch", ""]


def test_makes_an_environment_without_its_python_anew(steps: list[str]):
    bootstrap.set_up("run")
    bootstrap.PYTHON.unlink()
    bootstrap.set_up("run")
    assert steps.count("environment") == 2


def test_makes_an_environment_that_was_moved_here_anew(steps: list[str]):
    bootstrap.set_up("run")
    (bootstrap.VENV / "pyvenv.cfg").write_text("command = python -m venv /elsewhere/.venv")
    bootstrap.STAMP.write_text("fingerprint-of-elsewhere run")
    bootstrap.set_up("run")
    assert steps.count("environment") == 2


def test_makes_a_real_environment(checkout: Path):
    bootstrap.make_environment(sys.executable)
    assert bootstrap.works(bootstrap.PYTHON)
    assert bootstrap.made_here()
    assert bootstrap.UNFINISHED.exists()
    assert bootstrap.python_version() == "{}.{}".format(*sys.version_info)


def test_offline_is_one_clear_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    nowhere = ["--index-url", "http://127.0.0.1:9/simple", "--retries", "0"]
    with pytest.raises(SystemExit):
        bootstrap.pip("download", "--dest", str(checkout), *nowhere, "no-such-package")
    last = capfd.readouterr().err.strip().splitlines()[-1]
    assert "Connect to the internet and try again." in last


def test_a_full_disk_is_refused_before_anything_is_fetched(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(bootstrap, "DISK_GB", {"cpu": 10**9})
    with pytest.raises(SystemExit):
        bootstrap.make_environment(sys.executable)
    assert "GB of disk space are needed" in capsys.readouterr().err
    assert not bootstrap.VENV.exists()


def test_a_missing_library_is_named_by_its_package(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    libraries = {"libc.so.6": "libc6", "libnone.so.1": "libnone1", "libnone-x.so.2": "libnone1"}
    monkeypatch.setattr(qt_libraries, "QT_LIBRARIES", libraries)
    monkeypatch.setattr(bootstrap, "TEST_TOOLS", {"no-such-tool": "tools"})
    assert set(bootstrap.missing_packages("run")) - {bootstrap.FONT_PACKAGE} == {"libnone1"}
    assert set(bootstrap.missing_packages("test")) >= {"libnone1", "tools"}


def test_without_root_and_terminal_the_line_to_type_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap.sys.stdin, "isatty", lambda: False, raising=False)
    assert not bootstrap.apt_install(["libegl1", "libgl1"])
    assert "sudo apt-get install libegl1 libgl1" in capsys.readouterr().out


@pytest.fixture
def program(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed stand-in for `svd-desktop`; returns where it writes down how it was called."""
    calls, program = checkout / "calls", bootstrap.SCRIPTS / "svd-desktop"
    program.parent.mkdir(parents=True)
    clip = checkout / "a clip.mp4"
    program.write_text(
        f"""#!/bin/sh
echo "$@" >> {calls}
[ "$1" != render ] || {{ echo denoise >&2; touch "{clip}"; echo "{clip}"; echo "{clip}.json"; }}
"""
    )
    program.chmod(0o755)
    monkeypatch.setattr(bootstrap, "set_up", lambda mode: None)
    monkeypatch.setattr(bootstrap, "system_packages", lambda mode: [])
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    return calls


def test_run_renders_the_sample_and_says_where_the_clip_is(
    program: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
):
    assert bootstrap.main(["run"]) == 0
    said = capsys.readouterr().out
    assert f"The sample's clip: {checkout / 'a clip.mp4'}\n" in said
    assert "no display" in said
    assert program.read_text() == f"render {bootstrap.SAMPLE}\n"


def test_run_opens_the_window_and_renders_the_sample_only_once(
    program: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.main(["run"]) == 0
    assert bootstrap.main(["run", "--", "photo.jpg"]) == 0
    assert program.read_text().splitlines()[1:] == ["", "photo.jpg"]
    (checkout / "a clip.mp4").unlink()
    assert bootstrap.main(["run"]) == 0
    assert program.read_text().count("render") == 2


def test_run_says_so_when_the_sample_cannot_be_rendered(
    program: Path, capsys: pytest.CaptureFixture[str]
):
    (bootstrap.SCRIPTS / "svd-desktop").write_text("#!/bin/sh\necho no memory >&2\nexit 5\n")
    with pytest.raises(SystemExit):
        bootstrap.main(["run"])
    assert "The sample was not rendered" in capsys.readouterr().err


def test_an_unknown_command_prints_the_three(capsys: pytest.CaptureFixture[str]):
    assert bootstrap.main(["install"]) == 2
    assert "bootstrap.py test" in capsys.readouterr().out


def test_needs_nothing_but_python():
    folder = Path(bootstrap.__file__).parent
    code = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); import bootstrap;"
        "print([name for name in ('torch', 'PySide6', 'pip') if name in sys.modules])"
    )
    bare = [sys.executable, "-I", "-S", "-c", code]  # without site-packages
    assert subprocess.check_output(bare, text=True).strip() == "[]"
