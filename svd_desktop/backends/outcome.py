"""How a process ended, in words."""

from __future__ import annotations

import signal

# What a person can act on, for the ends that are common here.
_SIGNALS = {
    "SIGKILL": "was killed, perhaps because the computer ran out of memory",
    "SIGSEGV": "crashed (SIGSEGV), perhaps in the GPU's driver",
    "SIGABRT": "gave up (SIGABRT)",
    "SIGTERM": "was asked to end (SIGTERM)",
}


def describe_exit(status: int) -> str:
    """Reads after "the process". As in subprocess, a negative status is a signal on POSIX."""
    if status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return _SIGNALS.get(name, f"was ended by {name}")
    if status > 255:  # an NTSTATUS, which people look up in hexadecimal
        return f"crashed with status 0x{status:08X}"
    return f"ended with status {status}" if status else "ended unexpectedly"
