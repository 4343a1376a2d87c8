"""Other programs that takes are sent to: those found on the machine, and chosen ones."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QProcess, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from svd_desktop.app.deliveries import kept_delivery
from svd_desktop.app.desktop_entries import Program, data_folders, film_programs
from svd_desktop.app.exports import Cancelled, Look, Task, make_files
from svd_desktop.core.errors import Reason
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery

if TYPE_CHECKING:
    from svd_desktop.app.session import Session


class Programs(QObject):
    """`known` are those to choose from; `look` finds them again, and `changed` follows."""

    changed = Signal()
    problem = Signal(object)  # a Reason

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.known = [self._usual()]

    def look(self) -> None:
        chosen = self._session.preferences.programs
        language = QLocale().name().partition("_")[0]
        self._session.ask(lambda: _found(chosen, language), self._on_found)

    def choose(self, path: str) -> Program:
        """Remembers a program for the next times."""
        others = [one for one in self._session.preferences.programs if one != path]
        self._session.keep(programs=[*others, path])
        return _chosen(path)

    def send(self, program: Program, takes: Sequence[KeptTake]) -> None:
        """Opens what was delivered of takes in a program, all of it together; makes first what is
        not there, and opens nothing where that fails."""

        def use(missing: list[KeptTake]) -> None:
            clips = {take.id: Path(take.clip) for take in takes if take not in missing}
            if not missing:
                self._open(program, [*clips.values()])
                return

            def keep(take: KeptTake, files: list[Path]) -> None:
                clips[take.id] = files[0]
                self._session.takes.note(take.folder, [str(files[0])])
                if len(clips) == len(takes):
                    self._open(program, [clips[one.id] for one in takes])

            delivery, name = self._delivery(), self.tr("{0} for {1}")
            self._session.exports.add([
                Task(
                    name.format(take.name, program.name), frozenset({take.id}),
                    partial(_make_clip, take.folder, delivery), use=partial(keep, take),
                )
                for take in missing
            ])  # fmt: skip

        self._session.ask(lambda: _without_clip(takes), use)

    def _delivery(self) -> Delivery:
        """The first of what new clips become."""
        preferences, output = self._session.preferences, self._session.outputs.output
        delivery = kept_delivery(preferences.finished_clips, output)
        return replace(delivery, presets=delivery.presets[:1] or Delivery("").presets)

    def _open(self, program: Program, files: list[Path]) -> None:
        if not program.command:
            for file in files:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
            return
        for command, *arguments in program.calls(files):
            started, _ = QProcess.startDetached(command, arguments)
            if not started:
                message = self.tr("{0} cannot be started.").format(program.name)
                self.problem.emit(Reason("input", message, self.tr("Choose another program.")))
                return

    def _on_found(self, found: list[Program]) -> None:
        known = [self._usual(), *found]
        if known != self.known:
            self.known = known
            self.changed.emit()

    def _usual(self) -> Program:
        return Program(self.tr("The system's own program"))


def _found(chosen: Sequence[str], language: str) -> list[Program]:
    """Chosen ones that are there, and what a Linux desktop lists; other systems keep no list."""
    own = [_chosen(path) for path in chosen if isinstance(path, str) and Path(path).exists()]
    listed = film_programs(data_folders(), language) if sys.platform == "linux" else []
    return [*own, *(one for one in listed if one.name not in {program.name for program in own})]


def _chosen(path: str) -> Program:
    start = ("open", "-a", path) if path.endswith(".app") else (path,)
    return Program(Path(path).stem, (*start, "%F"))


def _without_clip(takes: Sequence[KeptTake]) -> list[KeptTake]:
    return [take for take in takes if not (take.clip and Path(take.clip).is_file())]


def _make_clip(folder: Path, delivery: Delivery, look: Look, cancelled: Cancelled) -> list[Path]:
    return make_files(folder, delivery, look, cancelled)[:1]
