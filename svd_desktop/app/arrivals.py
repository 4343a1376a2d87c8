"""What a person brings: dropped, pasted, chosen, or named at a start of the program."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from svd_desktop.app.fetching import Fetcher
from svd_desktop.app.finder import Finder
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.offers import offers_in
from svd_desktop.app.presets import Presets
from svd_desktop.app.remaking import Remaking

MODEL_SUFFIX = ".safetensors"


class Arrivals(QObject):
    """Finds out what it is: pictures are told, presets and clips that were made here go where they
    belong."""

    found = Signal(list, bool)  # Paths of pictures; are they for the queue?
    model_offered = Signal(str)  # the file of a model was dropped
    fetching = Signal(str)  # the address that a picture is fetched from; "" when there is none
    problem = Signal(object)  # a Reason

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
        self.finder.found.connect(self.found)
        self.finder.remade.connect(remaking.bring_back)
        self.finder.preset.connect(presets.read_from)
        self.finder.looked_in.connect(librarian.keep_folders)
        self.finder.failed.connect(self.problem)
        self._fetcher.failed.connect(self.problem)
        self._fetcher.fetching.connect(self.fetching)
        librarian.pasted.connect(self._on_pasted)

    def add(self, paths: Iterable[Path | str]) -> None:
        """Files and folders become inputs."""
        self.finder.look_in(paths)

    def take(self, data: QMimeData, to_queue: bool = False) -> None:
        """What was dropped or pasted becomes inputs, or clips in the queue at once."""
        for offer in offers_in(data):
            models = [name for name in offer.files if name.lower().endswith(MODEL_SUFFIX)]
            if models:
                self.model_offered.emit(models[0])
            elif offer.files:
                self.finder.look_in(offer.files, to_queue)
            else:
                self._fetcher.fetch(offer, to_queue)

    def shut(self) -> None:
        """Gives up what is being fetched."""
        self._fetcher.shut()

    def _on_pasted(self, path: Path, to_queue: bool) -> None:
        self.found.emit([path], to_queue)
