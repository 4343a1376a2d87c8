"""Keeps on disk what changes all the time: the list of inputs, and how the panel is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.inputs_model import INPUT, InputsModel
from svd_desktop.app.librarian import Librarian
from svd_desktop.app.presets import Presets

_WAIT_MS = 300  # a crop or a slider being dragged changes at every move of the pointer


class _Keeper(QObject):
    """Writes a little after the last change, and at once when the window closes.

    Nothing is written before `begin`: what is on disk has not been taken up by then.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._keep)

    def finish(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _later(self) -> None:
        self._timer.start()

    def _keep(self) -> None:
        raise NotImplementedError


class InputsKeeper(_Keeper):
    def __init__(
        self, inputs: InputsModel, librarian: Librarian, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._inputs = inputs
        self._librarian = librarian

    def begin(self) -> None:
        self._inputs.rowsInserted.connect(self._later)
        self._inputs.rowsRemoved.connect(self._later)
        self._inputs.dataChanged.connect(self._on_data)
        if self._inputs.rowCount():  # given at the start, before the list was read
            self._later()

    def _on_data(self, first: object, last: object, roles: list[int]) -> None:
        if INPUT in roles:
            self._later()

    def _keep(self) -> None:
        self._librarian.keep_inputs(self._inputs.kept())


class PanelKeeper(_Keeper):
    """`keep` writes the panel's settings; the chosen preset is one of them."""

    def __init__(
        self,
        settings: ClipSettings,
        presets: Presets,
        keep: Callable[[dict[str, Any]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._presets = settings, presets
        self._write = keep
        self._kept: dict[str, Any] = {}

    def begin(self, kept: dict[str, Any]) -> None:
        """Sets the panel as it was, and watches it from here on."""
        self._settings.restore(kept)
        self._presets.restore_chosen(kept)
        self._kept = self._now()
        self._settings.changed.connect(self._later)
        self._settings.model_changed.connect(self._later)
        self._presets.changed.connect(self._later)

    def _keep(self) -> None:
        if self._kept != (now := self._now()):
            self._kept = now
            self._write(now)

    def _now(self) -> dict[str, Any]:
        return {**self._settings.kept(), **self._presets.kept()}
