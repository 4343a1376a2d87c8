"""What Python does by itself that would hold the window up, and how it is kept from it."""

from __future__ import annotations

import gc
import sys

# Qt's calls let go of the interpreter, so the window asks for it back thousands of times a second,
# and each time a busy thread may keep it for this long. With Python's own 5 ms a thousand dropped
# pictures held the window up for 0.13 s.
_SWITCH_SECONDS = 0.0005
# While the collector looks for garbage no thread does anything. Python's own 700 new objects made
# it look through a whole library of 10,000 jobs, again and again as they were read: 24 to 64 ms.
_NEW_OBJECTS = 20_000


def be_prompt() -> None:
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(_NEW_OBJECTS)
    keep_what_is_there()


def keep_what_is_there() -> None:
    """Spares the collector all that was made until now, as what stays until the end: the program
    itself, the jobs and the takes. They still go when nothing uses them, unless in a ring."""
    gc.freeze()
