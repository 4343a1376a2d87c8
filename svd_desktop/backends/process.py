"""The default backend: a child process that owns the GPU."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svd_desktop.backends import private_engine
from svd_desktop.backends.outcome import describe_exit
from svd_desktop.core.consoles import NO_CONSOLE
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    LAST,
    Cancelled,
    Failed,
    Paused,
    Progress,
    RenderEvent,
    SteppedDown,
    decode,
)
from svd_desktop.core.jobs import Wish
from svd_desktop.core.orders import RenderOrder

_log = logging.getLogger(__name__)
# A step of SVD-XT on a small card takes most of a minute; cancelling is in no such hurry, and what
# is killed loses only the step it was in.
CANCEL_GRACE_SECONDS = 5.0
PAUSE_GRACE_SECONDS = 60.0
KILL_GRACE_SECONDS = 3.0
_MAX_LOG_BYTES = 5_000_000


class ProcessBackend:
    """Starts the render process with the first order and keeps it for the next ones.

    `log` is the file its stderr is appended to. The process that starts the child must keep the
    thread that did so alive: Linux ends the child with that thread.
    """

    def __init__(self, log: Path, idle_seconds: float = 120.0) -> None:
        self._log_path = log
        self._idle_seconds = idle_seconds
        self._process: subprocess.Popen[str] | None = None
        self._job_object: Any = None
        self._lock = threading.Lock()
        self._rendering: str | None = None
        self._ordered = False  # the process has the order and can be sent wishes
        self._wish: Wish | None = None
        self._grace = 0.0
        self._timers: list[threading.Timer] = []

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        with self._lock:
            self._rendering, self._wish = order.job, None
        step = 0
        last: RenderEvent | None = None
        try:
            while last is None:
                process, fresh = self._started()
                heard, lower = False, None
                self._send_order(process, order)
                for event in self._events(process):
                    heard = True
                    if isinstance(event, Progress) and event.stage == "denoise":
                        step = event.step
                    if isinstance(event, LAST):
                        last = event
                        break
                    if isinstance(event, SteppedDown):
                        lower = order.stepped_down(event)
                    yield event
                if lower:  # a fresh process goes on, in the allocator of this one nobody trusts
                    process.wait()
                    self._let_go(process)
                    order = lower
                elif last is None:
                    status = process.wait()
                    self._let_go(process)
                    # One kept from an earlier job may have left just as the order came. A fresh
                    # one that ends without a word would do so for ever.
                    if fresh or heard or self._wish:
                        last = self._ended(order.job, status, step)
        finally:
            with self._lock:
                self._rendering, self._ordered = None, False
            self._stop_timers()
            if last is None:  # nobody listens any more: the next job would hear the rest of this
                self.close()
        yield last

    def cancel(self, job_id: str) -> None:
        self._ask(job_id, "cancel", CANCEL_GRACE_SECONDS)

    def pause(self, job_id: str) -> None:
        self._ask(job_id, "pause", PAUSE_GRACE_SECONDS)

    def close(self) -> None:
        process = self._process
        if process is None:
            return
        self._send(process, {"do": "close"})
        assert process.stdin is not None
        with contextlib.suppress(OSError):  # it is gone already
            process.stdin.close()
        try:
            process.wait(KILL_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._let_go(process)

    @property
    def pid(self) -> int | None:
        """The render process's id while there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def _ask(self, job_id: str, wish: Wish, grace: float) -> None:
        """Sends a wish; if the process does not answer within the grace it is terminated, and
        killed if that does not help. Before the order is sent the wish only waits for it: the
        process takes an order as leave to forget earlier wishes."""
        with self._lock:
            if self._rendering != job_id or self._wish in (wish, "cancel"):
                return
            self._wish, self._grace = wish, grace
            if self._ordered and self._process:
                self._send_wish(self._process, job_id)

    def _send_order(self, process: subprocess.Popen[str], order: RenderOrder) -> None:
        with self._lock:
            self._send(process, {"do": "render", "order": order.to_json()})
            self._ordered = True
            if self._wish:
                self._send_wish(process, order.job)

    def _send_wish(self, process: subprocess.Popen[str], job_id: str) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers = [
            threading.Timer(self._grace, process.terminate),
            threading.Timer(self._grace + KILL_GRACE_SECONDS, process.kill),
        ]
        for timer in self._timers:
            timer.daemon = True
            timer.start()
        self._send(process, {"do": self._wish, "job": job_id})

    def _stop_timers(self) -> None:
        with self._lock:
            timers, self._timers = self._timers, []
        for timer in timers:
            timer.cancel()
            timer.join()

    def _ended(self, job: str, status: int, step: int) -> RenderEvent:
        """What it means that the process ended without a last word."""
        if self._wish == "cancel":
            return Cancelled(job)
        if self._wish == "pause":
            return Paused(job, step)
        message = f"The render process {describe_exit(status)}."
        _log.error("%s Its own words are in %s.", message, self._log_path)
        return Failed(job, Reason("crashed", message, f"Details are in {self._log_path}."))

    def _started(self) -> tuple[subprocess.Popen[str], bool]:
        """The process, and whether it was started just now."""
        if self._process is not None:
            if self._process.poll() is None:
                return self._process, False
            self._let_go(self._process)
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        too_long = self._log_path.exists() and self._log_path.stat().st_size > _MAX_LOG_BYTES
        with self._log_path.open("wb" if too_long else "ab") as log:
            process = subprocess.Popen(
                [*program(), "--render-process", str(os.getpid()), str(self._idle_seconds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                errors="replace",
                bufsize=1,
                env=_environment(),
                **_apart(),
            )
        self._job_object = _end_with_us(process)
        with self._lock:
            self._process = process
        return process, True

    def _let_go(self, process: subprocess.Popen[str]) -> None:
        """Closes our ends of the pipes of a process that has ended."""
        with self._lock:
            self._process, self._ordered = None, False
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):  # what was not sent has nobody to go to
                pipe.close()

    def _send(self, process: subprocess.Popen[str], message: dict[str, Any]) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(message) + "\n")
            process.stdin.flush()
        except (OSError, ValueError):
            pass  # it ended: the end of its output says so

    def _events(self, process: subprocess.Popen[str]) -> Iterator[RenderEvent]:
        assert process.stdout is not None
        for line in process.stdout:
            try:
                yield decode(line)
            except ValueError as error:  # cut short by its end, which is told next
                _log.warning("%s", error)


def program() -> list[str]:
    """The same program again: frozen it is the executable itself, or, where that comes without
    torch, its sources in the engine's environment.

    Raises SvdError of kind `device` when that environment is not ready.
    """
    if private_engine.is_private():
        return private_engine.command(private_engine.engine_folder())
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "svd_desktop"]


def _environment() -> dict[str, str]:
    """Ours, and how glibc's allocator treats tensors, which other C libraries ignore: those of
    16 MB and more are given back once freed, smaller ones come from one heap that grows in large
    steps and is kept. Four clips of svd-mini need 1.5 instead of 1.8 GiB at most.
    """
    malloc = {
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_MMAP_THRESHOLD_": "16000000",
        "MALLOC_TOP_PAD_": "64000000",
        "MALLOC_TRIM_THRESHOLD_": "300000000",
    }
    return malloc | os.environ


def _apart() -> dict[str, Any]:
    """Own process group: Ctrl-C on a terminal reaches the parent alone, which pauses the job."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | NO_CONSOLE
        return {"creationflags": flags}
    return {"start_new_session": True}


def _end_with_us(process: subprocess.Popen[str]) -> Any:
    """On Windows, a job object that ends the child when its last handle, ours, is closed.

    Linux has its own way, in the child; everywhere else the closed pipe does it.
    """
    if sys.platform != "win32":
        return None
    import win32job

    job = win32job.CreateJobObject(None, "")
    limits = win32job.QueryInformationJobObject(job, win32job.JobObjectExtendedLimitInformation)
    limits["BasicLimitInformation"]["LimitFlags"] |= win32job.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
    win32job.SetInformationJobObject(job, win32job.JobObjectExtendedLimitInformation, limits)
    win32job.AssignProcessToJobObject(job, int(process._handle))
    return job
