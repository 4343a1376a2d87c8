"""Encoders in GPUs: refused in ffmpeg's words where there is none, named as ffmpeg has them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media import ffmpeg
from svd_desktop.media.codecs import Codec
from svd_desktop.media.encoding import encode
from svd_desktop.media.hardware import HARDWARE, HARDWARE_ENCODERS, by_encoder
from svd_desktop.media.own_presets import OwnPreset
from svd_desktop.media.presets import PRESETS, VideoPreset
from svd_desktop.media.trials import try_presets, why_not

ALL = [(name, codec) for name, codecs in HARDWARE.items() for codec in codecs]
HERE = [(name, codec) for name, codec in ALL if codec.encoder in ffmpeg.encoders()]
# Of ffmpeg itself or of every encoder; `-h encoder=` prints only an encoder's own.
COMMON = {"-b:v", "-g", "-bf", "-global_quality", "-q:v", "-tag:v", "-init_hw_device",
          "-filter_hw_device"}  # fmt: skip
# Stands for an ffmpeg on a machine with a GPU: what it is to encode in hardware x264 encodes, from
# the frames that the filters had made for the GPU.
WITH_GPU = """
import os, sys
arguments = sys.argv[1:]
at, container = arguments.index("-c:v") + 1, arguments.index("-movflags")
if arguments[at] not in {names}:
    sys.exit("This GPU has no " + arguments[at])
filters = arguments.index("-vf") + 1
arguments[filters] = arguments[filters].removesuffix(",hwupload")
arguments[at:container] = ["libx264", "-pix_fmt", "yuv420p"]
os.execv({real!r}, [{real!r}, *arguments])
"""


def ids(case: object) -> str:
    return case.encoder if isinstance(case, Codec) else str(case)


@pytest.fixture
def with_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An ffmpeg whose encoders in GPUs work, but for those of AMD."""
    names = sorted(name for name in HARDWARE_ENCODERS if "amf" not in name)
    program = tmp_path / "ffmpeg"
    script = WITH_GPU.format(real=ffmpeg.ffmpeg_path(), names=names)
    program.write_text(f"#!{sys.executable}\n{script}")
    program.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(program))
    yield


def frames() -> np.ndarray:
    return np.zeros((2, 64, 64, 3), np.uint8)


@pytest.mark.parametrize(
    ("encoder", "words"),
    [
        ("h264_nvenc", "Cannot load libcuda.so.1"),
        ("h264_qsv", "Error creating a MFX session"),
        ("h264_vaapi", "Device creation failed"),
        ("h264_amf", "libamfrt64.so.1 failed to open"),
        ("h264_videotoolbox", "Unknown encoder 'h264_videotoolbox'"),
    ],
)
def test_without_a_gpu_the_trial_has_ffmpegs_own_words(encoder: str, words: str) -> None:
    why = why_not(by_encoder()["h264-review", encoder])
    if why or encoder == "h264_videotoolbox":  # the others may work where this test runs
        assert why.removeprefix("DLL ").startswith(words)
    assert "0x" not in why, "an address is another one in every trial"


def test_an_export_without_the_gpu_says_what_helps_and_leaves_nothing(tmp_path: Path) -> None:
    own = OwnPreset("mine", "h265", encoder="hevc_videotoolbox").preset()
    with pytest.raises(SvdError) as failed:
        encode(own, frames(), Fraction(25), tmp_path / "clip", {})
    assert failed.value.reason.kind == "encoder"
    assert "Unknown encoder 'hevc_videotoolbox'" in failed.value.reason.message
    assert failed.value.reason.remedy == (
        "The encoder hevc_videotoolbox needs a GPU; choose a preset without it."
    )
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("Error submitting video frame to the encoder: Input/output error", "encoder",
         "hevc_vaapi does not work: input/output error."),
        ("[out#0] No space left on device", "disk", "no space left on device"),
    ],
)  # fmt: skip
def test_a_gpu_that_fails_is_not_called_a_damaged_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, kind: str, said: str
) -> None:
    program = tmp_path / "ffmpeg"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit({words!r})\n")
    program.chmod(0o755)
    monkeypatch.setattr(ffmpeg, "ffmpeg_path", lambda: str(program))
    preset = by_encoder()["h265", "hevc_vaapi"]
    with pytest.raises(SvdError) as failed:
        encode(preset, frames(), Fraction(25), tmp_path / "clip", {})
    assert failed.value.reason.kind == kind
    assert said in failed.value.reason.message


def test_where_trials_work_they_are_offered_and_the_others_not(with_gpu: None) -> None:
    presets = {names: preset for names, preset in by_encoder().items() if names[0] != "av1"}
    tried = try_presets({names: p for names, p in presets.items() if "lib" not in names[1]})
    working = {encoder for (_, encoder), why in tried.items() if not why}
    assert working == {
        "h264_nvenc", "h264_qsv", "h264_vaapi", "h264_videotoolbox",
        "hevc_nvenc", "hevc_qsv", "hevc_vaapi", "hevc_videotoolbox",
    }  # fmt: skip
    assert tried["h264-edit", "h264_amf"] == "This GPU has no h264_amf."


def test_an_own_preset_is_encoded_by_its_gpu(with_gpu: None, tmp_path: Path) -> None:
    own = OwnPreset("mine", "h264-edit", encoder="h264_vaapi", quality=12).preset()
    encode(own, frames(), Fraction(25), tmp_path / "clip.mov", {})
    with av.open(str(tmp_path / "clip.mov")) as film:
        assert sum(1 for _ in film.decode(video=0)) == 2


def test_each_family_can_make_what_it_should() -> None:
    families = {"nvenc", "qsv", "vaapi", "amf", "videotoolbox"}
    for name in ("h264-review", "h264-edit", "h265"):
        assert {codec.encoder.split("_")[1] for codec in HARDWARE[name]} == families
    assert {codec.encoder.split("_")[1] for codec in HARDWARE["av1"]} == families - {"videotoolbox"}


def test_only_presets_with_a_choice_are_tried_by_encoder() -> None:
    names = {name for name, _ in by_encoder()}
    assert names == {"h264-review", "h264-edit", "h265", "av1"}
    assert ("av1", "librav1e") in by_encoder()


@pytest.mark.parametrize(("name", "codec"), HERE, ids=ids)
def test_every_option_and_its_value_is_one_that_ffmpeg_prints(name: str, codec: Codec) -> None:
    printed = help_of(codec.encoder)
    for option, value in zip(codec.arguments[::2], codec.arguments[1::2], strict=True):
        if option in COMMON:
            continue
        own = options_in(printed)[option.removesuffix(":v")]
        if value.isdigit():
            least, most = re.findall(r"\(from (\S+) to (\S+)\)", own)[0]
            assert int(least) <= int(value) <= (int(most) if most.isdigit() else 2**31)
        else:
            assert re.search(rf"^     {re.escape(value)} ", own, re.MULTILINE), (option, value)


@pytest.mark.parametrize(("name", "codec"), HERE, ids=ids)
def test_a_dials_range_is_inside_that_of_its_option(name: str, codec: Codec) -> None:
    assert codec.dial
    assert codec.value is not None
    assert codec.dial.least <= codec.value <= codec.dial.most
    for option in codec.dial.options:
        turned = codec.at(codec.dial.most).arguments
        assert turned[turned.index(option) + 1] == str(codec.dial.most)
        if option not in COMMON:
            least, most = re.findall(
                r"\(from (\S+) to (\S+)\)", options_in(help_of(codec.encoder))[option]
            )[0]
            assert int(least) <= codec.dial.least
            assert codec.dial.most == int(most)


@pytest.mark.parametrize(("name", "codec"), HERE, ids=ids)
def test_the_pixel_format_is_one_that_the_encoder_takes(name: str, codec: Codec) -> None:
    (formats,) = re.findall(r"Supported pixel formats: (.*)", help_of(codec.encoder))
    assert ("vaapi" if codec.uploads else codec.pixel_format) in formats.split()
    origin = PRESETS[name]
    assert isinstance(origin, VideoPreset)
    ten_bit = origin.pixel_format.endswith("10le")
    assert codec.pixel_format == ("p010le" if ten_bit else "nv12")


@pytest.mark.parametrize(("name", "codec"), ALL, ids=ids)
def test_frames_are_uploaded_after_they_are_tagged(name: str, codec: Codec) -> None:
    origin = PRESETS[name]
    assert isinstance(origin, VideoPreset)
    arguments = origin.arguments(codec)
    filters = arguments[arguments.index("-vf") + 1]
    assert f"format={codec.pixel_format},setparams=" in filters
    assert filters.endswith(",hwupload") == ("vaapi" in codec.encoder)


@pytest.mark.parametrize(("name", "codec"), ALL, ids=ids)
def test_for_editing_every_frame_stands_alone(name: str, codec: Codec) -> None:
    assert (codec.arguments[-4:] == ("-g", "1", "-bf", "0")) == (name == "h264-edit")


def help_of(encoder: str) -> str:
    command = [ffmpeg.ffmpeg_path(), "-hide_banner", "-h", f"encoder={encoder}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def options_in(printed: str) -> dict[str, str]:
    """Each option's line and those of its named values."""
    found = re.split(r"^  (?=-)", printed, flags=re.MULTILINE)[1:]
    return {text.split()[0]: text for text in found}
