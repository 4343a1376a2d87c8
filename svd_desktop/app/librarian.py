"""The window's hands in the library: every touch of the queue on disk happens on this thread.

A command is a call that returns at once; its answer is a signal, sent after the disk has it.
"""

from __future__ import annotations

import importlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, QSaveFile, QUrl, Signal
from PySide6.QtGui import QImage

from svd_desktop.app import sentences
from svd_desktop.app.background import Background
from svd_desktop.app.deliveries import kept_delivery
from svd_desktop.app.offers import Offer, shown
from svd_desktop.app.queue_tally import QueueTally
from svd_desktop.app.sentences import translated
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.exporting import Export
from svd_desktop.core.jobs import Delivery, Extension, Job, JobState
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.settings import Settings

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from sqlite3 import Connection

    from svd_desktop.library.folders import Folders
    from svd_desktop.library.inputs_file import KeptInput
    from svd_desktop.models.catalogue import Model

RECENT_FOLDERS = 8
_STEM_LETTERS = 60  # of an address, in the name of the file


@dataclass(frozen=True)
class Opened:
    """What was on disk when the window started; `inputs` are pictures, each with the framing that
    is its own, if any; `exports` were not done when the program ended."""

    folders: Folders
    settings: Settings
    jobs: list[Job]
    tally: QueueTally
    inputs: list[KeptInput]
    models: list[Model]
    exports: list[Export]


class Librarian(Background):
    """Opens the library once and carries out the window's commands on it."""

    opened = Signal(object)  # Opened
    added = Signal(list)  # Jobs, on disk
    changed = Signal(list)  # Jobs, on disk
    moved = Signal(dict)  # the new position of each id that moved
    removed = Signal(list)  # ids
    restored = Signal(list)  # Jobs that were removed, on disk again
    log_read = Signal(str, str)  # a job's id and its log
    cancel_refused = Signal(object)  # a Job that some process is rendering
    pasted = Signal(object, bool)  # the Path of a picture that had no file; is it for the queue?
    not_a_picture = Signal(object, bool, object)  # an Offer, is it for the queue, the Reason
    recent_folders = Signal(list)  # names, the last one first, also of what is away for now
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("library", parent)
        self._stack = ExitStack()
        self._folders: Folders | None = None
        self._db: Connection | None = None
        self._answered.connect(self._use)

    def run(self) -> None:
        with self._stack:
            super().run()

    def open(self) -> None:
        self.post(self._open)

    def add(self, requests: Sequence[RenderRequest], extends: Extension | None = None) -> None:
        self.post(lambda: self._add(list(requests), extends))

    def repeat(self, jobs: Sequence[tuple[Job, RenderRequest]]) -> None:
        """Queues requests that were made from other jobs."""
        self.post(lambda: self._repeat(jobs))

    def cancel(self, job_ids: Sequence[str]) -> None:
        """Cancels jobs that nobody is rendering."""
        self.post(lambda: self._cancel(job_ids))

    def retry(self, job_ids: Sequence[str]) -> None:
        self.post(lambda: self._retry(job_ids))

    def remove(self, job_ids: Sequence[str]) -> None:
        self.post(lambda: self._remove(job_ids))

    def restore(self, jobs: Sequence[Job]) -> None:
        self.post(lambda: self._restore(jobs))

    def reorder(self, order: Sequence[str]) -> None:
        """Gives these waiting jobs this order."""
        self.post(lambda: self._reorder(order))

    def edit(self, requests: Mapping[str, RenderRequest]) -> None:
        """Gives waiting jobs other requests."""
        self.post(lambda: self._edit(requests))

    def read_log(self, job_id: str) -> None:
        self.post(lambda: self._read_log(job_id))

    def keep(self, changes: dict[str, Any]) -> None:
        """Writes changed settings, by their names, for the next start."""
        self.post(lambda: self._keep(changes))

    def ask(self, work: Callable[[], object], use: Callable[[Any], None]) -> None:
        """Does a short piece of reading on this thread; `use` gets its result on the asker's."""
        self.post(lambda: self._answered.emit(use, work()))

    def keep_picture(self, image: QImage, to_queue: bool = False) -> None:
        """Writes a pasted picture beside the library, so that it is there after a restart."""
        self.post(lambda: self._keep_picture(image, to_queue))

    def keep_fetched(self, data: bytes, offer: Offer, to_queue: bool) -> None:
        """Writes what the offer's first address gave, if it is a picture."""
        self.post(lambda: self._keep_fetched(data, offer, to_queue))

    def keep_inputs(self, inputs: Sequence[KeptInput]) -> None:
        """Remembers the list of pictures for the next start."""
        self.post(lambda: self._keep_inputs(list(inputs)))

    def keep_exports(self, exports: Sequence[Export]) -> None:
        """Remembers what is to be exported, in case the program ends before it is."""
        self.post(lambda: self._keep_exports(list(exports)))

    def keep_folders(self, used: Sequence[Path]) -> None:
        """Remembers where pictures came from, the last of these first."""
        self.post(lambda: self._keep_folders(list(used)))

    def _library(self) -> tuple[Connection, Folders]:
        """Opened at the first command, and again at the next one after a failure."""
        from svd_desktop.library.database import open_library
        from svd_desktop.library.folders import find_folders

        if self._folders is None:
            self._folders = find_folders()
            self._stack.enter_context(_logging_to(self._folders.logs / "window.log"))
        if self._db is None:
            self._db = self._stack.enter_context(open_library(self._folders))
        return self._db, self._folders

    def _open(self) -> None:
        from svd_desktop.library import jobs
        from svd_desktop.library.exports_file import load_exports
        from svd_desktop.library.inputs_file import load_inputs
        from svd_desktop.library.settings_file import load_settings
        from svd_desktop.models.catalogue import on_this_computer

        sentences.templates()  # here is read what the window's thread may want at any time
        # The session makes a worker when it hears of this. Here the window does not wait for all
        # that a worker imports: 0.1 s.
        importlib.import_module("svd_desktop.app.render_worker")
        db, folders = self._library()
        try:
            settings = load_settings(folders)
        except OSError as error:  # the library opens all the same
            self.failed.emit(reason_of(error))
            settings = Settings()
        listed = jobs.listed(db)
        tally = QueueTally(listed)
        inputs, models = load_inputs(folders), [*on_this_computer(folders.models).values()]
        exports = load_exports(folders)
        self.opened.emit(Opened(folders, settings, listed, tally, inputs, models, exports))
        self._tell_folders(settings.recent_folders)

    def _add(self, requests: list[RenderRequest], extends: Extension | None) -> None:
        from svd_desktop.library import jobs
        from svd_desktop.library.settings_file import load_settings

        db, folders = self._library()
        settings = load_settings(folders)
        output = settings.output_folder or str(folders.output)
        delivery = replace(kept_delivery(settings.finished_clips, output), extends=extends)
        self._check((delivery, request) for request in requests)
        self.added.emit(jobs.add(db, requests, delivery))

    def _check(self, wanted: Iterable[tuple[Delivery, RenderRequest]]) -> None:
        """Raises SvdError for a clip that could not be delivered: it is told before it is
        rendered."""
        from svd_desktop.library.export_presets import known_presets
        from svd_desktop.media.export import check_delivery

        _, folders = self._library()
        known = known_presets(folders)
        try:
            for delivery, request in wanted:
                # An extension's own first frame only repeats the last one before it.
                before = delivery.extends.frame if delivery.extends else 0
                check_delivery(delivery, request, before + request.frames, known)
        except SvdError as error:
            remedy = _tr("What new clips become is chosen in File, Finished clips.")
            reason = error.reason
            text = f"{translated(reason.remedy)} {remedy}"
            raise SvdError(reason.kind, translated(reason.message), text) from error

    def _repeat(self, repeated: Sequence[tuple[Job, RenderRequest]]) -> None:
        from svd_desktop.library import jobs

        db, _ = self._library()
        self._check((job.delivery, request) for job, request in repeated)
        self.added.emit(jobs.repeat(db, repeated))

    def _cancel(self, job_ids: Sequence[str]) -> None:
        from svd_desktop.library import jobs, takes

        db, folders = self._library()
        cancelled = jobs.cancel(db, job_ids)
        for job in cancelled:
            if job.state == JobState.CANCELLED:
                takes.forget(folders, job.id)
            elif job.state == JobState.RUNNING:
                self.cancel_refused.emit(job)
        self.changed.emit([job for job in cancelled if job.state != JobState.RUNNING])

    def _retry(self, job_ids: Sequence[str]) -> None:
        from svd_desktop.library import jobs

        db, _ = self._library()
        self.changed.emit(jobs.retry(db, job_ids))

    def _remove(self, job_ids: Sequence[str]) -> None:
        from svd_desktop.library import job_logs, jobs, takes

        db, folders = self._library()
        removed = jobs.remove(db, job_ids)
        for job_id in removed:
            takes.forget(folders, job_id)
            job_logs.forget(folders, job_id)
        self.removed.emit(removed)

    def _restore(self, removed: Sequence[Job]) -> None:
        from svd_desktop.library import jobs

        db, _ = self._library()
        self.restored.emit(jobs.restore(db, removed))

    def _reorder(self, order: Sequence[str]) -> None:
        from svd_desktop.library import jobs

        db, _ = self._library()
        self.moved.emit(jobs.reorder(db, order))

    def _edit(self, requests: Mapping[str, RenderRequest]) -> None:
        from svd_desktop.library import jobs, takes

        db, folders = self._library()

        def forget(job: Job) -> bool:
            if takes.take_folder(folders, job).exists():  # rendered, and not yet delivered
                return False
            takes.forget(folders, job.id)
            return True

        wanted = []
        for job_id, request in requests.items():
            with suppress(KeyError):  # removed meanwhile
                wanted.append((jobs.get(db, job_id).delivery, request))
        self._check(wanted)
        self.changed.emit(jobs.edit(db, requests, forget))

    def _read_log(self, job_id: str) -> None:
        from svd_desktop.library import job_logs

        _, folders = self._library()
        self.log_read.emit(job_id, job_logs.read(folders, job_id))

    def _keep(self, changes: dict[str, Any]) -> None:
        from svd_desktop.library.settings_file import load_settings, save_settings

        _, folders = self._library()
        save_settings(folders, replace(load_settings(folders), **changes))

    def _use(self, use: Callable[[Any], None], result: object) -> None:
        use(result)

    def _keep_picture(self, image: QImage, to_queue: bool) -> None:
        path = self._pasted_folder() / f"pasted-{_moment()}.png"
        _write_png(image, path)
        self.pasted.emit(path, to_queue)

    def _keep_fetched(self, data: bytes, offer: Offer, to_queue: bool) -> None:
        from svd_desktop.media.images import suffix_of
        from svd_desktop.media.names import sanitise
        from svd_desktop.media.publishing import publish_file

        address = offer.addresses[0]
        stem = sanitise(PurePosixPath(QUrl(address).path()).stem)[:_STEM_LETTERS]
        name = f"{stem}-{_moment()}"
        part = self._pasted_folder() / f".{name}.part"
        try:
            part.write_bytes(data)
            path = part.with_name(name + suffix_of(part))
            publish_file(part, path)
        except SvdError as error:
            part.unlink()
            message = error.reason.message.replace(str(part), shown(address))
            remedy = self.tr("Drop the picture itself, or save it and drop the file.")
            self.not_a_picture.emit(offer, to_queue, Reason("input", message, remedy))
        else:
            self.pasted.emit(path, to_queue)
        finally:
            part.unlink(missing_ok=True)  # when the disk is full

    def _pasted_folder(self) -> Path:
        _, folders = self._library()
        folder = folders.library / "pasted"
        folder.mkdir(exist_ok=True)
        return folder

    def _keep_inputs(self, inputs: list[KeptInput]) -> None:
        from svd_desktop.library.inputs_file import save_inputs

        _, folders = self._library()
        save_inputs(folders, inputs)

    def _keep_exports(self, exports: list[Export]) -> None:
        from svd_desktop.library.exports_file import save_exports

        _, folders = self._library()
        save_exports(folders, exports)

    def _keep_folders(self, used: list[Path]) -> None:
        from svd_desktop.library.settings_file import load_settings, save_settings

        _, folders = self._library()
        settings = load_settings(folders)
        names = [str(folder) for folder in reversed(used)]
        recent = list(dict.fromkeys([*names, *settings.recent_folders]))[:RECENT_FOLDERS]
        if recent != settings.recent_folders:
            save_settings(folders, replace(settings, recent_folders=recent))
        self._tell_folders(recent)

    def _tell_folders(self, names: list[str]) -> None:
        self.recent_folders.emit([name for name in names if isinstance(name, str)])


def _moment() -> str:
    """In a name: pictures of one drop come within a second, and may have the same name."""
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09}"


@contextmanager
def _logging_to(path: Path) -> Iterator[None]:
    """Keeps what goes wrong, with its traceback, where a person can find it."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def _write_png(image: QImage, path: Path) -> None:
    """Whole or not at all: QSaveFile renames when everything is written."""
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and image.save(file, "PNG") and file.commit()):  # type: ignore[call-overload]
        text = _tr("The pasted picture cannot be kept: {0}.")
        remedy = _tr("Free some space, or save it as a file and drop that.")
        raise SvdError("disk", text.format(file.errorString()), remedy)


def _tr(text: str) -> str:
    return QCoreApplication.translate("librarian", text)
