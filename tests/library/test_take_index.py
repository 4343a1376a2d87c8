"""The index of takes: put right from the folders, with what only it knows kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.takes import SIDECAR
from svd_desktop.library import deleting, take_index
from svd_desktop.media.takes import write_take
from tests.made import request, take


def make(folders, name: str, **changes) -> Path:
    folder = folders.takes / name
    folder.mkdir()
    write_take(folder, take(id=name, **changes))
    return folder


def names(kept) -> list[str]:
    return [one.id for one in kept]


def test_a_folder_that_holds_no_take_is_named_in_the_log_and_passed_over(db, folders, caplog):
    make(folders, "good")
    broken = make(folders, "broken")
    (broken / SIDECAR).write_text("{")
    found, gone = take_index.repair(db, folders)
    assert (names(found), gone) == (["good"], [])
    assert "broken holds no take that can be read" in caplog.text
    assert names(take_index.listed(db, folders)) == ["good"]


def test_a_row_that_cannot_be_read_does_not_keep_the_others_back(db, folders, caplog):
    for name in ("a", "b"):
        take_index.note(db, make(folders, name))
    db.execute("UPDATE takes SET request = '{}' WHERE id = 'a'")
    assert names(take_index.listed(db, folders)) == ["b"]
    assert "The take a is passed over" in caplog.text


def test_what_is_gone_from_the_disk_leaves_the_index_and_what_is_new_comes(db, folders):
    old = make(folders, "old")
    take_index.repair(db, folders)
    shutil.rmtree(old)
    make(folders, "new")
    (folders.takes / ".job.part").mkdir()
    found, gone = take_index.repair(db, folders)
    assert (names(found), gone) == (["new"], [old])
    assert names(take_index.listed(db, folders)) == ["new"]
    assert take_index.repair(db, folders) == ([], [])


def test_the_newest_comes_first_with_all_that_is_known_of_it(db, folders):
    take_index.note(db, make(folders, "older", made="2026-11-21T08:00:00+00:00"))
    made = take(
        id="newer", request=request(seed=7), note="Taken up again.", extends="older", before=13
    )
    folder = folders.takes / "boat_7_newer"
    folder.mkdir()
    write_take(folder, made)
    take_index.note(db, folder, "/clips/boat.mp4")
    newer, older = take_index.listed(db, folders)
    assert older.id == "older"
    assert (newer.folder, newer.request, newer.made) == (folder, made.request, made.made)
    assert (newer.note, newer.extends, newer.before) == ("Taken up again.", "older", 13)
    assert newer.clip == "/clips/boat.mp4"


def test_stars_tags_and_the_clip_stay_when_a_take_is_noted_again(db, folders):
    folder = make(folders, "a")
    take_index.note(db, folder, "/clips/a.mp4")
    take_index.star(db, folder, True)
    take_index.tag(db, folder, ("강", "hero"))
    again = take_index.note(db, folder)
    assert (again.starred, again.tags, again.clip) == (True, ("강", "hero"), "/clips/a.mp4")
    assert [again] == take_index.listed(db, folders)
    assert not take_index.star(db, folder, False).starred


def test_a_take_that_another_program_deleted_cannot_be_starred(db, folders):
    with pytest.raises(SvdError, match="The take a is gone"):
        take_index.star(db, folders.takes / "a", True)


def test_a_take_set_aside_keeps_its_star_for_when_it_comes_back(db, folders):
    folder = make(folders, "a")
    take_index.note(db, folder)
    take_index.star(db, folder, True)
    aside = deleting.set_aside(folders, folder)
    assert take_index.repair(db, folders) == ([], [])
    deleting.put_back(folders, aside)
    assert take_index.note(db, folder).starred
