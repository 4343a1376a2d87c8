"""OpenTimelineIO: .otio links the media by absolute URL, .otioz holds them.

A timeline has no frame size there; it is in the metadata, like the whole request of each clip.
OpenTimelineIO has no notes either: the settings are a marker on each clip's first frame.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.description import Clip, Timeline

if TYPE_CHECKING:
    import opentimelineio

_OURS = "svd-desktop"  # our part of the metadata


def otio(timeline: Timeline) -> bytes:
    """The JSON of a .otio."""
    text: str = _timeline(timeline).to_json_string(indent=2)
    return (text + "\n").encode()


def write_otioz(timeline: Timeline, target: Path) -> None:
    """Writes the timeline and all its media as one file.

    Raises SvdError of kind `request` when two media have one name: the file has one folder; of kind
    `input` when one is gone.
    """
    from opentimelineio import adapters

    names = [media.name for media in timeline.media()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise SvdError("request", f"Two clips are named {twice}.", "Use .otio.")
    gone = next((media for media in timeline.media() if not media.is_file()), None)
    if gone:
        raise SvdError("input", f"{gone} is gone.", "Export it again.")
    adapters.write_to_file(_timeline(timeline), str(target), adapter_name="otioz")


def _timeline(timeline: Timeline) -> opentimelineio.schema.Timeline:
    from opentimelineio import opentime, schema

    result = schema.Timeline(
        timeline.name,
        global_start_time=opentime.RationalTime(0, float(timeline.rate)),
        metadata={_OURS: {"width": timeline.width, "height": timeline.height}},
    )
    track = schema.Track("V1", kind=schema.TrackKind.Video)
    result.tracks.append(track)
    for clip in timeline.clips:
        if timeline.gap and len(track):
            track.append(schema.Gap(source_range=_range(0, timeline.gap, timeline.rate)))
        track.append(_clip(clip))
    return result


def _clip(clip: Clip) -> opentimelineio.schema.Clip:
    from opentimelineio import schema

    media = schema.ExternalReference(
        target_url=clip.media.as_uri(), available_range=_range(0, clip.frames, clip.rate)
    )
    media.name = clip.media.name
    metadata = {_OURS: {"request": clip.request, "width": clip.width, "height": clip.height}}
    if clip.reel:
        metadata["cmx_3600"] = {"reel": clip.reel}  # where OpenTimelineIO's own adapter keeps it
    marker = schema.Marker(
        name="Settings", marked_range=_range(clip.first, 1, clip.rate), comment=clip.notes
    )
    return schema.Clip(
        clip.name, media, _range(clip.first, clip.used, clip.rate), markers=[marker],
        metadata=metadata,
    )  # fmt: skip


def _range(first: int, frames: int, rate: Fraction) -> opentimelineio.opentime.TimeRange:
    from opentimelineio.opentime import RationalTime, TimeRange

    return TimeRange(RationalTime(first, float(rate)), RationalTime(frames, float(rate)))
