"""The window: its parts in their places, what can be dropped on it, and its keys."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QVBoxLayout, QWidget

from svd_desktop.app.session import Session
from svd_desktop.models.resources import resource
from svd_desktop.ui import theme
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.inputs_view import InputsView
from svd_desktop.ui.memory_gauge import MemoryGauge
from svd_desktop.ui.parameter_panel import ParameterPanel
from svd_desktop.ui.problem_bar import ProblemBar
from svd_desktop.ui.queue_view import QueueView
from svd_desktop.ui.stage import Stage
from svd_desktop.ui.when_done import EndOfQueue

_SIZE = QSize(1240, 740)  # fits a screen of 1280x800 with the desktop's own bars


class MainWindow(QMainWindow):
    """Views of the session's models. Holds nothing that matters."""

    painted = Signal()  # for the first time: what is slow to import may come now
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_painted = False
        self.setWindowTitle("SVD Desktop")
        self.setAcceptDrops(True)
        self.commands = Commands(self)
        self.inputs = InputsView(session.inputs)
        self.stage = Stage(session)
        self.panel = ParameterPanel(session.settings)
        self.queue = QueueView(session, self.commands)
        self.end_of_queue = EndOfQueue(session.when_done, self)
        self.problems = ProblemBar()
        self._arrange()
        self._connect()
        self._add_commands()
        self.commands.fill(self.menuBar())
        self._show_render()
        self.inputs.setFocus()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))

    def _arrange(self) -> None:
        work = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.inputs, self.stage, self.panel):
            work.addWidget(part)
        work.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(work)
        whole.addWidget(self.queue)
        whole.setStretchFactor(0, 1)
        for splitter in (work, whole):
            splitter.setChildrenCollapsible(False)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problems)
        column.addWidget(whole, 1)
        self.setCentralWidget(middle)
        self.gauge = MemoryGauge(self._session)
        self.statusBar().addPermanentWidget(self.gauge)
        self.statusBar().setContentsMargins(theme.GAP, 0, 0, 0)
        self.setTabOrder(self.inputs, self.stage)
        self.setTabOrder(self.stage, self.panel)
        self.setTabOrder(self.panel, self.queue)

    def _connect(self) -> None:
        session = self._session
        self.inputs.choose_asked.connect(self.choose)
        self.inputs.sample_asked.connect(self.add_sample)
        self.inputs.selection_changed.connect(self._show_render)
        for signal in (
            session.inputs.rowsInserted,
            session.inputs.rowsRemoved,
            session.inputs.dataChanged,
        ):
            signal.connect(self._show_render)
        self.panel.render_asked.connect(self.render_inputs)
        self.panel.model_chosen.connect(session.choose_model)
        session.problem.connect(self.problems.show_reason)

    def _add_commands(self) -> None:
        add, standard = self.commands.add, QKeySequence.StandardKey
        playback = self._session.playback
        add("file", "file.open", self.tr("Add pictures…"), self.choose, standard.Open)
        add("file", "file.render", self.tr("Render"), self.render_inputs, "Ctrl+Return")
        add("file", "file.quit", self.tr("Quit"), self.close, standard.Quit)
        add("edit", "edit.paste", self.tr("Paste picture"), self.paste, standard.Paste)
        add(
            "edit", "edit.remove-pictures", self.tr("Remove pictures"), self.inputs.remove_selected,
            standard.Delete, inside=self.inputs,
        )  # fmt: skip
        add("clip", "clip.play", self.tr("Play or pause"), playback.toggle, "Space", plain=True)
        add(
            "clip", "clip.back", self.tr("Previous frame"), lambda: playback.step(-1), "Left",
            plain=True,
        )  # fmt: skip
        add(
            "clip", "clip.forward", self.tr("Next frame"), lambda: playback.step(1), "Right",
            plain=True,
        )  # fmt: skip

    def choose(self) -> None:
        """Asks for pictures with the platform's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose pictures"))
        self._session.add_inputs(names)

    def add_sample(self) -> None:
        self._session.add_inputs([resource("samples", "rocket.jpg")])

    def paste(self) -> None:
        self._take(QGuiApplication.clipboard().mimeData())

    def render_inputs(self) -> None:
        sources = self.inputs.sources()
        if sources:
            self._session.render(sources)
            self.stage.setFocus()  # the next Space is meant for the clip, not for Render again

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys without a modifier, wherever the focus has no use of its own for them."""
        if not self.commands.press(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasImage() or any(url.isLocalFile() for url in data.urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.inputs.invite(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.inputs.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.inputs.invite(False)
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would delete the person's files
        event.accept()
        self._take(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._tell_painted)  # after this frame is on the screen

    def _tell_painted(self) -> None:
        self.inputs.warm_up()
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes at once; what is being rendered is paused behind it."""
        event.accept()
        self.closed.emit()

    def _take(self, data: QMimeData) -> None:
        """Files where there are some: a browser gives a picture's data beside its address."""
        files = _files(data)
        if files:
            self._session.add_inputs(files)
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._session.paste_picture(image)

    def _show_render(self) -> None:
        """The button says what it would render."""
        count, some = len(self.inputs.sources()), bool(self.inputs.selected_rows())
        if count < 2:
            text = self.tr("Render")
        elif some:
            text = self.tr("Render {0} selected").format(count)
        else:
            text = self.tr("Render all {0}").format(count)
        self.panel.render_button.setText(text)
        self.panel.render_button.setEnabled(count > 0)
        self.panel.render_button.setToolTip(self.tr("Ctrl+Return"))


def _files(data: QMimeData) -> list[str]:
    return [name for url in data.urls() if (name := url.toLocalFile())]
