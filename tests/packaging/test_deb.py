"""The Debian packages: the same bytes from the same files, and they ask for what they need."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import deb
import pytest
import system_libraries

DATE = 1_700_000_000


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As freezing leaves it: a program, and what it brings."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DATE))
    folder = tmp_path / "dist" / "svd-desktop"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy(shutil.which("true") or "", folder / "svd-desktop")
    for name in ("b.txt", "a.txt"):
        (folder / "_internal" / name).write_text(name)
    return folder


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    icon = tmp_path / "icons" / "hicolor" / "48x48" / "apps" / "svd-desktop.png"
    icon.parent.mkdir(parents=True)
    icon.write_bytes(b"a picture")
    return tmp_path / "icons"


@pytest.fixture
def package(frozen: Path, icons: Path, tmp_path: Path) -> Path:
    return deb.make_deb(deb.WINDOW, frozen, icons, tmp_path)


@pytest.fixture
def whole(frozen: Path, icons: Path, tmp_path: Path) -> Path:
    return deb.make_deb(deb.WHOLE, frozen, icons, tmp_path)


def told(*command: object) -> str:
    return subprocess.check_output([str(part) for part in command], text=True)


def test_a_library_that_no_package_is_named_for_stops_it(
    frozen: Path, icons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delitem(system_libraries.PACKAGES, "libc.so.6")
    with pytest.raises(SystemExit, match=r"Name the packages of libc\.so\.6"):
        deb.make_deb(deb.WINDOW, frozen, icons, tmp_path)


def test_the_same_files_make_the_same_package(package: Path, frozen: Path, icons: Path):
    first = package.read_bytes()
    for path in frozen.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))  # as a wheel's files may be, years ago
    (frozen / "_internal" / "a.txt").chmod(0o600)
    again = deb.make_deb(deb.WINDOW, frozen, icons, package.parent)
    assert again.read_bytes() == first


def test_it_depends_on_the_c_library_it_was_linked_with(package: Path):
    depends = told("dpkg-deb", "--field", package, "Depends")
    assert re.search(r"libc6 \(>= 2\.\d+\)", depends)


def test_everything_belongs_to_root_and_bears_the_date_of_the_commit(package: Path):
    lines = told("dpkg-deb", "--contents", package).splitlines()
    assert {line.split()[1] for line in lines} == {"root/root"}
    assert {line.split()[3] for line in lines} == {"2023-11-14"}
    modes = {line.split()[0] for line in lines}
    assert modes == {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"}


def test_it_has_what_a_desktop_looks_for(package: Path):
    lines = told("dpkg-deb", "--contents", package).splitlines()
    paths = {line.split(maxsplit=5)[5].split(" -> ")[0] for line in lines}
    assert paths >= {
        "./usr/bin/svd-desktop",
        "./usr/bin/svd-desktopw",
        "./usr/share/applications/svd-desktop.desktop",
        "./usr/share/doc/svd-desktop/copyright",
        "./usr/share/icons/hicolor/48x48/apps/svd-desktop.png",
        "./usr/share/man/man1/svd-desktop.1.gz",
        "./usr/share/metainfo/local.svd_desktop.svd_desktop.metainfo.xml",
        "./usr/share/mime/packages/svd-desktop.xml",
    }


def test_the_package_with_the_engine_takes_the_place_of_the_other(whole: Path, package: Path):
    assert whole.name.startswith("svd-desktop-cpu_")
    for relation in ("Provides", "Conflicts", "Replaces"):
        assert told("dpkg-deb", "--field", whole, relation).strip() == "svd-desktop"
        assert told("dpkg-deb", "--field", package, relation).strip() == ""


def test_each_package_says_what_renders(whole: Path, package: Path):
    assert "asks before it fetches" in told("dpkg-deb", "--field", package, "Description")
    assert "fetches nothing" in told("dpkg-deb", "--field", whole, "Description")


def test_the_papers_of_a_package_lie_under_its_own_name(whole: Path):
    lines = told("dpkg-deb", "--contents", whole).splitlines()
    papers = {Path(line.split()[5]).name for line in lines if "/doc/svd-desktop-cpu/" in line}
    assert papers >= {"copyright", "changelog.gz", "changelog.Debian.gz"}
    assert not any("/doc/svd-desktop/" in line for line in lines)


def test_its_sums_are_those_of_its_files(package: Path, tmp_path: Path):
    root = tmp_path / "root"
    told("dpkg-deb", "--raw-extract", package, root)
    told("md5sum", "--check", "--strict", "--quiet", *_in(root))


def _in(root: Path) -> list[str]:
    sums = root / "sums"
    text = (root / "DEBIAN" / "md5sums").read_text()
    sums.write_text(re.sub("  usr/", f"  {root}/usr/", text))
    return [str(sums)]


@pytest.fixture
def removed(tmp_path: Path) -> Callable[[str], str]:
    """What the script says that runs after a removal. It asks `getent` who has a home here."""
    programs = tmp_path / "programs"
    programs.mkdir()
    answer = f"#!/bin/sh\necho 'person:x:1000:1000::{tmp_path}/person:/bin/sh'\n"
    (programs / "getent").write_text(answer)
    (programs / "getent").chmod(0o755)
    path = f"PATH={programs}:/usr/bin:/bin"
    return lambda how: told("env", path, "sh", deb.HERE / "postrm", how)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "person" / ".local" / "share" / "svd-desktop"
    folder.mkdir(parents=True)
    return folder


def test_removal_says_where_the_takes_stay(kept: Path, removed: Callable[[str], str]):
    assert removed("remove") == f"SVD Desktop leaves what person made: {kept}\n"
    assert removed("upgrade") == ""


def test_removal_says_what_can_be_had_again(kept: Path, removed: Callable[[str], str]):
    (kept / "engine").mkdir()
    (said,) = removed("remove").splitlines()[1:]
    assert said.startswith("The engine in it can be fetched again.")
    assert said.endswith(f"rm -r '{kept}/engine'")
