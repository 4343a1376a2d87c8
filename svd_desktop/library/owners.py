"""Which process owns a job, told apart from a later process with the same id."""

from __future__ import annotations

import os

import psutil

from svd_desktop.core.jobs import Owner
from svd_desktop.models.boot import boot_id

# Start times are read with the clock's resolution, and on some systems derived from the boot time,
# which moves when the clock is set.
_SAME_START_SECONDS = 2.0


def this_process(name: str) -> Owner:
    process = psutil.Process()
    return Owner(os.getpid(), process.create_time(), boot_id(), name)


def is_alive(owner: Owner) -> bool:
    """Whether the very process that claimed still runs; a zombie does not."""
    if owner.boot != boot_id():
        return False
    try:
        process = psutil.Process(owner.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return bool(abs(process.create_time() - owner.started) < _SAME_START_SECONDS)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:  # it runs, but belongs to somebody else: not ours to take over
        return True
