"""A folder, typed or chosen with the platform's own dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from svd_desktop.ui import theme


class FolderField(QWidget):
    changed = Signal(str)  # by the person

    def __init__(self, name: str, choose: str) -> None:
        super().__init__()
        self._choose_text = choose
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setAcceptDrops(False)  # a dropped picture is for the window
        self.field.textEdited.connect(self.changed)
        self.button = QPushButton(self.tr("Choose…"))
        self.button.setAccessibleName(choose)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.field)

    def show_folder(self, folder: str) -> None:
        if folder != self.field.text():
            self.field.setText(folder)

    def _choose(self) -> None:
        before = self.field.text() or self.field.placeholderText()
        if folder := QFileDialog.getExistingDirectory(self, self._choose_text, before):
            self.field.setText(folder)
            self.changed.emit(folder)
