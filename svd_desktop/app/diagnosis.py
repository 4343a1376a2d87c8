"""The logs and the report, gathered for the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from svd_desktop.app.inputs_model import INPUT
from svd_desktop.app.report import Library, libraries, log_end, report, without_private
from svd_desktop.app.session import Session
from svd_desktop.core.jobs import JobState


@dataclass(frozen=True)
class Logs:
    folder: Path
    window: str
    render: str


def read_logs() -> Logs:
    """On another thread than the window's."""
    from svd_desktop.library.folders import find_folders

    folder = find_folders().logs
    return Logs(folder, log_end(folder / "window.log"), log_end(folder / "render-process.log"))


def copy_report(session: Session, with_names: bool) -> None:
    """Puts the report on the clipboard as soon as the libraries' versions are read. What the device
    is stands in it when it is known: asking would take memory from a render on it."""
    session.ask(libraries, partial(_put, session, with_names))


def _put(session: Session, with_names: bool, found: list[Library]) -> None:
    start = session.last_start
    failed = session.queue.in_state(JobState.FAILED)
    problem = session.last_problem or (failed[-1].reason if failed else None)
    plan = start.plan if start else None
    text = report(found, session.planning.description, plan, problem, _engine(session))
    private = () if with_names else _private(session)
    QGuiApplication.clipboard().setText(without_private(text, private))


def _engine(session: Session) -> dict[str, Any] | None:
    seen = session.engine.seen if session.engine else None
    if seen is None:
        return None
    installed = asdict(seen.installed) if seen.installed else None
    return {"state": seen.state, "gpu": asdict(seen.gpu), "installed": installed}


def _private(session: Session) -> Iterator[str]:
    """Names and folders of the person's pictures and clips."""
    jobs = session.queue.in_state(*JobState)
    sources = [Path(job.request.source) for job in jobs]
    inputs = session.inputs
    sources += [inputs.index(row).data(INPUT).path for row in range(inputs.rowCount())]
    for path in sources:
        yield from (str(path), path.name, str(path.parent))
    for job in jobs:
        yield job.delivery.folder
