"""Stand-ins: a backend that does what a test says, the panel's settings, a trash."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
from PIL import Image

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    LAST,
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
    Stage,
    Started,
)
from svd_desktop.core.jobs import Wish
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.takes import MASTER, POSTER, Take
from svd_desktop.library.folders import find_folders
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.takes import write_take
from svd_desktop.models.catalogue import published

MEMORY = 512 * 2**20


class ScriptedBackend:
    """Renders nothing: waits in each order for what the test says next, so that a test holds a job
    at any step for as long as it looks. A cancel or pause is answered at once, as between steps,
    or while `busy` not at all, as in the middle of one."""

    def __init__(self) -> None:
        self.orders: list[RenderOrder] = []
        self.closed = False
        self.busy = False
        self._said: SimpleQueue[RenderEvent] = SimpleQueue()
        self._wishes: list[tuple[Wish, str]] = []
        self._step = 0

    @property
    def order(self) -> RenderOrder:
        """The order being rendered, or the last one."""
        return self.orders[-1]

    def render(self, order: RenderOrder) -> Iterator[RenderEvent]:
        self._step = 0
        self.orders.append(order)
        yield Started(order.job, "cpu", {})
        while True:
            event = self._said.get()
            yield event
            if isinstance(event, LAST):
                return

    def cancel(self, job_id: str) -> None:
        self._answer("cancel", job_id, Cancelled(job_id))

    def pause(self, job_id: str) -> None:
        self._answer("pause", job_id, Paused(job_id, self._step))

    def close(self) -> None:
        self.closed = True

    def say(self, event: RenderEvent) -> None:
        self._said.put(event)

    def progress(
        self, stage: Stage, step: int, steps: int, seconds_left: float | None = None
    ) -> None:
        self._step = step if stage == "denoise" else self._step
        self.say(Progress(self.order.job, stage, step, steps, seconds_left, MEMORY))

    def fail(self, reason: Reason) -> None:
        self.say(Failed(self.order.job, reason))

    def finish(self, frames: np.ndarray) -> None:
        """Publishes a take of these frames, uint8 [F, H, W, 3], and says so."""
        folder = write_real_take(self.order, frames)
        self.say(Finished(self.order.job, str(folder), {"denoise": 1.0}, MEMORY, {}))

    def _answer(self, wish: Wish, job_id: str, event: RenderEvent) -> None:
        # A worker may say it again at each event.
        if not self.busy and (wish, job_id) not in self._wishes:
            self._wishes.append((wish, job_id))
            self.say(event)


def write_real_take(order: RenderOrder, frames: np.ndarray) -> Path:
    """A take as the engine leaves it, with a real master."""
    folder = Path(order.target)
    folder.mkdir(parents=True)
    _, height, width, _ = frames.shape
    with MasterWriter(folder / MASTER, width, height, Fraction(order.request.fps)) as master:
        master.write(frames)
    Image.fromarray(frames[0]).save(folder / POSTER)
    take = Take(
        id=order.job, request=order.request, model_hash="0" * 64, versions={}, threads=1, plan={},
        peak_memory_bytes={}, seconds={}, made="2025-01-01T00:00:00+00:00",
    )  # fmt: skip
    write_take(folder, take)
    return folder


def moving_square(frames: int = 14, width: int = 64, height: int = 48) -> np.ndarray:
    """Frames that differ from each other, uint8 [F, H, W, 3]."""
    clip = np.full((frames, height, width, 3), 40, np.uint8)
    for number in range(frames):
        left = number * (width - 8) // max(1, frames - 1)
        clip[number, height // 2 - 4 : height // 2 + 4, left : left + 8] = (220, 120, 40)
    return clip


def settings_of_svd_xt() -> ClipSettings:
    """The panel's settings with the published models there, SVD-XT chosen."""
    settings = ClipSettings()
    settings.models = {**settings.models, **published()}
    settings.set_model("svd-xt")
    return settings


def trash_in_library(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Puts what is trashed into the library's folder; names what was."""
    trashed: list[str] = []

    def send2trash(path: Path) -> None:
        path.rename(find_folders().library / path.name)
        trashed.append(path.name)

    monkeypatch.setattr("send2trash.send2trash", send2trash)
    return trashed
