"""The pin of PySide6: 6.12.0 takes a reference from None at every call that returns nothing."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_leave_none_alone(qapp: object) -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100
