"""What this program is, and what it is made of."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from svd_desktop import __version__
from svd_desktop.app.report import Library, libraries
from svd_desktop.app.session import Session
from svd_desktop.ui import theme


class AboutDialog(QDialog):
    """Its version, its licence, and the libraries with theirs."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About SVD Desktop"))
        title = QLabel(f"SVD Desktop {__version__}")
        title.setFont(theme.larger(title.font()))
        self.libraries = QTreeWidget()
        self.libraries.setAccessibleName(self.tr("Libraries"))
        self.libraries.setHeaderLabels([self.tr("Library"), self.tr("Version"), self.tr("Licence")])
        self.libraries.setRootIsDecorated(False)
        self.libraries.setAllColumnsShowFocus(True)
        header = self.libraries.header()
        for column in (0, 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(title)
        layout.addWidget(
            theme.Quiet(
                self.tr("Turns pictures into moving clips with Stable Video Diffusion. "
                        "Free software under the Apache License 2.0. "
                        "The models have licences of their own.")
            )
        )  # fmt: skip
        layout.addWidget(QLabel(self.tr("Powered by Stability AI")))  # as its licence asks
        layout.addWidget(self.libraries, 1)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())  # a text that wraps has Qt make it as low as it goes
        session.ask(libraries, self._show)

    def sizeHint(self) -> QSize:
        return QSize(560, 460)

    def _show(self, found: list[Library]) -> None:
        for item in found:
            row = QTreeWidgetItem([item.name, item.version, item.licence])
            row.setToolTip(2, item.licence)
            self.libraries.addTopLevelItem(row)
        self.libraries.setCurrentIndex(self.libraries.model().index(0, 0))
