"""What anything that renders has to offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from svd_desktop.core.events import RenderEvent
from svd_desktop.core.orders import RenderOrder


class Backend(Protocol):
    """Renders one order at a time. `cancel` and `pause` come from any thread, name the job, and do
    nothing when it is not the one being rendered."""

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        """Blocks from event to event; the last is Finished, Failed, Cancelled or Paused."""
        ...

    def cancel(self, job_id: str) -> None: ...

    def pause(self, job_id: str) -> None:
        """Stops after the current step and keeps the checkpoint."""
        ...

    def close(self) -> None:
        """Ends what was started and waits for its end."""
        ...
