"""The window's hands in the folder of takes: every touch of them on disk happens on this thread.

A command is a call that returns at once; its answer is a signal, sent after the disk has it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from svd_desktop.app.background import Background
from svd_desktop.core.errors import SvdError, reason_of
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Extension
from svd_desktop.core.parameter_sets import in_full

if TYPE_CHECKING:  # imported by the thread itself: the first frame does not wait for them
    from sqlite3 import Connection

    from svd_desktop.library.folders import Folders

_log = logging.getLogger(__name__)


class TakeKeeper(Background):
    """Knows which takes there are, from an index and then from their folders."""

    listed = Signal(list)  # every KeptTake of the index, the newest first
    found = Signal(list)  # KeptTakes: new, changed, or back
    gone = Signal(list)  # folders
    deleted = Signal(list)  # folders
    undoable = Signal(list)  # how many takes each deletion set aside, the last one last
    wanted = Signal(object, object)  # a RenderRequest to be queued, and its Extension or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("takes", parent)
        self._stack = ExitStack()
        self._folders: Folders | None = None
        self._db: Connection | None = None
        self._aside: list[list[Path]] = []  # by deletion

    def run(self) -> None:
        with self._stack:
            super().run()

    def open(self) -> None:
        """Tells the index, then puts it right from the folders."""
        self.post(self._open)
        self.post(self._repair)

    def repair(self) -> None:
        self.post(self._repair)

    def note(self, folder: Path, clip: str) -> None:
        """A take was finished, and this was delivered from it."""
        self.post(lambda: self._note(folder, clip))

    def note_first(self, folder: Path, clip: str) -> None:
        """The same, unless an earlier one is still where it was put."""
        self.post(lambda: self._note_first(folder, clip))

    def star(self, takes: Sequence[KeptTake], starred: bool) -> None:
        self.post(lambda: self._star(takes, starred))

    def tag(self, takes: Sequence[KeptTake], tags: tuple[str, ...]) -> None:
        self.post(lambda: self._tag(takes, tags))

    def delete(self, takes: Sequence[KeptTake]) -> None:
        """Sets takes aside. They come to the system's trash when the program ends."""
        self.post(lambda: self._delete(takes))

    def undo(self) -> None:
        """Puts back what the last deletion set aside that is not undone."""
        self.post(self._undo)

    def shut(self) -> None:
        self.post(self._trash)
        super().shut()

    def want_in_full(self, take: KeptTake) -> None:
        """Asks for a draft's clip without its approximations."""
        self.post(lambda: self._want_in_full(take))

    def want_extension(self, take: KeptTake, frame: int | None) -> None:
        """Asks for a clip that goes on from a frame, None the last one."""
        self.post(lambda: self._want_extension(take, frame))

    def _library(self) -> tuple[Connection, Folders]:
        from svd_desktop.library.database import open_library
        from svd_desktop.library.folders import find_folders

        if self._folders is None:
            self._folders = find_folders()
        if self._db is None:
            self._db = self._stack.enter_context(open_library(self._folders))
        return self._db, self._folders

    def _open(self) -> None:
        from svd_desktop.library import deleting, take_index

        db, folders = self._library()
        if left := deleting.left_aside(folders):  # of a program that ended before this one
            self._aside = [left]
            self._trash()
        takes = take_index.listed(db, folders)
        for take in takes:
            _ = take.searched  # worked out here, or the first letter typed would wait for it
        self.listed.emit(takes)

    def _repair(self) -> None:
        from svd_desktop.library import take_index

        found, gone = take_index.repair(*self._library())
        if found:
            self.found.emit(found)
        if gone:
            self.gone.emit(gone)

    def _note(self, folder: Path, clip: str) -> None:
        from svd_desktop.library import take_index

        db, _ = self._library()
        self.found.emit([take_index.note(db, folder, clip)])

    def _note_first(self, folder: Path, clip: str) -> None:
        from svd_desktop.library import take_index

        db, _ = self._library()
        before = take_index.note(db, folder).clip
        if not (before and Path(before).exists()):
            self._note(folder, clip)

    def _star(self, takes: Sequence[KeptTake], starred: bool) -> None:
        from svd_desktop.library import take_index

        db, _ = self._library()
        self._change(takes, lambda take: take_index.star(db, take.folder, starred))

    def _tag(self, takes: Sequence[KeptTake], tags: tuple[str, ...]) -> None:
        from svd_desktop.library import take_index

        db, _ = self._library()
        self._change(takes, lambda take: take_index.tag(db, take.folder, tags))

    def _change(self, takes: Sequence[KeptTake], change: Callable[[KeptTake], KeptTake]) -> None:
        changed = []
        try:
            for take in takes:
                changed.append(change(take))
        finally:
            self.found.emit(changed)

    def _delete(self, takes: Sequence[KeptTake]) -> None:
        from svd_desktop.library import deleting

        _, folders = self._library()
        aside, done = [], []
        try:
            for take in takes:
                aside.append(deleting.set_aside(folders, take.folder))
                done.append(take.folder)
        finally:
            if done:
                self._aside.append(aside)
                self.deleted.emit(done)
                self._tell_undoable()

    def _undo(self) -> None:
        from svd_desktop.library import deleting, take_index

        if not self._aside:
            return
        db, folders = self._library()
        back = []
        for aside in self._aside.pop():
            try:
                back.append(take_index.note(db, deleting.put_back(folders, aside)))
            except SvdError as error:  # the others come back all the same
                self.failed.emit(error.reason)
        self.found.emit(back)
        self._tell_undoable()

    def _tell_undoable(self) -> None:
        self.undoable.emit([len(aside) for aside in self._aside])

    def _trash(self) -> None:
        from svd_desktop.library import deleting, take_index

        if not self._aside:
            return
        db, folders = self._library()
        asides, self._aside = self._aside, []
        for aside in chain.from_iterable(asides):
            try:
                take_index.forget(db, [deleting.trash(folders, aside)])
            except Exception as error:
                _log.exception("trash of %s", aside)
                self.failed.emit(reason_of(error))
                if (folder := folders.takes / aside.name).is_dir():
                    self.found.emit([take_index.note(db, folder)])

    def _want_in_full(self, take: KeptTake) -> None:
        from svd_desktop.models.catalogue import find_architecture

        _, folders = self._library()
        steps = find_architecture(take.request.model, folders.models).steps
        self.wanted.emit(in_full(take.request, steps), take.extension)

    def _want_extension(self, take: KeptTake, frame: int | None) -> None:
        from svd_desktop.media.joining import extension_request

        _, folders = self._library()
        request, number = extension_request(take.folder, frame, folders.library / "pictures")
        self.wanted.emit(request, Extension(take.folder.name, number))
