"""Where Qt cannot open a window, one sentence says what to install, before Qt ends the program."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models import qt_libraries as module
from svd_desktop.models.qt_libraries import QT_LIBRARIES, check_libraries, check_qt

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its own")


@pytest.fixture(autouse=True)
def desktop(monkeypatch):
    """X11, and no screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")


@pytest.fixture
def without(monkeypatch):
    """Has the system lack a library; what needs it does not load either."""

    def lacks(library: str, *needed_by: str) -> None:
        why_not = module._why_not

        def found(path: Path) -> str | None:
            if path.name in (library, *needed_by):
                return f"{library}: cannot open shared object file: No such file or directory"
            return why_not(path)

        monkeypatch.setattr(module, "_why_not", found)

    return lacks


def refusal(check=check_libraries) -> str:
    with pytest.raises(SvdError) as caught:
        check()
    return caught.value.reason.sentence


@pytest.mark.parametrize("library", [name for name in QT_LIBRARIES if "wayland" not in name])
def test_each_missing_library_is_named_with_its_package(without, monkeypatch, library):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get")
    without(library, "libqxcb.so")
    assert refusal() == (
        f"The window cannot open: the system lacks {library}. "
        f"Run: sudo apt-get install {QT_LIBRARIES[library]}"
    )


def test_what_the_window_needs_after_its_first_frame_is_asked_for_too(without):
    without("libgssapi_krb5.so.2", "libQt6Network.so.6")
    assert "libgssapi-krb5-2" in refusal()


def test_what_only_needs_a_missing_library_is_not_called_missing(without):
    without("libX11.so.6", "libGL.so.1", "libqxcb.so")
    assert "libgl1" not in refusal()


def test_without_apt_the_package_is_named_all_the_same(without, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    without("libxcb-cursor.so.0", "libqxcb.so")
    assert refusal().endswith("Install what Debian calls: libxcb-cursor0")


def test_a_library_that_nobody_foresaw_is_named_by_the_system(without):
    without("libnew.so.1", "libqxcb.so")
    assert refusal().startswith("The window cannot open: libnew.so.1: cannot open shared object")


def test_a_frozen_program_of_which_a_library_is_gone_is_to_be_installed_again(without, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    without("libQt6XcbQpa.so.6", "libqxcb.so")
    assert refusal().endswith("No such file or directory. Install SVD Desktop again.")


def test_the_freezers_own_words_do_not_hide_the_library(monkeypatch):
    """It has ctypes say that a library is not there, whichever of those that it needs is not."""

    def load(name: str) -> None:
        raise OSError(f"Failed to load dynlib/dll {name!r}.") from OSError(
            f"{name if name in QT_LIBRARIES else 'libEGL.so.1'}: cannot open shared object file"
        )

    monkeypatch.setattr(module.ctypes, "CDLL", load)
    assert "the system lacks" in refusal() and "libegl1" in refusal()


def test_where_wayland_is_not_asked_for_its_libraries_are_not(without):
    without("libwayland-client.so.0", "libqwayland.so")
    check_libraries()


def test_on_wayland_x11_will_do(without, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    without("libwayland-client.so.0", "libqwayland.so")
    check_libraries()
    without("libxcb-cursor.so.0", "libqxcb.so")
    assert "libwayland-client0" in refusal()


def test_without_a_screen_there_is_a_way_to_render():
    assert refusal(check_qt) == (
        "There is no screen for the window here. "
        "Start it on a desktop, or use `svd-desktop render`."
    )


def test_a_screen_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":987")
    assert refusal(check_qt).startswith("The screen :987 cannot be reached.")


def test_where_no_screen_is_wanted_none_is_asked_for(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    check_qt()


def test_the_check_imports_no_qt():
    code = (
        "import sys; from svd_desktop.models.qt_libraries import check_libraries;"
        "check_libraries(); print([name for name in sys.modules if 'PySide6' in name])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
