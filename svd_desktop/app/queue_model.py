"""The queue as a table that views show, with the progress of what is being rendered."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from svd_desktop.app import words
from svd_desktop.core.events import Progress, RenderEvent, Waiting
from svd_desktop.core.jobs import Job, JobState

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
JOB = int(ROLE.UserRole)
FRACTION = JOB + 1  # how much of the job's current stage is done, 0 to 1, or None


class Column(IntEnum):
    PICTURE = 0
    STATE = 1
    PROGRESS = 2
    TIME_LEFT = 3
    MESSAGE = 4


class QueueModel(QAbstractTableModel):
    """The library's jobs in the queue's order. The library decides; this only tells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._rows: dict[str, int] = {}
        self._live: dict[str, Progress | Waiting] = {}  # the last word on each running job

    def job(self, job_id: str | None) -> Job | None:
        row = self._rows.get(job_id or "")
        return None if row is None else self._jobs[row]

    def live(self, job_id: str) -> Progress | Waiting | None:
        return self._live.get(job_id)

    def row(self, job_id: str) -> int:
        return self._rows[job_id]

    def in_state(self, *states: JobState) -> list[Job]:
        return [job for job in self._jobs if job.state in states]

    def put(self, jobs: Iterable[Job]) -> None:
        """Jobs as they are on disk: new ones are appended, known ones change."""
        new = []
        for job in jobs:
            if job.id not in self._rows:
                new.append(job)
                continue
            self._jobs[self._rows[job.id]] = job
            if job.state != JobState.RUNNING:
                self._live.pop(job.id, None)
            self._tell(job.id)
        if new:
            first = len(self._jobs)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._jobs.extend(new)
            self._rows.update((job.id, row) for row, job in enumerate(new, start=first))
            self.endInsertRows()

    def remove(self, job_ids: Iterable[str]) -> None:
        for job_id in job_ids:
            row = self._rows.get(job_id)
            if row is None:
                continue
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._jobs[row]
            self._rows = {job.id: place for place, job in enumerate(self._jobs)}
            self._live.pop(job_id, None)
            self.endRemoveRows()

    def hear(self, event: RenderEvent) -> None:
        """What a running job says between the changes that are on disk."""
        if isinstance(event, (Progress, Waiting)) and event.job in self._rows:
            self._live[event.job] = event
            self._tell(event.job)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._jobs)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(ROLE.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == ROLE.DisplayRole:
            names = {
                Column.PICTURE: self.tr("Picture"),
                Column.STATE: self.tr("State"),
                Column.PROGRESS: self.tr("Progress"),
                Column.TIME_LEFT: self.tr("Time left"),
                Column.MESSAGE: self.tr("Message"),
            }
            return names[Column(section)]
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = int(ROLE.DisplayRole)) -> Any:
        job = self._jobs[index.row()]
        if role == JOB:
            return job
        live = self._live.get(job.id)
        if role == FRACTION:
            return words.fraction(job, live)
        column = Column(index.column())
        if role == ROLE.ToolTipRole:
            if column == Column.PICTURE:
                return job.request.source
            return words.message(job, live) if column == Column.MESSAGE else None
        if role in (ROLE.DisplayRole, ROLE.AccessibleTextRole):
            return self._text(job, live, column)
        return None

    def _text(self, job: Job, live: Progress | Waiting | None, column: Column) -> str:
        if column == Column.PICTURE:
            return Path(job.request.source).name
        if column == Column.STATE:
            return words.state(job, live)
        if column == Column.PROGRESS:
            return words.steps(job, live)
        if column == Column.TIME_LEFT:
            left = live.seconds_left if isinstance(live, Progress) else None
            return words.duration(left)
        return words.message(job, live)

    def _tell(self, job_id: str) -> None:
        row = self._rows[job_id]
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
