"""The models on this computer and those to be had: fetched, imported, checked and removed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.core.errors import SvdError, reason_of

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from svd_desktop.models.installed import Card

_log = logging.getLogger(__name__)


class ModelShelf(Background):
    """One thing at a time. What is being done goes by the model's name, or the path imported.

    A download that is paused, or that the end of the program stops, goes on when it is begun again.
    """

    listed = Signal(list)  # Entries, the embedded model first
    here = Signal(list)  # Models that can be rendered with
    begun = Signal(str)
    moved = Signal(float, float, object)  # part done, bytes a second or 0, seconds left or None
    ended = Signal(str)  # however it ended; `refused` comes before, where it went wrong
    arrived = Signal(object)  # a Model that was not there before
    removed = Signal(str)
    whole = Signal(str)  # a model in which nothing is wrong
    refused = Signal(str, object)  # and the Reason

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("models", parent)
        self._folder: Path | None = None
        self._stop = Event()

    def open(self, folder: Path) -> None:
        """Lists what is in the folder of models."""
        self._folder = folder
        self.look()

    def look(self) -> None:
        self.post(self._look)

    def shut(self) -> None:
        self.stop()
        super().shut()

    def stop(self) -> None:
        """Ends what is being done; of a download what is there is kept."""
        self._stop.set()

    def download(self, name: str, token: str = "", keep_token: bool = False) -> None:
        """Fetches a published model, or goes on. A token is the person's for the hub."""
        self._begin(name, lambda: self._download(name, token, keep_token))

    def discard(self, name: str) -> None:
        """Deletes what a download has left."""

        def work() -> None:
            from svd_desktop.models.download import discard

            discard(self._models, name)

        self._begin(name, work)

    def take_in(self, path: Path, frames: int | None = None) -> None:
        """Imports a file or a folder."""
        self._begin(str(path), lambda: self._take_in(path, frames))

    def remove(self, name: str) -> None:
        def work() -> None:
            from svd_desktop.models.installed import remove

            remove(self._models, name)
            self.removed.emit(name)

        self._begin(name, work)

    def verify(self, name: str) -> None:
        self._begin(name, lambda: self._verify(name))

    @property
    def _models(self) -> Path:
        assert self._folder is not None, "nothing can be asked before it is open"
        return self._folder

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        self._stop.clear()
        self.begun.emit(name)
        self.post(lambda: self._do(name, work))

    def _do(self, name: str, work: Callable[[], None]) -> None:
        from svd_desktop.models.download import DownloadStoppedError
        from svd_desktop.models.importing import ImportCancelledError

        try:
            work()
        except (DownloadStoppedError, ImportCancelledError):
            pass  # as was asked
        except Exception as error:
            if not isinstance(error, SvdError):
                _log.exception("%s", name)
            self.refused.emit(name, reason_of(error))
        self._look()
        self.ended.emit(name)

    def _look(self) -> None:
        from svd_desktop.models.catalogue import on_this_computer
        from svd_desktop.models.listing import entries

        self.listed.emit(entries(self._models))
        self.here.emit([*on_this_computer(self._models).values()])

    def _download(self, name: str, token: str, keep: bool) -> None:
        from svd_desktop.models.access import hub_token, keep_token
        from svd_desktop.models.download import Pace, download
        from svd_desktop.models.hub import Hub

        if token and keep:
            keep_token(token)

        def report(pace: Pace) -> None:
            self.moved.emit(pace.done / max(pace.total, 1), pace.per_second, pace.seconds_left)

        hub = Hub(token.strip() or hub_token())
        try:
            card = download(name, self._models, hub, report=report, stop=self._stop)
        finally:
            hub.close()
        self._tell_arrived(card)

    def _take_in(self, path: Path, frames: int | None) -> None:
        from svd_desktop.models.importing import import_model

        def report(done: int, total: int) -> None:
            self.moved.emit(done / max(total, 1), 0.0, None)

        card = import_model(path, self._models, frames=frames, report=report, stop=self._stop)
        self._tell_arrived(card)

    def _tell_arrived(self, card: Card) -> None:
        from svd_desktop.models.catalogue import find_model

        self.arrived.emit(find_model(card.name, self._models))

    def _verify(self, name: str) -> None:
        from svd_desktop.models.catalogue import find_model
        from svd_desktop.models.installed import installed
        from svd_desktop.models.verify import verify

        model = find_model(name, self._models)
        card = installed(self._models).get(name)
        for seen in verify(model.folder, card):
            if self._stop.is_set():
                return
            if seen.fault:
                raise SvdError("model", seen.fault, "Fetch or import the model again.")
            self.moved.emit(seen.done / max(seen.total, 1), 0.0, None)
        self.whole.emit(name)
