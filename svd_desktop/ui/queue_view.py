"""The queue: what waits, what runs, what became of it, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.queue_model import FRACTION, JOB, Column
from svd_desktop.app.session import Session
from svd_desktop.core.jobs import Job, JobState
from svd_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
_BAR_HEIGHT = 6


class QueueView(QWidget):
    """A view of the queue; its buttons act on the selected rows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = _table(session)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(lambda: session.cancel(self._ids(self._cancellable)))
        self.retry = QPushButton(self.tr("Retry"))
        self.retry.clicked.connect(lambda: session.retry(self._ids(self._retriable)))
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.clicked.connect(self.remove_selected)
        self.banner = _Banner()
        self.banner.start.clicked.connect(session.begin)
        self._summary = theme.Quiet()
        self._summary.setWordWrap(False)

        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(theme.Heading(self.tr("Queue")))
        head.addWidget(self._summary)
        head.addStretch()
        for button in (self.cancel, self.retry, self.remove):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        self.setMinimumHeight(150)
        model = session.queue
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(self._show)
        session.held_changed.connect(self._show)
        session.watched_changed.connect(self._show_watched)
        selection = self.table.selectionModel()
        selection.selectionChanged.connect(self._show)
        self.table.clicked.connect(self._watch)
        self.table.activated.connect(self._watch)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(800, 208)

    def remove_selected(self) -> None:
        self._session.remove_jobs(self._ids(self._removable))

    def _selected(self) -> list[Job]:
        return [index.data(JOB) for index in self.table.selectionModel().selectedRows()]

    def _ids(self, wanted: Callable[[Job], bool]) -> list[str]:
        return [job.id for job in self._selected() if wanted(job)]

    def _cancellable(self, job: Job) -> bool:
        return not job.state.finished

    def _retriable(self, job: Job) -> bool:
        return job.state in (JobState.FAILED, JobState.CANCELLED)

    def _removable(self, job: Job) -> bool:
        return job.state != JobState.RUNNING

    def _watch(self, index: Index) -> None:
        self._session.watch(index.data(JOB).id)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for button in (self.cancel, self.retry, self.remove):
            action = menu.addAction(button.text(), button.click)
            action.setEnabled(button.isEnabled())
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _show(self) -> None:
        selected = self._selected()
        self.cancel.setEnabled(any(map(self._cancellable, selected)))
        self.retry.setEnabled(any(map(self._retriable, selected)))
        self.remove.setEnabled(any(map(self._removable, selected)))
        waiting = len(self._session.queue.in_state(JobState.QUEUED, JobState.PAUSED))
        self._summary.setText(self.tr("{0} waiting").format(waiting) if waiting else "")
        self.banner.show_waiting(self._session.waiting() if self._session.held else [])

    def _show_watched(self) -> None:
        """The row of what the player shows is selected, unless the person selected others."""
        job_id = self._session.watched
        known = self._session.queue.job(job_id) is not None  # a take's job may be gone
        if job_id and known and len(self._selected()) < 2:
            index = self._session.queue.index(self._session.queue.row(job_id), 0)
            if not self.table.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.table.setCurrentIndex(index)
                self.table.scrollTo(index)


class _Banner(QFrame):
    """After a restart: what waits, what was interrupted, and the click it waits for."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.start = QPushButton(self.tr("Start queue"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.start)

    def show_waiting(self, jobs: list[Job]) -> None:
        self.setVisible(bool(jobs))
        if not jobs:
            return
        count = len(jobs)
        text = (
            self.tr("One clip waits from last time.")
            if count == 1
            else self.tr("{0} clips wait from last time.").format(count)
        )
        begun = [job for job in jobs if job.step]
        if begun:
            job = begun[0]
            text += " " + self.tr("{0} was interrupted and goes on after step {1} of {2}.").format(
                job.request.source.replace("\\", "/").rpartition("/")[2],
                job.step,
                job.request.steps,
            )
        self.text.setText(text)


def _table(session: Session) -> QTreeView:
    """A tree view without branches: rows without a grid, selected whole."""
    table = QTreeView()
    table.setModel(session.queue)
    table.setAccessibleName(QCoreApplication.translate("QueueView", "Queue"))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.setItemDelegate(_Delegate(table))
    header = table.header()
    header.setStretchLastSection(True)
    header.setSectionsMovable(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    letter = table.fontMetrics().averageCharWidth()
    for column, letters in (
        (Column.PICTURE, 30),
        (Column.STATE, 22),
        (Column.PROGRESS, 22),
        (Column.TIME_LEFT, 14),
    ):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, letter * letters)
    return table


class _Delegate(QStyledItemDelegate):
    """Rows with room to breathe, progress as a bar, failures in the colour of errors."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), option.fontMetrics.height() + 2 * theme.TIGHT + 2)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        job: Job = index.data(JOB)
        if job.state == JobState.FAILED and index.column() in (Column.STATE, Column.MESSAGE):
            color: QColor = theme.error_color(option.palette)
            option.palette.setColor(QPalette.ColorRole.Text, color)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        fraction = index.data(FRACTION) if index.column() == Column.PROGRESS else None
        if fraction is None:
            super().paint(painter, option, index)
            return
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        words, plain.text = plain.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        ink = option.palette.color(role)
        inner = option.rect.adjusted(theme.TIGHT, 0, -theme.GAP, 0)
        bar = QRect(0, 0, inner.width() // 2, _BAR_HEIGHT)
        bar.moveCenter(inner.center())
        bar.moveLeft(inner.left())
        _paint_bar(painter, bar, fraction, ink if selected else option.palette.highlight().color())
        painter.setPen(ink)
        painter.drawText(
            inner.adjusted(bar.width() + theme.GAP, 0, 0, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            words,
        )


def _paint_bar(painter: QPainter, place: QRect, fraction: float, color: QColor) -> None:
    """Thin and flat: the style's own bar runs under its text and clashes with a selected row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(color)
    ground.setAlphaF(0.25)
    radius = place.height() / 2
    painter.setBrush(ground)
    painter.drawRoundedRect(place, radius, radius)
    if fraction > 0:
        done = QRect(place)
        done.setWidth(max(place.height(), round(place.width() * fraction)))
        painter.setBrush(color)
        painter.drawRoundedRect(done, radius, radius)
    painter.restore()
