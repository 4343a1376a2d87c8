"""The models: those on this computer, those to be had, and all that can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.sentences import told, translated
from svd_desktop.app.session import MODEL_SUFFIX, Session
from svd_desktop.core.errors import Reason
from svd_desktop.models.sources import sources
from svd_desktop.ui import theme

if TYPE_CHECKING:
    from svd_desktop.models.listing import Entry

_ENTRY = Qt.ItemDataRole.UserRole
_PARTS = 1000  # of the progress bar
_TRAINED = (14, 25)  # frames of SVD and of SVD-XT


class ModelsDialog(QDialog):
    """A view of the shelf. One thing is done at a time; the window goes on beside it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._shelf = session, session.shelf
        self._busy = ""  # what is being done, by the shelf's name of it
        self._imported: Path | None = None
        self.setWindowTitle(self.tr("Models"))
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setHeaderLabels([self.tr("Model"), self.tr("State"), self.tr("Size")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.currentItemChanged.connect(self._show)
        self.get = self._button(self.tr("Download…"), self._download)
        self.check = self._button(self.tr("Verify"), self._verify)
        self.leave = self._button(self.tr("Remove…"), self._remove)
        self.file = self._button(self.tr("Import file…"), self._choose_file)
        self.folder = self._button(self.tr("Import folder…"), self._choose_folder)
        self.line = theme.Quiet()
        self.line.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.stop = self._button(self.tr("Stop"), self._stop)
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setPlaceholderText(self.tr("Your token for the hub"))
        self.token.setAccessibleName(self.tr("Your token for the hub"))
        self.keep = QCheckBox(self.tr("Keep it in the system's keyring"))
        self.again = self._button(self.tr("Try with the token"), self._try_token)
        self.frames = [
            self._button(self.tr("{0} frames").format(count), self._importer(count))
            for count in _TRAINED
        ]
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)

        self._access = _row(self.token, self.keep, self.again)
        self._question = _row(*self.frames)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.list, 1)
        layout.addWidget(_row(self.get, self.check, self.leave, None, self.file, self.folder))
        layout.addWidget(self.line)
        layout.addWidget(self._access)
        layout.addWidget(self._question)
        working = QHBoxLayout()
        working.setSpacing(theme.GAP)
        working.addWidget(self.bar, 1)
        working.addWidget(self.stop)
        layout.addLayout(working)
        layout.addWidget(buttons)
        self._access.hide()
        self._question.hide()
        self._show_busy("")
        self._shelf.listed.connect(self._fill)
        self._shelf.begun.connect(self._show_busy)
        self._shelf.moved.connect(self._show_progress)
        self._shelf.whole.connect(self._on_whole)
        self._shelf.arrived.connect(
            lambda model: self.line.setText(self.tr("{0} is ready.").format(model.title))
        )
        self._shelf.refused.connect(self._on_refused)
        self._shelf.ended.connect(lambda name: self._show_busy(""))
        self._shelf.look()

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def take_in(self, path: Path, frames: int | None = None) -> None:
        """Imports what was dropped or chosen."""
        if self._busy:
            self.line.setText(self.tr("One thing at a time: stop what is being done first."))
            return
        self._imported = path
        self._shelf.take_in(path, frames)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button

    def _fill(self, entries: list[Entry]) -> None:
        chosen = self._current()
        self.list.clear()
        for entry in entries:
            item = QTreeWidgetItem([translated(entry.title), self._state(entry), _size(entry)])
            item.setData(0, _ENTRY, entry)
            item.setToolTip(0, str(entry.folder) if entry.folder else "")
            item.setSizeHint(0, QSize(0, self.fontMetrics().lineSpacing() + 2 * theme.TIGHT))
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
            if self.list.currentItem() is None or (chosen and chosen.name == entry.name):
                self.list.setCurrentItem(item)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._show()

    def _state(self, entry: Entry) -> str:
        return {
            "embedded": self.tr("Comes with the program"),
            "installed": self.tr("On this computer"),
            "unfinished": self.tr("Half downloaded"),
            "available": self.tr("Can be downloaded"),
        }[entry.state]

    def _current(self) -> Entry | None:
        item = self.list.currentItem()
        entry: Entry | None = item.data(0, _ENTRY) if item else None
        return entry

    def _show(self) -> None:
        entry, idle = self._current(), not self._busy
        state = entry.state if entry else ""
        unfinished = state == "unfinished"
        self.get.setText(self.tr("Go on") if unfinished else self.tr("Download…"))
        self.get.setEnabled(idle and state in ("available", "unfinished"))
        self.check.setEnabled(idle and state in ("embedded", "installed"))
        self.leave.setEnabled(idle and state in ("installed", "unfinished"))
        for button in (self.file, self.folder, self.again, *self.frames):
            button.setEnabled(idle)

    def _show_busy(self, name: str) -> None:
        self._busy = name
        self.bar.setRange(0, 0 if name and not theme.is_still() else _PARTS)
        self.bar.setValue(0)
        self.bar.setVisible(bool(name))
        self.stop.setVisible(bool(name))
        if name:
            self.line.setText("")
            self._access.hide()
            self._question.hide()
        self._show()

    def _show_progress(self, part: float, per_second: float, seconds_left: float | None) -> None:
        self.bar.setRange(0, _PARTS)
        self.bar.setValue(round(part * _PARTS))
        said = [f"{part:.0%}"]
        if per_second:
            said.append(self.tr("{0} MB a second").format(f"{per_second / 1e6:.1f}"))
        if seconds_left is not None:
            said.append(self.tr("about {0} left").format(words.duration(seconds_left)))
        self.line.setText("  ·  ".join(said))

    def _on_whole(self, name: str) -> None:
        self.line.setText(self.tr("{0} is whole.").format(name))

    def _on_refused(self, name: str, reason: Reason) -> None:
        self.line.setText(told(reason))
        gated = reason.kind == "model" and "`svd-desktop models token`" in reason.remedy
        self._access.setVisible(gated)
        asked = self._imported is not None and "--frames" in reason.remedy
        self._question.setVisible(asked)
        if gated:
            self.token.setFocus()
        elif asked:
            self.frames[0].setFocus()

    def _download(self) -> None:
        entry = self._current()
        if entry is None:
            return
        if entry.state == "unfinished":
            self._shelf.download(entry.name)
            return
        licence = sources()[entry.name].licence
        asked = QMessageBox(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setTextFormat(Qt.TextFormat.RichText)
        asked.setText(
            self.tr("{0} comes under the {1}.").format(translated(entry.title), licence.name)
        )
        asked.setInformativeText(
            self.tr("Read it at {0}. About {1} are downloaded.").format(
                f'<a href="{licence.page}">{licence.page}</a>', _size(entry)
            )
        )
        accept = asked.addButton(self.tr("Accept and download"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(QMessageBox.StandardButton.Cancel)
        accept.clicked.connect(lambda: self._shelf.download(entry.name))
        asked.open()

    def _try_token(self) -> None:
        entry = self._current()
        if entry is not None and self.token.text().strip():
            self._shelf.download(entry.name, self.token.text(), self.keep.isChecked())
            self.token.clear()

    def _verify(self) -> None:
        if entry := self._current():
            self._shelf.verify(entry.name)

    def _remove(self) -> None:
        entry = self._current()
        if entry is None:
            return
        asked = QMessageBox(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setText(self.tr("Remove {0}?").format(translated(entry.title)))
        asked.setInformativeText(
            self.tr("Its files are deleted. Those of a folder of your own stay.")
        )
        remove = asked.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        asked.addButton(QMessageBox.StandardButton.Cancel)
        do = self._shelf.discard if entry.state == "unfinished" else self._shelf.remove
        remove.clicked.connect(lambda: do(entry.name))
        asked.open()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose the file of a model"), "", f"*{MODEL_SUFFIX}"
        )
        if name:
            self.take_in(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder of a model"))
        if name:
            self.take_in(Path(name))

    def _importer(self, frames: int) -> object:
        def run() -> None:
            if self._imported is not None:
                self.take_in(self._imported, frames)

        return run

    def _stop(self) -> None:
        self._shelf.stop()
        self.stop.setVisible(False)


def _row(*buttons: QWidget | None) -> QWidget:
    """None takes what room is left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP)
    for button in buttons:
        layout.addWidget(button) if button else layout.addStretch()
    return row


def _size(entry: Entry) -> str:
    about = "" if entry.state in ("embedded", "installed") else "~ "
    if entry.bytes < 5e8:
        return f"{about}{entry.bytes / 1e6:.0f} MB"
    return f"{about}{entry.bytes / 1e9:.1f} GB"
