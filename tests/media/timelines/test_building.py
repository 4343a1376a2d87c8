"""Timelines of clips as they are on disk."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media.encoding import encode
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.presets import PRESETS
from svd_desktop.media.timelines.building import build_timeline
from tests.made import request, take


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mkv"
    with MasterWriter(path, 64, 48, Fraction(24000, 1001)) as writer:
        writer.write(np.zeros((5, 48, 64, 3), np.uint8))
    return path


def test_no_take_is_refused():
    with pytest.raises(SvdError, match="needs a take"):
        build_timeline("cut", Fraction(25), [])


def test_a_file_that_is_no_film_is_named(tmp_path):
    (tmp_path / "a.mov").write_bytes(b"no film")
    with pytest.raises(SvdError, match=r"a\.mov is no film"):
        build_timeline("cut", Fraction(25), [(take(), tmp_path / "a.mov")])


def test_handles_that_leave_nothing_are_refused_with_the_most_that_do(film):
    with pytest.raises(SvdError, match="Use 2 or fewer"):
        build_timeline("cut", Fraction(25), [(take(), film)], handles=3)


def test_rate_size_and_frames_are_those_of_the_file(film):
    built = build_timeline("cut", Fraction(25), [(take(), film)], handles=1)
    (clip,) = built.clips
    assert (clip.name, clip.media, clip.rate) == ("film.mkv", film, Fraction(24000, 1001))
    assert (clip.width, clip.height, clip.frames, clip.first, clip.end) == (64, 48, 5, 1, 4)
    assert (built.width, built.height) == (64, 48)
    assert build_timeline("cut", Fraction(25), [(take(), film)], size=(1920, 1080)).width == 1920


@pytest.mark.parametrize("preset", ["h264-review", "prores-422-proxy", "ffv1", "dnxhr-hqx-mxf"])
def test_the_reel_is_found_wherever_the_container_has_it(tmp_path, preset):
    path = tmp_path / f"clip{PRESETS[preset].suffix}"
    frames = np.zeros((2, 128, 256, 3), np.uint8)
    encode(PRESETS[preset], frames, Fraction(25), path, {"reel_name": "Rolle 1"})
    assert build_timeline("cut", Fraction(25), [(take(), path)]).clips[0].reel == "Rolle 1"


def test_notes_say_the_settings_in_letters_that_every_format_takes(film):
    made = take(request=replace(request(), source="/p/Grüße\n\ud800\ufffe한글.png", steps=9))
    (clip,) = build_timeline("cut", Fraction(25), [(made, film)]).clips
    assert clip.notes.startswith("Grüße___한글.png, model svd-mini, seed 42, 9 steps, ")
    assert clip.request == made.request.to_json()
