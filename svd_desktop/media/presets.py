"""Export presets: what a clip can be made into, as data.

Two kinds: a `VideoPreset` is one file that ffmpeg writes, a `SequencePreset` a folder of pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from svd_desktop.core.errors import SvdError
from svd_desktop.media.codecs import (
    CINEFORM,
    CRF_AV1,
    CRF_H264,
    CRF_H265,
    DNXHR,
    PERCENT,
    PRORES_422,
    PRORES_4444,
    QP_RAV1E,
    ZLIB,
    ZLIB_APNG,
    Codec,
    Dial,
)

# ffmpeg alone would convert with the BT.601 matrix (mean error 3.6 levels instead of 1.3). Readers
# guess BT.601 below 720 lines, so the tags matter; the encoders' own options drop primaries and
# transfer, `setparams` keeps all of them.
_BT709_TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
_TO_BT709 = "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int"

# The timecode starts at zero: with 01:00:00:00 some timelines point past the end of the media.
START_TIMECODE = "00:00:00:00"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """`help` says in a sentence what it is for; `suffix` is what the clip's name ends in, nothing
    for a folder. `crop` are what the sides are cut down to multiples of, width and height.
    `made_from` tells a person's own from what was called so before."""

    name: str
    label: str
    help: str
    suffix: str = ""
    crop: tuple[int, int] = (1, 1)
    made_from: str = ""

    def size(self, width: int, height: int) -> tuple[int, int]:
        """What frames of this size come out as."""
        return width // self.crop[0] * self.crop[0], height // self.crop[1] * self.crop[1]


@dataclass(frozen=True, kw_only=True)
class VideoPreset(Preset):
    """One file.

    `container` is ffmpeg's name of it. `codecs` can do the same; the first that ffmpeg has is
    taken. `filters` replaces the conversion to BT.709 for what is not YUV. The container takes no
    `rates` but these, and none above `fastest`; no frames below `smallest`, no width but multiples
    of `width_step`. `embeds`: how the request gets into the file, see media.embedding; "nowhere" is
    where it would not survive. `has_start`: the container has a timecode and a reel name.
    """

    container: str
    pixel_format: str
    codecs: tuple[Codec, ...]
    filters: str = ""
    muxer: tuple[str, ...] = ()
    rates: frozenset[Fraction] | None = None
    fastest: Fraction | None = None
    smallest: tuple[int, int] = (1, 1)
    width_step: int = 1
    embeds: Literal["tags", "gif", "webp", "apng", "nowhere"] = "tags"
    has_start: bool = False

    def arguments(self, codec: Codec) -> tuple[str, ...]:
        """ffmpeg's arguments between its input, raw RGB frames, and the tags and the file."""
        pixel_format = codec.pixel_format or self.pixel_format
        filters = self.filters or f"{_TO_BT709},format={pixel_format},{_BT709_TAGS}"
        if codec.uploads:
            filters += ",hwupload"
        encoder = ("-c:v", codec.encoder, *codec.arguments)
        return ("-vf", filters, *encoder, *self.muxer, "-f", self.container)


@dataclass(frozen=True, kw_only=True)
class SequencePreset(Preset):
    """A folder of pictures, one a frame; `pictures` says which, `frame_suffix` what they end in.
    `compression` is zlib's level; `dial` is None where it cannot be chosen."""

    pictures: Literal["png", "tiff", "exr"]
    frame_suffix: str
    compression: int
    dial: Dial | None = None


# faststart: the index comes first, so that a player can begin before the file is all there. Without
# use_metadata_tags MOV cuts a text of over 65,535 bytes without a word.
_MP4 = ("-movflags", "+faststart+use_metadata_tags")
# Colours are quantised more finely than brightness: of flat patches in a busy picture a third to a
# twentieth as many pixels are off by more than a level, in files larger by a tenth to a half, which
# are 0.2 to 1.2 dB better except for noise. H.265 has the same under other names.
_X264 = ("-preset", "medium", "-crf", "16", "-profile:v", "high",
         "-x264-params", "chroma-qp-offset=-6")  # fmt: skip
INTRA = ("-g", "1", "-bf", "0")
_EDIT = (*INTRA, "-tune", "fastdecode")
_DNXHR_LEAST = (256, 120)
# What the container takes without going against its standard, by trial of every whole rate.
_MXF_RATES = frozenset(
    Fraction(rate)
    for rate in ("24000/1001", 24, 25, "30000/1001", 30, "48000/1001", 48, 50, "60000/1001", 60,
                 72, 75, 90, 96, 100, "120000/1001", 120)
)  # fmt: skip

AnyPreset = VideoPreset | SequencePreset

_ALL: tuple[AnyPreset, ...] = (
    VideoPreset(
        name="h264-review",
        label="H.264 for review",
        help="Small and plays everywhere; for looking at and sending around.",
        suffix=".mp4",
        container="mp4",
        pixel_format="yuv420p",
        codecs=(Codec("libx264", _X264, CRF_H264),),
        muxer=_MP4,
        crop=(2, 2),
        has_start=True,
    ),
    VideoPreset(
        name="h264-edit",
        label="H.264 for editing",
        help="Every frame stands alone, so that an editor can step and scrub; larger.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv420p",
        codecs=(Codec("libx264", (*_X264, *_EDIT), CRF_H264),),
        muxer=_MP4,
        crop=(2, 2),
        has_start=True,
    ),
    VideoPreset(
        name="h265",
        label="H.265, 10 bit",
        help="Smaller than H.264 at the same quality and without bands in skies; newer players.",
        suffix=".mp4",
        container="mp4",
        pixel_format="yuv420p10le",
        codecs=(
            Codec("libx265",
                  ("-preset", "medium", "-crf", "16", "-profile:v", "main10", "-tag:v", "hvc1",
                   "-x265-params", "log-level=error:cbqpoffs=-6:crqpoffs=-6"), CRF_H265),
        ),
        muxer=_MP4,
        crop=(2, 2),
        has_start=True,
    ),
    VideoPreset(
        name="prores-422-hq",
        label="ProRes 422 HQ",
        help="What most editors and graders work with; 10 bit, large.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv422p10le",
        codecs=(Codec("prores_ks", ("-profile:v", "3", "-vendor", "apl0"), PRORES_422),),
        muxer=_MP4,
        crop=(2, 1),
        has_start=True,
    ),
    VideoPreset(
        name="prores-422-proxy",
        label="ProRes 422 Proxy",
        help="A light stand-in for editing, to be replaced by a better one at the end.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv422p10le",
        codecs=(Codec("prores_ks", ("-profile:v", "0", "-vendor", "apl0"), PRORES_422),),
        muxer=_MP4,
        crop=(2, 1),
        has_start=True,
    ),
    VideoPreset(
        name="prores-4444",
        label="ProRes 4444",
        help="ProRes with the colours at full resolution, for keying and grading; very large.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv444p10le",
        codecs=(
            Codec("prores_ks", ("-profile:v", "4", "-vendor", "apl0", "-alpha_bits", "0"),
                  PRORES_4444),
        ),
        muxer=_MP4,
        has_start=True,
    ),
    VideoPreset(
        name="dnxhr-hqx",
        label="DNxHR HQX",
        help="The counterpart of ProRes 422 HQ for Avid and Windows; 10 bit, large.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv422p10le",
        codecs=(Codec("dnxhd", ("-profile:v", "dnxhr_hqx"), DNXHR),),
        muxer=_MP4,
        crop=(2, 1),
        smallest=_DNXHR_LEAST,
        has_start=True,
    ),
    VideoPreset(
        name="dnxhr-hqx-mxf",
        label="DNxHR HQX in MXF",
        help="DNxHR HQX as Avid and broadcasters take it; only at the rates of television.",
        suffix=".mxf",
        container="mxf",
        pixel_format="yuv422p10le",
        codecs=(Codec("dnxhd", ("-profile:v", "dnxhr_hqx"), DNXHR),),
        crop=(2, 1),
        rates=_MXF_RATES,
        smallest=_DNXHR_LEAST,
        embeds="nowhere",
        has_start=True,
    ),
    VideoPreset(
        name="dnxhr-444",
        label="DNxHR 444",
        help="DNxHR with the colours at full resolution, for keying and grading; very large.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv444p10le",
        codecs=(Codec("dnxhd", ("-profile:v", "dnxhr_444")),),
        muxer=_MP4,
        smallest=_DNXHR_LEAST,
        has_start=True,
    ),
    VideoPreset(
        name="cineform",
        label="CineForm",
        help="A light 10 bit intermediate that Premiere and Resolve read; large.",
        suffix=".mov",
        container="mov",
        pixel_format="yuv422p10le",
        codecs=(Codec("cfhd", ("-quality", "film1"), CINEFORM),),
        muxer=_MP4,
        crop=(2, 1),
        smallest=(16, 32),
        width_step=16,
        has_start=True,
    ),
    VideoPreset(
        name="av1",
        label="AV1",
        help="The smallest at its quality, 10 bit; for the web and for new players.",
        suffix=".mp4",
        container="mp4",
        pixel_format="yuv420p10le",
        codecs=(
            Codec("libsvtav1", ("-preset", "8", "-crf", "24"), CRF_AV1),
            # Windows' ffmpeg and that of older Macs come without SVT-AV1.
            Codec("libaom-av1", ("-cpu-used", "6", "-row-mt", "1", "-b:v", "0", "-crf", "20"),
                  CRF_AV1),
            Codec("librav1e", ("-speed", "8", "-qp", "70"), QP_RAV1E),
        ),
        muxer=_MP4,
        crop=(2, 2),
        has_start=True,
    ),
    VideoPreset(
        name="vp9",
        label="VP9",
        help="WebM for web pages and open-source programs.",
        suffix=".webm",
        container="webm",
        pixel_format="yuv420p",
        codecs=(
            Codec("libvpx-vp9", ("-b:v", "0", "-cpu-used", "4", "-row-mt", "1", "-crf", "18"),
                  CRF_AV1),
        ),
        crop=(2, 2),
    ),
    VideoPreset(
        name="ffv1",
        label="FFV1, lossless",
        help="Every pixel as it was rendered, for archives and for programs built on ffmpeg.",
        suffix=".mkv",
        container="matroska",
        pixel_format="bgr0",
        codecs=(Codec("ffv1", ("-level", "3", "-g", "1", "-slices", "4")),),
        # It stays RGB, of all levels: any YUV format would lose some.
        filters="format=bgr0,"
        "setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc",
        has_start=True,
    ),
    SequencePreset(
        name="png",
        label="PNG sequence",
        help="Every frame as a picture, lossless, for compositing and for every program there is.",
        pictures="png",
        frame_suffix=".png",
        compression=1,
        dial=ZLIB,
    ),
    SequencePreset(
        name="tiff",
        label="TIFF sequence",
        help="Every frame as a picture, lossless, for print and for film programs; 8 bit.",
        pictures="tiff",
        frame_suffix=".tif",
        compression=1,
    ),
    SequencePreset(
        name="exr",
        label="EXR sequence",
        help="Every frame in linear light, half float, for compositing in Nuke, Blender or Fusion.",
        pictures="exr",
        frame_suffix=".exr",
        compression=4,
        dial=ZLIB,
    ),
    VideoPreset(
        name="gif",
        label="GIF",
        help="Plays anywhere, with 256 colours; for chats and pages. Large for what it shows.",
        suffix=".gif",
        container="gif",
        pixel_format="pal8",
        codecs=(Codec("gif"),),
        filters="split[a][b];[a]palettegen=stats_mode=diff[p];"
        "[b][p]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle",
        muxer=("-loop", "0"),
        # Each frame lasts whole hundredths of a second; below two of them viewers take ten.
        fastest=Fraction(50),
        embeds="gif",
    ),
    VideoPreset(
        name="webp",
        label="Animated WebP",
        help="A GIF's successor, in full colour and smaller; for pages, not for editors.",
        suffix=".webp",
        container="webp",
        pixel_format="bgra",
        # The encoder itself converts to BT.601, which is what WebP means by its colours.
        codecs=(Codec("libwebp_anim", ("-q:v", "85"), PERCENT),),
        filters="format=bgra",
        muxer=("-loop", "0"),
        embeds="webp",
    ),
    VideoPreset(
        name="apng",
        label="Animated PNG",
        help="Lossless and plays in every browser; very large.",
        suffix=".png",
        container="apng",
        pixel_format="rgb24",
        codecs=(Codec("apng", ("-pred", "mixed", "-compression_level", "3"), ZLIB_APNG),),
        filters="format=rgb24",
        muxer=("-plays", "0"),
        embeds="apng",
    ),
)  # fmt: skip

PRESETS: dict[str, AnyPreset] = {preset.name: preset for preset in _ALL}


def find_preset(name: str, presets: Mapping[str, AnyPreset]) -> AnyPreset:
    """One of the presets that there are; SvdError of kind `request` when it is not among them."""
    if name not in presets:
        raise SvdError(
            "request", f"There is no preset {name!r}, or not any more.",
            f"Use one of: {', '.join(sorted(presets))}.",
        )  # fmt: skip
    return presets[name]


def obstacle(preset: AnyPreset, width: int, height: int, rate: Fraction) -> str | None:
    """Why frames of this size, or this rate, cannot become this preset, in a sentence that says
    what could; None when they can. The size is that of the frames, before any cropping."""
    if isinstance(preset, SequencePreset):
        return None
    message: str | None
    wide, high = preset.size(width, height)
    if wide < preset.smallest[0] or high < preset.smallest[1]:
        least = "x".join(map(str, preset.smallest))
        message = f"{preset.label} needs at least {least} pixels, not {width}x{height}."
    elif wide % preset.width_step:
        step = preset.width_step
        message = f"{preset.label} needs a width that is a multiple of {step}, not {width}."
    elif preset.rates is not None and rate not in preset.rates:
        usual = [each for each in sorted(preset.rates) if each <= 60]
        named = ", ".join(f"{float(each):.5g}" for each in usual)
        message = f"{preset.label} cannot have {float(rate):.5g} fps; use one of {named}."
    elif preset.fastest is not None and rate > preset.fastest:
        message = f"{preset.label} cannot play faster than {preset.fastest} fps."
    else:
        message = None
    return message
