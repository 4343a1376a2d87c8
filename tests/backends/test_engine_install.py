"""The engine's environment is made, goes on, is mended, and says why where it cannot be made.

uv is the real one, the indices and the packages in them are small ones of the test's own.
"""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from threading import Event

import pytest
import uv as uv_package
from filelock import FileLock

from svd_desktop.backends import (
    engine_install,
    private_engine,
    torch_builds,
    uv,
)
from svd_desktop.backends.engine_install import install, remove
from svd_desktop.backends.torch_builds import TORCH, Gpu
from svd_desktop.core.errors import SvdError
from svd_desktop.models import parts, web
from svd_desktop.models.parts import DownloadStoppedError, Pace
from tests.package_index import NATIVE, Index, package_index, wheel

BIG = random.Random(5).randbytes(2_000_000)
TORCH_FILE = f"torch-{TORCH}+cpu-{NATIVE}.whl"
# Stands for the program's first start: says what is in the environment, as the real one does.
SAYS = (
    "import importlib.metadata as m, json; "
    "print(json.dumps({'torch': m.version('torch'), 'device': 'cpu'}))"
)


def torch_wheel(build: str = "cpu", extra: bytes = b"") -> dict[str, bytes]:
    files = {"torch/__init__.py": b"", "torch/lib.bin": BIG + extra}
    return wheel("torch", f"{TORCH}+{build}", files, ("alpha",), NATIVE)


def alpha(version: str, requires: tuple[str, ...] = ()) -> dict[str, bytes]:
    return wheel("alpha", version, {"alpha.py": f"version = {version!r}".encode()}, requires)


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    files = torch_wheel() | alpha("1.0", ("beta",)) | alpha("2.0")
    files |= wheel("beta", "1.0", {"beta.py": b""})
    constrain(tmp_path, monkeypatch, "alpha==1.0\n")
    monkeypatch.setattr(private_engine, "requirements", lambda: ["alpha"])
    monkeypatch.setattr(private_engine, "booted", starts_with(SAYS))
    monkeypatch.setattr(uv, "bundled_uv", lambda: Path(uv_package.find_uv_bin()))
    monkeypatch.setattr(torch_builds, "find_gpu", lambda: Gpu("cpu"))
    monkeypatch.setattr(web, "_FIRST_WAIT", 0.001)
    monkeypatch.setenv("UV_PYTHON_PREFERENCE", "only-system")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    with package_index(files, {"cpu": [TORCH_FILE]}) as served:
        monkeypatch.setenv("UV_DEFAULT_INDEX", served.simple)
        monkeypatch.setenv("SVD_DESKTOP_TORCH_INDEX", served.torch)
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "engine"


def constrain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = tmp_path / "constraints.txt"
    path.write_text(text)
    monkeypatch.setattr(private_engine, "constraints", lambda: path)


def starts_with(code: str):
    return lambda folder: [str(private_engine.python(folder)), "-I", "-c", code]


def run(folder: Path, code: str) -> str:
    command = [private_engine.python(folder), "-I", "-c", code]
    return subprocess.check_output(command, text=True).strip()


def packages(folder: Path) -> Path:
    return Path(run(folder, "import alpha; print(alpha.__file__)")).parent


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def refusal(folder: Path, kind: torch_builds.Kind | None = "cpu") -> str:
    with pytest.raises(SvdError) as caught:
        install(folder, kind)
    assert private_engine.installed(folder) is None
    return caught.value.reason.sentence


class TestRefused:
    def test_pytorchs_index_that_is_not_reached(self, index: Index, folder, monkeypatch):
        monkeypatch.setenv("SVD_DESKTOP_TORCH_INDEX", "http://127.0.0.1:9")
        sentence = refusal(folder)
        assert sentence.startswith("http://127.0.0.1:9 cannot be reached: ")
        assert "Check the connection; the download goes on from where it is." in sentence

    def test_pytorchs_index_without_a_torch_for_this_machine(self, index: Index, folder):
        index.builds = {"cpu": []}
        assert refusal(folder) == ("127.0.0.1 has no /whl/torch/. Look for a newer SVD Desktop.")
        (other,) = wheel("torch", f"{TORCH}+cpu", {}, tag="cp35-cp35m-win32")
        index.builds = {"cpu": [other]}
        index.files[other] = b""
        assert refusal(folder) == (
            f"{index.torch} has no build of torch {TORCH} for this machine. "
            "Look for a newer SVD Desktop."
        )

    def test_a_password_in_a_mirrors_address_is_not_shown(self, index: Index, folder, monkeypatch):
        for path in ("http://me:secret@127.0.0.1:9", index.torch.replace("//", "//me:secret@")):
            monkeypatch.setenv("SVD_DESKTOP_TORCH_INDEX", path)
            index.builds = {"cpu": ["torch-1.0-py3-none-any.whl"]}
            sentence = refusal(folder)
            assert "secret" not in sentence
            assert "127.0.0.1" in sentence

    def test_an_index_of_packages_that_is_not_reached(self, index: Index, folder, monkeypatch):
        monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
        assert refusal(folder).startswith("127.0.0.1:9 cannot be reached. Check the conn")

    def test_a_gpu_that_there_is_no_build_for(self, index: Index, folder):
        assert refusal(folder, "rocm") == (
            f"There is no build of torch {TORCH} for rocm on this system. "
            "Install for the processor instead."
        )

    def test_a_driver_that_is_too_old(self, index: Index, folder, monkeypatch):
        monkeypatch.setattr(torch_builds, "find_gpu", lambda: Gpu("cuda", 470, 8.6, "Old"))
        assert "The driver of the NVIDIA GPU is too old" in refusal(folder, "cuda")

    def test_cuda_without_a_build_for_it_has_nothing_to_do_with_a_driver(self, index, folder):
        assert refusal(folder, "cuda").startswith(f"There is no build of torch {TORCH} for cuda")

    def test_an_engine_that_somebody_uses(self, index: Index, folder, tmp_path, monkeypatch):
        engine = install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==2.0\n")
        command = [private_engine.python(folder), "-c", "input()"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as user:
            for change in (lambda: install(folder, "cpu"), lambda: remove(folder)):
                with pytest.raises(SvdError) as caught:
                    change()
                assert caught.value.reason.sentence == (
                    "The engine is in use by a window or a command of SVD Desktop. "
                    "Pause what is rendered there or close it, and try again."
                )
            assert private_engine.installed(folder) == engine
            user.communicate(b"\n")
        install(folder, "cpu")
        assert run(folder, "import alpha; print(alpha.version)") == "2.0"

    def test_packages_that_do_not_go_together(self, index: Index, folder, tmp_path, monkeypatch):
        constrain(tmp_path, monkeypatch, "alpha==3.0\n")
        sentence = refusal(folder)
        assert sentence.startswith("The engine's packages do not go together on this machine: ")
        assert "alpha" in sentence

    def test_a_wheel_that_arrives_damaged_twice(self, index: Index, folder):
        index.faults.corrupt = 1000
        assert "arrived damaged twice: its hash is not 127.0.0.1's." in refusal(folder)
        assert not any(folder.rglob("alpha.py"))

    def test_a_disk_without_room(self, index: Index, folder, monkeypatch):
        monkeypatch.setattr(parts, "_SPARE", 2**60)
        sentence = refusal(folder)
        assert sentence.startswith("The engine needs 0.0 GB on the disk of ")
        assert "and try again." in sentence
        assert index.sent < len(BIG)

    def test_an_installation_beside_another(self, index: Index, folder):
        folder.mkdir()
        with FileLock(folder / ".lock"):
            assert refusal(folder) == (
                "The engine is being installed by another program. Try again when that is done."
            )
        assert index.asked == []

    def test_a_package_of_which_a_file_is_missing_once_it_is_unpacked(
        self, index: Index, folder, monkeypatch
    ):
        run_uv = engine_install.run_uv

        def lossy(*arguments, **how):
            run_uv(*arguments, **how)
            for path in folder.glob("environment/**/lib.bin"):
                path.unlink()

        monkeypatch.setattr(engine_install, "run_uv", lossy)
        assert refusal(folder) == (
            f"{TORCH_FILE} was not unpacked completely. "
            "Try again; what was fetched is not fetched again."
        )

    def test_a_torch_that_does_not_start(self, index: Index, folder, monkeypatch):
        fails = "raise SystemExit('libcudart.so.12: cannot open shared object file')"
        monkeypatch.setattr(private_engine, "booted", starts_with(fails))
        sentence = refusal(folder)
        assert sentence.startswith("torch does not start: libcudart.so.12: cannot open shared")
        assert private_engine.state(folder) == "unfinished"


class TestInterrupted:
    def test_connections_that_are_cut(self, index: Index, folder):
        index.faults.cut_at = [300_000, 800_000, 1_500_000]
        install(folder, "cpu")
        assert index.faults.cut_at == []
        assert index.sent < 1.2 * sum(map(len, index.files.values()))

    def test_what_was_stopped_goes_on(self, index: Index, folder):
        stop = Event()

        def stop_in_the_middle(stage: str, pace: Pace | None) -> None:
            if pace and pace.done > pace.total / 2:
                stop.set()

        with pytest.raises(DownloadStoppedError):
            install(folder, "cpu", report=stop_in_the_middle, stop=stop)
        assert private_engine.state(folder) == "unfinished"
        before = index.sent
        install(folder, "cpu")
        assert private_engine.state(folder) == "ready"
        assert index.sent - before < 0.6 * len(BIG)

    def test_what_uv_does_ends_when_it_is_stopped(self, index: Index, folder):
        stop = Event()
        stop.set()
        with pytest.raises(DownloadStoppedError):
            install(folder, "cpu", stop=stop)

    def test_going_on_asks_no_index_again(self, index: Index, folder, monkeypatch):
        index.faults.corrupt = 1000
        refusal(folder)
        index.faults.corrupt, index.asked[:] = 0, []
        install(folder, "cpu")
        assert index.asked == []

    def test_what_is_ready_stays_ready_when_another_kind_cannot_be_had(self, index: Index, folder):
        engine = install(folder, "cpu")
        with pytest.raises(SvdError):
            install(folder, "rocm")
        assert private_engine.installed(folder) == engine
        assert private_engine.state(folder) == "ready"

    def test_what_is_ready_stays_ready_until_everything_of_another_version_is_there(
        self, index: Index, folder, tmp_path, monkeypatch
    ):
        install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==2.0\n")
        index.faults.corrupt = 1000
        with pytest.raises(SvdError):
            install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==1.0\n")
        assert private_engine.state(folder) == "ready"

    def test_what_an_ended_uv_left_and_what_was_fetched_for_another_choice_goes(
        self, index: Index, folder
    ):
        for left in ("cache/.tmp1", "wheels/other.whl", "wheels/.parts/0a1b", "pylock.next.toml"):
            (folder / left).parent.mkdir(parents=True, exist_ok=True)
            (folder / left).write_bytes(b"[[packages]\nwheels = [")
        seen = []
        install(folder, "cpu", report=lambda stage, pace: seen.append(left_in(folder)))
        assert "other.whl" not in seen[-1]
        assert "0a1b" not in seen[-1]
        assert private_engine.state(folder) == "ready"


class TestInstalled:
    def test_the_engine_starts_and_is_told_of(self, index: Index, folder):
        said: list[tuple[str, Pace | None]] = []
        engine = install(folder, "cpu", report=lambda stage, pace: said.append((stage, pace)))
        assert private_engine.installed(folder) == engine
        assert private_engine.state(folder) == "ready"
        assert (engine.kind, engine.build, engine.torch) == ("cpu", "cpu", f"{TORCH}+cpu")
        assert engine.bytes > len(BIG)
        assert [stage for stage, pace in said if pace is None] == [*engine_install.STAGES]
        last = [pace for _, pace in said if pace][-1]
        assert last.done == last.total > len(BIG)

    def test_its_versions_are_those_of_the_constraints(self, index: Index, folder):
        install(folder, "cpu")
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_pytorchs_index_may_have_a_package_for_other_pythons_alone(self, index: Index, folder):
        (other,) = wheel("alpha", "1.0", {}, tag="cp35-none-any").items()
        index.files[other[0]] = other[1]
        index.builds["cpu"].append(other[0])
        install(folder, "cpu")
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_settings_of_uv_that_are_for_other_work_are_not_heard(
        self, index: Index, folder, monkeypatch
    ):
        for name, value in {
            "UV_LINK_MODE": "symlink", "UV_REQUIRE_HASHES": "1", "UV_MANAGED_PYTHON": "1",
            "UV_EXCLUDE_NEWER": "2000-01-01", "UV_OFFLINE": "1", "UV_TORCH_BACKEND": "cu128",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        install(folder, "cpu")
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_nothing_that_was_only_needed_to_make_it_stays(self, index: Index, folder):
        install(folder, "cpu")
        assert not (folder / "wheels").exists()
        assert not (folder / "cache").exists()

    def test_a_size_that_the_index_does_not_tell_is_asked_for(self, index: Index, folder):
        sizes: list[int] = []
        install(folder, "cpu", report=lambda stage, pace: sizes.append(pace.total if pace else 0))
        wanted = [TORCH_FILE, "alpha-1.0-py3-none-any.whl", "beta-1.0-py3-none-any.whl"]
        assert max(sizes) == sum(len(index.files[name]) for name in wanted)

    def test_for_other_versions_only_what_differs_is_fetched(
        self, index: Index, folder, tmp_path, monkeypatch
    ):
        install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==2.0\n")
        assert private_engine.state(folder) == "outdated"
        before = index.sent
        install(folder, "cpu")
        assert index.sent - before < len(BIG) / 10
        assert run(folder, "import alpha; print(alpha.version)") == "2.0"
        assert private_engine.state(folder) == "ready"

    def test_what_no_package_needs_any_more_goes(self, index: Index, folder, tmp_path, monkeypatch):
        install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==2.0\n")  # which does not need beta
        install(folder, "cpu")
        assert run(folder, "import importlib.util as u; print(u.find_spec('beta'))") == "None"


class TestRepaired:
    def test_only_what_is_damaged_is_fetched(self, index: Index, folder):
        install(folder, "cpu")
        (packages(folder) / "alpha.py").write_text("version = 'damaged'")
        before = index.sent
        install(folder)
        assert index.sent - before < len(BIG) / 10
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_a_file_that_is_gone_comes_back(self, index: Index, folder):
        install(folder, "cpu")
        (packages(folder) / "torch" / "lib.bin").unlink()
        install(folder)
        assert (packages(folder) / "torch" / "lib.bin").read_bytes() == BIG

    @pytest.mark.parametrize("text", [None, b"", b"\0" * 500, b'alpha.py,"', b"\xff\xfe"])
    def test_a_package_whose_list_is_damaged(self, index: Index, folder, text: bytes | None):
        install(folder, "cpu")
        (info,) = packages(folder).glob("alpha-*.dist-info")
        (info / "RECORD").unlink()
        if text is not None:
            (info / "RECORD").write_bytes(text)
        install(folder)
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_a_package_that_is_no_longer_wanted_and_has_no_list(self, index: Index, folder):
        install(folder, "cpu")
        stray = packages(folder) / "gamma-1.0.dist-info"
        stray.mkdir()
        install(folder)
        assert not stray.exists()

    def test_what_was_made_for_another_python_is_made_anew(self, index, folder, monkeypatch):
        install(folder, "cpu")
        stray = private_engine.environment(folder) / "of the other Python"
        stray.touch()
        real, told = engine_install._started, ["3.10"]
        monkeypatch.setattr(
            engine_install, "_started", lambda *asked: told.pop() if told else real(*asked)
        )
        install(folder)
        assert not stray.exists()
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"

    def test_one_for_other_versions_is_brought_up_to_date(
        self, index: Index, folder, tmp_path, monkeypatch
    ):
        install(folder, "cpu")
        constrain(tmp_path, monkeypatch, "alpha==2.0\n")
        install(folder)
        assert run(folder, "import alpha; print(alpha.version)") == "2.0"
        assert private_engine.state(folder) == "ready"

    def test_without_a_network_what_is_whole_is_ready(self, index: Index, folder, monkeypatch):
        install(folder, "cpu")
        private_engine.record(folder).unlink()
        for name in ("UV_DEFAULT_INDEX", "SVD_DESKTOP_TORCH_INDEX"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        install(folder)
        assert private_engine.state(folder) == "ready"

    def test_a_python_that_is_gone_comes_back_and_the_packages_stay(self, index: Index, folder):
        install(folder, "cpu")
        private_engine.python(folder).unlink()
        assert private_engine.state(folder) == "unfinished"
        before = index.sent
        install(folder)
        assert index.sent == before
        assert run(folder, "import alpha; print(alpha.version)") == "1.0"


def test_removing_frees_the_disk(index: Index, folder):
    install(folder, "cpu")
    freed = remove(folder)
    assert freed > len(BIG)
    assert private_engine.state(folder) == "missing"
    assert not [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def test_removing_what_is_not_there_frees_nothing(folder):
    assert remove(folder) == 0
