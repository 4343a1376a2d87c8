"""A take's clips, delivered to a folder: each once, whole, and beside it how it was made.

Safe to run again after a kill at any moment. A clip is encoded in a hidden folder; then its sidecar
is published, which claims the name, and at once the clip. A later run knows its own sidecar by
take, preset and rate, of a person's own preset also by what it is made from: it finds the clip
beside it or puts it there.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from psutil import pid_exists

from svd_desktop.core.edits import Edit, check_edit
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, Take
from svd_desktop.media.cutting import cut
from svd_desktop.media.encoding import REEL, EncodingCancelled, encode
from svd_desktop.media.ffmpeg import Shown
from svd_desktop.media.masters import MasterFrames, reading
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.names import check_template, file_name, name_pattern
from svd_desktop.media.owning import owned
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, find_preset, obstacle
from svd_desktop.media.publishing import PART_SUFFIX, publish_file
from svd_desktop.media.sequences import publish_sequence
from svd_desktop.media.takes import read_take
from svd_desktop.media.upscaling import check_upscaling

VERSION = 1  # of the sidecar
_INVENTING = 0.8  # of the time of a clip whose frames are invented first, roughly
SIDECAR_SUFFIX = ".json"


def export(
    take_folder: Path,
    delivery: Delivery,
    on_progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    known: Mapping[str, AnyPreset] = PRESETS,
) -> list[Path]:
    """Puts a clip and its sidecar into the delivery's folder for each of its presets, which are
    among those `known`.

    Gives the files, clip before sidecar; those already there from an earlier run are not made
    again. `on_progress` is told the fraction done. Waits while another thread makes files of the
    take. Raises SvdError of kind `input`, `request`, `disk` or `encoder`, or EncodingCancelled; of
    the clip in work nothing is left then.
    """
    take = read_take(take_folder)
    presets = check_delivery(delivery, take.request, take.frames, known)
    rate = _rate(delivery, take.request)
    files: list[Path] = []
    with owned(take.id, cancelled), _Source(take_folder, take, delivery, rate) as source:
        for index, preset in enumerate(presets):

            def look(done: float, before: int = index) -> None:
                if cancelled and cancelled():
                    raise EncodingCancelled
                if on_progress:
                    on_progress((before + done) / len(presets))

            with _disk_errors(Path(delivery.place(preset.name))):
                clip = _Clip(take, preset, rate, delivery)
                source.remove_leftovers(clip.folder)
                if not clip.find_published():
                    clip.make(source, look, cancelled)
                files += clip.published()
            if on_progress:
                on_progress((index + 1) / len(presets))
    return files


def check_delivery(
    delivery: Delivery,
    request: RenderRequest,
    frames: int,
    known: Mapping[str, AnyPreset] = PRESETS,
) -> list[AnyPreset]:
    """The delivery's presets; SvdError of kind `request` when one is not among those `known`, or a
    clip of so many frames cannot be delivered so."""
    check_template(delivery.template)
    check_edit(delivery.edit, frames, Fraction(request.fps), delivery.rate)
    if delivery.edit.upscale > 1:
        check_upscaling()
    width, height = (side * delivery.edit.upscale for side in (request.width, request.height))
    presets = [find_preset(name, known) for name in delivery.presets]
    for preset in presets:
        file_name(delivery.template, request, _rate(delivery, request), preset.name, 1)
        if message := obstacle(preset, width, height, _rate(delivery, request)):
            raise SvdError("request", message, "Choose another preset.")
    return presets


def _rate(delivery: Delivery, request: RenderRequest) -> Fraction:
    return delivery.rate or Fraction(request.fps)


class _Source:
    """What the clips of a take show, cut when the first of them is made. Frames that are invented
    lie in a hidden folder, which is gone when the `with` block is left."""

    def __init__(self, take_folder: Path, take: Take, delivery: Delivery, rate: Fraction) -> None:
        self._take_folder, self._take, self._rate = take_folder, take, rate
        self._edit = delivery.edit
        self._prefix = f".{take.id}.."  # no preset's name is empty
        self._folder: Path | None = None
        self._shown: Shown | None = None
        self._open = contextlib.ExitStack()  # the master

    def frames(self, beside: Path, look: Callable[[float], None]) -> Shown:
        """`beside` is a folder with room for what is invented; `look` is told the fraction."""
        if self._shown is None:
            self._folder = beside / f"{self._prefix}{os.getpid()}{PART_SUFFIX}"
            if self._edit.invents:
                self._folder.mkdir()
            frames = self._open.enter_context(_frames(self._take_folder, self._take))
            fps = Fraction(self._take.request.fps)
            self._shown = cut(self._edit, frames, fps, self._rate, self._folder, look)
        return self._shown

    def remove_leftovers(self, folder: Path) -> None:
        """What a killed run has invented in a folder that clips go to."""
        _remove_leftovers(folder, self._prefix, self._folder)

    @property
    def invents(self) -> bool:
        """Whether `frames` will take long."""
        return self._shown is None and self._edit.invents

    def __enter__(self) -> _Source:
        return self

    def __exit__(self, *error: object) -> None:
        self._shown = None  # Windows removes no file that is mapped
        self._open.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)


class _Clip:
    """One take in one preset, edited and named as its delivery says."""

    def __init__(self, take: Take, preset: AnyPreset, rate: Fraction, delivery: Delivery) -> None:
        self._take, self._preset, self._rate = take, preset, rate
        self._template = delivery.template
        place = Path(delivery.place(preset.name))
        self.folder = (place / self._name(1)).parent
        self.folder.mkdir(parents=True, exist_ok=True)
        edit = delivery.edit.to_json() if delivery.edit != Edit() else None
        self._identity = {"take": take.id, "preset": preset.name, "rate": str(rate), "edit": edit,
                          "made_from": preset.made_from or None}  # fmt: skip
        self._stem: str | None = None
        # A folder, because the ffmpeg of a killed run may outlive it for a moment: once its folder
        # is gone it cannot make its file any more.
        self._prefix = f".{take.id}.{preset.name}."
        self._hidden = self.folder / f"{self._prefix}{os.getpid()}{PART_SUFFIX}"
        _remove_leftovers(self.folder, self._prefix)

    def make(
        self,
        source: _Source,
        look: Callable[[float], None],
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
            begun = _INVENTING if source.invents else 0.0
            frames = source.frames(self.folder, lambda done: look(done * begun))

            def on_frame(done: int) -> None:
                look(begun + (1 - begun) * done / len(frames))

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

    def _claim(self) -> Path | None:
        """Publishes the sidecar under the first free version, unless an earlier run did.

        Gives the sidecar when it is new.
        """
        while True:
            self._stem = self._own_stem()
            if self._stem is not None:
                return None
            stem = self._free_stem()
            sidecar = self.folder / (stem + SIDECAR_SUFFIX)
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
            stem = self._name(version).rpartition("/")[2]
            if not any(
                (self.folder / (stem + suffix)).exists()
                for suffix in (self._preset.suffix, SIDECAR_SUFFIX)
            ):
                return stem
            version += 1

    def _own_stem(self) -> str | None:
        pattern = name_pattern(self._template, self._take.request, self._rate, self._preset.name)
        for path in sorted(self.folder.glob(f"*{SIDECAR_SUFFIX}")):
            if pattern.fullmatch(path.stem):
                data = _json(path)
                if all(data.get(key) == value for key, value in self._identity.items()):
                    return path.stem
        return None

    def _sidecar(self, stem: str) -> bytes:
        data = {
            "version": VERSION,
            **{key: value for key, value in self._identity.items() if value is not None},
            "file": stem + self._preset.suffix,
            "request": self._take.request.to_json(),
            "model_hash": self._take.model_hash,
            "versions": self._take.versions,
            "plan": self._take.plan,
            "made": self._take.made,
        }
        return (json.dumps(data, indent=2) + "\n").encode()

    def _name(self, version: int) -> str:
        """With the folders that the template makes."""
        preset = self._preset.name
        return file_name(self._template, self._take.request, self._rate, preset, version)

    def _path(self, suffix: str) -> Path:
        assert self._stem is not None
        return self.folder / (self._stem + suffix)


def _remove_leftovers(folder: Path, prefix: str, ours: Path | None = None) -> None:
    """Hidden folders of a take's clips are of runs that were killed, unless the process in their
    name is another that is at work."""
    for path in folder.iterdir():
        name = path.name
        if name.startswith(prefix) and name.endswith(PART_SUFFIX) and path != ours:
            process = name.removeprefix(prefix).partition(".")[0]
            if process.isdigit() and int(process) != os.getpid() and pid_exists(int(process)):
                continue
            gone = path.with_name(f"{path.name}.gone{PART_SUFFIX}")
            # Windows refuses while the killed run's ffmpeg is still on its way out.
            with contextlib.suppress(PermissionError):
                path.rename(gone)
                shutil.rmtree(gone)


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
def _disk_errors(folder: Path) -> Iterator[None]:
    """Names the folder that was chosen, not a hidden one in it."""
    try:
        yield
    except SvdError as error:
        _, said, why = error.reason.message.partition(" cannot be written: ")
        if error.reason.kind != "disk" or not said:
            raise
        raise SvdError("disk", f"{folder}{said}{why}", error.reason.remedy) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "Free some space and try again." if full else "Choose another folder."
        why = (error.strerror or str(error)).lower()
        raise SvdError("disk", f"{folder} cannot be written: {why}.", remedy) from error
