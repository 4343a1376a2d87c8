"""What can be done with takes: the models of their view, and the commands."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from svd_desktop.app.background import Background
from svd_desktop.app.exports import Use
from svd_desktop.app.moving_posters import LONGEST, MovingPosters
from svd_desktop.app.programs import Programs
from svd_desktop.app.revealing import reveal
from svd_desktop.app.take_keeper import TakeKeeper
from svd_desktop.app.takes_model import TakesModel, file_of
from svd_desktop.app.thumbnails import Thumbnails
from svd_desktop.core.exporting import Export
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.parameter_sets import is_draft
from svd_desktop.core.parameters import PARAMETERS

if TYPE_CHECKING:
    from svd_desktop.app.session import Session

_POSTER_BYTES = 48 * 2**20  # about 160 posters of 16:9
_OFFER_MS = 10_000


class Takes(QObject):
    """The session's takes. Every deletion can be undone until the program ends, the last one first:
    `undoable` is how many takes that would bring back, `offered` whether it was just now."""

    problem = Signal(object)  # a Reason
    undoable_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._keeper = TakeKeeper(self)
        self._posters = Thumbnails(self, _POSTER_BYTES, LONGEST)
        self.moving = MovingPosters(self)
        self.model = TakesModel(self._posters, self)
        self.programs = Programs(session, self)
        self.programs.problem.connect(self.problem)
        self.undoable = 0
        self._offer = QTimer(self, singleShot=True, interval=_OFFER_MS)
        self._offer.timeout.connect(self.undoable_changed)
        self._keeper.listed.connect(self.model.set_all)
        self._keeper.found.connect(self.model.put)
        self._keeper.gone.connect(self.model.remove)
        self._keeper.deleted.connect(self._on_deleted)
        self._keeper.undoable.connect(self._on_undoable)
        self._keeper.wanted.connect(
            lambda request, extends: session.queue_requests([request], extends)
        )
        for thread in (self._keeper, self.moving):
            thread.failed.connect(self.problem)

    @property
    def threads(self) -> tuple[Background | Thumbnails, ...]:
        return self._keeper, self._posters, self.moving

    def open(self) -> None:
        self._keeper.open()

    def look_again(self) -> None:
        """Finds what other programs made or removed meanwhile."""
        self._keeper.repair()

    def note(self, folder: Path, files: Sequence[str]) -> None:
        """A take was finished; the first of `files` is the clip delivered from it."""
        self._keeper.note(folder, files[0] if files else "")

    def export(self, takes: Sequence[KeptTake], delivery: Delivery, use: Use | None = None) -> None:
        """Makes files of takes, beside what else goes on; `use` gets those of each."""
        wanted = [Export(one.id, str(one.folder), one.name, delivery) for one in takes]
        self._session.exports.export(wanted, use)

    def on_exported(self, export: Export, files: Sequence[Path]) -> None:
        """What is dragged of a take is its first file that was made, for as long as it is there."""
        self._keeper.note_first(Path(export.folder), str(files[0]))

    def play(self, take: KeptTake) -> None:
        self._session.watching.pick_take(take)

    def star(self, takes: Sequence[KeptTake]) -> None:
        """Stars all of them, or, when all are, none."""
        self._keeper.star(takes, not all(take.starred for take in takes))

    def tag(self, takes: Sequence[KeptTake], tags: tuple[str, ...]) -> None:
        self._keeper.tag(takes, tags)

    def delete(self, takes: Sequence[KeptTake]) -> None:
        """Sets them aside; they come to the system's trash when the program ends."""
        if takes:
            self._keeper.delete(takes)

    def undo(self) -> None:
        self._offer.stop()
        self._keeper.undo()

    @property
    def offered(self) -> bool:
        return bool(self.undoable) and self._offer.isActive()

    def use_settings(self, take: KeptTake) -> None:
        self._session.remaking.use(take.request)

    def new_seed(self, takes: Sequence[KeptTake]) -> None:
        """The same clips again with other noise; an extension goes on from the same frame."""
        for take in takes:
            seed = random.randrange(int(PARAMETERS["seed"].maximum) + 1)
            self._session.queue_requests([take.request.with_(seed=seed)], take.extension)

    def render_in_full(self, takes: Sequence[KeptTake]) -> None:
        for take in takes:
            if is_draft(take.request):
                self._keeper.want_in_full(take)

    def extend(self, take: KeptTake) -> None:
        """Queues a clip that goes on from the take's last frame."""
        self._keeper.want_extension(take, None)

    def extend_from_shown(self, take: KeptTake) -> None:
        """Queues a clip that goes on from the frame that the player shows of the take."""
        if self.is_shown(take):
            self._keeper.want_extension(take, self._session.watching.playback.frame)

    def is_shown(self, take: KeptTake) -> bool:
        clip = self._session.watching.playback.clip
        return clip is not None and clip.job == take.id

    def reveal(self, take: KeptTake) -> None:
        """Shows the take's file in the platform's file manager."""
        reveal(file_of(take))

    def copy_paths(self, takes: Sequence[KeptTake]) -> None:
        text = "\n".join(str(file_of(take)) for take in takes)
        QGuiApplication.clipboard().setText(text)

    def _on_deleted(self, folders: list[Path]) -> None:
        self.model.remove(folders)
        self._offer.start()

    def _on_undoable(self, counts: list[int]) -> None:
        self.undoable = counts[-1] if counts else 0
        self.undoable_changed.emit()
