"""Which rows of a view are selected."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView


def selected_ranges(view: QAbstractItemView) -> list[tuple[int, int]]:
    """First and last row of each range, in the order of the rows. Not by indexes: ten thousand of
    them would hold the window up."""
    chosen = view.selectionModel().selection()
    ranges = [chosen.at(number) for number in range(chosen.count())]
    return sorted({(rows.top(), rows.bottom()) for rows in ranges})
