"""What the command line says: JSON lines for programs, or sentences for people."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from svd_desktop.cli import output
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    Failed,
    Finished,
    Progress,
    RenderEvent,
    Started,
    SteppedDown,
    Waiting,
    to_json,
)
from svd_desktop.core.jobs import Job


class Reporter:
    """Results on stdout, progress and messages on stderr; with `as_json` stdout is one JSON object
    a line and nothing else."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._stage = ""
        self._counted = ""  # what stands in the last line of the terminal, where steps are counted

    def queued(self, job: Job) -> None:
        request = job.request
        self._result(
            {"event": "queued", "job": job.id, "source": request.source, "seed": request.seed}
        )

    def refused(self, source: Path, reason: Reason) -> None:
        self._result({"event": "failed", "source": str(source), **reason.to_json()})
        self.say(reason.sentence)

    def event(self, event: RenderEvent) -> None:
        match event:
            case Waiting():
                self.say(f"Waiting for {event.holder}, which uses the same device.")
                return
            case Failed():
                self._result({"event": "failed", "job": event.job, **event.reason.to_json()})
                self.say(event.reason.sentence)
                return
            case Started() if "sentence" in event.plan:
                self.say(event.plan["sentence"])
            case SteppedDown():
                self.say(event.note)
            case Progress():
                self._progress(event)
            case Finished() if not self._as_json:
                self._end_line()
                for path in event.files:
                    output.print_line(str(path))
        self._result(to_json(event))

    def say(self, sentence: str) -> None:
        self._end_line()
        output.say(sentence)

    def _progress(self, event: Progress) -> None:
        """A line for each stage; on a terminal the steps are counted in it."""
        tty = sys.stderr.isatty()
        if event.stage != self._stage:
            self._stage = event.stage
            self._end_line()
            if not tty:
                output.say(event.stage)
        if tty:
            left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
            text = f"{event.stage} {event.step} of {event.steps}{left}"
            output.say(f"\r{text:<{len(self._counted)}}", end="")
            self._counted = text

    def _end_line(self) -> None:
        if self._counted:
            output.say("")
            self._counted = ""

    def _result(self, data: dict[str, Any]) -> None:
        if self._as_json:
            output.print_json(data)
