"""A download by the command line, interrupted at random bytes, half of the times by SIGKILL."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from svd_desktop.models.installed import installed
from tests.hub import Faults, StandIn, stand_in
from tests.models.hub_model import SOURCE, files


@dataclass(frozen=True)
class Told:
    """Bytes needed and sent, starts of the program, and what was listed before the last of them."""

    needed: int
    sent: int
    starts: int
    listed_early: bool
    right: bool


def needed(served: StandIn) -> list[bytes]:
    """The large files that a download fetches."""
    return [served.files[path] for path in SOURCE.needed(served.files) if served.is_large(path)]


def interrupted(home: Path, size: int, cuts: int, bytes_per_second: float) -> Told:
    """`size` bytes and a small model, with as many cuts, every second of them a kill."""
    draw = random.Random(11)
    big = b"".join(draw.randbytes(min(2**20, size - at)) for at in range(0, size, 2**20))
    at = sorted(draw.randrange(size) for _ in range(cuts))
    kills = at[1::2]
    faults = Faults(cut_at=at[::2], bytes_per_second=bytes_per_second)
    children: list[subprocess.Popen[bytes]] = []
    early = False
    with stand_in(SOURCE.repository, files(big=big), faults) as served:

        def on_sent(sent: int) -> None:
            with served.lock:
                due = bool(kills) and sent >= kills[0]
                if due:
                    kills.pop(0)
            if due:
                children[-1].send_signal(signal.SIGKILL)

        faults.on_sent = on_sent
        for _ in range(cuts + 1):
            command = [sys.executable, "-m", "svd_desktop", "models", "download", "svd"]
            children.append(
                subprocess.Popen(
                    [*command, "--accept-licence"], stderr=subprocess.DEVNULL,
                    env=os.environ | {
                        "SVD_DESKTOP_HOME": str(home), "HF_HOME": str(home / "no-cache"),
                        "HF_ENDPOINT": served.endpoint,
                    },
                )
            )  # fmt: skip
            if children[-1].wait() == 0:
                break
            early = early or bool(installed(home / "models"))
        total = sum(map(len, needed(served)))
    arrived = home / "models" / "svd" / "LICENSE-big.bin"
    right = arrived.is_file() and arrived.read_bytes() == big
    return Told(total, served.sent, len(children), early, right)
