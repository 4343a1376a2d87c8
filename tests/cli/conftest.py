"""The command line called as a function, on a library and with a backend of the test's own."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from svd_desktop.cli import working
from svd_desktop.cli.main import main
from svd_desktop.core.events import Finished, Paused, Progress, RenderEvent, Started
from svd_desktop.core.orders import RenderOrder
from tests.made import publish_take, take


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """stdout as JSON lines; anything else on it is an error."""
        return [json.loads(line) for line in self.out.splitlines()]

    def named(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == name]


class InstantBackend:
    """Renders every order at once: black frames, three steps. `between` is called at each step."""

    def __init__(self) -> None:
        self.orders: list[RenderOrder] = []
        self.paused: list[str] = []
        self.closed = False
        self.between: Callable[[RenderOrder, int], None] = lambda order, step: None
        self.answer: Callable[[RenderOrder], RenderEvent | None] = lambda order: None

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        self.orders.append(order)
        yield Started(order.job, "cpu", {})
        for step in range(4):
            yield Progress(order.job, "denoise", step, 3, None, 5)
            self.between(order, step)
            if order.job in self.paused:
                yield Paused(order.job, step)
                return
        if answer := self.answer(order):
            yield answer
            return
        publish_take(Path(order.target), take(id=order.job, request=order.request))
        yield Finished(order.job, order.target, {"denoise": 1.0}, 9, {})

    def cancel(self, job_id: str) -> None: ...

    def pause(self, job_id: str) -> None:
        if job_id:
            self.paused.append(job_id)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> InstantBackend:
    instant = InstantBackend()
    monkeypatch.setattr(working, "ProcessBackend", lambda log: instant)
    return instant


@pytest.fixture
def run(home: Path, capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Answer]]:
    """Calls the command line; its log is closed after the test."""
    before = list(logging.getLogger().handlers)

    def call(*arguments: object) -> Answer:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
        said = capfd.readouterr()
        return Answer(status, said.out, said.err)

    yield call
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()
