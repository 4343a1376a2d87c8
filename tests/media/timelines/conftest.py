"""Timelines of clips that were exported from takes, and of clips that are only described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.media.timelines.description import Clip, Timeline
from tests.made import request

NAME = "Grüße & <한글> Nr. 1.mov"


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    """Ten frames at 25, of which six are used, in a folder that no format takes as it is."""
    made = request(source="/p/Grüße & <한글>.png")
    return Clip(
        NAME, tmp_path / "clips & 100% #1" / NAME, 1024, 576, Fraction(25), 10, 2, 8,
        "Rolle 한글/0815-A", "Grüße & <한글>.png, seed 42", made.to_json(),
    )  # fmt: skip


@pytest.fixture
def timeline(clip: Clip) -> Timeline:
    """Two clips of one size and the first again, three frames apart."""
    second = replace(
        clip, name="b.mov", media=clip.media.with_name("b.mov"), reel="", first=0, end=10
    )
    return Timeline("Schnitt & 편집", Fraction(25), 1920, 1080, (clip, second, clip), 3)


@pytest.fixture
def at_rates(clip: Clip) -> Callable[[Fraction, Fraction], Timeline]:
    """A timeline of one rate with a clip of another."""

    def make(rate: Fraction, clip_rate: Fraction) -> Timeline:
        return Timeline("cut", rate, 1024, 576, (replace(clip, rate=clip_rate),))

    return make
