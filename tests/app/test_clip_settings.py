"""The panel's values: always valid, with the model's defaults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import Framing

A, B = Path("/pictures/a.jpg"), Path("/pictures/b.jpg")


@pytest.fixture
def settings(qapp: object) -> ClipSettings:
    settings = ClipSettings()
    xt = replace(
        settings.model, name="svd-xt", title="SVD-XT", frames=25, width=1024, height=576, steps=25
    )
    settings.models = {**settings.models, "svd-xt": xt}
    return settings


def test_untouched_settings_are_the_models(settings: ClipSettings) -> None:
    (request,) = settings.requests([A])
    model = settings.model
    assert (request.model, request.source) == (model.name, str(A))
    assert (request.width, request.height) == (model.width, model.height)
    assert (request.frames, request.steps, request.fps) == (model.frames, model.steps, model.fps)
    assert request.decode_chunk is None


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", [-1e12, 1e12, 0.123456])
def test_whatever_is_set_the_request_is_valid(
    settings: ClipSettings, name: str, value: float
) -> None:
    settings.random_seed = False
    settings.set(name, value)
    settings.requests([A])


def test_guidance_that_would_cross_moves_its_other_end(settings: ClipSettings) -> None:
    settings.set("max_guidance", 3)
    settings.set("min_guidance", 5)
    assert settings.value("max_guidance") == 5
    settings.set("max_guidance", 2)
    assert settings.value("min_guidance") == 2


def test_the_decode_chunk_stays_within_the_frames(settings: ClipSettings) -> None:
    settings.set("decode_chunk", 10)
    settings.set("frames", 4)
    assert settings.value("decode_chunk") == 4
    settings.set("decode_chunk", 9)
    assert settings.value("decode_chunk") == 4


def test_another_model_brings_its_defaults_and_leaves_what_was_changed(
    settings: ClipSettings,
) -> None:
    settings.set("motion_bucket_id", 40)
    settings.set_model("svd-xt")
    assert settings.value("frames") == 25
    assert settings.value("motion_bucket_id") == 40
    settings.reset("motion_bucket_id")
    assert settings.is_default("motion_bucket_id")


def test_an_unknown_model_in_the_settings_changes_nothing(settings: ClipSettings) -> None:
    before = settings.model
    settings.set_model("gone")
    assert settings.model == before


def test_random_seeds_differ_and_a_fixed_one_is_kept(settings: ClipSettings) -> None:
    one, other = settings.requests([A, B])
    assert one.seed != other.seed
    settings.set_random_seed(False)
    settings.set("seed", 2**32 - 1)
    assert [request.seed for request in settings.requests([A, B])] == [2**32 - 1] * 2


def test_the_framing_goes_into_the_request(settings: ClipSettings) -> None:
    settings.set_framing("pad")
    assert settings.requests([A])[0].framing.mode == "pad"


def test_another_clips_settings_come_over_whatever_was_set_before(settings: ClipSettings) -> None:
    (asked,) = settings.requests([A])
    asked = asked.with_(
        frames=20, decode_chunk=16, min_guidance=5.0, max_guidance=6.0, seed=7,
        framing=Framing("pad"),
    )  # fmt: skip
    settings.set("max_guidance", 2)
    settings.set("frames", 4)
    settings.load(asked)
    (again,) = settings.requests([A])
    assert again == asked
