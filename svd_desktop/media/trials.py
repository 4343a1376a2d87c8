"""Which presets work with this ffmpeg: each encodes two frames."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from svd_desktop.core.errors import SvdError
from svd_desktop.media.encoding import encode
from svd_desktop.media.presets import PRESETS, AnyPreset, obstacle

SIZE, RATE = (256, 128), Fraction(25)  # which no preset refuses


def try_presets() -> dict[str, str]:
    """For each preset by its name why it does not work; an empty text where it does.

    Builds of ffmpeg differ: some have no AV1, some no VP9. Takes about two seconds.
    """
    with TemporaryDirectory() as folder:
        return {name: _trial(preset, Path(folder) / name) for name, preset in PRESETS.items()}


def _trial(preset: AnyPreset, target: Path) -> str:
    width, height = SIZE
    assert obstacle(preset, width, height, RATE) is None
    try:
        encode(preset, np.zeros((2, height, width, 3), np.uint8), RATE, target, {})
    except SvdError as error:
        return error.reason.message
    return ""
