"""Room on the disk."""

from __future__ import annotations

import shutil
from collections import namedtuple

from svd_desktop.library import space

Usage = namedtuple("Usage", "total used free")


def test_a_nearly_full_disk_is_named_with_what_is_left_and_what_helps(tmp_path, monkeypatch):
    full = tmp_path / "clips"
    full.mkdir()
    free = {tmp_path: 500 * space.GIB, full: int(1.5 * space.GIB)}
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, free[path]))
    assert space.nearly_full([tmp_path]) is None
    reason = space.nearly_full([tmp_path, full / "not" / "made" / "yet"])
    assert reason.kind == "disk"
    assert "clips/not/made/yet has 1.5 GiB left" in reason.message
    assert "2 GiB" in reason.remedy


def test_a_real_disk_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(space, "LEAST_FREE_BYTES", 0)
    assert space.nearly_full([tmp_path / "new"]) is None
    monkeypatch.setattr(space, "LEAST_FREE_BYTES", 2**62)
    assert space.nearly_full([tmp_path / "new"]) is not None


def test_a_drive_that_is_not_there_holds_nothing_up(tmp_path, monkeypatch):
    def gone(path):
        raise FileNotFoundError(path)

    monkeypatch.setattr(shutil, "disk_usage", gone)
    assert space.nearly_full([tmp_path]) is None
