"""A clip that was made here brings its settings, and its picture, back into the panel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from svd_desktop.app import words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.inputs_model import InputsModel
from svd_desktop.app.presets import Presets
from svd_desktop.core.errors import Reason
from svd_desktop.core.request import RenderRequest

if TYPE_CHECKING:  # imported when the window is painted
    from svd_desktop.media.remade import Remade


class Remaking(QObject):
    """Says which settings came, as the panel is long and most of it is out of sight."""

    told = Signal(str)
    problem = Signal(object)  # a Reason: what of it could not come

    def __init__(
        self,
        settings: ClipSettings,
        presets: Presets,
        inputs: InputsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._presets, self._inputs = settings, presets, inputs

    def use(self, request: RenderRequest) -> None:
        """The settings that a clip was made with; its picture is left where it is."""
        before = self._settings.with_seed()
        self._presets.take_clip(request)
        changes = words.changes(before, self._settings.with_seed(), self._settings.model)
        if changes:
            text = self.tr("The settings of {0} are back: {1}.").format(request.picture, changes)
        else:
            text = self.tr("The settings of {0} were set already.").format(request.picture)
        self.told.emit(text)

    def bring_back(self, remade: Remade) -> None:
        """What was dropped on the window: its picture becomes an input again, framed as it was."""
        request = remade.request
        self.use(request)
        said = []
        if remade.has_picture:
            self._inputs.add([Path(request.source)])
            self._inputs.set_framing(Path(request.source), request.framing)
        else:
            text = self.tr("The picture {0} is no longer in its folder: add it again.")
            said.append(text.format(request.picture))
        if request.model not in self._settings.models:
            text = self.tr("The model {0} is not on this computer: {1} is used instead.")
            said.append(text.format(Path(request.model).name, self._settings.model.title))
        if said:
            text = self.tr("The settings of {0} are in the panel.").format(remade.path.name)
            self.problem.emit(Reason("input", text, " ".join(said)))
