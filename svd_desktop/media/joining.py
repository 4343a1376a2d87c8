"""Going on from a take: its frame as the next clip's picture, and both clips as one."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import Framing, RenderRequest
from svd_desktop.core.takes import MASTER, POSTER, Take
from svd_desktop.media.masters import MasterWriter, read_frames
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.publishing import PART_SUFFIX, publish_folder, write_atomically
from svd_desktop.media.takes import read_take, write_take


def extension_request(
    take_folder: Path, frame: int | None, pictures: Path
) -> tuple[RenderRequest, int]:
    """The request that goes on from a frame of a take, None its last one; and that frame.

    The frame becomes a picture in `pictures`, named after the take, which says where it is from.
    It has the clip's size, so that framing leaves every pixel as it is. Raises SvdError of kind
    `input` when the take cannot be read.
    """
    take = read_take(take_folder)
    frames = read_frames(take_folder / MASTER)
    number = len(frames) - 1 if frame is None else frame
    if number >= len(frames):
        raise SvdError("input", f"{take_folder} has no frame {number + 1}.", "Choose another.")
    origin = PngInfo()
    for key, value in metadata_for(take.request).items():
        origin.add_itxt(key, value)
    origin.add_itxt("origin", json.dumps({"take": take.id, "frame": number}))
    file = io.BytesIO()
    Image.fromarray(frames[number]).save(file, "PNG", pnginfo=origin)
    folder = pictures / take.id
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_first_source(take)} +{number + 1}.png"
    write_atomically(path, file.getvalue())
    return take.request.with_(source=str(path), framing=Framing()), number


def join(before: Path, frame: int, extension: Path, target: Path) -> None:
    """Publishes the frames of the take `before` up to `frame` and those of its extension as one
    take, in `target`; the extension's folder is gone then.

    The extension's first frame only repeats the one it began with, so it is left out. When the
    take before is gone, damaged or of another size the extension is published alone, and its note
    says so.
    """
    take = read_take(extension)
    request = take.request
    try:
        beginning = read_frames(before / MASTER)[: frame + 1]
    except SvdError:
        beginning = np.empty((0, 0, 0, 3), np.uint8)
    if beginning.shape[1:3] != (request.height, request.width):
        note = f"It could not be joined to {before.name}."
        write_take(extension, replace(take, note=f"{take.note} {note}".strip()))
        publish_folder(extension, target)
        return
    own = read_frames(extension / MASTER)
    part = target.with_name(f".{target.name}{PART_SUFFIX}")
    shutil.rmtree(part, ignore_errors=True)  # of a join that was killed
    part.mkdir()
    rate, metadata = Fraction(request.fps), metadata_for(request)
    with MasterWriter(part / MASTER, request.width, request.height, rate, metadata) as master:
        master.write(beginning)
        master.write(own[1:])
    shutil.copyfile(before / POSTER, part / POSTER)
    note = f"Extends {before.name} from frame {frame + 1}."
    whole = replace(
        take, note=f"{note} {take.note}".strip(), extends=before.name, before=len(beginning) - 1
    )
    write_take(part, whole)
    publish_folder(part, target)
    shutil.rmtree(extension, ignore_errors=True)


def _first_source(take: Take) -> str:
    """The name of the picture that a chain of extensions began with, without its suffix."""
    stem = Path(take.request.source).stem
    return stem.rpartition(" +")[0] or stem if take.extends else stem
