"""The render process: orders and wishes in on stdin, events out, a JSON object a line.

The descriptor of the protocol is a duplicate of fd 1, and fd 1 itself points at stderr, so that
nothing a library prints can end up among the events.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import queue
import signal
import sys
import threading
import time
from typing import Any, TextIO

from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed, SteppedDown, encode
from svd_desktop.core.orders import RenderOrder
from svd_desktop.models.environment import torch_fails

_PR_SET_PDEATHSIG = 1
_IDLE_POLL_SECONDS = 0.5


def main(parent: int, idle_seconds: float) -> int:
    """Serves orders until stdin closes, `close` comes, or nothing was to do for `idle_seconds`."""
    _die_with(parent)
    if sys.platform == "linux":
        # Memory that grows in place leaves fewer holes; torch has it on Linux alone.
        os.environ.setdefault("PYTORCH_CUDA_ALLOC_CONF", "expandable_segments:True")
    events = _take_stdout()
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    orders: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    from svd_desktop.engine.wishes import Wishes

    wishes = Wishes()
    threading.Thread(target=_listen, args=(orders, wishes), daemon=True).start()

    try:  # torch, seconds of it: wishes are heard meanwhile
        from svd_desktop.engine.render import Engine
    except Exception as error:  # an environment that is broken, in whatever way
        logging.getLogger(__name__).exception("torch")
        return _refuse(orders, events, torch_fails(_last_line(error)).reason)

    engine = Engine(wishes)
    idle_since = time.monotonic()
    while True:
        try:
            told = orders.get(timeout=_IDLE_POLL_SECONDS)
        except queue.Empty:
            if engine.somebody_waits() or time.monotonic() - idle_since > idle_seconds:
                return 0
            continue
        if told["do"] == "close":
            return 0
        for event in engine.render(RenderOrder.from_json(told["order"])):
            events.write(encode(event) + "\n")
            events.flush()
            if isinstance(event, SteppedDown):  # the allocator is in doubt: a fresh process goes on
                return 0
        idle_since = time.monotonic()


def _refuse(orders: queue.SimpleQueue[dict[str, Any]], events: TextIO, reason: Reason) -> int:
    """Says of the order that comes why it is not rendered. The next process tries anew."""
    told = orders.get()
    if told["do"] == "render":
        events.write(encode(Failed(told["order"]["job"], reason)) + "\n")
        events.flush()
    return 0


def _last_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[-1]}" if lines else type(error).__name__


def _listen(orders: queue.SimpleQueue[dict[str, Any]], wishes: Any) -> None:
    """Hears wishes while a job runs. When the parent is gone so is the pipe, and so are we."""
    for line in sys.stdin:
        told = json.loads(line)
        if told["do"] in ("cancel", "pause"):
            wishes.add(told["job"], told["do"])
            continue
        if told["do"] == "render":
            wishes.forget(told["order"]["job"])  # of an earlier try at the same job
        orders.put(told)
    os._exit(0)


def _take_stdout() -> TextIO:
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "w", encoding="utf-8")


def _die_with(parent: int) -> None:
    """Asks Linux to end this process with its parent; elsewhere the closed pipe does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the request was made
            os._exit(0)
