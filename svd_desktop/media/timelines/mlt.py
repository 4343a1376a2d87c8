"""MLT XML, the projects of Shotcut; Kdenlive and melt open them too.

As Shotcut's notes on its annotations of MLT XML say. Media are paths relative to the project, so
that both move together; on another drive of Windows, absolute ones.
"""

from __future__ import annotations

import os
from fractions import Fraction
from math import ceil, gcd
from pathlib import Path
from xml.etree.ElementTree import Element

from svd_desktop.media.timelines.description import Clip, Place, Timeline
from svd_desktop.media.timelines.documents import add, document


def mlt(timeline: Timeline, folder: Path) -> bytes:
    """The project that will lie in `folder`. All its times count at the timeline's rate."""
    # Without LC_NUMERIC numbers would be read with the comma of the machine's language.
    root = Element("mlt", LC_NUMERIC="C", version="7.0.0", title=timeline.name, producer="main")
    shape = gcd(timeline.width, timeline.height)
    add(
        root, "profile", description="automatic", width=timeline.width, height=timeline.height,
        progressive=1, sample_aspect_num=1, sample_aspect_den=1,
        display_aspect_num=timeline.width // shape, display_aspect_den=timeline.height // shape,
        frame_rate_num=timeline.rate.numerator, frame_rate_den=timeline.rate.denominator,
        colorspace=709,
    )  # fmt: skip
    names = {}
    for number, (media, clip) in enumerate(timeline.media().items()):
        names[media] = f"clip{number}"
        _add_producer(root, timeline, clip, names[media], folder)
    last = timeline.frames - 1
    black = add(root, "producer", id="black", **{"in": 0, "out": last})
    _set(black, mlt_service="color", resource="black", length=timeline.frames)
    add(add(root, "playlist", id="background"), "entry", producer="black", **{"in": 0, "out": last})
    playlist = add(root, "playlist", id="playlist0")
    _set(playlist, **{"shotcut:video": 1, "shotcut:name": "V1"})
    for place in timeline.places():
        if timeline.gap and place.at:
            add(playlist, "blank", length=timeline.gap)
        first = _first(timeline, place)
        add(playlist, "entry", producer=names[place.clip.media],
            **{"in": first, "out": first + place.length - 1})  # fmt: skip
    tractor = add(root, "tractor", id="main", title=timeline.name, **{"in": 0, "out": last})
    _set(tractor, shotcut=1)
    add(tractor, "track", producer="background")
    add(tractor, "track", producer="playlist0")
    return document(root)


def _add_producer(root: Element, timeline: Timeline, clip: Clip, name: str, folder: Path) -> None:
    length = ceil(clip.frames * timeline.rate / clip.rate)
    producer = add(root, "producer", id=name, **{"in": 0, "out": length - 1})
    _set(producer, **{
        "length": length,
        "mlt_service": "avformat",
        "resource": _relative(clip.media, folder),
        "audio_index": -1,
        "shotcut:caption": clip.name,
        "shotcut:comment": clip.notes,
    })  # fmt: skip


def _first(timeline: Timeline, place: Place) -> int:
    """The first timeline frame that shows the clip's first frame used, where MLT reads a clip of
    another rate: at each moment it takes the frame that begins nearest (measured, MLT 7.12)."""
    return max(0, ceil((place.clip.first - Fraction(1, 2)) * timeline.rate / place.clip.rate))


def _relative(media: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(media, folder)).as_posix()
    except ValueError:  # another drive
        return media.as_posix()


def _set(parent: Element, **properties: object) -> None:
    for name, value in properties.items():
        add(parent, "property", value, name=name)
