"""A take's clips, delivered to a folder: each once, whole, and beside it how it was made.

Safe to run again after a kill at any moment. A clip is encoded in a hidden folder; then its sidecar
is published, which claims the name, and at once the clip. A later run knows its own sidecar by
take, preset and rate: it finds the clip beside it or puts it there.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, Take
from svd_desktop.media.encoding import REEL, encode
from svd_desktop.media.ffmpeg import Shown
from svd_desktop.media.masters import MasterFrames, reading
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.names import TEMPLATE, file_stem
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, obstacle
from svd_desktop.media.publishing import PART_SUFFIX, publish_file
from svd_desktop.media.sequences import publish_sequence
from svd_desktop.media.takes import read_take

VERSION = 1  # of the sidecar
SIDECAR_SUFFIX = ".json"


def export(
    take_folder: Path,
    delivery: Delivery,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Puts a clip and its sidecar into the delivery's folder for each of its presets.

    Gives the files, clip before sidecar; those already there from an earlier run are not made
    again. `on_progress` is told the fraction done. Raises SvdError of kind `input`, `request`,
    `disk` or `encoder`, or EncodingCancelled; of the clip in work nothing is left then.
    """
    take = read_take(take_folder)
    presets = check_presets(delivery, take.request)
    rate = _rate(delivery, take.request)
    frames: MasterFrames | None = None
    files: list[Path] = []
    with _disk_errors(Path(delivery.folder)) as folder, contextlib.ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        for index, preset in enumerate(presets):
            clip = _Clip(take, preset, rate, folder)
            clip.remove_leftovers()
            if not clip.find_published():
                if frames is None:
                    frames = stack.enter_context(_frames(take_folder, take))

                def on_frame(done: int, index: int = index) -> None:
                    if on_progress:
                        fraction = done / take.frames
                        on_progress((index + fraction) / len(presets))

                clip.make(frames, on_frame, cancelled)
            if on_progress:
                on_progress((index + 1) / len(presets))
            files += clip.published()
    return files


def check_presets(delivery: Delivery, request: RenderRequest) -> list[AnyPreset]:
    """The delivery's presets; SvdError of kind `request` when one cannot be made of that clip."""
    presets = [_preset(name) for name in delivery.presets]
    for preset in presets:
        if message := obstacle(preset, request.width, request.height, _rate(delivery, request)):
            raise SvdError("request", message, "Choose another preset.")
    return presets


def _rate(delivery: Delivery, request: RenderRequest) -> Fraction:
    return delivery.rate or Fraction(request.fps)


class _Clip:
    """One take in one preset at one rate in one folder."""

    def __init__(self, take: Take, preset: AnyPreset, rate: Fraction, folder: Path) -> None:
        self._take, self._preset, self._rate, self._folder = take, preset, rate, folder
        self._identity = {"take": take.id, "preset": preset.name, "rate": str(rate)}
        self._stem: str | None = None
        # A folder, because the ffmpeg of a killed run may outlive it for a moment: once its folder
        # is gone it cannot make its file any more.
        self._prefix = f".{take.id}.{preset.name}."
        self._hidden = folder / f"{self._prefix}{os.getpid()}{PART_SUFFIX}"

    def make(
        self,
        frames: Shown,
        on_frame: Callable[[int], None],
        cancelled: Callable[[], bool] | None,
    ) -> None:
        """Encodes and publishes clip and sidecar."""
        part = self._hidden / f"clip{PART_SUFFIX}"
        # Another export may take this name meanwhile: then only the reel's name stays behind.
        reel = self._own_stem() or self._free_stem()
        metadata = {**metadata_for(self._take.request), REEL: reel}
        claimed = None
        try:
            self._hidden.mkdir()
            encode(self._preset, frames, self._rate, part, metadata, on_frame, cancelled)
            claimed = self._claim()
            # An exporter of the same clip at the same time may have been faster by a moment.
            with contextlib.suppress(FileExistsError):
                if isinstance(self._preset, SequencePreset):
                    publish_sequence(part, self._path(self._preset.suffix))
                else:
                    publish_file(part, self._path(self._preset.suffix))
        except BaseException:
            if claimed:
                claimed.unlink(missing_ok=True)
            raise
        finally:
            shutil.rmtree(self._hidden, ignore_errors=True)

    def find_published(self) -> bool:
        """Whether the clip is there. A sidecar of ours without its clip is taken as ours."""
        self._stem = self._own_stem()
        return self._stem is not None and self._path(self._preset.suffix).exists()

    def published(self) -> list[Path]:
        return [self._path(self._preset.suffix), self._path(SIDECAR_SUFFIX)]

    def remove_leftovers(self) -> None:
        """Hidden folders of this clip are of runs that were killed: a take has one owner."""
        for path in self._folder.iterdir():
            if path.name.startswith(self._prefix) and path.name.endswith(PART_SUFFIX):
                gone = path.with_name(f"{path.name}.gone{PART_SUFFIX}")
                # Windows refuses while the killed run's ffmpeg is still on its way out.
                with contextlib.suppress(PermissionError):
                    path.rename(gone)
                    shutil.rmtree(gone)

    def _claim(self) -> Path | None:
        """Publishes the sidecar under the first free version, unless an earlier run did.

        Gives the sidecar when it is new.
        """
        while True:
            self._stem = self._own_stem()
            if self._stem is not None:
                return None
            stem = self._free_stem()
            sidecar = self._folder / (stem + SIDECAR_SUFFIX)
            part = self._hidden / f"sidecar{PART_SUFFIX}"
            part.write_bytes(self._sidecar(stem))
            try:
                publish_file(part, sidecar)
            except FileExistsError:
                continue
            self._stem = stem
            return sidecar

    def _free_stem(self) -> str:
        """The first version of which neither clip nor sidecar is there."""
        version = 1
        while True:
            stem = self._stem_of(version)
            if not any(
                (self._folder / (stem + suffix)).exists()
                for suffix in (self._preset.suffix, SIDECAR_SUFFIX)
            ):
                return stem
            version += 1

    def _own_stem(self) -> str | None:
        head, _, tail = self._stem_of(0).rpartition("000")
        pattern = re.compile(
            rf"{re.escape(head)}\d{{3,}}{re.escape(tail)}{re.escape(SIDECAR_SUFFIX)}"
        )
        for path in sorted(self._folder.iterdir()):
            if pattern.fullmatch(path.name):
                data = _json(path)
                if all(data.get(key) == value for key, value in self._identity.items()):
                    return path.name.removesuffix(SIDECAR_SUFFIX)
        return None

    def _sidecar(self, stem: str) -> bytes:
        data = {
            "version": VERSION,
            **self._identity,
            "file": stem + self._preset.suffix,
            "request": self._take.request.to_json(),
            "model_hash": self._take.model_hash,
            "versions": self._take.versions,
            "plan": self._take.plan,
            "made": self._take.made,
        }
        return (json.dumps(data, indent=2) + "\n").encode()

    def _stem_of(self, version: int) -> str:
        return file_stem(TEMPLATE, self._take.request, self._rate, self._preset.name, version)

    def _path(self, suffix: str) -> Path:
        assert self._stem is not None
        return self._folder / (self._stem + suffix)


def _preset(name: str) -> AnyPreset:
    try:
        return PRESETS[name]
    except KeyError as error:
        raise SvdError(
            "request", f"There is no preset {name!r}.", f"Use one of: {', '.join(sorted(PRESETS))}."
        ) from error


@contextmanager
def _frames(take_folder: Path, take: Take) -> Iterator[MasterFrames]:
    """The take's frames: they are encoded while the next ones are decoded."""
    with reading(take_folder / MASTER) as frames:
        # Matroska reads as well when its end is missing.
        if len(frames) != take.frames:
            raise SvdError(
                "input",
                f"{take_folder / MASTER} holds {len(frames)} frames instead of {take.frames}.",
                "Render it again: its settings are in take.json.",
            )
        yield frames


def _json(path: Path) -> dict[str, Any]:
    """A file's JSON object; an empty one for whatever else lies in the folder."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


@contextmanager
def _disk_errors(folder: Path) -> Iterator[Path]:
    try:
        yield folder
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "Free some space and try again." if full else "Choose another folder."
        why = (error.strerror or str(error)).lower()
        raise SvdError("disk", f"{folder} cannot be written: {why}.", remedy) from error
