"""The models: those on this computer, those to be had, and all that can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.finder import MODEL_SUFFIX
from svd_desktop.app.model_shelf import Doing, Refusal
from svd_desktop.app.sentences import told, translated
from svd_desktop.app.session import Session
from svd_desktop.models.listing import size_in_words
from svd_desktop.models.sources import sources
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons, Message, ask
from svd_desktop.ui.model_list import ModelList

if TYPE_CHECKING:
    from svd_desktop.models.catalogue import Model
    from svd_desktop.models.searching import Found

_PARTS = 1000  # of the progress bar
_TRAINED = (14, 25)  # frames of SVD and of SVD-XT


class ModelsDialog(QDialog):
    """A view of the shelf. One thing is done at a time; the window goes on beside it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._shelf = session, session.shelf
        self._imported: Path | None = None
        self._gated = ""  # the model that a token is asked for
        self._page = ""  # where its licence is accepted
        self._found: list[Found] = []
        self.setWindowTitle(self.tr("Models"))
        self.list = ModelList()
        self.list.currentItemChanged.connect(self._show)
        self.get = self._button(self.tr("Download…"), self._download)
        self.check = self._button(self.tr("Verify"), self._verify)
        self.leave = self._button(self.tr("Remove…"), self._remove)
        self.search = self._button(self.tr("Search this computer"), self._shelf.search)
        self.file = self._button(self.tr("Import file…"), self._choose_file)
        self.folder = self._button(self.tr("Import folder…"), self._choose_folder)
        self.line = theme.Quiet()
        self.line.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.line.setTextFormat(Qt.TextFormat.PlainText)  # it may hold the name of any file
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pace = theme.Quiet()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.pause = self._button(self.tr("Pause"), self._pause)
        self.cancel = self._button(self.tr("Cancel"), self._cancel)
        self.page = self._button(self.tr("Open the page"), self._open_page)
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setPlaceholderText(self.tr("Your token for the hub"))
        self.token.setAccessibleName(self.tr("Your token for the hub"))
        self.token.returnPressed.connect(self._try_token)
        self.keep = QCheckBox(self.tr("Keep it in the system's keyring"))
        self.again = self._button(self.tr("Try with the token"), self._try_token)
        self.frames = [
            self._button(self.tr("{0} frames").format(count), self._importer(count))
            for count in _TRAINED
        ]
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        # Return in the field for the token is for the token.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)

        self._access = _row(self.page, self.token, self.keep, self.again)
        self._question = _row(*self.frames)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.list, 1)
        layout.addWidget(_row(self.get, self.check, self.leave, None))
        layout.addWidget(_row(self.search, self.file, self.folder, None))
        layout.addWidget(self.line)
        layout.addWidget(self._access)
        layout.addWidget(self._question)
        layout.addWidget(self.pace)
        layout.addWidget(_row(self.bar, self.pause, self.cancel))
        layout.addWidget(buttons)
        self._access.hide()
        self._question.hide()
        # Methods alone: what a lambda does would be done after the dialog is gone.
        self._shelf.listed.connect(self._fill)
        self._shelf.begun.connect(self._on_begun)
        self._shelf.moved.connect(self._show_progress)
        self._shelf.whole.connect(self._on_whole)
        self._shelf.found.connect(self._on_found)
        self._shelf.arrived.connect(self._on_arrived)
        self._shelf.refused.connect(self._on_refused)
        self._shelf.ended.connect(self._show_doing)
        self._fill()
        self._show_doing()
        if self._shelf.refusal:
            self._on_refused(self._shelf.refusal)
        self._shelf.look()

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def take_in(self, path: Path, frames: int | None = None) -> None:
        """Imports what was dropped or chosen."""
        if self._shelf.doing:
            self.line.setText(self.tr("One thing at a time: stop what is being done first."))
            return
        self._imported = path
        self._shelf.take_in(path, frames)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button

    def _fill(self) -> None:
        self.list.show_models(self._shelf.entries, self._found)
        self._show()

    def _title(self, name: str) -> str:
        titles = (translated(entry.title) for entry in self._shelf.entries if entry.name == name)
        return next(titles, name)

    def _show(self) -> None:
        entry, idle = self.list.entry(), self._shelf.doing is None
        state = entry.state if entry else ""
        if self.list.found():
            self.get.setText(self.tr("Import"))
        else:
            go_on = state == "unfinished"
            self.get.setText(self.tr("Go on") if go_on else self.tr("Download…"))
        gettable = state in ("available", "unfinished") or self.list.found() is not None
        self.get.setEnabled(idle and gettable)
        self.check.setEnabled(idle and state in ("embedded", "installed"))
        self.leave.setEnabled(idle and state in ("installed", "unfinished"))
        for button in (self.search, self.file, self.folder, self.again, *self.frames):
            button.setEnabled(idle)

    def _show_doing(self) -> None:
        doing = self._shelf.doing
        self.bar.setRange(0, 0 if doing and not theme.is_still() else _PARTS)
        self.bar.setValue(0)
        self.pace.setText("")
        self.pace.setVisible(doing is not None)
        self.bar.setVisible(doing is not None)
        self.pause.setVisible(doing is not None and doing.kind == "download")
        self.cancel.setVisible(doing is not None and doing.can_stop)
        self.pause.setEnabled(True)
        self.cancel.setEnabled(True)
        self._show()

    def _on_begun(self) -> None:
        self.line.setText("")
        self._access.hide()
        self._question.hide()
        self._show_doing()

    def _show_progress(self, part: float, per_second: float, seconds_left: float | None) -> None:
        if self._shelf.doing is None:
            return
        self.bar.setRange(0, _PARTS)
        self.bar.setValue(round(part * _PARTS))
        said = [self._title(Path(self._shelf.doing.name).name), f"{part:.0%}"]
        if per_second:
            said.append(self.tr("{0} MB a second").format(f"{per_second / 1e6:.1f}"))
        if seconds_left is not None:
            said.append(self.tr("about {0} left").format(words.duration(seconds_left)))
        self.pace.setText("  ·  ".join(said))

    def _on_whole(self, name: str) -> None:
        self.line.setText(self.tr("{0} is whole.").format(self._title(name)))

    def _on_arrived(self, model: Model) -> None:
        self.token.clear()
        self._found = [found for found in self._found if found.path != self._imported]
        self.line.setText(self.tr("{0} is ready.").format(translated(model.title)))

    def _on_found(self, found: list[Found]) -> None:
        self._found = found
        if found:
            self._fill()
            self.list.choose(str(found[0].path))
        else:
            self.line.setText(
                self.tr("No other Stable Video Diffusion was found on this computer.")
            )

    def _on_refused(self, refusal: Refusal) -> None:
        reason = refusal.reason
        # What is asked for has its own way here; the remedy is the command line's.
        asked = {
            "token": self.tr("Open the page, then give your token here."),
            "frames": self.tr("Say it here."),
        }
        if refusal.asks:
            self.line.setText(f"{translated(reason.message)} {asked[refusal.asks]}")
        else:
            self.line.setText(told(reason))
        if refusal.asks == "token":
            self._gated, self._page = refusal.name, refusal.page
        # A token that could not be kept is still there to be used.
        typed = refusal.name == self._gated and bool(self.token.text())
        not_kept = reason.kind == "request" and typed
        if not_kept:
            self.keep.setChecked(False)
        if refusal.asks == "token" or not_kept:
            self._access.show()
            self.token.setFocus()
        elif refusal.asks == "frames":
            self._imported = Path(refusal.name)
            self._question.show()
            self.frames[0].setFocus()

    def _download(self) -> None:
        found, entry = self.list.found(), self.list.entry()
        if found is not None:
            self.take_in(found.path)
        if entry is None:
            return
        if entry.state == "unfinished":
            self._shelf.download(entry.name, self.token.text())
            return
        licence = sources()[entry.name].licence
        asked = Message(
            self,
            self.tr("{0} comes under the {1}.").format(translated(entry.title), licence.name),
            self.tr("Read it at {0}. About {1} are downloaded.").format(
                f'<a href="{licence.page}">{licence.page}</a>', size_in_words(entry.bytes)
            ),
        )
        asked.setTextFormat(Qt.TextFormat.RichText)
        accept = asked.addButton(self.tr("Accept and download"), QMessageBox.ButtonRole.AcceptRole)
        asked.addButton(QMessageBox.StandardButton.Cancel)
        accept.clicked.connect(lambda: self._shelf.download(entry.name))
        asked.open()

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._page))

    def _try_token(self) -> None:
        if self.token.text().strip():
            self._shelf.download(self._gated, self.token.text(), self.keep.isChecked())

    def _verify(self) -> None:
        if entry := self.list.entry():
            self._shelf.verify(entry.name)

    def _remove(self) -> None:
        entry = self.list.entry()
        if entry is None:
            return
        do = self._shelf.discard if entry.state == "unfinished" else self._shelf.remove
        ask(
            self, self.tr("Remove {0}?").format(translated(entry.title)),
            self.tr("Its files are deleted. Those of a folder of your own stay."),
            self.tr("Remove"), lambda: do(entry.name), QMessageBox.ButtonRole.DestructiveRole,
        )  # fmt: skip

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

    def _pause(self) -> None:
        self._shelf.stop()
        self._show_stopping()

    def _cancel(self) -> None:
        doing = self._shelf.doing
        if doing is None:
            return
        if doing.kind != "download":
            self._cancel_now(doing)
            return
        asked = Message(
            self,
            self.tr("Cancel the download of {0}?").format(self._title(doing.name)),
            self.tr("What has come of it is deleted. Pause keeps it, to go on later."),
        )
        cancel = asked.addButton(
            self.tr("Cancel the download"), QMessageBox.ButtonRole.DestructiveRole
        )
        go_on = asked.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(go_on)
        cancel.clicked.connect(lambda: self._cancel_now(doing))
        asked.open()

    def _cancel_now(self, doing: Doing) -> None:
        if self._shelf.doing is doing:  # it may have ended while it was asked
            self._shelf.cancel()
            self._show_stopping()

    def _show_stopping(self) -> None:
        self.pause.setEnabled(False)
        self.cancel.setEnabled(False)


def _row(*buttons: QWidget | None) -> QWidget:
    """None takes what room is left."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP)
    for button in buttons:
        layout.addWidget(button) if button else layout.addStretch()
    return row
