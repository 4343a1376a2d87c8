"""The collector of garbage is spared a library that is read, and nothing is kept for good by it."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from svd_desktop.app.promptness import be_prompt, keep_what_is_there


class Thing:
    pass


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(interval)
    gc.set_threshold(*threshold)


def test_what_was_read_is_looked_through_no_more_and_goes_when_nothing_uses_it() -> None:
    thing = Thing()
    gone = weakref.ref(thing)
    keep_what_is_there()
    assert not any(found is thing for found in gc.get_objects())
    del thing
    assert gone() is None


def test_rings_made_later_are_still_collected_when_they_are_many() -> None:
    be_prompt()
    ring = Thing()
    ring.itself = ring  # type: ignore[attr-defined]
    gone = weakref.ref(ring)
    del ring
    many = [[] for _ in range(3 * gc.get_threshold()[0])]
    assert gone() is None, len(many)
