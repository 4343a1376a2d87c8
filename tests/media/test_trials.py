"""Trials tell presets that work from those that this ffmpeg lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svd_desktop.media import encoding, trials
from svd_desktop.media.presets import PRESETS, Codec
from svd_desktop.media.trials import try_presets

LACKING = Codec("libbetamax")


def test_an_encoder_that_ffmpeg_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    presets = {"png": PRESETS["png"], "av1": replace(PRESETS["av1"], codecs=(LACKING,))}
    monkeypatch.setattr(trials, "PRESETS", presets)
    found = try_presets()
    assert found["png"] == ""
    assert "libbetamax" in found["av1"]


def test_another_encoder_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    av1 = PRESETS["av1"]
    monkeypatch.setattr(trials, "PRESETS", {"av1": replace(av1, codecs=(LACKING, *av1.codecs))})
    assert try_presets() == {"av1": ""}


@pytest.mark.parametrize("codec", PRESETS["av1"].codecs, ids=lambda codec: codec.encoder)
def test_each_encoder_of_av1_works_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, codec: Codec
) -> None:
    assert codec.encoder in encoding.encoders()
    monkeypatch.setattr(trials, "PRESETS", {"av1": replace(PRESETS["av1"], codecs=(codec,))})
    assert try_presets() == {"av1": ""}
