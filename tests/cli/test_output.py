"""Lines for people fit their terminal, and for files they are whole."""

from __future__ import annotations

from svd_desktop.cli.output import table

ROWS = [("ID", "CLIP"), ("1", "rocket.jpg, svd-mini"), ("1234", "로켓.jpg, svd-mini")]


def test_columns_are_aligned_and_nothing_is_cut_without_a_terminal():
    assert list(table(ROWS, None)) == [
        "ID    CLIP", "1     rocket.jpg, svd-mini", "1234  로켓.jpg, svd-mini",
    ]  # fmt: skip


def test_on_a_narrow_terminal_the_last_column_ends_with_three_dots():
    assert list(table(ROWS, 14)) == ["ID    CLIP", "1     rocket.…", "1234  로켓.jp…"]


def test_wide_letters_count_twice():
    rows = [("로켓", "a"), ("boat", "b")]
    assert list(table(rows, None)) == ["로켓  a", "boat  b"]
