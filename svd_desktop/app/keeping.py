"""Keeps the list of inputs on disk while it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from svd_desktop.app.inputs_model import INPUT, InputsModel
from svd_desktop.app.librarian import Librarian

_WAIT_MS = 300  # a crop being dragged changes at every move of the pointer


class InputsKeeper(QObject):
    """Writes a little after the last change, and at once when the window closes.

    Nothing is written before `begin`: the list on disk has not been read by then.
    """

    def __init__(
        self, inputs: InputsModel, librarian: Librarian, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._inputs = inputs
        self._librarian = librarian
        self._timer = QTimer(self, interval=_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._keep)

    def begin(self) -> None:
        self._inputs.rowsInserted.connect(self._later)
        self._inputs.rowsRemoved.connect(self._later)
        self._inputs.dataChanged.connect(self._on_data)
        if self._inputs.rowCount():  # given at the start, before the list was read
            self._timer.start()

    def finish(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _later(self) -> None:
        self._timer.start()

    def _on_data(self, first: object, last: object, roles: list[int]) -> None:
        if INPUT in roles:
            self._later()

    def _keep(self) -> None:
        self._librarian.keep_inputs(self._inputs.kept())
