"""What a person brings: dropped, pasted, chosen, or named at a start of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal

from svd_desktop.app.fetching import Fetcher
from svd_desktop.app.finder import Finder
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.offers import offers_in
from svd_desktop.app.presets import Presets
from svd_desktop.app.remaking import Remaking

# Of a window that has closed: the next one may not open before. The finder gives up at the next
# entry of a folder earlier; what takes longer is a disk that does not answer at all.
_PATIENCE_MS = 5000


class Arrivals(QObject):
    """Finds out what it is, in the same way wherever it came from: pictures are told, presets and
    clips that were made here go where they belong once the library is open."""

    found = Signal(list, bool)  # Paths of pictures; are they for the queue?
    model_offered = Signal(object)  # the Path of a model's file or folder
    fetching = Signal(str)  # the address that a picture is fetched from; "" when there is none
    problem = Signal(object)  # a Reason
    told = Signal()  # after `shut`: nothing more comes

    def __init__(
        self,
        librarian: Librarian,
        presets: Presets,
        remaking: Remaking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.finder = Finder(self)
        self._fetcher = Fetcher(librarian, self)
        self._is_open = self._is_shut = self._is_told = False
        self.patience_ms = _PATIENCE_MS
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._tell_rest)
        self.finder.finished.connect(self._tell_rest)
        self.finder.found.connect(self._on_found)
        self._early: list[Callable[[], None]] = []
        self.finder.remade.connect(partial(self._when_open, remaking.bring_back))
        self.finder.preset.connect(partial(self._when_open, presets.read_from))
        self.finder.model.connect(partial(self._when_open, self._offer_model))
        self.finder.looked_in.connect(librarian.keep_folders)
        self.finder.failed.connect(self.problem)
        self._fetcher.failed.connect(self.problem)
        self._fetcher.fetching.connect(self.fetching)
        librarian.pasted.connect(self._on_pasted)

    def open(self) -> None:
        """The library is open: its models are known, and presets can be kept."""
        self._is_open = True
        for use in self._early:
            use()
        self._early.clear()

    def add(self, paths: Iterable[Path | str]) -> None:
        """Files and folders become inputs."""
        self.finder.look_in(paths)

    def take(self, data: QMimeData, to_queue: bool = False) -> None:
        """What was dropped or pasted becomes inputs, or clips in the queue at once."""
        for offer in offers_in(data):
            if offer.files:
                self.finder.look_in(offer.files, to_queue)
            else:
                self._fetcher.fetch(offer, to_queue)

    def shut(self) -> None:
        """Gives up what is being fetched. What was brought as a file is still told, without a look
        at it where the disk does not answer."""
        if not self._is_shut:
            self._is_shut = True
            self._fetcher.shut()
            self._patience.start(self.patience_ms)

    def _on_found(self, paths: list[Path], to_queue: bool) -> None:
        if not self._is_told:
            self.found.emit(paths, to_queue)

    def _tell_rest(self) -> None:
        if self._is_told:
            return
        self._patience.stop()
        self._is_told = True
        for paths, to_queue in self.finder.left():
            if paths:
                self.found.emit(paths, to_queue)
        self.told.emit()

    def _when_open(self, use: Callable[[Any], None], what: object) -> None:
        if self._is_open:
            use(what)
        else:
            self._early.append(partial(use, what))

    def _offer_model(self, path: Path) -> None:
        if not self._is_shut:  # nobody is there to see how the import goes
            self.model_offered.emit(path)

    def _on_pasted(self, path: Path, to_queue: bool) -> None:
        self.found.emit([path], to_queue)
