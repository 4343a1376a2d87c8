"""A way through every view of the window, for its pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QScrollArea, QSplitter

from svd_desktop.app.session import Session
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Preview
from svd_desktop.core.jobs import JobState
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER
from svd_desktop.media.animations import write_animation
from svd_desktop.media.masters import read_frames
from svd_desktop.media.takes import read_take
from svd_desktop.models.resources import resource
from svd_desktop.ui.about_dialog import AboutDialog
from svd_desktop.ui.export_dialog import ExportDialog
from svd_desktop.ui.help_dialog import HelpDialog
from svd_desktop.ui.log_window import LogWindow
from svd_desktop.ui.main_window import MainWindow
from svd_desktop.ui.models_dialog import ModelsDialog
from svd_desktop.ui.shortcuts_dialog import ShortcutsDialog
from svd_desktop.ui.timeline_dialog import TimelineDialog
from tests.fakes import ScriptedBackend
from tests.made import request

SAMPLE = resource("samples", "rocket.jpg")
_TALL = 330  # of the queue and the takes in their own pictures
_ROUNDS = 8  # of the event loop, until what was asked of the views is painted

Steps = Iterator[str | None]


class Tour:
    """Each generator yields None while it waits and a view's name when it can be photographed."""

    def __init__(
        self, window: MainWindow, session: Session, backend: ScriptedBackend, takes: list[Path]
    ) -> None:
        self.window, self.session, self.backend = window, session, backend
        self.clips = [_clip(take) for take in takes] or _stand_ins()
        self.whole = window.findChild(QSplitter, "whole")

    def views(self) -> Steps:
        yield from self.until(lambda: self.window.isActiveWindow())
        yield from self.until(lambda: self.session.planning.planned is not None)
        self.window.habits.greet()
        yield from self.until(lambda: self.session.planning.description is not None)
        yield "welcome"
        with tempfile.TemporaryDirectory() as folder:
            yield from self.inputs(Path(folder))
            yield from self.rendering()
            yield from self.watching()
            yield from self.below()
            yield from self.panel()
            yield from self.exporting()
            yield from self.dialogs()

    def inputs(self, folder: Path) -> Steps:
        session, window = self.session, self.window
        broken = folder / "old scan.tif"
        broken.write_bytes(b"II*\0")
        pictures = dict.fromkeys(Path(made.source) for made, _ in self.clips)
        session.arrivals.add([*pictures, broken])
        yield from self.until(lambda: len(session.inputs.readable()) == len(pictures))
        yield from self.until(lambda: session.inputs.rowCount() == len(pictures) + 1)
        window.habits.dismiss()
        window.inputs.list.setCurrentIndex(session.inputs.index(0))
        yield from self.until(lambda: session.framing.box is not None)
        session.framing.scale(0.8)
        window.edit_framing(session.framing.path)
        yield from self.until(lambda: True)
        yield "framing"
        window.leave_framing()
        window.inputs.list.clearSelection()

    def rendering(self) -> Steps:
        """A failure, finished clips, one half done, and some that wait."""
        session, backend = self.session, self.backend
        session.queue_requests([self.clips[0][0].with_(width=1024, height=576)])
        yield from self.until(lambda: len(backend.orders) == 1)
        message = "This clip needs 7.5 GiB, and 6.1 can be used on cuda:0."
        remedy = "Close other programs, or use 768x448 with 14 frames."
        backend.fail(Reason("memory", message, remedy))
        yield from self.until(lambda: session.queue.count(JobState.FAILED) == 1)
        for number, (made, frames) in enumerate(self.clips, 1):
            session.queue_requests([made])
            yield from self.until(lambda: len(backend.orders) == 1 + number)  # noqa: B023
            backend.finish(frames)
            yield from self.until(lambda: session.queue.count(JobState.DONE) == number)  # noqa: B023
        again = [made.with_(seed=made.seed + 1) for made, _ in (*self.clips, *self.clips)][:5]
        session.queue_requests(again)
        yield from self.until(lambda: len(backend.orders) == 2 + len(self.clips))
        session.cancel([session.queue.in_state(JobState.QUEUED)[-1].id])
        yield from self.until(lambda: session.queue.count(JobState.CANCELLED) == 1)
        steps = backend.order.request.steps
        backend.progress("denoise", steps // 2, steps, seconds_left=23)
        small = Path(tempfile.mkdtemp()) / "preview.gif"
        write_animation(self.clips[0][1][:, ::4, ::4], 7, small)  # of a latent's size
        backend.say(Preview(backend.order.job, str(small)))
        yield from self.until(
            lambda: session.watching.preview.clip is not None and session.memory.told > 0
        )
        yield "rendering"

    def watching(self) -> Steps:
        session = self.session
        done = session.queue.in_state(JobState.DONE)
        session.watching.pick(done[0].id)
        yield from self.at_frame(5)
        yield "finished"
        session.watching.compare([job.id for job in done[:2]])
        yield from self.at_frame(9)
        yield "compare"
        session.watching.comparison.leave()

    def below(self) -> Steps:
        session, window = self.session, self.window
        self.whole.setSizes([1, _TALL])
        window.queue.table.setCurrentIndex(session.queue.index(0, 0))
        yield from self.until(lambda: True)
        yield "queue"
        window.show_takes()
        takes = session.takes
        yield from self.until(lambda: takes.model.rowCount() == len(self.clips))
        listed = [takes.model.take(row) for row in range(takes.model.rowCount())]
        takes.star(listed[:1])
        takes.tag(listed[:2], ("holiday",))
        yield from self.until(lambda: bool(takes.model.tags))
        takes.play(listed[1])
        yield from self.at_frame(5)
        window.takes.list.selectionModel().setCurrentIndex(
            takes.model.index(1), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        yield from self.until(lambda: True)
        yield "takes"
        self.whole.setSizes([1, 1])
        window.show_queue()

    def panel(self) -> Steps:
        panel = self.window.panel
        panel.advanced.set_open(True)
        yield from self.until(lambda: True)
        bar = panel.findChild(QScrollArea).verticalScrollBar()
        bar.setValue(bar.maximum())
        yield from self.until(lambda: True)
        yield "advanced"
        panel.advanced.set_open(False)
        panel.plan.ladder.animateClick()
        yield from self.until(panel.plan.menu.isVisible)
        yield "plan"
        panel.plan.menu.close()

    def dialogs(self) -> Steps:
        habits = self.window.habits
        for name, kind, show in (
            ("shortcuts", ShortcutsDialog, habits.show_shortcuts),
            ("parameters", HelpDialog, habits.explain),
            ("models", ModelsDialog, habits.show_models),
            ("log", LogWindow, habits.show_log),
            ("about", AboutDialog, habits.show_about),
        ):
            show()
            dialog = habits.dialogs[kind]
            yield from self.until(dialog.isActiveWindow)
            if isinstance(dialog, ModelsDialog):
                yield from self.until(lambda: dialog.list.topLevelItemCount() > 0)  # noqa: B023
            if isinstance(dialog, HelpDialog):
                picture = dialog.pictures["motion_bucket_id"]
                yield from self.until(lambda: not picture.pixmap().isNull())  # noqa: B023
                dialog.findChild(QScrollArea).ensureWidgetVisible(picture)
            yield from self.until(lambda: True)
            yield name
            dialog.close()

    def exporting(self) -> Steps:
        """Of all takes, as what is folded away is set too, and a timeline of them."""
        window = self.window
        window.show_takes()
        window.takes.list.selectAll()
        window.commands.action("takes.export").trigger()
        export = window.takes.findChild(ExportDialog)
        yield from self.until(lambda: bool(export.form.lines()))
        export.form.set(rate=Fraction(24000, 1001))
        export.form.set_edit(retime="smooth")
        export.fields.more.button.click()
        yield from self.until(lambda: True)
        yield "export"
        export.reject()
        window.commands.action("takes.timeline").trigger()
        timeline = window.takes.findChild(TimelineDialog)
        yield from self.until(lambda: timeline.preset.count() > 0)
        yield "timeline"
        timeline.reject()

    def at_frame(self, frame: int) -> Steps:
        playback = self.session.watching.playback
        yield from self.until(lambda: playback.clip is not None)
        playback.seek(frame)
        yield from self.until(lambda: playback.frame == frame)

    def until(self, holds: Callable[[], bool]) -> Iterator[None]:
        while not holds():
            yield None
        for _ in range(_ROUNDS):
            yield None


def _clip(take: Path) -> tuple[RenderRequest, np.ndarray]:
    return read_take(take).request, read_frames(take / MASTER)


def _stand_ins() -> list[tuple[RenderRequest, np.ndarray]]:
    frames = _zoom(14)
    made = request(source=str(SAMPLE), width=256, height=144, frames=14, steps=4)
    return [(replace(made, seed=seed), frames) for seed in (1, 2, 3)]


def _zoom(count: int) -> np.ndarray:
    """The sample photograph, slowly nearer: uint8 [F, 288, 512, 3]."""
    with Image.open(SAMPLE) as photograph:
        picture = photograph.convert("RGB")
    width, height = picture.width, picture.width * 9 // 16
    top = (picture.height - height) // 2
    frames = []
    for number in range(count):
        inset = number / count * 0.12
        box = (
            width * inset / 2, top + height * inset / 2,
            width * (1 - inset / 2), top + height * (1 - inset / 2),
        )  # fmt: skip
        frames.append(picture.resize((512, 288), Image.Resampling.LANCZOS, box))
    return np.stack([np.asarray(frame) for frame in frames])
