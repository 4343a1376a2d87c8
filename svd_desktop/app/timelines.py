"""Timelines of takes, made beside the window as exports are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svd_desktop.app.exports import Cancelled, Look, Task, make_files
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.gallery import KeptTake

if TYPE_CHECKING:
    from svd_desktop.core.jobs import Delivery
    from svd_desktop.media.timelines.making import Cut


@dataclass(frozen=True)
class LastCut:
    """How the last timeline was made, for the next one."""

    folder: str = ""
    suffix: str = ".otio"
    rate: str = "25"
    preset: str = "h264-edit"
    gap: int = 0
    handles: int = 0


def last_cut(kept: Mapping[str, Any]) -> LastCut:
    """What can be read of it."""
    usual = LastCut()
    values = {
        item.name: kept[item.name]
        for item in fields(LastCut)
        if type(kept.get(item.name)) is type(getattr(usual, item.name))
    }
    return LastCut(**values)


def refusal(wanted: Cut) -> Reason | None:
    """Why a timeline cannot be written there. Asks the disk."""
    from svd_desktop.media.timelines.writing import check_target

    try:
        check_target(wanted.output)
    except SvdError as error:
        return error.reason
    except OSError as error:  # a folder that may not be looked into, a name that is too long
        return reason_of(error)
    return None


def seconds_of(rate: Fraction, frames: Sequence[int], handles: int, gap: int) -> float:
    """How long a timeline is whose clips show each of so many frames once."""
    shown = sum(max(count - 2 * handles, 0) for count in frames) + gap * (len(frames) - 1)
    return float(shown / rate)


def timeline_task(wanted: Cut, takes: Sequence[KeptTake]) -> Task:
    """Makes the clips of takes, in their order, and the timeline that links them."""
    folders = [take.folder for take in takes]

    def work(look: Look, cancelled: Cancelled) -> list[Path]:
        from svd_desktop.media.takes import read_take
        from svd_desktop.media.timelines.making import make_timeline

        def make_clip(source: Path, delivery: Delivery, number: int) -> Path:
            def on_progress(done: float) -> None:
                look((number + done) / len(folders))

            return make_files(source, delivery, on_progress, cancelled)[0]

        wanted.output.parent.mkdir(parents=True, exist_ok=True)
        make_timeline(wanted, [(folder, read_take(folder)) for folder in folders], make_clip)
        return [wanted.output]

    return Task(wanted.output.name, frozenset(take.id for take in takes), work)
