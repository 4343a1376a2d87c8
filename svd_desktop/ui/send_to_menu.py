"""The menu of programs that takes are sent to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from svd_desktop.app.desktop_entries import Program
from svd_desktop.app.programs import Programs
from svd_desktop.core.gallery import KeptTake


class SendToMenu(QMenu):
    """A view of Programs; `selected` gives the takes that are sent."""

    def __init__(
        self, programs: Programs, selected: Callable[[], list[KeptTake]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._programs, self._selected = programs, selected
        self.setTitle(self.tr("Send to"))
        self.aboutToShow.connect(programs.look)
        programs.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.clear()
        for program in self._programs.known:
            action = self.addAction(program.name.replace("&", "&&"))
            action.triggered.connect(partial(self._send, program))
        self.addSeparator()
        self.addAction(self.tr("Choose a program…")).triggered.connect(self._choose)

    def _send(self, program: Program) -> None:
        self._programs.send(program, self._selected())

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.parentWidget(), self.tr("Choose a program"))
        if name:
            self._send(self._programs.choose(name))
