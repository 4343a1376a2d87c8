"""What a person does with the engine's dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from svd_desktop.app.queue_model import JOB
from svd_desktop.app.session import Session
from svd_desktop.core.jobs import JobState
from svd_desktop.ui.engine_dialog import EngineDialog
from svd_desktop.ui.main_window import MainWindow


def dialog_of(window: MainWindow) -> EngineDialog:
    window.commands.action("help.engine").trigger()
    return window.habits.dialogs[EngineDialog]


def question_of(dialog: EngineDialog) -> QMessageBox:
    (box,) = dialog.findChildren(QMessageBox)
    return box


def button_of(box: QMessageBox, text: str) -> QAbstractButton:
    return next(button for button in box.buttons() if button.text().replace("&", "") == text)


def choose(dialog: EngineDialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.kind.activated.emit(dialog.kind.currentIndex())


def states(session: Session) -> list[JobState]:
    queue = session.queue
    return [queue.index(row, 0).data(JOB).state for row in range(queue.rowCount())]


def press_render(window: MainWindow, picture: Path, qtbot: QtBot) -> None:
    window.session_for_test.inputs.add([picture])
    qtbot.waitUntil(lambda: bool(window.inputs.sources()))
    window.panel.render_button.click()
    qtbot.waitUntil(lambda: len(states(window.session_for_test)) == 1)
