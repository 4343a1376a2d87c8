"""Where takes lie, and which of them are shown."""

from __future__ import annotations

import pytest

from svd_desktop.core.jobs import Delivery, Job
from svd_desktop.core.takes import SIDECAR
from svd_desktop.library import takes
from tests.made import publish_take, request, take


def job(source: str = "/pictures/rocket.jpg", seed: int = 7) -> Job:
    return Job("abc123", request(source=source, seed=seed), Delivery("/clips"), position=1)


def test_a_takes_folder_follows_from_its_job(folders):
    assert takes.take_folder(folders, job()) == folders.takes / "rocket_7_abc123"


@pytest.mark.parametrize(
    "source", ["/p/..jpg", "/p/CON.jpg", "/p/a:b?.jpg", "/p/" + "Ü" * 200 + ".jpg", "/p/\udcff.jpg"]
)
def test_any_pictures_name_gives_a_folder_that_can_be_made(folders, source):
    folder = takes.take_folder(folders, job(source))
    folder.mkdir()
    assert folder.parent == folders.takes
    assert not folder.name.startswith(".")


def test_what_is_unfinished_is_hidden_and_on_the_same_disk(folders):
    hidden = takes.hidden_folder(folders, "abc123")
    assert hidden.name.startswith(".")
    assert hidden.parent == folders.takes


def test_forgetting_deletes_what_is_unfinished_alone(folders):
    finished = publish_take(takes.take_folder(folders, job()), take())
    hidden = takes.hidden_folder(folders, "abc123")
    (hidden / "take").mkdir(parents=True)
    (hidden / "take" / "master.mkv").write_bytes(b"half")
    takes.forget(folders, "abc123")
    takes.forget(folders, "abc123")
    assert list(folders.takes.iterdir()) == [finished]


def test_the_list_has_the_newest_first_and_passes_over_what_is_broken(folders, caplog):
    old = publish_take(folders.takes / "old", take(id="old", made="2026-11-21T08:00:00+00:00"))
    new = publish_take(folders.takes / "new", take(id="new", made="2026-11-22T08:00:00+00:00"))
    broken = publish_take(folders.takes / "broken", take())
    (broken / SIDECAR).write_text("{")
    (folders.takes / "empty").mkdir()
    publish_take(folders.takes / ".abc123.part" / "take", take())
    (folders.takes / "a file").touch()
    assert [folder for folder, _ in takes.listed(folders)] == [new, old]
    assert str(broken) in caplog.text
