"""What this program is, and what it is made of."""

from __future__ import annotations

import html

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
from svd_desktop.app.newer import Newer, Release, releases_address
from svd_desktop.app.report import Library, libraries
from svd_desktop.app.session import Session
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons


class AboutDialog(QDialog):
    """Its version, its licence, the libraries with theirs, and whether there is a newer one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
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
        self.newest = Newer(self)
        self.newest.found.connect(self._show_release)
        self.newest.failed.connect(lambda reason: self._tell(reason.sentence))
        self.answer = theme.Quiet("")
        self.answer.setOpenExternalLinks(True)
        self.answer.hide()
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        self.look = buttons.addButton(
            self.tr("Look for a newer version"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.look.clicked.connect(self._look)
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
        layout.addWidget(self.answer)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())  # a text that wraps has Qt make it as low as it goes
        session.ask(libraries, self._show)

    def sizeHint(self) -> QSize:
        return QSize(560, 460)

    def _look(self) -> None:
        """The one time that the program asks for itself: when the person does."""
        self._tell(self.tr("Asking…"))
        self.look.setEnabled(False)
        self._session.ask(releases_address, self.newest.ask)

    def _show_release(self, release: Release) -> None:
        if release.newer:
            text = self.tr("There is version {0}: {1}")
            page = html.escape(release.page)
            self._tell(text.format(release.version, f'<a href="{page}">{page}</a>'))
        else:
            self._tell(self.tr("This is the newest version."))

    def _tell(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.show()
        self.look.setEnabled(True)

    def _show(self, found: list[Library]) -> None:
        for item in found:
            row = QTreeWidgetItem([item.name, item.version, item.licence])
            row.setToolTip(2, item.licence)
            self.libraries.addTopLevelItem(row)
        self.libraries.setCurrentIndex(self.libraries.model().index(0, 0))
