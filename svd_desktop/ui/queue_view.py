"""The queue: what waits, what runs, what became of it, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.queue_model import JOB, Filter
from svd_desktop.app.session import Session
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.ui import theme
from svd_desktop.ui.commands import Commands, button_of, label_of
from svd_desktop.ui.job_log import JobLog
from svd_desktop.ui.queue_actions import QueueActions
from svd_desktop.ui.queue_banner import QueueBanner
from svd_desktop.ui.queue_table import QueueTable

Index = QModelIndex | QPersistentModelIndex


class QueueView(QWidget):
    """A view of the queue; its buttons act on the selected rows."""

    def __init__(self, session: Session, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = QueueTable(session.queue)
        self.commands = QueueActions(session, commands, self, self.table)
        self.pause, self.cancel, self.retry, self.remove = map(
            button_of,
            (
                self.commands.pause_now,
                self.commands.cancel,
                self.commands.retry,
                self.commands.remove,
            ),
        )
        # A command that is there with such an engine alone, and comes later.
        self.banner = QueueBanner(
            self.commands.go_on, lambda: commands.action("help.engine").trigger()
        )
        self.summary = _Summary()
        self._arrange()
        self._connect(session)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(800, 208)

    def _arrange(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find by name"))
        self.search.setAccessibleName(self.tr("Find clips in the queue by name"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.fontMetrics().averageCharWidth() * 20)
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Which clips of the queue are shown"))
        for text, which in (
            (self.tr("All"), Filter.ALL),
            (self.tr("Waiting"), Filter.WAITING),
            (self.tr("Done"), Filter.DONE),
            (self.tr("Failed"), Filter.FAILED),
        ):
            self.filter.addItem(text, which)
        self.when_done = QComboBox()
        self.when_done.setAccessibleName(self.tr("When the queue is done"))
        self.when_done.setToolTip(self.tr("What the computer does when the queue is done"))
        for choice, action in self.commands.choices.items():
            self.when_done.addItem(label_of(action), choice)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.search)
        head.addWidget(self.filter)
        head.addWidget(self.summary, 1)
        head.addWidget(self.when_done)
        for button in (self.pause, self.cancel, self.retry, self.remove):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        self.setMinimumHeight(150)

    def _connect(self, session: Session) -> None:
        # A thousand changes are shown once, when they are all in.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        model = session.queue
        for signal in (
            model.rowsInserted,
            model.rowsRemoved,
            model.dataChanged,
            model.layoutChanged,
        ):
            signal.connect(lambda *_: self._soon.start())
        self.table.selectionModel().selectionChanged.connect(self.commands.show_state)
        session.held_changed.connect(self._show)
        if session.engine:
            session.engine.changed.connect(self._show)
            session.engine.moved.connect(self._show_banner)
        session.watching.changed.connect(self._show_watched)
        session.when_done.chosen.connect(self._show_choice)
        session.queue_commands.log_read.connect(self._show_log)
        self.table.clicked.connect(self._watch)
        self.table.activated.connect(self._watch)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.search.textChanged.connect(self._set_filter)
        self.filter.currentIndexChanged.connect(self._set_filter)
        self.when_done.activated.connect(
            lambda: session.when_done.choose(self.when_done.currentData())
        )
        self._show_choice()

    def _set_filter(self) -> None:
        self.table.clearSelection()  # no command may reach what is not seen
        self._session.queue.set_filter(self.filter.currentData(), self.search.text())
        self.table.viewport().update()

    def _watch(self, index: Index) -> None:
        job: Job = index.data(JOB)
        if len(self.table.selected()) < 2:  # else the person is choosing several
            self._session.watching.pick(job.id)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.commands.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _show(self) -> None:
        self.commands.show_state()
        busy = bool(self._session.queue.count(JobState.RUNNING))
        self.pause.setVisible(busy or not self._session.held)  # the banner has what goes on
        self.summary.say(self._session.queue_commands.summary())
        self._show_banner()

    def _show_banner(self) -> None:
        self.banner.show_state(self._session)

    def _show_watched(self) -> None:
        """The row of what the player shows is selected, unless the person selected others."""
        job_id = self._session.watching.job_id
        row = self._session.queue.row(job_id) if job_id else None
        if row is None or len(self.table.selected()) > 1:
            return
        selection = self.table.selectionModel()
        if not selection.isRowSelected(row, QModelIndex()):
            index = self._session.queue.index(row, 0)
            # The view's own way adds it to what is selected while Ctrl is still held, as in
            # Ctrl+Return.
            flags = selection.SelectionFlag
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def _show_choice(self) -> None:
        self.when_done.setCurrentIndex(self.when_done.findData(self._session.when_done.choice))

    def _show_log(self, job_id: str, log: str) -> None:
        job = self._session.queue.job(job_id)
        if job is not None:
            name = job.request.source.replace("\\", "/").rpartition("/")[2]
            dialog = JobLog(name, log, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()


class _Summary(theme.Quiet):
    """One line, shortened where there is no room; whole as its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))
