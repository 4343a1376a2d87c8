"""The engine in the command line's own process, for debugging and measuring."""

from __future__ import annotations

from collections.abc import Iterator

from svd_desktop.core.events import RenderEvent, SteppedDown
from svd_desktop.core.orders import RenderOrder
from svd_desktop.engine.render import Engine
from svd_desktop.engine.wishes import Wishes


class InProcessBackend:
    """The Backend protocol without a process: a crash takes the command line along."""

    def __init__(self) -> None:
        self._wishes = Wishes()
        self._engine = Engine(self._wishes)

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        self._wishes.forget(order.job)
        going_on: RenderOrder | None = order
        while going_on:
            current, going_on = going_on, None
            for event in self._engine.render(current):
                yield event
                if isinstance(event, SteppedDown):
                    going_on = current.stepped_down(event)
                    self._engine = Engine(self._wishes)

    def cancel(self, job_id: str) -> None:
        self._wishes.add(job_id, "cancel")

    def pause(self, job_id: str) -> None:
        self._wishes.add(job_id, "pause")

    def close(self) -> None:
        """Nothing to end: memory and lock go with the process."""
