"""Encoders of ffmpeg: their arguments, and the number by which a person may turn each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Dial:
    """A whole number from `least` to `most`. `help` says in a sentence where which end is.

    `name` is what it turns: the quality of what loses some, or how hard the rest is packed. The
    codec's `options` take the number, or in its stead one of `steps`, of which the first stands for
    `least`. `formats` are the steps' pixel formats where they are not the preset's own.
    """

    name: Literal["quality", "compression"]
    least: int
    most: int
    direction: Literal["lower is better", "higher is better", "higher is smaller"]
    help: str
    options: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codec:
    """An encoder of ffmpeg and its arguments, the dial's among them.

    `pixel_format` replaces the preset's. A `hardware` encoder works only with some GPU and its
    driver; `uploads` where the frames must be brought to the GPU first.
    """

    encoder: str
    arguments: tuple[str, ...] = ()
    dial: Dial | None = None
    pixel_format: str = ""
    hardware: bool = False
    uploads: bool = False

    @property
    def value(self) -> int | None:
        """Where its dial stands."""
        if self.dial is None:
            return None
        text = self.arguments[self.arguments.index(self.dial.options[0]) + 1]
        return self.dial.least + self.dial.steps.index(text) if self.dial.steps else int(text)

    def at(self, value: int) -> Codec:
        """The same with its dial, which it must have, at a value in the dial's range."""
        assert self.dial is not None
        step = value - self.dial.least
        arguments = list(self.arguments)
        for option in self.dial.options:
            arguments[arguments.index(option) + 1] = (
                self.dial.steps[step] if self.dial.steps else str(value)
            )
        pixel_format = self.dial.formats[step] if self.dial.formats else self.pixel_format
        return replace(self, arguments=tuple(arguments), pixel_format=pixel_format)


def _quantiser(option: str, least: int, most: int, *more: str) -> Dial:
    return Dial(
        "quality", least, most, "lower is better",
        "The lower, the better it looks and the larger the file.", (option, *more),
    )  # fmt: skip


CRF_H264 = _quantiser("-crf", 1, 51)  # at 0 x264 leaves the profile "high"
CRF_H265 = _quantiser("-crf", 0, 51)
CRF_AV1 = _quantiser("-crf", 1, 63)  # VP9 has the same
QP_RAV1E = _quantiser("-qp", 1, 255)
CQ_NVENC = _quantiser("-cq", 1, 51)  # 0 leaves it to the encoder
CQ_NVENC_AV1 = _quantiser("-cq", 1, 63)
ICQ_QSV = _quantiser("-global_quality", 1, 51)
QP_VAAPI = _quantiser("-global_quality", 1, 51)
QP_VAAPI_AV1 = _quantiser("-global_quality", 1, 255)
QP_AMF_H264 = _quantiser("-qp_i", 1, 51, "-qp_p", "-qp_b")
QP_AMF_H265 = _quantiser("-qp_i", 1, 51, "-qp_p")
QP_AMF_AV1 = _quantiser("-qp_i", 1, 255, "-qp_p", "-qp_b")
PERCENT = Dial(
    "quality", 1, 100, "higher is better",
    "The higher, the better it looks and the larger the file.", ("-q:v",),
)  # fmt: skip
PRORES_422 = Dial(
    "quality", 0, 3, "higher is better",
    "0 is ProRes 422 Proxy, 1 LT, 2 plain ProRes 422 and 3 HQ.", ("-profile:v",),
)  # fmt: skip
PRORES_4444 = Dial(
    "quality", 4, 5, "higher is better", "4 is ProRes 4444, 5 ProRes 4444 XQ.", ("-profile:v",)
)
DNXHR = Dial(
    "quality", 1, 4, "higher is better",
    "1 is DNxHR LB, 2 SQ and 3 HQ, all of 8 bit, and 4 HQX of 10 bit.", ("-profile:v",),
    ("dnxhr_lb", "dnxhr_sq", "dnxhr_hq", "dnxhr_hqx"),
    ("yuv422p", "yuv422p", "yuv422p", "yuv422p10le"),
)  # fmt: skip
CINEFORM = Dial(
    "quality", 0, 12, "lower is better",
    "0 is Film Scan 3+, 6 Film Scan 1, 8 High, 10 Medium and 12 Low.", ("-quality",),
    ("film3+", "film3", "film2+", "film2", "film1.5", "film1+", "film1",
     "high+", "high", "medium+", "medium", "low+", "low"),
)  # fmt: skip
_PACKING = "The higher, the smaller the files and the longer they take; the pixels stay the same."
ZLIB = Dial("compression", 0, 9, "higher is smaller", _PACKING)
ZLIB_APNG = Dial("compression", 0, 9, "higher is smaller", _PACKING, ("-compression_level",))
