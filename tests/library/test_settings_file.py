"""Settings on disk: whole, and never the reason that the program does not start."""

import errno
import json
from pathlib import Path

import pytest

from svd_desktop.core.settings import VERSION, Settings
from svd_desktop.library.settings_file import load_settings, save_settings, settings_path


def test_without_a_file_there_are_the_defaults(folders):
    assert load_settings(folders) == Settings()
    assert not settings_path(folders).exists()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b"null", b"7", b'{"version": 99}', b'{"version": "1"}'],
)
def test_a_file_that_cannot_be_read_is_kept_aside_and_named(folders, caplog, broken):
    settings_path(folders).write_bytes(broken)
    assert load_settings(folders) == Settings()
    aside = folders.settings / "settings.unreadable.json"
    assert aside.read_bytes() == broken
    assert str(aside) in caplog.text
    assert not settings_path(folders).exists()


def test_a_disk_that_fails_moves_nothing_aside(folders, monkeypatch):
    save_settings(folders, Settings(model="svd-xt"))
    read_text = Path.read_text

    def broken(path, **how):
        raise OSError(errno.EIO, "Input/output error", str(path))

    monkeypatch.setattr(Path, "read_text", broken)
    with pytest.raises(OSError):
        load_settings(folders)
    monkeypatch.setattr(Path, "read_text", read_text)
    assert load_settings(folders) == Settings(model="svd-xt")


def test_what_was_kept_aside_before_stays(folders):
    for text in ("first", "second", "third"):
        settings_path(folders).write_text(text)
        load_settings(folders)
    asides = folders.settings.glob("settings.unreadable*.json")
    assert {path.read_text() for path in asides} == {"first", "second", "third"}


def test_what_is_saved_is_read_again(folders):
    settings = Settings(model="svd-xt", output_folder="/Filme/Straße", idle_seconds=7)
    save_settings(folders, settings)
    assert load_settings(folders) == settings
    assert json.loads(settings_path(folders).read_text())["version"] == VERSION


def test_saving_leaves_no_other_file(folders):
    before = set(folders.settings.iterdir())
    save_settings(folders, Settings())
    assert set(folders.settings.iterdir()) - before == {settings_path(folders)}


def test_a_value_of_the_wrong_type_costs_only_itself(folders):
    settings_path(folders).write_text('{"version": 1, "model": 5, "idle_seconds": 9}')
    assert load_settings(folders) == Settings(idle_seconds=9)
    assert settings_path(folders).exists()
