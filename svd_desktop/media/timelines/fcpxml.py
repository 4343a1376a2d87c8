"""FCPXML, the only timelines that Final Cut Pro reads; Resolve reads them too.

Order and names of elements follow Apple's document type definition of version 1.10. Times are
fractions of a second and lie on frames. Media are absolute URLs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal
from xml.etree.ElementTree import Element

from svd_desktop.media.timelines.description import Clip, Place, Timeline
from svd_desktop.media.timelines.documents import add, document

Version = Literal["1.9", "1.10"]

# The source rates that conform-rate can name.
_NAMED_RATES = {
    Fraction(24000, 1001): "23.98", Fraction(24): "24", Fraction(25): "25",
    Fraction(30000, 1001): "29.97", Fraction(30): "30", Fraction(48000, 1001): "47.95",
    Fraction(48): "48", Fraction(50): "50", Fraction(60000, 1001): "59.94", Fraction(60): "60",
}  # fmt: skip

_Picture = tuple[Fraction, int, int]  # rate, width, height


def fcpxml(timeline: Timeline, version: Version = "1.10") -> bytes:
    """The file, in one of the versions that differ in nothing that it says."""
    root = Element("fcpxml", version=version)
    resources = add(root, "resources")
    own = (timeline.rate, timeline.width, timeline.height)
    pictures = dict.fromkeys([own, *(_picture(clip) for clip in timeline.clips)])
    formats = {picture: f"r{number}" for number, picture in enumerate(pictures, 1)}
    for picture, name in formats.items():
        _add_format(resources, name, picture)
    assets = {}
    for number, (media, clip) in enumerate(timeline.media().items(), len(formats) + 1):
        assets[media] = f"r{number}"
        _add_asset(resources, clip, assets[media], formats[_picture(clip)])
    event = add(add(root, "library"), "event", name=timeline.name)
    sequence = add(
        add(event, "project", name=timeline.name), "sequence", format=formats[own],
        duration=_time(timeline.frames, timeline.rate), tcStart="0s", tcFormat="NDF",
    )  # fmt: skip
    spine = add(sequence, "spine")
    for place in timeline.places():
        if timeline.gap and place.at:
            at = place.at - timeline.gap
            add(spine, "gap", name="Gap", offset=_time(at, timeline.rate), start="0s",
                duration=_time(timeline.gap, timeline.rate))  # fmt: skip
        clip = place.clip
        _add_clip(spine, timeline, place, assets[clip.media], formats[_picture(clip)])
    return document(root, doctype="fcpxml")


def _add_format(resources: Element, name: str, picture: _Picture) -> None:
    rate, width, height = picture
    add(resources, "format", id=name, frameDuration=_time(1, rate), width=width, height=height,
        colorSpace="1-1-1 (Rec. 709)")  # fmt: skip


def _add_asset(resources: Element, clip: Clip, name: str, picture: str) -> None:
    asset = add(
        resources, "asset", id=name, name=clip.name, start="0s",
        duration=_time(clip.frames, clip.rate), hasVideo=1, format=picture, videoSources=1,
    )  # fmt: skip
    add(asset, "media-rep", kind="original-media", src=clip.media.as_uri())
    if clip.reel:
        add(add(asset, "metadata"), "md", key="com.apple.proapps.studio.reel", value=clip.reel)


def _add_clip(spine: Element, timeline: Timeline, place: Place, asset: str, picture: str) -> None:
    clip = place.clip
    element = add(
        spine, "asset-clip", ref=asset, name=clip.name, offset=_time(place.at, timeline.rate),
        start=_time(clip.first, clip.rate), duration=_time(place.length, timeline.rate),
        format=picture, tcFormat="NDF",
    )  # fmt: skip
    add(element, "note", clip.notes)
    if clip.rate != timeline.rate:
        # Not scaled: it keeps its own speed, and frames are repeated or left out.
        add(element, "conform-rate", scaleEnabled=0, srcFrameRate=_NAMED_RATES.get(clip.rate))


def _picture(clip: Clip) -> _Picture:
    return clip.rate, clip.width, clip.height


def _time(frames: int, rate: Fraction) -> str:
    """Seconds as a fraction over the rate's own numerator, as Final Cut writes them."""
    if frames == 0:
        return "0s"
    return f"{frames * rate.denominator}/{rate.numerator}s"
