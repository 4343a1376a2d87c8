"""Deleting can be undone, and ends in the trash with the take's own place noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library import deleting


@pytest.fixture
def trashed(monkeypatch) -> list[Path]:
    """The system's trash, which takes what lies at a path."""
    trashed: list[Path] = []

    def send2trash(path: Path) -> None:
        path.rmdir()
        trashed.append(path)

    monkeypatch.setattr("send2trash.send2trash", send2trash)
    return trashed


@pytest.fixture
def take(folders) -> Path:
    folder = folders.takes / "rocket_42_a"
    folder.mkdir()
    return folder


def test_what_the_trash_refuses_is_a_take_again(folders, take, monkeypatch):
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("send2trash.send2trash", refuse)
    aside = deleting.set_aside(folders, take)
    with pytest.raises(SvdError, match=r"rocket_42_a could not be put into the trash: Permission"):
        deleting.trash(folders, aside)
    assert take.is_dir()
    assert deleting.left_aside(folders) == []


def test_what_is_gone_already_cannot_be_deleted_or_put_back(folders, take):
    aside = deleting.set_aside(folders, take)
    with pytest.raises(SvdError, match="rocket_42_a cannot be deleted: No such file"):
        deleting.set_aside(folders, take)
    aside.rmdir()
    with pytest.raises(SvdError, match="rocket_42_a cannot be put back: No such file"):
        deleting.put_back(folders, aside)


def test_what_is_set_aside_is_no_take_and_found_by_the_next_start(folders, take):
    assert deleting.left_aside(folders) == []
    aside = deleting.set_aside(folders, take)
    assert not take.exists()
    assert deleting.left_aside(folders) == [aside]


def test_undone_it_is_where_it_was(folders, take):
    assert deleting.put_back(folders, deleting.set_aside(folders, take)) == take
    assert take.is_dir()


def test_the_trash_gets_it_from_its_own_place_to_give_it_back_there(folders, take, trashed):
    assert deleting.trash(folders, deleting.set_aside(folders, take)) == take
    assert trashed == [take]
    assert not take.exists()


def test_for_good_it_is_in_no_trash(folders, take, trashed):
    (take / "master.mkv").touch()
    deleting.delete_for_good(folders, take)
    assert not take.exists()
    assert deleting.left_aside(folders) == []
    assert trashed == []


def test_what_cannot_be_deleted_for_good_is_no_take_and_named(folders, take, monkeypatch):
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(SvdError, match="rocket_42_a cannot be deleted: Permission denied"):
        deleting.delete_for_good(folders, take)
    assert not take.exists()
    assert len(deleting.left_aside(folders)) == 1
