"""Who makes files of a take: one thread of this program at a time.

Two would take each other's half-made clips for what a killed run has left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from svd_desktop.media.encoding import EncodingCancelled

_POLL_SECONDS = 0.1
_owned: set[str] = set()
_changed = threading.Condition()


@contextmanager
def owned(take: str, cancelled: Callable[[], bool] | None = None) -> Iterator[None]:
    """Holds a take, by its id, while the `with` block runs; waits for whoever has it.

    `cancelled` is asked now and then while it waits. Raises EncodingCancelled.
    """
    with _changed:
        while take in _owned:
            if cancelled and cancelled():
                raise EncodingCancelled
            _changed.wait(_POLL_SECONDS)
        _owned.add(take)
    try:
        yield
    finally:
        with _changed:
            _owned.discard(take)
            _changed.notify_all()
