"""From clips on disk to a timeline: what each file is, read from the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import Take
from svd_desktop.media.timelines.description import Clip, Timeline

# Films that editors link. Pictures, sequences and animations they import, but not by a timeline.
MEDIA_SUFFIXES = (".mp4", ".mov", ".mxf", ".mkv", ".webm")


def build_timeline(
    name: str,
    rate: Fraction,
    takes: Sequence[tuple[Take, Path]],
    *,
    handles: int = 0,
    gap: int = 0,
    size: tuple[int, int] | None = None,
) -> Timeline:
    """A timeline of takes and the clip exported of each, in order.

    `handles` frames of each clip stay unused at both its ends, for transitions; `gap` timeline
    frames lie between two. The frame size is that of the first clip where none is given. Raises
    SvdError of kind `request` or `input`.
    """
    if not takes:
        raise SvdError("request", "A timeline needs a take.", "Name one.")
    clips = tuple(_clip(take, media.absolute(), handles) for take, media in takes)
    width, height = size or (clips[0].width, clips[0].height)
    return Timeline(name, rate, width, height, clips, gap)


def _clip(take: Take, media: Path, handles: int) -> Clip:
    try:
        with av.open(str(media)) as container:
            stream = container.streams.video[0]
            rate = stream.average_rate or stream.guessed_rate  # of two frames MXF has no average
            frames = sum(packet.size > 0 for packet in container.demux(stream))
            width, height, reel = stream.width, stream.height, _reel(container)
        if not rate or not frames:
            raise ValueError
    except (av.FFmpegError, OSError, LookupError, ValueError) as error:
        raise SvdError(
            "input", f"{media} is no film that can be read.", "Delete it and try again."
        ) from error
    if frames <= 2 * handles:
        raise SvdError(
            "request",
            f"Handles of {handles} frames leave nothing of {media.name}, which has {frames}.",
            f"Use {(frames - 1) // 2} or fewer.",
        )
    return Clip(
        name=media.name, media=media, width=width, height=height, rate=Fraction(rate),
        frames=frames, first=handles, end=frames - handles, reel=reel,
        notes=_notes(take.request), request=take.request.to_json(),
    )  # fmt: skip


def _reel(container: av.container.InputContainer) -> str:
    """The reel's name. MP4 has it as a tag of the file, MOV at the timecode's track, Matroska at
    the film and in capitals."""
    for tags in (container.metadata, *(stream.metadata for stream in container.streams)):
        for key, value in tags.items():
            if key.lower() == "reel_name":
                return value
    return ""


def _notes(request: RenderRequest) -> str:
    """How a clip was made, in a line that any format takes."""
    parts = [
        Path(request.source).name,
        f"model {Path(request.model).name}",
        f"seed {request.seed}",
        f"{request.steps} steps",
        f"schedule {request.schedule}",
        f"motion {request.motion_bucket_id}",
        f"noise {request.noise_aug_strength:g}",
        f"guidance {request.min_guidance:g} to {request.max_guidance:g}",
        f"fps {request.fps}",
    ]
    text = ", ".join(parts)
    # A picture's name may hold what no text file may: controls, halves of characters.
    return "".join(letter if letter.isprintable() else "_" for letter in text)
