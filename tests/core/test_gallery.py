"""Which takes a search finds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from svd_desktop.core.gallery import KeptTake, Search, tags_from
from svd_desktop.core.jobs import Extension
from tests.made import request


def kept(name: str = "a", **changes: Any) -> KeptTake:
    values = {"request": request(), "made": "2026-11-22T08:00:00+00:00"}
    return KeptTake(id=name, folder=Path("/takes", name), **{**values, **changes})


@pytest.mark.parametrize(
    "text", ["", "rocket", "ROCK", "svd-mini", "42", "seed:42", "2026-11", "mini rocket", "Hero"]
)
def test_words_in_any_order_find_name_model_seed_date_and_tags(text):
    assert Search(text).finds(kept(tags=("hero shot",)))


@pytest.mark.parametrize("text", ["7", "77", "seed:7", "seed:77"])
def test_the_beginning_of_a_seed_finds(text):
    assert Search(text).finds(kept(request=request(seed=7712)))


@pytest.mark.parametrize("text", ["boat", "rocket boat", "seed:2", "412", "2025-11", "tag"])
def test_a_word_that_is_nowhere_finds_nothing(text):
    assert not Search(text).finds(kept(made="2026-11-21T12:00:00+00:00"))


def test_the_date_is_the_one_that_is_shown():
    here = datetime(2026, 3, 1, 0, 30).astimezone()  # elsewhere it may still be February
    assert Search("2026-03-01").finds(kept(made=here.isoformat()))


def test_a_date_written_by_hand_is_shown_as_it_is():
    assert kept(made="yesterday").day == "yesterday"


def test_stars_and_tags_narrow_the_search():
    plain, starred, tagged = kept(), kept(starred=True), kept(tags=("hero",))
    assert [Search(starred=True).finds(one) for one in (plain, starred, tagged)] == [0, 1, 0]
    assert [Search(tag="hero").finds(one) for one in (plain, starred, tagged)] == [0, 0, 1]
    assert not Search("boat", tag="hero").finds(tagged)


def test_a_picture_of_another_platform_has_a_name():
    assert kept(request=request(source="C:\\Bilder\\Boot.png")).name == "Boot.png"


def test_tags_are_what_stands_between_commas_each_once():
    assert tags_from(" client  A, hero,,hero ,") == ("client A", "hero")


def test_a_clip_that_goes_on_from_another_has_its_name_without_an_ending():
    frame = request(source="/library/pictures/a/rocket v1.2 +4.png")
    assert kept(request=frame, extends="rocket_42_a", before=3).name == "rocket v1.2 +4"
    assert kept(request=frame).name == "rocket v1.2 +4.png"


def test_a_clip_that_goes_on_from_another_knows_where():
    assert kept().extension is None
    assert kept(extends="rocket_42_a", before=13).extension == Extension("rocket_42_a", 13)
