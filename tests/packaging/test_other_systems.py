"""What can be checked here of the files for Windows and macOS, where nothing of them was tried."""

import plistlib
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import freeze
import pytest

from svd_desktop.app.presets import PRESET_SUFFIX
from svd_desktop.media.images import IMAGE_SUFFIXES

WINDOWS = freeze.ROOT / "packaging" / "windows"
MACOS = freeze.ROOT / "packaging" / "macos"
SPEC = (freeze.ROOT / "packaging" / "svd-desktop.spec").read_text("utf-8")
SECTIONS = {
    "Setup", "Languages", "CustomMessages", "Tasks", "InstallDelete", "Files", "Icons", "Registry",
    "Run", "Code",
}  # fmt: skip


@pytest.fixture
def installer() -> str:
    return (WINDOWS / "svd-desktop.iss").read_text("utf-8-sig")


@pytest.fixture
def info() -> dict:
    return plistlib.loads((MACOS / "Info.plist").read_bytes())


def section(installer: str, name: str) -> list[str]:
    text = re.split(rf"^\[{name}\]$", installer, flags=re.M)[1].split("\n[")[0]
    return [line for line in text.splitlines() if line and not line.startswith(";")]


def test_the_installer_has_only_sections_that_its_compiler_knows(installer: str):
    assert set(re.findall(r"^\[(\w+)\]$", installer, re.M)) == SECTIONS


def test_its_compiler_reads_the_installer_as_utf_8():
    """It takes a file without this mark for one in the machine's own letters."""
    assert (WINDOWS / "svd-desktop.iss").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_entry_of_the_installer_is_parameters_with_closed_quotes(installer: str):
    for name in ("Files", "Icons", "Registry", "Run", "Tasks", "InstallDelete"):
        for line in section(installer, name):
            without = re.sub(r'"(?:[^"]|"")*"', "", line)
            assert re.fullmatch(r"(\w+: ?[\w ]*(; )?)+", without), line


def test_the_installer_uses_files_that_are_in_the_checkout_or_made_by_freezing(installer: str):
    setup = dict(line.split("=", 1) for line in section(installer, "Setup"))
    assert (WINDOWS / setup["LicenseFile"].replace("\\", "/")).resolve().is_file()
    assert setup["SetupIconFile"] == r"{#Work}\icons\svd-desktop.ico"
    (source,) = section(installer, "Files")
    assert r"{#Work}\dist\svd-desktop\*" in source
    started = set(re.findall(r"\{app\}\\(svd-desktop\w*)\.exe", installer))
    assert started == {"svd-desktopw"}
    assert 'program("svd-desktopw", console=False)' in SPEC


@pytest.mark.parametrize("script", [WINDOWS / "installer.py", MACOS / "disk_image.py"])
def test_what_is_installed_is_the_window_which_gets_its_engine_itself(script: Path):
    assert "freeze.freeze(work, with_engine=False)" in script.read_text("utf-8")


def test_the_installer_opens_presets_and_offers_itself_for_pictures(installer: str):
    registry = "\n".join(section(installer, "Registry"))
    assert rf"Software\Classes\{PRESET_SUFFIX}" in registry
    offered = set(re.findall(r'ValueName: "(\.\w+)"', registry))
    assert offered and offered <= IMAGE_SUFFIXES


def test_removal_touches_nothing_of_the_persons(installer: str):
    assert "[UninstallDelete]" not in installer
    assert all("{app}" in line for line in section(installer, "InstallDelete"))


def test_the_manifest_asks_for_sharp_pixels_long_paths_and_no_administrator():
    root = ElementTree.parse(WINDOWS / "svd-desktop.manifest").getroot()
    said = {element.tag.rpartition("}")[2]: element for element in root.iter()}
    assert said["dpiAwareness"].text == "PerMonitorV2"
    assert said["longPathAware"].text == "true"
    assert said["requestedExecutionLevel"].attrib["level"] == "asInvoker"
    assert '"svd-desktop.manifest"' in SPEC


def test_the_bundle_owns_presets_and_opens_pictures_without_taking_them(info: dict):
    (declared,) = info["UTExportedTypeDeclarations"]
    endings = declared["UTTypeTagSpecification"]["public.filename-extension"]
    assert ["." + ending for ending in endings] == [PRESET_SUFFIX]
    ranks = {
        name: kind["LSHandlerRank"]
        for kind in info["CFBundleDocumentTypes"]
        for name in kind["LSItemContentTypes"]
    }
    assert ranks == {declared["UTTypeIdentifier"]: "Owner", "public.image": "Alternate"}


def test_the_bundle_is_sharp_and_speaks_every_language_of_the_window(info: dict):
    translations = freeze.ROOT / "resources" / "translations"
    languages = {path.stem.rpartition("_")[2] for path in translations.glob("svd_desktop_*.ts")}
    assert set(info["CFBundleLocalizations"]) == {"en", *languages}
    assert info["NSHighResolutionCapable"] is True


def test_the_entitlements_are_those_the_program_needs_and_no_more():
    asked = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    prefix = "com.apple.security.cs."
    assert asked == {
        prefix + "allow-unsigned-executable-memory": True,
        prefix + "disable-library-validation": True,
    }
    assert '"entitlements.plist"' in SPEC


def test_every_resource_of_a_wheel_is_frozen_too():
    wheel = re.findall(r'"(resources/\S+)" = "svd_desktop/', _pyproject())
    (listed,) = re.findall(r"^RESOURCES = \((.*)\)$", SPEC, re.M)
    assert sorted(Path(name).name for name in wheel) == sorted(re.findall(r'"(\S+?)"', listed))


def _pyproject() -> str:
    return (freeze.ROOT / "pyproject.toml").read_text("utf-8")
