"""Which start of the machine this is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import psutil

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@cache
def boot_id() -> str:
    """A text that changes with every start of the machine."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:  # not Linux: the boot time, to ten seconds since it drifts with the clock
        return str(round(psutil.boot_time() / 10))
