"""Where everything lies."""

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.models.data_folder import HOME_VARIABLE


def test_a_home_of_ones_own_holds_everything(home):
    folders = find_folders()
    assert folders.settings == home
    assert folders.database == home / "library" / "library.sqlite"
    assert folders.output == home / "output"
    for folder in (folders.library, folders.takes, folders.models, folders.logs, folders.locks):
        assert folder.is_dir()
        assert folder.is_relative_to(home)


def test_the_output_is_made_with_the_first_clip(home):
    assert not find_folders().output.exists()


def test_a_home_that_cannot_be_made_is_named_with_the_remedy(home, monkeypatch):
    (home / "file").touch()
    monkeypatch.setenv(HOME_VARIABLE, str(home / "file" / "home"))
    with pytest.raises(SvdError, match=rf"cannot be made: .* Set {HOME_VARIABLE}") as caught:
        find_folders()
    assert caught.value.reason.kind == "disk"


def test_without_a_home_the_platform_decides(tmp_path, monkeypatch):
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_VIDEOS_DIR"):
        monkeypatch.delenv(name, raising=False)
    folders = find_folders()
    for folder in (folders.settings, folders.library, folders.takes, folders.logs):
        assert folder.is_dir()
        assert "svd-desktop" in folder.parts
