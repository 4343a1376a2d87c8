"""Faults on demand, for tests: out of memory, values that are no numbers, a hang, a crash.

SVD_DESKTOP_FAULTS names them, separated by commas, as `kind@stage:step`, with `/rung` behind it if
only on that rung: `oom@denoise:2/resident,nan@decode:0`. Each comes once in a job and process:
before the step of that number, or the decode of the chunk that begins with that frame.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args

import torch
from torch import nn

from svd_desktop.core.events import Stage
from svd_desktop.core.request import Rung

VARIABLE = "SVD_DESKTOP_FAULTS"
FaultKind = Literal["oom", "nan", "hang", "crash"]


@dataclass(frozen=True)
class Fault:
    kind: FaultKind
    stage: str
    step: int
    rung: str  # "" on every rung


def asked_for() -> tuple[Fault, ...]:
    """What the environment names. Raises ValueError for what is no fault."""
    return tuple(_parse(text) for text in os.environ.get(VARIABLE, "").split(",") if text)


def _parse(text: str) -> Fault:
    kind, _, place = text.strip().partition("@")
    where, _, rung = place.partition("/")
    stage, _, step = where.partition(":")
    if kind not in get_args(FaultKind) or stage not in get_args(Stage):
        raise ValueError(f"{text!r} is no fault such as oom@denoise:2/resident")
    return Fault(kind, stage, int(step or 0), rung)  # type: ignore[arg-type]


class Faults:
    """Asked at every place where a fault may be wanted."""

    def __init__(self, rung: Rung) -> None:
        self._rung = rung
        self._left = list(asked_for())

    @contextmanager
    def spoiling(self, module: nn.Module, stage: Stage, step: int) -> Iterator[None]:
        """As `at`; where the values should not be numbers, those of `module` inside are none."""
        hook = module.register_forward_hook(_spoil) if self.at(stage, step) else None
        try:
            yield
        finally:
            if hook:
                hook.remove()

    def at(self, stage: Stage, step: int = 0) -> bool:
        """Out of memory is raised, a crash ends the process, a hang never comes back; True where
        the values should not be numbers."""
        spoil = False
        for fault in list(self._left):
            if (fault.stage, fault.step) != (stage, step) or fault.rung not in ("", self._rung):
                continue
            self._left.remove(fault)
            if fault.kind == "oom":
                raise torch.OutOfMemoryError("asked for by a test")
            if fault.kind == "crash":
                os.kill(os.getpid(), signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            if fault.kind == "hang":
                threading.Event().wait()
            spoil = spoil or fault.kind == "nan"
        return spoil


def _spoil(module: nn.Module, inputs: Any, output: Any) -> Any:
    first = output[0] if isinstance(output, tuple) else output
    spoiled = first * float("nan")
    return (spoiled, *output[1:]) if isinstance(output, tuple) else spoiled
