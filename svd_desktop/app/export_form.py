"""What an export is to be, while it is chosen: which presets can, how long the clips get."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from svd_desktop.app import words
from svd_desktop.app.outputs import Outputs
from svd_desktop.app.sentences import told, translated
from svd_desktop.core.edits import Edit, check_edit, frame_order, frames_written
from svd_desktop.core.errors import SvdError
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.request import RenderRequest
from svd_desktop.media.names import check_template, file_name
from svd_desktop.media.presets import AnyPreset, SequencePreset, obstacle
from svd_desktop.media.timelines.description import timeline_rate

# Seconds a frame, on two cores: of smooth motion for one of 1024x576 that is written, of enlarging
# for one of 512x288 that is read.
_SMOOTH = 0.3 / (1024 * 576)
_UPSCALE = 2.1 / (512 * 288)
_SLOWEST, _FASTEST = 1, 240


@dataclass(frozen=True)
class Subject:
    """A clip as far as its export depends on it."""

    request: RenderRequest
    frames: int


@dataclass(frozen=True)
class Line:
    """A preset in the list. `why` is what stands against it, `folder` its own, or ""."""

    preset: AnyPreset
    can: bool
    chosen: bool
    why: str
    folder: str


def _path(typed: str) -> str:
    """A folder as it is meant: ~ is the person's own."""
    path = typed.strip()
    with contextlib.suppress(RuntimeError):  # a home of nobody's
        return str(Path(path).expanduser()) if path else ""
    return path


def subject_of(take: KeptTake) -> Subject:
    return Subject(take.request, take.before + take.request.frames)


def parse_rate(text: str) -> Fraction | None:
    """Frames a second as people write them, 23.976 meaning 24000/1001; None for what is no rate."""
    try:
        rate = timeline_rate(Fraction(text.strip().replace(",", ".")))
    except (ValueError, ZeroDivisionError):
        return None
    return rate if _SLOWEST <= rate <= _FASTEST else None


class ExportForm(QObject):
    """`delivery` is what the person wants, `chosen` what of it these clips can become.

    With `later` the clips are still to be made: then a preset that those of the panel's settings
    could not become may be chosen all the same.
    """

    changed = Signal()

    def __init__(
        self,
        delivery: Delivery,
        subjects: Sequence[Subject],
        outputs: Outputs,
        later: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.subjects, self.later = subjects, later
        # Of a thousand takes there are a few kinds; each is looked at once.
        self._kinds = Counter(map(_kind, subjects))
        self.shortest = min(subject.frames for subject in subjects)
        self._outputs = outputs
        self._no_rate = ""  # what was typed and is none
        trim = delivery.edit.trim
        if trim and trim[1] > self.shortest:  # of another take
            delivery = replace(delivery, edit=replace(delivery.edit, trim=None))
        self.delivery = delivery
        outputs.changed.connect(self.changed)

    @property
    def edit(self) -> Edit:
        return self.delivery.edit

    def set(self, **changes: Any) -> None:
        """`folder`, `rate`, `template`."""
        self.delivery = replace(self.delivery, **changes)
        if "rate" in changes:
            self._no_rate = ""
        self.changed.emit()

    def start_again(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.set(rate=delivery.rate)

    def set_edit(self, **changes: Any) -> None:
        self.set(edit=replace(self.edit, **changes))

    def set_own_rate(self, text: str) -> None:
        rate = parse_rate(text)
        if rate is not None:
            self.set(rate=rate)
        else:
            self._no_rate = text.strip() or "0"
            self.changed.emit()

    def choose(self, preset: str, chosen: bool) -> None:
        others = [name for name in self.delivery.presets if name != preset]
        self.set(presets=(*others, preset) if chosen else tuple(others))

    def set_place(self, preset: str, folder: str) -> None:
        """The folder of a preset's clips as it is typed, blank for that of the others."""
        places = {name: place for name, place in self.delivery.places.items() if name != preset}
        self.set(places={**places, preset: folder} if folder.strip() else places)

    def lines(self) -> list[Line]:
        """Every preset in the order of the list; none before it is known which work here."""
        possible = self._outputs.possible
        if possible is None:
            return []
        lines = []
        for name, preset in possible.presets.items():
            broken = translated(possible.broken.get(name, ""))
            why = broken or self._obstacle(preset)
            can = not broken if self.later else not why
            chosen = can and name in self.delivery.presets
            folder = self.delivery.places.get(name, "")
            lines.append(Line(preset, can, chosen, why, folder))
        return lines

    def chosen(self) -> Delivery:
        presets = tuple(line.preset.name for line in self.lines() if line.chosen)
        places = {name: _path(x) for name, x in self.delivery.places.items() if name in presets}
        return replace(
            self.delivery, folder=_path(self.delivery.folder), presets=presets, places=places,
            template=self.delivery.template.strip(),
        )  # fmt: skip

    @property
    def no_upscaling(self) -> str:
        """Why frames cannot be enlarged here, and what helps."""
        reason = self._outputs.possible.no_upscaling if self._outputs.possible else None
        return told(reason) if reason else ""

    def problem(self) -> str:
        """Why this cannot be exported, or what is still to be chosen."""
        if self._no_rate:
            text = self.tr("{0} is no rate. Use frames a second from {1} to {2}, such as 25.")
            return text.format(self._no_rate, _SLOWEST, _FASTEST)
        try:
            check_template(self.delivery.template)
            for one in self._kinds:
                check_edit(self.edit, one.frames, one.fps, self.delivery.rate)
        except SvdError as error:
            return told(error.reason)
        if self.edit.upscale > 1 and self.no_upscaling:
            return self.no_upscaling
        if not self.delivery.folder.strip():
            return self.tr("Choose a folder.")
        for typed in (self.delivery.folder, *self.delivery.places.values()):
            if not Path(_path(typed)).is_absolute():
                return self.tr("{0} is no whole path. Choose a folder.").format(typed)
        if self._outputs.reason:
            return told(self._outputs.reason)
        if self._outputs.possible is None:
            return self.tr("Finding out which presets work here…")
        return "" if self.chosen().presets else self.tr("Choose a preset.")

    def length(self) -> str:
        """How long the clips get: "86 frames, 3.6 s at 23.976 fps"; "" while it has no rate."""
        if self._no_rate:
            return ""
        written = [(self._written(one), self._rate(one)) for one in self._kinds]
        frames = _span(f"{count:,}" for count, _ in sorted(written))
        seconds = _span(f"{x:.1f}" for x in sorted(float(count / rate) for count, rate in written))
        rates = _span(f"{float(rate):.5g}" for rate in sorted(rate for _, rate in written))
        text = self.tr("{0} frames, {1} s at {2} fps")
        if len(self.subjects) > 1:
            text = self.tr("{0} frames each, {1} s at {2} fps")
        return text.format(frames, seconds, rates)

    def cost(self) -> str:
        """How long inventing takes, "" where nothing is invented."""
        seconds = sum(count * self._seconds(one) for one, count in self._kinds.items())
        return words.duration(seconds) if seconds else ""

    def example(self) -> str:
        """The name of the first clip's first file; "" for a template that cannot be filled."""
        presets = [line.preset for line in self.lines() if line.chosen]
        request = self.subjects[0].request
        try:
            name = presets[0].name if presets else "h264-review"
            stem = file_name(
                self.delivery.template, request, self._rate(_kind(self.subjects[0])), name, 1
            )
        except SvdError:
            return ""
        if not presets:
            return stem
        if isinstance(presets[0], SequencePreset):
            return f"{stem}/{Path(stem).name}.1001{presets[0].frame_suffix}"
        return stem + presets[0].suffix

    def _obstacle(self, preset: AnyPreset) -> str:
        factor = self.edit.upscale
        for one in self._kinds:
            if why := obstacle(preset, one.width * factor, one.height * factor, self._rate(one)):
                return translated(why)
        return ""

    def _rate(self, one: _Kind) -> Fraction:
        return self.delivery.rate or one.fps

    def _written(self, one: _Kind) -> int:
        return frames_written(self.edit, one.frames, one.fps, self._rate(one))

    def _seconds(self, one: _Kind) -> float:
        pixels = one.width * one.height
        seconds = 0.0
        if self.edit.upscale > 1:
            seconds += _UPSCALE * pixels * len(set(frame_order(self.edit, one.frames)))
            pixels *= self.edit.upscale**2
        if self.edit.retime == "smooth":
            seconds += _SMOOTH * pixels * self._written(one)
        return seconds


class _Kind(NamedTuple):
    """Takes that differ in nothing but what their names say."""

    width: int
    height: int
    fps: Fraction
    frames: int


def _kind(one: Subject) -> _Kind:
    request = one.request
    return _Kind(request.width, request.height, Fraction(request.fps), one.frames)


def _span(texts: Iterable[str]) -> str:
    """From the first to the last."""
    first, *more = texts
    return f"{first}–{more[-1]}" if more and more[-1] != first else first
