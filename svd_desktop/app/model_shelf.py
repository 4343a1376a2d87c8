"""The models on this computer and those to be had: fetched, imported, checked and removed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.core.errors import Reason, SvdError, reason_of

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from svd_desktop.models.installed import Card
    from svd_desktop.models.listing import Entry

Kind = Literal["download", "import", "verify", "search", "remove"]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Doing:
    """What is being done: `name` is the model's, or the path that is imported."""

    kind: Kind
    name: str

    @property
    def can_stop(self) -> bool:
        return self.kind in ("download", "import", "verify")


@dataclass(frozen=True)
class Refusal:
    """Why something was not done, and what is asked for to try again: the person's token, which is
    to be had on `page`, or how many frames a model makes."""

    name: str
    reason: Reason
    asks: Literal["", "token", "frames"] = ""
    page: str = ""


class ModelShelf(Background):
    """One thing at a time; what is asked for in between is left.

    A download that is paused goes on when it is begun again, one that the end of the program
    stopped by `go_on`. What a view needs that comes later is in `entries`, `doing` and `refusal`.
    """

    listed = Signal(list)  # Entries, the embedded model first
    here = Signal(list)  # Models that can be rendered with
    begun = Signal(object)  # the Doing
    moved = Signal(float, float, object)  # part done, bytes a second or 0, seconds left or None
    ended = Signal(str)  # its name, however it ended; `refused` comes before, where it went wrong
    arrived = Signal(object)  # a Model that was not there before
    removed = Signal(str)
    whole = Signal(str)  # a model in which nothing is wrong
    found = Signal(list)  # what a search Found, less what is on the list
    refused = Signal(object)  # the Refusal

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("models", parent)
        self.entries: list[Entry] = []
        self.doing: Doing | None = None
        self.refusal: Refusal | None = None  # of what was done last
        self._folder: Path | None = None
        self._stop = Event()
        self._unwanted = Event()  # what the download has fetched, too
        # Received on the window's thread, before anyone else hears of it.
        self.listed.connect(self._keep_entries)
        self.refused.connect(self._keep_refusal)
        self.ended.connect(self._on_ended)

    def open(self, folder: Path) -> None:
        """Models are in this folder. Nothing is read yet: that is for whoever wants to see them."""
        self._folder = folder

    def look(self) -> None:
        """Lists what is in the folder of models."""
        if self._folder is not None:
            self.post(self._look)

    def shut(self) -> None:
        self.stop()
        super().shut()

    def stop(self) -> None:
        """Ends what is being done; of a download what is there is kept."""
        self._stop.set()

    def cancel(self) -> None:
        """Ends what is being done, and keeps nothing of it."""
        self._unwanted.set()
        self.stop()

    def download(self, name: str, token: str = "", keep_token: bool = False) -> None:
        """Fetches a published model, or goes on. A token is the person's for the hub."""
        self._begin(Doing("download", name), lambda: self._download(name, token, keep_token))

    def go_on(self, name: str) -> None:
        """With a download that the end of the program stopped, if it still is to be done."""

        def work() -> None:
            from svd_desktop.models.installed import staging_folder

            if staging_folder(self._models, name).is_dir():
                self._download(name, "", False)

        self._begin(Doing("download", name), work)

    def discard(self, name: str) -> None:
        """Deletes what a download has left."""

        def work() -> None:
            from svd_desktop.models.download import discard

            discard(self._models, name)

        self._begin(Doing("remove", name), work)

    def take_in(self, path: Path, frames: int | None = None) -> None:
        """Imports a file or a folder."""
        self._begin(Doing("import", str(path)), lambda: self._take_in(path, frames))

    def remove(self, name: str) -> None:
        def work() -> None:
            from svd_desktop.models.installed import remove

            remove(self._models, name)
            self.removed.emit(name)

        self._begin(Doing("remove", name), work)

    def verify(self, name: str) -> None:
        self._begin(Doing("verify", name), lambda: self._verify(name))

    def search(self) -> None:
        """Looks for models where other programs keep theirs."""
        self._begin(Doing("search", ""), self._search)

    @property
    def _models(self) -> Path:
        assert self._folder is not None, "nothing can be asked before it is open"
        return self._folder

    def _begin(self, doing: Doing, work: Callable[[], None]) -> None:
        if self.doing is not None or self._folder is None:
            return
        self.doing, self.refusal = doing, None
        self._stop.clear()
        self._unwanted.clear()
        self.begun.emit(doing)
        self.post(lambda: self._do(doing.name, work))

    def _do(self, name: str, work: Callable[[], None]) -> None:
        from svd_desktop.models.hub import AccessError
        from svd_desktop.models.importing import FramesUnknownError, ImportCancelledError
        from svd_desktop.models.parts import DownloadStoppedError

        try:
            work()
        except (DownloadStoppedError, ImportCancelledError):
            pass  # as was asked
        except AccessError as error:
            self.refused.emit(Refusal(name, error.reason, "token", error.page))
        except FramesUnknownError as error:
            self.refused.emit(Refusal(name, error.reason, "frames"))
        except Exception as error:
            if not isinstance(error, SvdError):
                _log.exception("%s", name)
            self.refused.emit(Refusal(name, reason_of(error)))
        self._look()
        self.ended.emit(name)

    def _keep_entries(self, entries: list[Entry]) -> None:
        self.entries = entries

    def _keep_refusal(self, refusal: Refusal) -> None:
        self.refusal = refusal

    def _on_ended(self) -> None:
        self.doing = None

    def _look(self) -> None:
        from svd_desktop.models.catalogue import on_this_computer
        from svd_desktop.models.listing import entries

        self.listed.emit(entries(self._models))
        self.here.emit([*on_this_computer(self._models).values()])

    def _download(self, name: str, token: str, keep: bool) -> None:
        from svd_desktop.models.access import hub_token, keep_token
        from svd_desktop.models.download import discard, download
        from svd_desktop.models.hub import Hub
        from svd_desktop.models.parts import DownloadStoppedError, Pace

        if token and keep:
            keep_token(token)

        def report(pace: Pace) -> None:
            self.moved.emit(pace.done / max(pace.total, 1), pace.per_second, pace.seconds_left)

        hub = Hub(token.strip() or hub_token())
        try:
            card = download(name, self._models, hub, report=report, stop=self._stop)
        except (DownloadStoppedError, SvdError):
            if not self._unwanted.is_set():
                raise
            discard(self._models, name)
            return
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

    def _search(self) -> None:
        from svd_desktop.models.installed import folder_of, installed
        from svd_desktop.models.searching import found_models, known_places

        cards = installed(self._models).values()
        used = {folder_of(self._models, card).resolve() for card in cards}
        found = found_models(known_places())
        self.found.emit([model for model in found if model.path.resolve() not in used])
