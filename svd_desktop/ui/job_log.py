"""What happened to one job, to be read and copied."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons


class JobLog(QDialog):
    """Opened with what the log holds at that moment."""

    def __init__(self, name: str, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Log of {0}").format(name))
        self.text = QPlainTextEdit(log or self.tr("Nothing has happened to it yet."))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Log"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(720, 360)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
