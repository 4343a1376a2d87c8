"""Edit decision lists, CMX3600: what every editor reads, and the least that can be said.

No paths: an editor finds a clip by its name among what was imported. The path is a comment.
"""

from __future__ import annotations

import re

from svd_desktop.core.errors import SvdError
from svd_desktop.media.timelines.description import Timeline, timecode

_EVENTS = 999  # their number has three digits
_REEL = 8  # characters
_NO_REEL = "AX"  # auxiliary: what editors write for a file that came from no tape


def edl(timeline: Timeline) -> bytes:
    """The list, in UTF-8.

    Raises SvdError of kind `request` for more clips than a list can number, and for clips of
    another rate: all its timecodes count at one.
    """
    if len(timeline.clips) > _EVENTS:
        raise SvdError(
            "request",
            f"An EDL holds {_EVENTS} clips, not {len(timeline.clips)}.",
            "Use another format, or several timelines.",
        )
    for clip in timeline.clips:
        if clip.rate != timeline.rate:
            raise SvdError(
                "request",
                f"An EDL has one rate: {clip.name} has {float(clip.rate):.5g} frames a second,"
                f" the timeline {float(timeline.rate):.5g}.",
                "Use one rate for both, or another format.",
            )
    reels = _reels(timeline)
    lines = [f"TITLE: {timeline.name}", "FCM: NON-DROP FRAME", ""]
    for number, place in enumerate(timeline.places(), 1):
        clip = place.clip
        times = (clip.first, clip.end, place.at, place.at + place.length)
        codes = " ".join(timecode(time, timeline.rate) for time in times)
        lines += [
            f"{number:03}  {reels[clip.reel]:<{_REEL}} V     C        {codes}",
            f"* FROM CLIP NAME: {clip.name}",
            f"* SOURCE FILE: {clip.media}",
            f"* COMMENT: {clip.notes}",
        ]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _reels(timeline: Timeline) -> dict[str, str]:
    """Each reel's name in capital letters and digits, shortened so that they stay apart."""
    short: dict[str, str] = {"": _NO_REEL}
    for clip in timeline.clips:
        if clip.reel in short:
            continue
        letters = re.sub("[^A-Z0-9]", "", clip.reel.upper()) or "R"
        reel, number = letters[:_REEL], 1
        while reel in short.values():
            number += 1
            reel = f"{letters[: _REEL - len(str(number))]}{number}"
        short[clip.reel] = reel
    return short
