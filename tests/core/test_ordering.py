"""Moving several at once."""

from __future__ import annotations

import pytest

from svd_desktop.core.ordering import moved_before, moved_down, moved_up


def text(order: list[str]) -> str:
    return "".join(order)


@pytest.mark.parametrize(
    ("chosen", "before", "then"),
    [
        ("d", "a", "dabce"), ("bd", "a", "bdace"), ("ac", None, "bdeac"), ("b", "b", "abcde"),
        ("bd", "d", "acbde"), ("xb", "gone", "acdeb"), ("", "a", "abcde"),
    ],
)  # fmt: skip
def test_the_chosen_land_together_and_keep_their_order(chosen, before, then):
    assert text(moved_before(list("abcde"), chosen, before)) == then


@pytest.mark.parametrize(
    ("chosen", "up", "down"),
    [
        ("a", "abcde", "bacde"), ("c", "acbde", "abdce"), ("bd", "badce", "acbed"),
        ("ab", "abcde", "cabde"), ("abcde", "abcde", "abcde"), ("ac", "acbde", "badce"),
    ],
)  # fmt: skip
def test_each_moves_one_place_and_none_past_another_chosen(chosen, up, down):
    assert text(moved_up(list("abcde"), chosen)) == up
    assert text(moved_down(list("abcde"), chosen)) == down
