"""What the program wrote down about itself, and the report for whoever helps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.diagnosis import Logs, copy_report, read_logs
from svd_desktop.app.session import Session
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons


class LogWindow(QDialog):
    """The ends of the logs; read again when asked."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._folder: Path | None = None
        self.setWindowTitle(self.tr("Log"))
        self.window_log = _page(self.tr("Log of the window"))
        self.render_log = _page(self.tr("Log of the render process"))
        for page in (self.window_log, self.render_log):
            page.setPlaceholderText(self.tr("Nothing was written yet."))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.window_log, self.tr("Window"))
        tabs.addTab(self.render_log, self.tr("Render process"))
        tabs.tabBar().setAccessibleName(self.tr("Which log"))
        self.names = QCheckBox(self.tr("With names of files and folders"))
        self.copy = QPushButton(self.tr("Copy report"))
        self.copy.setToolTip(self.tr("Versions, device, plan and last error, without the log"))
        self.copy.clicked.connect(lambda: copy_report(session, self.names.isChecked()))
        self.refresh = QPushButton(self.tr("Refresh"))
        self.refresh.clicked.connect(self.read)
        self.open_folder = QPushButton(self.tr("Open folder"))
        self.open_folder.setEnabled(False)
        self.open_folder.clicked.connect(self._open_folder)
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in (self.refresh, self.open_folder):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        reporting = QHBoxLayout()
        reporting.setSpacing(theme.GAP)
        reporting.addWidget(self.copy)
        reporting.addWidget(self.names)
        reporting.addStretch()
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(tabs, 1)
        layout.addLayout(reporting)
        layout.addWidget(buttons)
        self.read()

    def sizeHint(self) -> QSize:
        return QSize(760, 520)

    def read(self) -> None:
        self._session.ask(read_logs, self._show)

    def _show(self, logs: Logs) -> None:
        self._folder = logs.folder
        self.open_folder.setEnabled(True)
        for page, text in ((self.window_log, logs.window), (self.render_log, logs.render)):
            page.setPlainText(text)
            page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    def _open_folder(self) -> None:
        if self._folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _page(name: str) -> QPlainTextEdit:
    page = QPlainTextEdit()
    page.setReadOnly(True)
    page.setTabChangesFocus(True)
    page.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    page.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    page.setAccessibleName(name)
    flags = Qt.TextInteractionFlag
    page.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return page
