"""Which model is chosen, and those that come and go while the window is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from svd_desktop.app.model_shelf import Doing
from svd_desktop.models.catalogue import Model, model_in

if TYPE_CHECKING:
    from svd_desktop.app.session import Session
    from svd_desktop.library.folders import Folders


class ModelChoice(QObject):
    """Keeps the choice for the next start, and the name of a download that is to go on then."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings, self._shelf = session.settings, session.shelf
        # However it was chosen: in the list, by a preset, by a clip that came back.
        self._settings.model_changed.connect(lambda: session.keep(model=self._settings.model.name))
        self._shelf.here.connect(self._settings.add_models)
        self._shelf.removed.connect(self._settings.drop_model)
        self._shelf.arrived.connect(self._on_model)
        self._shelf.begun.connect(self._on_work)
        self._shelf.ended.connect(self._on_work_ended)

    def open(self, models: Sequence[Model], folders: Folders) -> None:
        """With the models on this computer: chooses that of the last time, and goes on with a
        download."""
        wanted = self._session.preferences.model
        self._settings.add_models(models)
        if wanted in self._settings.models:
            self._settings.set_model(wanted)
        else:
            self.add_folder(wanted)
        self._shelf.open(folders.models)
        if self._session.preferences.downloading:
            self._shelf.go_on(self._session.preferences.downloading)

    def add_folder(self, folder: str) -> None:
        """Takes a model that the person has in a folder, when it is one, and chooses it."""
        self._session.ask(lambda: model_in(folder), self._on_model)

    def _on_model(self, model: Model) -> None:
        self._settings.add_models([model])
        self._settings.set_model(model.name)

    def _on_work(self, doing: Doing) -> None:
        if doing.kind == "download":
            self._session.keep(downloading=doing.name)

    def _on_work_ended(self) -> None:
        if self._session.preferences.downloading and not self._session.shutting:
            self._session.keep(downloading="")
