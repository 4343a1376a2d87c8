"""Files appear whole, once, and never over another."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from svd_desktop.media import publishing
from svd_desktop.media.publishing import publish_file, publish_folder, write_atomically

RACER = """
import sys
from pathlib import Path
from svd_desktop.media.publishing import publish_file
folder, number = Path(sys.argv[1]), sys.argv[2]
part = folder / f".{number}.part"
part.write_text(number * 50_000)
print("ready", flush=True)
sys.stdin.readline()
for version in range(1, 100):
    try:
        publish_file(part, folder / f"clip_v{version:03}")
        break
    except FileExistsError:
        pass
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.fixture(params=["links", "no links"])
def file_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "no links":
        without_links(monkeypatch)


@pytest.mark.usefixtures("file_system")
class TestFile:
    def test_never_over_another(self, tmp_path: Path) -> None:
        part, target = tmp_path / ".a.part", tmp_path / "a"
        part.write_text("new")
        target.write_text("old")
        with pytest.raises(FileExistsError):
            publish_file(part, target)
        assert (part.read_text(), target.read_text()) == ("new", "old")

    def test_appears_under_its_name_alone(self, tmp_path: Path) -> None:
        part, target = tmp_path / ".a.part", tmp_path / "a"
        part.write_text("new")
        publish_file(part, target)
        assert (names(tmp_path), target.read_text()) == (["a"], "new")

    def test_twenty_threads_want_one_name(self, tmp_path: Path) -> None:
        parts = [tmp_path / f".{number}.part" for number in range(20)]
        for number, part in enumerate(parts):
            part.write_text(f"{number}")

        def race(part: Path) -> bool:
            try:
                publish_file(part, tmp_path / "a")
            except FileExistsError:
                return False
            return True

        with ThreadPoolExecutor(20) as pool:
            won = list(pool.map(race, parts))
        assert won.count(True) == 1
        assert (tmp_path / "a").read_text() == f"{won.index(True)}"
        assert sum(part.exists() for part in parts) == 19


class TestFileAcrossProcesses:
    def test_twenty_want_one_name_and_each_gets_a_version(self, tmp_path: Path) -> None:
        racers = [
            subprocess.Popen(
                [sys.executable, "-c", RACER, str(tmp_path), f"{number:02}"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for number in range(20)
        ]  # fmt: skip
        for racer in racers:
            assert racer.stdout and racer.stdout.readline() == "ready\n"
        for racer in racers:
            assert racer.stdin
            racer.stdin.write("go\n")
            racer.stdin.flush()
        for racer in racers:
            with racer:
                assert racer.wait() == 0
        published = names(tmp_path)
        assert published == [f"clip_v{version:03}" for version in range(1, 21)]
        contents = sorted((tmp_path / name).read_text() for name in published)
        assert contents == [f"{number:02}" * 50_000 for number in range(20)]

    def test_a_failing_replace_leaves_no_empty_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without_links(monkeypatch)
        part, target = tmp_path / ".a.part", tmp_path / "a"
        part.write_text("new")

        def refuse(self: Path, target: Path) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(OSError, match="Input/output"):
            publish_file(part, target)
        assert names(tmp_path) == [".a.part"]

    def test_another_error_is_not_taken_for_missing_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        part = tmp_path / ".a.part"
        part.write_text("new")

        def refuse(*args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "link", refuse)
        with pytest.raises(OSError, match="No space"):
            publish_file(part, tmp_path / "a")
        assert names(tmp_path) == [".a.part"]


class TestFolder:
    @pytest.fixture
    def part(self, tmp_path: Path) -> Path:
        folder = tmp_path / ".take"
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "file").write_text("new")
        return folder

    def test_never_over_another(self, tmp_path: Path, part: Path) -> None:
        target = tmp_path / "take"
        target.mkdir()
        (target / "file").write_text("old")
        with pytest.raises(FileExistsError):
            publish_folder(part, target)
        assert names(target) == ["file"]
        assert part.is_dir()

    def test_never_over_a_file(self, tmp_path: Path, part: Path) -> None:
        target = tmp_path / "take"
        target.write_text("old")
        with pytest.raises(FileExistsError):
            publish_folder(part, target)
        assert target.read_text() == "old"

    def test_appears_with_all_it_holds(self, tmp_path: Path, part: Path) -> None:
        publish_folder(part, tmp_path / "take")
        assert names(tmp_path) == ["take"]
        assert (tmp_path / "take" / "sub" / "file").read_text() == "new"


class TestAtomicWrite:
    def test_a_failure_leaves_the_old_contents_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "settings.json"
        path.write_bytes(b"old")

        def refuse(path: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(publishing, "_sync", refuse)
        with pytest.raises(OSError, match="No space"):
            write_atomically(path, b"new")
        assert (names(tmp_path), path.read_bytes()) == (["settings.json"], b"old")

    def test_writes_and_replaces(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        for data in (b"old", b"new"):
            write_atomically(path, data)
            assert (names(tmp_path), path.read_bytes()) == (["settings.json"], data)

    def test_writers_at_once_leave_one_whole_file(self, tmp_path: Path) -> None:
        path = tmp_path / "settings.json"
        contents = [bytes([number]) * 100_000 for number in range(20)]
        with ThreadPoolExecutor(20) as pool:
            list(pool.map(lambda data: write_atomically(path, data), contents))
        assert names(tmp_path) == ["settings.json"]
        assert path.read_bytes() in contents
