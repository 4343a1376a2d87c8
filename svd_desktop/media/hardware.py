"""Encoders in GPUs that can stand in for a preset's own, where a trial shows that they work.

None of them was tried on hardware. Options and ranges are those that `ffmpeg -h encoder=NAME`
prints, and tests compare them; but VideoToolbox's, which only ffmpeg for macOS can print, stand
unchecked. Every one is asked for a constant quality; how its numbers compare with those in software
was not measured.
"""

from __future__ import annotations

from dataclasses import replace

from svd_desktop.media.codecs import (
    CQ_NVENC,
    CQ_NVENC_AV1,
    ICQ_QSV,
    PERCENT,
    QP_AMF_AV1,
    QP_AMF_H264,
    QP_AMF_H265,
    QP_VAAPI,
    QP_VAAPI_AV1,
    Codec,
    Dial,
)
from svd_desktop.media.presets import INTRA, PRESETS, VideoPreset

_8_BIT, _10_BIT = "nv12", "p010le"
_HIGH = ("-profile:v", "high")
_MAIN10 = ("-profile:v", "main10", "-tag:v", "hvc1")
# Without a device's name VAAPI takes the first that it finds.
_VAAPI = ("-init_hw_device", "vaapi=gpu", "-filter_hw_device", "gpu", "-rc_mode", "CQP")


def _codec(
    encoder: str,
    pixel_format: str,
    dial: Dial,
    quality: int,
    *arguments: str,
    uploads: bool = False,
) -> Codec:
    options = (part for option in dial.options for part in (option, str(quality)))
    return Codec(encoder, (*arguments, *options), dial, pixel_format, True, uploads)


def _nvenc(encoder: str, form: str, dial: Dial, quality: int, *arguments: str) -> Codec:
    """`-cq` holds in the rate control `vbr`, and a bit rate would limit it."""
    rate = ("-preset", "p6", "-rc", "vbr", "-b:v", "0")
    return _codec(encoder, form, dial, quality, *rate, *arguments)


def _amf(encoder: str, form: str, dial: Dial, quality: int, *arguments: str) -> Codec:
    return _codec(encoder, form, dial, quality, "-quality", "quality", "-rc", "cqp", *arguments)


_H264 = (
    _nvenc("h264_nvenc", _8_BIT, CQ_NVENC, 16, *_HIGH),
    _codec("h264_qsv", _8_BIT, ICQ_QSV, 16, *_HIGH),
    _codec("h264_vaapi", _8_BIT, QP_VAAPI, 18, *_VAAPI, *_HIGH, uploads=True),
    _amf("h264_amf", _8_BIT, QP_AMF_H264, 18, *_HIGH),
    _codec("h264_videotoolbox", _8_BIT, PERCENT, 75, *_HIGH),
)
_H265 = (
    _nvenc("hevc_nvenc", _10_BIT, CQ_NVENC, 16, *_MAIN10),
    _codec("hevc_qsv", _10_BIT, ICQ_QSV, 16, *_MAIN10),
    _codec("hevc_vaapi", _10_BIT, QP_VAAPI, 18, *_VAAPI, *_MAIN10, uploads=True),
    _amf("hevc_amf", _10_BIT, QP_AMF_H265, 18, "-bitdepth", "10", *_MAIN10),
    _codec("hevc_videotoolbox", _10_BIT, PERCENT, 75, *_MAIN10),
)
_AV1 = (
    _nvenc("av1_nvenc", _10_BIT, CQ_NVENC_AV1, 24),
    _codec("av1_qsv", _10_BIT, ICQ_QSV, 20),
    _codec("av1_vaapi", _10_BIT, QP_VAAPI_AV1, 90, *_VAAPI, uploads=True),
    _amf("av1_amf", _10_BIT, QP_AMF_AV1, 90, "-bitdepth", "10"),
)

# By the name of the built-in preset that they can stand in for.
HARDWARE: dict[str, tuple[Codec, ...]] = {
    "h264-review": _H264,
    "h264-edit": tuple(replace(c, arguments=(*c.arguments, *INTRA)) for c in _H264),
    "h265": _H265,
    "av1": _AV1,
}

HARDWARE_ENCODERS = frozenset(codec.encoder for codecs in HARDWARE.values() for codec in codecs)


def encoders_of(preset: VideoPreset) -> tuple[Codec, ...]:
    """All that can make a built-in preset, those in software first."""
    return (*preset.codecs, *HARDWARE.get(preset.name, ()))


def by_encoder() -> dict[tuple[str, str], VideoPreset]:
    """The built-in presets that have a choice of encoders, as each makes them; by the preset's name
    and ffmpeg's name of the encoder."""
    return {
        (name, codec.encoder): replace(preset, codecs=(codec,))
        for name, preset in PRESETS.items()
        if isinstance(preset, VideoPreset) and len(encoders_of(preset)) > 1
        for codec in encoders_of(preset)
    }
