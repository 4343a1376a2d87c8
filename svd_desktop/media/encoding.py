"""Frames become a preset's file, or its folder of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.media.codecs import Codec
from svd_desktop.media.embedding import embed
from svd_desktop.media.ffmpeg import SPACE_REMEDIES, Ffmpeg, Shown, encoders
from svd_desktop.media.presets import START_TIMECODE, AnyPreset, SequencePreset, VideoPreset
from svd_desktop.media.sequences import write_sequence

REEL = "reel_name"  # in the metadata: the reel that a file's timecode belongs to


class EncodingCancelled(Exception):  # noqa: N818 - not an error
    """The person asked for an encode to stop, and it has; nothing is left of it."""


def encode(
    preset: AnyPreset,
    frames: Shown,
    rate: Fraction,
    target: Path,
    metadata: Mapping[str, str],
    on_frame: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Writes frames, uint8 [H, W, 3] each, at `rate` frames a second as `target`: a file, or for a
    sequence a folder, which is made, with frames named after it: `NAME.1001.png` and on.

    `metadata` has `title`, `comment` and, if wanted, `reel_name`. `on_frame` is told how many
    frames are encoded, `cancelled` is asked whether to stop; both often, from this thread. What
    `obstacle` names must have been sorted out before. Raises SvdError of kind `disk` or `encoder`,
    OSError where a disk fails, or EncodingCancelled; the target is gone then.
    """
    told = 0

    def look(done: int) -> None:
        nonlocal told
        if cancelled and cancelled():
            raise EncodingCancelled
        if on_frame and done > told:
            told = done
            on_frame(told)

    if isinstance(preset, SequencePreset):
        write_sequence(preset, frames, rate, target, metadata, look)
    else:
        _write_video(preset, frames, rate, target, metadata, look)


def _write_video(
    preset: VideoPreset,
    frames: Shown,
    rate: Fraction,
    target: Path,
    metadata: Mapping[str, str],
    look: Callable[[int], None],
) -> None:
    height, width, _ = frames[0].shape
    width, height = preset.size(width, height)
    tags = {key: metadata[key] for key in ("title", "comment") if key in metadata}
    codec = _codec(preset)
    output = list(preset.arguments(codec))
    if preset.embeds != "tags":
        tags = {}
    if preset.has_start:
        tags["timecode"] = START_TIMECODE
        if REEL in metadata:
            # MXF and MP4 take it among the file's tags, MOV and Matroska among the stream's.
            tags[REEL] = metadata[REEL]
            output += ["-metadata:s:v:0", f"{REEL}={metadata[REEL]}"]
    ffmpeg = Ffmpeg(target, width, height, rate, output, tags)
    try:
        for index in range(len(frames)):
            look(ffmpeg.encoded)
            ffmpeg.write(frames[index][:height, :width])
        ffmpeg.finish(lambda: look(ffmpeg.encoded))
        embed(preset.embeds, target, metadata)
        look(ffmpeg.encoded)
    except BaseException as error:
        ffmpeg.kill()
        if codec.hardware and isinstance(error, SvdError):
            raise _gpu_failure(codec, error) from error
        raise


def _gpu_failure(codec: Codec, error: SvdError) -> SvdError:
    """A GPU's device is written to as well: "Input/output error" may be of it."""
    message = error.reason.message
    if error.reason.kind == "disk":
        if error.reason.remedy in SPACE_REMEDIES:
            return error
        message = f"{codec.encoder} does not work: {message.rpartition(': ')[2]}"
    remedy = f"The encoder {codec.encoder} needs a GPU; choose a preset without it."
    return SvdError("encoder", message, remedy)


def _codec(preset: VideoPreset) -> Codec:
    """The first that this ffmpeg has; where it has none, ffmpeg says so when it is asked."""
    if len(preset.codecs) == 1:
        return preset.codecs[0]
    return next((one for one in preset.codecs if one.encoder in encoders()), preset.codecs[0])
