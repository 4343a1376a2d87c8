"""Trials tell presets that work from those that this ffmpeg lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.media import encoding, trials
from svd_desktop.media.codecs import Codec
from svd_desktop.media.hardware import by_encoder
from svd_desktop.media.presets import PRESETS
from svd_desktop.media.trials import try_presets, why_not

LACKING = Codec("libbetamax")
AV1 = PRESETS["av1"]


def test_an_encoder_that_ffmpeg_lacks_is_named() -> None:
    found = try_presets({"png": PRESETS["png"], "av1": replace(AV1, codecs=(LACKING,))})
    assert found["png"] == ""
    assert found["av1"].startswith("Unknown encoder 'libbetamax'")


def test_a_full_disk_is_no_fault_of_the_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise SvdError("disk", "The disk is full.", "Free some space.")

    monkeypatch.setattr(trials, "encode", full)
    with pytest.raises(SvdError, match="The disk is full"):
        try_presets({"av1": AV1})
    gpu = by_encoder()["av1", "av1_vaapi"]
    assert try_presets({"av1": gpu}) == {"av1": "The disk is full."}, "it may be the GPU's device"


def test_another_encoder_stands_in() -> None:
    assert why_not(replace(AV1, codecs=(LACKING, *AV1.codecs))) == ""


@pytest.mark.parametrize("codec", AV1.codecs, ids=lambda codec: codec.encoder)
def test_each_encoder_of_av1_works_where_there_is_one(codec: Codec) -> None:
    assert codec.encoder in encoding.encoders()
    assert why_not(replace(AV1, codecs=(codec,))) == ""


def test_a_gpu_is_tried_with_frames_of_a_films_size(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = []
    monkeypatch.setattr(trials, "encode", lambda _, frames, *rest: shapes.append(frames.shape))
    try_presets({"gpu": by_encoder()["av1", "av1_amf"], "software": AV1})
    assert shapes == [(2, 576, 1024, 3), (2, 128, 256, 3)]
