"""The queue as a table that views show, with the progress of what is being rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from svd_desktop.app import words
from svd_desktop.app.queue_tally import QueueTally
from svd_desktop.core.estimate import Shape
from svd_desktop.core.events import Progress, RenderEvent, Waiting
from svd_desktop.core.jobs import WAITING, Job, JobState, Wish

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
JOB = int(ROLE.UserRole)
FRACTION = JOB + 1  # how much of the job's current stage is done, 0 to 1, or None

_ROLES = frozenset(
    map(int, (JOB, FRACTION, ROLE.ToolTipRole, ROLE.DisplayRole, ROLE.AccessibleTextRole))
)
MIME = "application/x-svd-desktop-jobs"  # ids of waiting jobs, dragged within the queue


class Column(IntEnum):
    PICTURE = 0
    SEED = 1
    STATE = 2
    PROGRESS = 3
    TIME_LEFT = 4
    MESSAGE = 5


class Filter(StrEnum):
    ALL = "all"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


_SHOWN = {
    Filter.ALL: frozenset(JobState),
    Filter.WAITING: frozenset(WAITING),
    Filter.DONE: frozenset({JobState.DONE}),
    Filter.FAILED: frozenset({JobState.FAILED}),
}


class _Names(dict[str, str]):
    """What a search looks at: the names of pictures, casefolded once, by their paths."""

    def __missing__(self, source: str) -> str:
        self[source] = source.replace("\\", "/").rpartition("/")[2].casefold()
        return self[source]


class QueueModel(QAbstractTableModel):
    """The library's jobs in the queue's order. The library decides; this only tells.

    The rows are the jobs that pass the filter. Ten thousand of them change in a few signals, and
    what is asked of the whole queue at every step is kept counted.
    """

    dropped = Signal(list, object)  # ids dragged, and the id they were dropped before or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Job] = {}  # all, in order
        self._shown: list[str] = []
        self._rows: dict[str, int] = {}  # of those shown
        self._live: dict[str, Progress | Waiting] = {}  # the last word on each running job
        self._asked: dict[str, Wish] = {}  # of running jobs; a cancel also of those done anyway
        self._tally = QueueTally()
        self._filter = Filter.ALL
        self._name = ""
        self._names = _Names()

    def job(self, job_id: str | None) -> Job | None:
        return self._jobs.get(job_id or "")

    def live(self, job_id: str) -> Progress | Waiting | None:
        return self._live.get(job_id)

    def asked(self, job_id: str) -> Wish | None:
        """What the person asked of it and has not got yet; a cancel that came too late stays."""
        return self._asked.get(job_id)

    @property
    def is_pausing(self) -> bool:
        return "pause" in self._asked.values()

    def ask(self, job_ids: Iterable[str], wish: Wish | None) -> None:
        """Shows what was asked of jobs until they stop running; None takes it back."""
        known = [job_id for job_id in job_ids if job_id in self._jobs]
        for job_id in known:
            self._asked.pop(job_id, None)
            if wish:
                self._asked[job_id] = wish
        self._tell([self._rows[job_id] for job_id in known if job_id in self._rows])

    def row(self, job_id: str) -> int | None:
        """None while the filter hides it."""
        return self._rows.get(job_id)

    def ids(self) -> list[str]:
        """Of all jobs, in the queue's order."""
        return list(self._jobs)

    def jobs_in_rows(self, first: int, last: int) -> list[Job]:
        return [self._jobs[job_id] for job_id in self._shown[first : last + 1]]

    def count(self, *states: JobState) -> int:
        return sum(self._tally.states[state] for state in states or JobState)

    def in_state(self, *states: JobState) -> list[Job]:
        """Looks at every job: for commands, not for every step."""
        return [job for job in self._jobs.values() if job.state in states]

    def running(self) -> list[Job]:
        return self.in_state(JobState.RUNNING) if self._tally.states[JobState.RUNNING] else []

    def steps_waiting(self) -> dict[Shape, int]:
        return {shape: steps for shape, steps in self._tally.steps.items() if steps}

    @property
    def filtered(self) -> bool:
        return self._filter != Filter.ALL or bool(self._name)

    def set_filter(self, which: Filter, text: str) -> None:
        """Shows the jobs of these states whose picture's name has this text in it."""
        self._filter, self._name = which, text.strip().casefold()
        self._arrange(self._passing(self._jobs.values()))

    def open(self, jobs: Iterable[Job], tally: QueueTally) -> None:
        """Jobs as they were on disk at the start, and what was counted of them."""
        self._tally = tally
        self._jobs = {job.id: job for job in jobs}
        self._arrange(self._passing(self._jobs.values()))

    def put(self, jobs: Iterable[Job]) -> None:
        """Jobs as they are on disk: new ones are appended, known ones change."""
        new = {job.id: job for job in jobs}
        known = [self._jobs[job_id] for job_id in new.keys() & self._jobs.keys()]
        retold = self._tally.count(known, -1) | self._tally.count(new.values(), 1)
        self._jobs.update(new)
        for job_id in new.keys() & self._asked.keys():
            late = new[job_id].state == JobState.DONE and self._asked[job_id] == "cancel"
            if new[job_id].state != JobState.RUNNING and not late:
                del self._asked[job_id]
        for job_id in new.keys() & self._live.keys():
            if new[job_id].state != JobState.RUNNING:
                del self._live[job_id]
        shown = new.keys() & self._rows.keys()
        self._tell(range(len(self._shown)) if retold else [self._rows[id_] for id_ in shown])
        if shown != set(self._passing(new.values())):
            self._arrange(self._passing(self._jobs.values()))

    def put_back(self, jobs: Iterable[Job]) -> None:
        """Jobs that were removed, at their old places."""
        back = {job.id: job for job in jobs}
        retold = self._tally.count(back.values(), 1)
        self._jobs.update(back)
        self._sort()
        self._tell(range(len(self._shown)) if retold else ())

    def move(self, positions: Mapping[str, int]) -> None:
        """Jobs have these places now."""
        for job_id, position in positions.items():
            if job_id in self._jobs:
                self._jobs[job_id] = replace(self._jobs[job_id], position=position)
        self._sort()

    def remove(self, job_ids: Iterable[str]) -> list[Job]:
        """The jobs that were removed."""
        removed = [self._jobs[job_id] for job_id in job_ids if job_id in self._jobs]
        gone = {job.id for job in removed}
        retold = self._tally.count(removed, -1)
        self._arrange([job_id for job_id in self._shown if job_id not in gone])
        for job in removed:  # after the views, which may look at them until they are gone
            del self._jobs[job.id]
            self._live.pop(job.id, None)
            self._asked.pop(job.id, None)
        self._tell(range(len(self._shown)) if retold else ())
        return removed

    def _sort(self) -> None:
        ordered = sorted(self._jobs.values(), key=lambda job: job.position)
        self._jobs = {job.id: job for job in ordered}
        self._arrange(self._passing(ordered))

    def _passing(self, jobs: Iterable[Job]) -> list[str]:
        """The ids of those that the filter shows. Ten thousand are looked at for every letter that
        is typed, so without a call for each."""
        states, text, names = _SHOWN[self._filter], self._name, self._names
        found = [job for job in jobs if job.state in states]
        if not text:
            return [job.id for job in found]
        return [job.id for job in found if text in names[job.request.source]]

    def _arrange(self, wanted: list[str]) -> None:
        """Makes these the rows, with one signal for what goes, one for what comes and one for a new
        order, however many they are: each signal costs a view as much as all rows together."""
        keep = set(wanted)
        left = [job_id for job_id in self._shown if job_id in keep]
        if len(left) < len(self._shown):
            first = next(n for n, job_id in enumerate(self._shown) if job_id not in keep)
            gone = [job_id for job_id in self._shown if job_id not in keep]
            if self._shown[first : first + len(gone)] != gone:  # scattered: to the end with them
                first = len(left)
                self._permute(left + gone)
            self.beginRemoveRows(QModelIndex(), first, first + len(gone) - 1)
            self._set_rows(left)
            self.endRemoveRows()
        if len(left) < len(wanted):
            new = [job_id for job_id in wanted if job_id not in self._rows]
            self.beginInsertRows(QModelIndex(), len(left), len(wanted) - 1)
            self._set_rows(left + new)
            self.endInsertRows()
        if self._shown != wanted:
            self._permute(wanted)

    def _permute(self, wanted: list[str]) -> None:
        """Another order of the same rows; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._shown[index.row()] for index in old]
        self._set_rows(wanted)
        new = [
            self.createIndex(self._rows[job_id], index.column())
            for job_id, index in zip(ids, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _set_rows(self, shown: list[str]) -> None:
        self._shown = shown
        self._rows = {job_id: row for row, job_id in enumerate(shown)}

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Waiting jobs can be dragged while the whole queue is seen; drops fall between rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        if not self.filtered and self._jobs[self._shown[index.row()]].state in WAITING:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(MIME, "\n".join(self._shown[row] for row in rows).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        return data.hasFormat(MIME) and not self.filtered

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Asks for the move. Never true: a view would take the dragged rows away itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            ids = bytes(data.data(MIME).data()).decode().split("\n")
            before = self._shown[row] if 0 <= row < len(self._shown) else None
            self.dropped.emit(ids, before)
        return False

    def hear(self, event: RenderEvent) -> None:
        """What a running job says between the changes that are on disk."""
        if isinstance(event, (Progress, Waiting)) and event.job in self._jobs:
            self._live[event.job] = event
            row = self._rows.get(event.job)
            self._tell([] if row is None else [row])

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(ROLE.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == ROLE.DisplayRole:
            names = {
                Column.PICTURE: self.tr("Picture"),
                Column.SEED: self.tr("Seed"),
                Column.STATE: self.tr("State"),
                Column.PROGRESS: self.tr("Progress"),
                Column.TIME_LEFT: self.tr("Time left"),
                Column.MESSAGE: self.tr("Message"),
            }
            return names[Column(section)]
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = int(ROLE.DisplayRole)) -> Any:
        if role not in _ROLES:  # most of what a view asks for each cell it paints
            return None
        job = self._jobs[self._shown[index.row()]]
        if role == JOB:
            return job
        live = self._live.get(job.id)
        if role == FRACTION:
            return words.fraction(job, live)
        column = index.column()
        if role == ROLE.ToolTipRole:
            if column == Column.PICTURE:
                return job.request.source
            return self._text(job, live, column) if column == Column.MESSAGE else None
        return self._text(job, live, column)

    def _text(self, job: Job, live: Progress | Waiting | None, column: int) -> str:
        if column == Column.PICTURE:
            return Path(job.request.source).name
        if column == Column.SEED:
            return words.seed(job, self._tally.differ_in_motion(job.request.source))
        asked = self._asked.get(job.id)
        if column == Column.STATE:
            return words.state(job, live, asked)
        if column == Column.PROGRESS:
            return words.steps(job, live)
        if column == Column.TIME_LEFT:
            left = live.seconds_left if isinstance(live, Progress) and not asked else None
            return words.duration(left)
        return words.message(job, live, asked)

    def _tell(self, rows: Sequence[int]) -> None:
        """Rows changed: one signal, for all between the first and the last of them."""
        if rows:
            last = self.index(max(rows), len(Column) - 1)
            self.dataChanged.emit(self.index(min(rows), 0), last)
