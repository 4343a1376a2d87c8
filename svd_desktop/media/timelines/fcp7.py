"""Final Cut Pro 7 XML ("xmeml"), which Premiere and Resolve import.

As Apple's Final Cut Pro XML Interchange Format documents version 5. Media are absolute URLs.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element

from svd_desktop.media.timelines.description import (
    START_TIMECODE,
    Clip,
    Place,
    Timeline,
    timebase,
)
from svd_desktop.media.timelines.documents import add, document


def fcp7(timeline: Timeline) -> bytes:
    """The file; raises SvdError of kind `request` for a clip rate that it cannot say."""
    root = Element("xmeml", version="5")
    sequence = add(root, "sequence", id="sequence-1")
    add(sequence, "name", timeline.name)
    add(sequence, "duration", timeline.frames)
    _add_rate(sequence, timeline.rate)
    _add_timecode(sequence, timeline.rate)
    video = add(add(sequence, "media"), "video")
    _add_picture(add(video, "format"), timeline.rate, timeline.width, timeline.height)
    track = add(video, "track")
    files = {media: f"file-{number}" for number, media in enumerate(timeline.media(), 1)}
    told: set[Path] = set()
    for number, place in enumerate(timeline.places(), 1):
        item = add(track, "clipitem", id=f"clipitem-{number}")
        _add_clip(item, place)
        media = place.clip.media
        file = add(item, "file", id=files[media])
        if media not in told:  # after the first time its id alone stands for it
            _add_file(file, place.clip)
            told.add(media)
        add(add(item, "logginginfo"), "lognote", place.clip.notes)
        add(add(item, "comments"), "mastercomment1", place.clip.notes)
    return document(root, doctype="xmeml")


def _add_clip(item: Element, place: Place) -> None:
    """`start` and `end` count at the timeline's rate, `in`, `out` and `duration` at the clip's."""
    clip = place.clip
    add(item, "name", clip.name)
    add(item, "enabled", "TRUE")
    add(item, "duration", clip.frames)
    _add_rate(item, clip.rate)
    add(item, "start", place.at)
    add(item, "end", place.at + place.length)
    add(item, "in", clip.first)
    add(item, "out", clip.end)


def _add_file(file: Element, clip: Clip) -> None:
    add(file, "name", clip.media.name)
    # The host is written out, as Final Cut itself did; a share's URL has one already.
    add(file, "pathurl", clip.media.as_uri().replace("file:///", "file://localhost/", 1))
    _add_rate(file, clip.rate)
    add(file, "duration", clip.frames)
    code = _add_timecode(file, clip.rate)
    if clip.reel:
        add(add(code, "reel"), "name", clip.reel)
    video = add(add(file, "media"), "video")
    add(video, "duration", clip.frames)
    _add_picture(video, clip.rate, clip.width, clip.height)


def _add_picture(parent: Element, rate: Fraction, width: int, height: int) -> None:
    picture = add(parent, "samplecharacteristics")
    _add_rate(picture, rate)
    add(picture, "width", width)
    add(picture, "height", height)
    add(picture, "anamorphic", "FALSE")
    add(picture, "pixelaspectratio", "square")
    add(picture, "fielddominance", "none")


def _add_timecode(parent: Element, rate: Fraction) -> Element:
    code = add(parent, "timecode")
    _add_rate(code, rate)
    add(code, "string", START_TIMECODE)
    add(code, "frame", 0)
    add(code, "displayformat", "NDF")
    return code


def _add_rate(parent: Element, rate: Fraction) -> None:
    base, ntsc = timebase(rate)
    element = add(parent, "rate")
    add(element, "timebase", base)
    add(element, "ntsc", "TRUE" if ntsc else "FALSE")
