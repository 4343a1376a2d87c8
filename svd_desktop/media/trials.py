"""Which presets work with this ffmpeg and on this machine: each encodes two frames."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from svd_desktop.core.errors import SvdError
from svd_desktop.media.encoding import encode
from svd_desktop.media.presets import AnyPreset, VideoPreset, obstacle

SIZE, RATE = (256, 128), Fraction(25)  # which no preset refuses
GPU_SIZE = (1024, 576)  # some encoders in GPUs refuse small frames
_TRIAL = "trial"  # what the files are called
Name = TypeVar("Name", bound=Hashable)


def try_presets(presets: Mapping[Name, AnyPreset]) -> dict[Name, str]:
    """For each preset, under its own key, why it does not work; an empty text where it does.

    Builds of ffmpeg differ: some have no AV1, some no VP9. Raises SvdError of kind `disk` or
    OSError when a disk, not a preset, is to blame. The 19 built-in ones took three seconds on two
    busy cores, as did the 25 encoders among which some of them have a choice.
    """
    return {name: why_not(preset) for name, preset in presets.items()}


def why_not(preset: AnyPreset) -> str:
    """Why this preset does not work, in ffmpeg's own words; an empty text when it does."""
    gpu = needs_gpu(preset)
    width, height = GPU_SIZE if gpu else SIZE
    assert obstacle(preset, width, height, RATE) is None
    with TemporaryDirectory() as folder:
        try:
            frames = np.zeros((2, height, width, 3), np.uint8)
            encode(preset, frames, RATE, Path(folder) / _TRIAL, {})
        except SvdError as error:
            # Words such as "Permission denied" may be of the GPU's device.
            if error.reason.kind == "disk" and not gpu:
                raise
            return error.reason.message.removeprefix(f"ffmpeg could not write {_TRIAL}: ")
    return ""


def needs_gpu(preset: AnyPreset) -> bool:
    return isinstance(preset, VideoPreset) and any(codec.hardware for codec in preset.codecs)
