"""The engine: what is there of it, for which GPU, and all that can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import engine_words
from svd_desktop.app.engine_shelf import EngineShelf, EngineState
from svd_desktop.app.sentences import told
from svd_desktop.app.session import Session
from svd_desktop.models.listing import size_in_words
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons, ask
from svd_desktop.ui.choice_box import ChoiceBox

_PARTS = 1000  # of the progress bar


class EngineDialog(QDialog):
    """A view of the shelf. The window goes on beside it, and the work when it is closed."""

    def __init__(self, session: Session, engine: EngineShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._engine = session, engine
        self._is_chosen = False  # the kind of GPU, by the person
        self._has_looked = False  # since it is open
        self.setWindowTitle(self.tr("Engine"))
        self.state = _Fact()
        self.found = _Fact()
        self.renders_on = _Fact()
        self.kind = ChoiceBox(self.tr("Install for"))
        self.kind.activated.connect(self._choose)
        self.download = _Fact()
        self.disk = _Fact()
        self.folder = _Path()
        self.problem = theme.Caution()
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pace = theme.Quiet()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.install = self._button(self.tr("Install"), self._install)
        self.repair = self._button(self.tr("Repair"), engine.repair)
        self.remove = self._button(self.tr("Remove…"), self._remove)
        self.stop = self._button(self.tr("Stop"), self._stop)
        self.repair.setToolTip(self.tr("Checks every file, and fetches again what is damaged."))
        self.install.setDefault(True)
        self._arrange()
        # Methods alone: what a lambda does would be done after the dialog is gone.
        engine.looked.connect(self._on_looked)
        engine.changed.connect(self._show_progress)
        engine.begun.connect(self._on_begun)
        engine.moved.connect(self._show_progress)
        engine.refused.connect(self._show_problem)
        engine.ended.connect(self._on_ended)
        self._show_problem()
        self._show()
        self._show_progress()
        self.resize(self.sizeHint())  # a text that wraps has Qt make it as low as it goes
        engine.look()

    def sizeHint(self) -> QSize:
        return QSize(560, max(340, super().sizeHint().height()))

    def _arrange(self) -> None:
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(theme.WIDE)
        form.setVerticalSpacing(theme.GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("State"), self.state)
        form.addRow(self.tr("Found here"), self.found)
        form.addRow(self.tr("Renders on"), self.renders_on)
        form.addRow(self.tr("Install for"), self.kind)
        form.addRow(self.tr("Download"), self.download)
        form.addRow(self.tr("Disk"), self.disk)
        form.addRow(self.tr("Folder"), self.folder)
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(
            theme.Quiet(
                self.tr("SVD Desktop renders with PyTorch. "
                        "The build that fits this computer is fetched once.")
            )
        )  # fmt: skip
        layout.addSpacing(theme.GAP)
        layout.addLayout(form)
        layout.addSpacing(theme.GAP)
        layout.addLayout(_row(self.install, self.repair, self.remove, None))
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(self.pace)
        layout.addLayout(_row(self.bar, self.stop))
        layout.addWidget(buttons)

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button

    def _show(self) -> None:
        seen, idle = self._engine.seen, self._engine.doing is None
        known = seen is not None or not self._has_looked
        for row in (self.found, self.renders_on, self.kind, self.disk, self.folder):
            self._form.setRowVisible(row, known)
        if seen is None:
            unseen = self.tr("What is installed cannot be read.")
            self.state.setText(unseen if self._has_looked else self.tr("Looking…"))
            for button in (self.install, self.repair, self.remove):
                button.setEnabled(False)
            return
        self._list_kinds(seen)
        kind = self.kind.currentData()
        installed = seen.installed if seen.state == "ready" else None
        doing = self._engine.doing
        self.state.setText(engine_words.doing(doing) if doing else engine_words.state(seen))
        self.found.setText(engine_words.found(seen.gpu))
        self._form.setRowVisible(self.renders_on, installed is not None)
        if installed:
            self.renders_on.setText(engine_words.renders_on(seen))
        is_there = installed is not None and installed.kind == kind
        download = "" if is_there else engine_words.download(kind)
        self.download.setText(download)
        self._form.setRowVisible(self.download, bool(download))
        if installed and is_there:
            self.disk.setText(size_in_words(installed.bytes))
        else:
            self.disk.setText(engine_words.disk(kind))
        self.folder.show_path(str(seen.folder))
        if seen.state == "outdated":
            self.install.setText(self.tr("Update"))
        elif seen.state == "unfinished" and kind == seen.begun:
            self.install.setText(self.tr("Go on installing"))
        else:
            self.install.setText(self.tr("Install"))
        self.install.setEnabled(idle and not is_there)
        # What was begun may have come as far as to need no network.
        self.repair.setEnabled(idle and (installed is not None or seen.begun is not None))
        self.remove.setEnabled(idle and seen.is_something)
        self.kind.setEnabled(idle)

    def _on_looked(self) -> None:
        self._has_looked = True
        self._show()

    def _list_kinds(self, seen: EngineState) -> None:
        if not self.kind.count():
            for kind, text in engine_words.kinds(seen.gpu).items():
                self.kind.addItem(text, kind)
        if not self._is_chosen:
            there = seen.installed.kind if seen.installed else seen.begun
            self.kind.show_data(there if self.kind.findData(there) >= 0 else seen.gpu.kind)

    def _choose(self) -> None:
        self._is_chosen = True
        self._show()

    def _show_progress(self) -> None:
        doing, progress = self._engine.doing, self._engine.progress
        for widget in (self.pace, self.bar, self.stop):
            widget.setVisible(doing is not None)
        if not self._engine.can_stop:
            self.stop.setEnabled(False)
        pace = progress[1] if progress else None
        # Nothing measured: a bar that moves by itself, unless the person wants none.
        self.bar.setRange(0, _PARTS if pace or theme.is_still() else 0)
        self.bar.setValue(round(_PARTS * pace.done / max(pace.total, 1)) if pace else 0)
        if progress:
            self.pace.setText(engine_words.progress(*progress))
        elif self._session.queue.running():
            self.pace.setText(self.tr("The clip that is being rendered pauses first"))
        else:
            self.pace.setText(self.tr("Removing") if doing == "remove" else self.tr("Preparing"))

    def _show_problem(self) -> None:
        refusal = self._engine.refusal
        self.problem.setText(told(refusal) if refusal else "")
        self.problem.setVisible(refusal is not None)

    def _on_begun(self) -> None:
        self._show_problem()
        self.stop.setEnabled(True)
        self._show_progress()
        self.stop.setFocus()  # whoever began it by keyboard can end it
        self._show()

    def _on_ended(self) -> None:
        self._show()
        had_focus = self.stop.hasFocus()
        self._show_progress()
        if had_focus:
            (self.install if self.install.isEnabled() else self.repair).setFocus()

    def _install(self) -> None:
        seen, kind = self._engine.seen, self.kind.currentData()
        assert seen is not None, "there is no button before"
        known = (seen.gpu.kind, seen.begun, seen.installed.kind if seen.installed else None, "cpu")
        if kind in known:
            self._engine.install(kind)
            return
        ask(
            self, engine_words.not_found(kind), engine_words.costs(kind), self.tr("Install"),
            lambda: self._engine.install(kind),
        )  # fmt: skip

    def _stop(self) -> None:
        self._engine.stop()
        self.stop.setEnabled(False)

    def _remove(self) -> None:
        seen, role = self._engine.seen, QMessageBox.ButtonRole.DestructiveRole
        assert seen is not None, "there is no button before"
        if seen.installed is None:
            text, yes = engine_words.leftovers(seen), self.tr("Delete")
            ask(self, text, self.tr("Clips and models stay."), yes, self._engine.remove, role)
            return
        ask(
            self, self.tr("Remove the engine?"),
            self.tr("A clip that is being rendered pauses first. Nothing is rendered until the "
                    "engine is installed again. Clips and models stay."),
            self.tr("Remove"), self._engine.remove, role,
        )  # fmt: skip


class _Fact(QLabel):
    """Beside its name in the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


class _Path(QLabel):
    """Shortened in its middle where there is no room; whole as its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_path(self, path: str) -> None:
        self._whole = path
        self.setToolTip(path)
        self.setAccessibleName(path)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, self.width()))


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """None takes what room is left."""
    row = QHBoxLayout()
    row.setSpacing(theme.GAP)
    for part in parts:
        row.addWidget(part) if part else row.addStretch()
    return row
