"""The window's hands in the folder of takes: what is on disk when they are done."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_desktop.app.take_keeper import TakeKeeper
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Extension
from svd_desktop.library import deleting
from svd_desktop.library.folders import Folders, find_folders
from svd_desktop.models.catalogue import embedded
from tests.fakes import moving_square, trash_in_library, write_real_take
from tests.made import order, publish_take, request, take

MILLISECONDS = 20_000


@pytest.fixture
def folders(home: Path) -> Folders:
    return find_folders()


@pytest.fixture
def trashed(monkeypatch) -> list[str]:
    return trash_in_library(monkeypatch)


@pytest.fixture
def keeper(folders, trashed, qtbot):
    thread = TakeKeeper()
    thread.start()
    yield thread
    thread.shut()
    assert thread.wait(MILLISECONDS)


@pytest.fixture
def kept(keeper, folders, qtbot) -> list[KeptTake]:
    """Three takes, known to the keeper, the newest first."""
    for day in (1, 2, 3):
        made = take(id=f"t{day}", made=f"2026-11-0{day}T00:00:00+00:00")
        publish_take(folders.takes / f"t{day}", made)
    with qtbot.waitSignal(keeper.found, timeout=MILLISECONDS):
        keeper.open()
    with qtbot.waitSignal(keeper.listed, timeout=MILLISECONDS) as told:
        keeper.open()
    return told.args[0]


def test_takes_made_without_the_index_are_found_at_the_first_start(kept):
    assert [one.id for one in kept] == ["t3", "t2", "t1"]


def test_a_deleted_take_comes_back_with_its_star(keeper, kept, trashed, qtbot):
    with qtbot.waitSignal(keeper.found):
        keeper.star(kept[:1], True)
    with qtbot.waitSignal(keeper.deleted) as told:
        keeper.delete(kept[:2])
    assert told.args[0] == [kept[0].folder, kept[1].folder]
    assert not kept[0].folder.exists()
    with qtbot.waitSignal(keeper.found) as told:
        keeper.undo()
    assert [(one.id, one.starred) for one in told.args[0]] == [("t3", True), ("t2", False)]
    assert kept[0].folder.is_dir()
    assert trashed == []


def test_of_those_undone_one_that_is_gone_is_told_and_the_others_come_back(
    keeper, kept, folders, qtbot
):
    with qtbot.waitSignal(keeper.deleted):
        keeper.delete(kept[:2])
    lost, _ = deleting.left_aside(folders)
    lost.rename(folders.library / "lost")
    with qtbot.waitSignals([keeper.failed, keeper.found]):
        keeper.undo()
    assert [one.folder.exists() for one in kept] == [True, False, True]


def test_every_deletion_is_undone_the_last_one_first(keeper, kept, trashed, qtbot):
    for some, counts in ((kept[:1], [1]), (kept[1:], [1, 2])):
        with qtbot.waitSignal(keeper.undoable) as told:
            keeper.delete(some)
        assert told.args[0] == counts
    keeper.repair()  # as the gallery is looked at again
    back: list[str] = []
    keeper.found.connect(lambda takes: back.extend(one.id for one in takes))
    for counts, ids in (([1], ["t2", "t1"]), ([], ["t2", "t1", "t3"])):
        with qtbot.waitSignal(keeper.undoable) as told:
            keeper.undo()
        assert (told.args[0], back) == (counts, ids)
    keeper.undo()  # nothing more
    keeper.shut()
    assert keeper.wait(MILLISECONDS)
    assert trashed == []


def test_closing_sends_to_the_trash_what_can_be_undone(keeper, kept, trashed, qtbot):
    keeper.delete(kept[:1])
    keeper.delete(kept[1:2])
    keeper.shut()
    assert keeper.wait(MILLISECONDS)
    assert trashed == ["t3", "t2"]


def test_a_take_whose_deletion_was_cut_short_comes_to_the_trash_at_the_next_start(
    folders, trashed, qtbot
):
    publish_take(folders.takes / "t1", take(id="t1"))
    deleting.set_aside(folders, folders.takes / "t1")
    keeper = TakeKeeper()
    keeper.start()
    with qtbot.waitSignal(keeper.listed, timeout=MILLISECONDS) as told:
        keeper.open()
    keeper.shut()
    assert keeper.wait(MILLISECONDS)
    assert trashed == ["t1"]
    assert told.args[0] == []


def test_what_the_trash_refuses_is_told_and_back_and_the_rest_goes(
    keeper, kept, trashed, qtbot, monkeypatch
):
    import send2trash

    send = send2trash.send2trash

    def refuse_one(path: Path) -> None:
        if path.name == "t3":
            raise PermissionError(13, "Permission denied")
        send(path)

    monkeypatch.setattr("send2trash.send2trash", refuse_one)
    with (
        qtbot.waitSignal(keeper.failed) as failed,
        qtbot.waitSignal(keeper.found) as found,
    ):
        keeper.delete(kept[:2])
        keeper.shut()
    assert failed.args[0].message == "t3 could not be put into the trash: Permission denied."
    assert [one.id for one in found.args[0]] == ["t3"]
    assert keeper.wait(MILLISECONDS)
    assert trashed == ["t2"]


def test_what_vanished_from_the_disk_leaves_the_gallery(keeper, kept, folders, qtbot):
    kept[1].folder.rename(folders.library / "moved away")
    with qtbot.waitSignal(keeper.gone) as told:
        keeper.repair()
    assert told.args[0] == [kept[1].folder]


def test_a_take_that_cannot_be_deleted_is_told_and_those_before_it_are(
    keeper, kept, folders, qtbot
):
    kept[1].folder.rename(folders.library / "moved away")
    with qtbot.waitSignals([keeper.failed, keeper.deleted]):
        keeper.delete(kept[:2])
    assert not kept[0].folder.exists()
    assert kept[2].folder.exists()


def test_tags_are_kept(keeper, kept, qtbot):
    with qtbot.waitSignal(keeper.found) as told:
        keeper.tag(kept[1:], ("hero", "강"))
    assert [one.tags for one in told.args[0]] == [("hero", "강")] * 2


def test_a_draft_in_full_has_the_models_own_steps_and_the_same_seed(keeper, folders, qtbot):
    draft = request(schedule="ays", steps=10, seed=5)
    kept = KeptTake("d", folders.takes / "d", draft, "", extends="before", before=3)
    with qtbot.waitSignal(keeper.wanted) as told:
        keeper.want_in_full(kept)
    wanted, extends = told.args
    own = embedded()["svd-mini"].steps
    assert (wanted.schedule, wanted.steps, wanted.seed) == ("karras", own, 5)
    assert extends == Extension("before", 3)


def test_an_extension_goes_on_from_the_last_frame_and_its_picture_is_in_the_library(
    keeper, folders, qtbot
):
    made = order(folders.takes, "a")
    folder = write_real_take(made, moving_square(4))
    with qtbot.waitSignal(keeper.wanted, timeout=MILLISECONDS) as told:
        keeper.want_extension(KeptTake("a", folder, made.request, ""), None)
    wanted, extends = told.args
    assert extends == Extension("a", 3)
    assert Path(wanted.source) == folders.library / "pictures" / "a" / "rocket +4.png"
    assert Path(wanted.source).is_file()


def test_what_is_exported_first_is_the_takes_clip_until_it_is_gone(keeper, kept, tmp_path, qtbot):
    def noted(name: str) -> str:
        clip = tmp_path / name
        clip.touch()
        keeper.note_first(kept[0].folder, str(clip))
        with qtbot.waitSignal(keeper.listed, timeout=MILLISECONDS) as told:
            keeper.open()
        return Path(told.args[0][0].clip).name

    assert noted("first.mp4") == "first.mp4"
    assert noted("second.mov") == "first.mp4"
    (tmp_path / "first.mp4").unlink()
    assert noted("third.mov") == "third.mov"
