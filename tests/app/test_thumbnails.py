"""Small pictures come in the background, within a limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from svd_desktop.app.thumbnails import LONGEST, Thumbnails
from svd_desktop.core.errors import Reason

BYTES = LONGEST * 100 * 3  # of one of the pictures below


@pytest.fixture
def thumbnails(qtbot: QtBot) -> Iterator[Thumbnails]:
    thumbnails = Thumbnails(limit_bytes=3 * BYTES)
    thumbnails.start()
    yield thumbnails
    thumbnails.shut()
    assert thumbnails.wait(5000)


def pictures(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.png" for number in range(count)]
    for number, path in enumerate(paths):
        Image.new("RGB", (2 * LONGEST, 200), (number * 20, 0, 0)).save(path)
    return paths


def test_a_picture_asked_for_comes_later_and_is_then_at_hand(
    thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    (path,) = pictures(tmp_path, 1)
    with qtbot.waitSignal(thumbnails.ready) as ready:
        assert thumbnails.image(path) is None
    assert ready.args == [path]
    image = thumbnails.image(path)
    assert image is not None
    assert (image.width(), image.height()) == (LONGEST, 100)


def test_the_cache_stays_within_its_limit_and_decodes_again_what_it_forgot(
    thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = pictures(tmp_path, 10)
    for path in [*paths, paths[0]]:
        with qtbot.waitSignal(thumbnails.ready) as ready:
            assert thumbnails.image(path) is None
        assert ready.args == [path]
        assert thumbnails.image(path) is not None
    assert thumbnails.bytes_kept == 3 * BYTES


def test_new_pictures_are_decoded_without_a_word_to_views_that_never_asked(
    thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = pictures(tmp_path, 2)
    with qtbot.assertNotEmitted(thumbnails.ready):
        thumbnails.prepare(paths)
        qtbot.waitUntil(lambda: thumbnails.bytes_kept == 2 * BYTES)
    assert thumbnails.image(paths[0]) is not None


def test_what_is_looked_at_goes_before_what_is_only_new(tmp_path: Path, qtbot: QtBot) -> None:
    thumbnails = Thumbnails()
    paths = pictures(tmp_path, 6)
    kept: list[int] = []
    thumbnails.ready.connect(lambda path: kept.append(thumbnails.bytes_kept))
    thumbnails.prepare(paths)
    thumbnails.image(paths[5])
    thumbnails.start()
    qtbot.waitUntil(lambda: kept == [BYTES])
    thumbnails.shut()
    assert thumbnails.wait(5000)


def test_an_unreadable_picture_is_refused_with_its_reason_and_the_next_one_comes(
    thumbnails: Thumbnails, tmp_path: Path, qtbot: QtBot
) -> None:
    (good,) = pictures(tmp_path, 1)
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    refused: list[tuple[Path, Reason]] = []
    thumbnails.refused.connect(lambda path, reason: refused.append((path, reason)))
    thumbnails.prepare([bad, good])
    qtbot.waitUntil(lambda: thumbnails.bytes_kept == BYTES)
    ((path, reason),) = refused
    assert path == bad
    assert reason.kind == "input"
