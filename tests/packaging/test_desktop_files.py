"""What a Linux desktop reads about the program: valid, and true."""

import configparser
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import deb
import freeze
import pytest
from PySide6.QtCore import QMimeDatabase

from svd_desktop.core.takes import SIDECAR
from svd_desktop.media.images import IMAGE_SUFFIXES

LINUX = deb.HERE
ENTRY = LINUX / "svd-desktop.desktop"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def checked(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # keys have capitals
    parser.read_string(ENTRY.read_text("utf-8"))
    return parser["Desktop Entry"]


@pytest.fixture
def metainfo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = tmp_path / "local.svd_desktop.svd_desktop.metainfo.xml"
    path.write_text(deb.metainfo(), "utf-8")
    return path


def own_types() -> dict[str, str]:
    """Our types, by the pattern of their files."""
    found = {}
    for kind in ElementTree.parse(LINUX / "svd-desktop-mime.xml").iter(f"{MIME}mime-type"):
        for glob in kind.iter(f"{MIME}glob"):
            found[glob.attrib["pattern"]] = kind.attrib["type"]
    return found


def test_a_broken_desktop_entry_would_be_seen(tmp_path: Path):
    broken = tmp_path / ENTRY.name
    broken.write_text(ENTRY.read_text("utf-8").replace("AudioVideo;", "Nonsense;"), "utf-8")
    assert checked("desktop-file-validate", broken).returncode != 0


def test_the_desktop_entry_is_valid_without_a_hint():
    done = checked("desktop-file-validate", ENTRY)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_broken_metainfo_would_be_seen(metainfo: Path):
    metainfo.write_text(metainfo.read_text("utf-8").replace("<summary>", "<summery>"), "utf-8")
    assert checked("appstreamcli", "validate", "--no-net", metainfo).returncode != 0


def test_the_metainfo_is_valid(metainfo: Path):
    done = checked("appstreamcli", "validate", "--no-net", metainfo)
    assert done.returncode == 0, done.stdout


def test_the_metainfo_names_this_version_as_its_newest_release(metainfo: Path):
    release = ElementTree.parse(metainfo).find("releases/release")
    assert release is not None
    assert release.attrib["version"] == freeze.version()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", release.attrib["date"])


def test_the_entry_opens_every_kind_of_picture_the_program_reads(
    entry: configparser.SectionProxy,
):
    known = QMimeDatabase()
    match = QMimeDatabase.MatchMode.MatchExtension
    kinds = {known.mimeTypeForFile(f"x{suffix}", match).name() for suffix in IMAGE_SUFFIXES}
    offered = set(entry["MimeType"].split(";"))
    # Desktops take .hif for nothing and .jpx for an editor's project.
    pictures = {kind for kind in kinds if kind.startswith("image/")}
    assert {kind for kind in offered if kind.startswith("image/")} == pictures


def test_the_entry_opens_the_programs_own_files(entry: configparser.SectionProxy):
    types = own_types()
    assert set(types) == {SIDECAR, "*.svdpreset"}
    assert set(types.values()) <= set(entry["MimeType"].split(";"))


def test_a_window_belongs_to_its_entry(entry: configparser.SectionProxy):
    """Docks match them by this name; see ui/main.py."""
    assert entry["StartupWMClass"] == ENTRY.stem == entry["Icon"] == deb.NAME
    assert entry["Exec"] == "svd-desktopw %F"


def test_the_manual_page_has_every_command():
    from svd_desktop.__main__ import COMMANDS

    text = (LINUX / "svd-desktop.1").read_text("utf-8")
    assert set(re.findall(r"^\.B ([a-z]+)$", text, re.M)) == set(COMMANDS)
