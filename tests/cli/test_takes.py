"""`svd-desktop takes`: what was made, told and deleted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svd_desktop.core.takes import SIDECAR
from svd_desktop.library.folders import find_folders
from tests.made import publish_take, request, take


def kept(name: str, **changes) -> Path:
    return publish_take(find_folders().takes / name, take(id=name, **changes))


def test_without_takes_the_list_says_so(run):
    answer = run("takes", "list")
    assert (answer.status, answer.out) == (0, "")
    assert "There are no takes." in answer.err


def test_the_list_has_the_newest_first(run):
    kept("old", made="2026-11-20T08:00:00+00:00")
    kept("new", made="2026-11-23T08:00:00+00:00")
    answer = run("takes", "list", "--json")
    assert [line["id"] for line in answer.events] == ["new", "old"]
    assert answer.events[0]["take"] == str(find_folders().takes / "new")
    assert "rocket.jpg" in run("takes", "list").out


def test_a_damaged_take_is_left_out_of_the_list(run):
    (kept("broken") / SIDECAR).write_text("{")
    kept("whole")
    assert [line["id"] for line in run("takes", "list", "--json").events] == ["whole"]


@pytest.mark.parametrize("command", ["show", "delete"])
def test_a_take_that_is_not_there_is_status_3(run, command):
    answer = run("takes", command, "nothing")
    assert answer.status == 3
    assert answer.err.endswith(
        "There is no take nothing. `svd-desktop takes list` names those that there are.\n"
    )


def test_a_take_outside_the_library_is_shown_and_not_deleted(run, tmp_path):
    folder = publish_take(tmp_path / "elsewhere", take(id="one"))
    assert run("takes", "show", folder).status == 0
    answer = run("takes", "delete", folder, "--permanently")
    assert answer.status == 3
    assert f"{folder} is not in the library" in answer.err
    assert (folder / SIDECAR).exists()


def test_an_id_that_two_have_is_asked_about(run):
    folders = [publish_take(find_folders().takes / name, take(id="one")) for name in "ab"]
    answer = run("takes", "delete", "one", "--permanently", "--json")
    assert answer.status == 3
    assert answer.events[0]["message"] == "Several takes have the id one."
    assert all(folder.is_dir() for folder in folders)


def test_show_tells_settings_files_memory_and_seconds(run):
    folder = kept("one", request=request(seed=77, motion_bucket_id=180))
    told = run("takes", "show", "one").out
    for words in ("seed 77", "motion bucket 180", "master.mkv", "denoise 1.5", str(folder)):
        assert words in told.replace("\n            ", " ")


def test_show_takes_a_folder_too_and_json_is_one_line(run):
    folder = kept("one")
    (line,) = run("takes", "show", folder, "--json").events
    assert line["id"] == "one"
    assert line["request"] == json.loads((folder / SIDECAR).read_text())["request"]


def test_deleting_for_good_leaves_nothing(run):
    folder = kept("one")
    other = kept("two")
    assert run("takes", "delete", "one", "--permanently").status == 0
    assert not folder.exists()
    hidden = find_folders().takes / ".deleted"
    assert set(find_folders().takes.iterdir()) - {hidden} == {other}
    assert list(hidden.iterdir()) == []


def test_deleting_goes_through_the_trash(run, monkeypatch):
    import send2trash

    folder = kept("one")
    sent: list[Path] = []
    monkeypatch.setattr(send2trash, "send2trash", sent.append)
    assert run("takes", "delete", folder).status == 0
    assert sent == [folder]


def test_without_a_trash_the_take_stays_and_the_other_way_is_named(run, monkeypatch):
    import send2trash

    def refuse(path):
        raise OSError("no trash here")

    monkeypatch.setattr(send2trash, "send2trash", refuse)
    folder = kept("one")
    answer = run("takes", "delete", "one", "--json")
    assert answer.status != 0
    assert "--permanently deletes it without the trash." in answer.err
    assert (folder / SIDECAR).exists()


def test_one_that_is_not_there_keeps_none_of_the_others(run):
    folder = kept("one")
    assert run("takes", "delete", "nothing", "one", "--permanently").status == 1
    assert not folder.exists()
