"""The window: its parts in their places, what can be dropped on it, and its keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.offers import is_offer
from svd_desktop.app.session import Session
from svd_desktop.models.resources import resource
from svd_desktop.ui import theme
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.engine_offers import EngineOffers
from svd_desktop.ui.export_strip import ExportStrip
from svd_desktop.ui.habits import Habits
from svd_desktop.ui.inputs_view import InputsView
from svd_desktop.ui.layout import layout_of, restore_layout
from svd_desktop.ui.memory_gauge import MemoryGauge
from svd_desktop.ui.parameter_panel import ParameterPanel
from svd_desktop.ui.player_commands import add_player_commands
from svd_desktop.ui.problem_bar import ProblemBar
from svd_desktop.ui.queue_drop import QueueDrop
from svd_desktop.ui.queue_view import QueueView
from svd_desktop.ui.recent_folders import RecentFolders
from svd_desktop.ui.stage import Stage
from svd_desktop.ui.takes_view import TakesView
from svd_desktop.ui.when_done import EndOfQueue

_SIZE = QSize(1240, 740)  # fits a screen of 1280x800 with the desktop's own bars

_TOLD_MILLISECONDS = 10_000  # a line with a few numbers to read


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
        self.panel = ParameterPanel(session.settings, session.presets, session.planning)
        self.queue = QueueView(session, self.commands)
        self.queue_drop = QueueDrop(self.queue, session)
        self.recent = RecentFolders(session, self)
        self.takes = TakesView(session)
        self.end_of_queue = EndOfQueue(session.when_done, self, session.ask)
        self.problems = ProblemBar()
        self._arrange()
        self._connect()
        self._add_commands()
        self.habits = Habits(self, self.commands, session, self.centre)
        if session.engine:
            EngineOffers(session.engine, self.habits, self.problems, self._tell)
            session.engine.changed.connect(self._show_render)
        self.commands.change_keys(session.preferences.shortcuts)
        self.commands.fill(self.menuBar())
        self._show_render()
        self.inputs.setFocus()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        restore_layout(self, session.preferences.layout)

    def _arrange(self) -> None:
        work = QSplitter(Qt.Orientation.Horizontal)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.stage)
        for part in (self.inputs, self.centre, self.panel):
            work.addWidget(part)
        work.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Vertical)
        work.setObjectName("work")  # kept by these names, see layout.py
        whole.setObjectName("whole")
        whole.addWidget(work)
        self.below = QTabWidget()
        self.below.setObjectName("below")
        self.below.setDocumentMode(True)
        self.below.tabBar().setAccessibleName(self.tr("Queue or takes"))
        before = QWidget()  # the tabs begin where what is under them does
        QHBoxLayout(before).setContentsMargins(theme.GAP, 0, 0, 0)
        self.below.setCornerWidget(before, Qt.Corner.TopLeftCorner)
        self.below.addTab(self.queue, self.tr("Queue"))
        self.below.addTab(self.takes, self.tr("Takes"))
        self.below.currentChanged.connect(self._on_below)
        whole.addWidget(self.below)
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
        self.gauge = MemoryGauge(self._session.memory)
        self.export_strip = ExportStrip(self._session.exports)
        self.statusBar().addPermanentWidget(self.export_strip)
        self.statusBar().addPermanentWidget(self.gauge)
        self.statusBar().setContentsMargins(theme.GAP, 0, 0, 0)
        self.setTabOrder(self.inputs, self.stage)
        self.setTabOrder(self.stage, self.panel)
        self.setTabOrder(self.panel, self.below)

    def _connect(self) -> None:
        session = self._session
        self.inputs.choose_asked.connect(self.choose)
        self.inputs.sample_asked.connect(self.add_sample)
        self.inputs.selection_changed.connect(self._show_render)
        self.inputs.selection_changed.connect(self._follow_framing)
        self.inputs.framing_asked.connect(self.edit_framing)
        self.stage.framing.left.connect(self.leave_framing)
        self.stage.framing_bar.left.connect(self.leave_framing)
        for signal in (
            session.inputs.rowsInserted,
            session.inputs.rowsRemoved,
            session.inputs.dataChanged,
        ):
            signal.connect(self._show_render)
        self.panel.render_asked.connect(self.render_inputs)
        self.panel.model_chosen.connect(session.settings.set_model)
        self.panel.advanced.toggled.connect(lambda is_open: session.keep(advanced_open=is_open))
        self.panel.advanced.set_open(session.preferences.advanced_open)
        session.settings.changed.connect(self._show_render)
        session.problem.connect(self.problems.show_reason)
        session.arrivals.fetching.connect(self._show_fetching)
        session.remaking.told.connect(self._tell)

    def _add_commands(self) -> None:
        add, standard = self.commands.add, QKeySequence.StandardKey
        add("file", "file.open", self.tr("Add pictures…"), self.choose, standard.Open)
        self.commands.add_menu("file", self.recent)
        add("file", "file.render", self.tr("Render"), self.render_inputs, "Ctrl+Return")
        self.panel.presets.add_commands(self.commands)
        add("file", "file.quit", self.tr("Quit"), self.close, standard.Quit)
        add("edit", "edit.paste", self.tr("Paste picture"), self.paste, standard.Paste)
        framing = add(
            "edit", "edit.framing", self.tr("Edit framing"), self.inputs.ask_framing, "Ctrl+E",
            inside=self.inputs,
        )  # fmt: skip
        remove = add(
            "edit", "edit.remove-pictures", self.tr("Remove pictures"), self.inputs.remove_selected,
            standard.Delete, inside=self.inputs,
        )  # fmt: skip
        self.inputs.offer_menu([framing, remove])
        self.takes.add_commands(self.commands)
        add("view", "view.find", self.tr("Find"), self.find_in_list, standard.Find)
        add("view", "view.queue", self.tr("Queue"), self.show_queue, "Ctrl+1")
        add("view", "view.takes", self.tr("Takes"), self.show_takes, "Ctrl+2")
        add_player_commands(self.commands, self._session, self.stage, self._compare)

    def _compare(self) -> None:
        """What is selected in the list that shows, the queue or the takes."""
        if self.below.currentWidget() is self.takes:
            self._session.watching.compare_takes(self.takes.selected_takes())
        else:
            self._session.watching.compare(job.id for job in self.queue.table.selected())

    def come_forward(self) -> None:
        """For a person who started the program again and sees another window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def choose(self) -> None:
        """Asks for pictures with the platform's own dialog."""
        folder = next(iter(self.recent.names), "")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose pictures"), folder)
        self._session.arrivals.add(names)

    def add_sample(self) -> None:
        self._session.inputs.add([resource("samples", "rocket.jpg")])

    def paste(self) -> None:
        self._session.arrivals.take(QGuiApplication.clipboard().mimeData())

    def edit_framing(self, path: Path) -> None:
        self._session.framing.open(path)
        self.stage.framing.setFocus()

    def leave_framing(self) -> None:
        self._session.framing.close()
        self.inputs.setFocus()

    def render_inputs(self) -> None:
        sources = self.inputs.sources()
        if sources:
            if self._session.engine and self._session.engine.lacks:
                self.habits.show_engine()  # the clips wait for it
            self._session.render(sources)
            self.habits.dismiss()
            self.stage.setFocus()  # the next Space is meant for the clip, not for Render again

    def show_queue(self) -> None:
        self.below.setCurrentWidget(self.queue)
        self.queue.table.setFocus()

    def show_takes(self) -> None:
        self.below.setCurrentWidget(self.takes)
        self.takes.list.setFocus()

    def find_in_list(self) -> None:
        """Searches the list that shows, the queue or the takes."""
        search = (
            self.takes.search if self.below.currentWidget() is self.takes else self.queue.search
        )
        search.setFocus()
        search.selectAll()

    def _on_below(self) -> None:
        if self.below.currentWidget() is self.takes:
            self._session.takes.look_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys without a modifier, wherever the focus has no use of its own for them."""
        if not self.commands.press(event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_offer(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.inputs.invite(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.inputs.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.inputs.invite(False)
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would delete the person's files
        event.accept()
        self._session.arrivals.take(event.mimeData())

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
        self._session.keep(layout=layout_of(self))
        self.closed.emit()

    def _tell(self, text: str) -> None:
        """A sentence for a while, as long as there is room for."""
        bar = self.statusBar()
        shown_there = [part.x() for part in (self.export_strip, self.gauge) if part.isVisible()]
        room = min(shown_there, default=bar.width()) - theme.WIDE
        shown = bar.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        bar.showMessage(shown, _TOLD_MILLISECONDS)

    def _show_fetching(self, address: str) -> None:
        self.statusBar().showMessage(self.tr("Fetching {0}").format(address) if address else "")

    def _follow_framing(self) -> None:
        """A picture that is selected shows its framing, unless a clip is being watched."""
        framing, picked = self._session.framing, self.inputs.picked()
        if picked is None:
            framing.close()
        elif framing.path is not None or self._session.watching.job_id is None:
            framing.open(picked)

    def _show_render(self) -> None:
        """The button says what it would render."""
        count, some = len(self.inputs.sources()), bool(self.inputs.selected_rows())
        variations = self._session.settings.variations
        if count and variations > 1:
            text = self.tr("Render {0} clips").format(count * variations)
        elif count and some and self._session.inputs.rowCount() > 1:
            text = self.tr("Render {0} selected").format(count)
        elif count > 1:
            text = self.tr("Render all {0}").format(count)
        else:
            text = self.tr("Render")
        self.panel.render_button.setText(text)
        self.panel.render_button.setEnabled(count > 0)
        tip = self.tr("Ctrl+Return")
        if self._session.engine and self._session.engine.lacks:
            tip = self.tr("Ctrl+Return. The clip waits until the engine is ready.")
        self.panel.render_button.setToolTip(tip)
