"""The end of the queue, as a person sees it: a notification, or a countdown that can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QSystemTrayIcon,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.notification import notify
from svd_desktop.app.when_done import SECONDS, Choice, WhenDone
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons

Ask = Callable[[Callable[[], Any], Callable[[Any], None]], None]  # Session.ask


def _tr(text: str) -> str:
    return QCoreApplication.translate("EndOfQueue", text)


class Countdown(QDialog):
    """The seconds left; closing it in any way keeps the computer on."""

    def __init__(self, when_done: WhenDone, parent: QWidget) -> None:
        super().__init__(parent)
        self._when_done = when_done
        self.setWindowTitle(self.tr("The queue is done"))
        self.text = QLabel()
        self.text.setFont(theme.larger(self.text.font()))
        self.bar = QProgressBar()
        self.bar.setRange(0, SECONDS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Seconds left"))
        self.buttons = Buttons(QDialogButtonBox.StandardButton.Cancel)
        self.now = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.now.clicked.connect(when_done.act)
        self.buttons.rejected.connect(self.reject)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(self.tr("Keep it on"))
        cancel.setIcon(QIcon())
        cancel.setDefault(True)
        cancel.setFocus()  # Space and Enter of a person who was typing keep the computer on
        self.now.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(theme.WIDE)
        for widget in (self.text, self.bar, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(420)
        self.rejected.connect(when_done.cancel)

    def count(self, seconds: int) -> None:
        if not seconds:
            self.hide()
            return
        sleeps = self._when_done.choice == Choice.SLEEP
        template = (
            self.tr("The computer goes to sleep in {0} s.")
            if sleeps
            else self.tr("The computer shuts down in {0} s.")
        )
        self.text.setText(template.format(seconds))
        self.now.setText(self.tr("Sleep now") if sleeps else self.tr("Shut down now"))
        self.bar.setValue(seconds)
        if self.isHidden():
            self.show()
            self.raise_()
            self.activateWindow()


class EndOfQueue(QObject):
    """Shows it over the window. Made with the window, its parts only when they are needed."""

    def __init__(self, when_done: WhenDone, window: QWidget, ask: Ask) -> None:
        super().__init__(window)
        self._ask = ask
        self._when_done, self._window = when_done, window
        self.countdown: Countdown | None = None
        self._tray: QSystemTrayIcon | None = None
        when_done.notify.connect(self._notify)
        when_done.counting.connect(self._count)

    def _count(self, seconds: int) -> None:
        if self.countdown is None:
            self.countdown = Countdown(self._when_done, self._window)
        self.countdown.count(seconds)

    def _notify(self, done: int, failed: int) -> None:
        if self._window.isActiveWindow():
            return
        title, text = _tr("The queue is done"), ended(done, failed)
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            QApplication.alert(self._window)
            name = QApplication.desktopFileName()
            self._ask(lambda: notify(name, title, text), lambda told: None)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.setToolTip(QApplication.applicationDisplayName())
            self._tray.messageClicked.connect(self._come_back)
            self._tray.activated.connect(self._come_back)
        self._tray.show()
        self._tray.showMessage(title, text)

    def _come_back(self) -> None:
        if self._tray:
            self._tray.hide()
        self._window.raise_()
        self._window.activateWindow()


def ended(done: int, failed: int) -> str:
    """`12 clips done, 1 failed.`"""
    parts = []
    if done:
        parts.append(_tr("One clip done") if done == 1 else _tr("{0} clips done").format(done))
    if failed:
        parts.append(_tr("{0} failed").format(failed))
    return ", ".join(parts) + "."
