"""The panel's values: always valid, with the model's defaults."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from svd_desktop.app.clip_settings import MAX_VARIATIONS, ClipSettings
from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import Computing
from tests.made import request as made

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


def test_variations_are_made_of_each_picture_with_seeds_of_their_own(
    settings: ClipSettings,
) -> None:
    settings.set_variations(3)
    requests = settings.requests([A, B])
    assert [request.source for request in requests] == [str(A)] * 3 + [str(B)] * 3
    assert len({request.seed for request in requests}) == 6


def test_variations_of_a_fixed_seed_are_the_seeds_after_it(settings: ClipSettings) -> None:
    settings.set_variations(3)
    settings.set_random_seed(False)
    settings.set("seed", 2**32 - 2)
    seeds = [request.seed for request in settings.requests([A, B])]
    assert seeds == [2**32 - 2, 2**32 - 1, 0] * 2


@pytest.mark.parametrize(("asked", "taken"), [(0, 1), (10**9, MAX_VARIATIONS)])
def test_variations_stay_within_reason(settings: ClipSettings, asked: int, taken: int) -> None:
    settings.set_variations(asked)
    assert len(settings.requests([A])) == taken


def test_align_your_steps_brings_its_ten_steps_and_takes_them_away(
    settings: ClipSettings,
) -> None:
    settings.set_schedule("ays")
    assert settings.requests([A])[0].steps == 10
    settings.set("steps", 30)
    assert settings.requests([A])[0].schedule == "karras"
    settings.set_schedule("ays")
    settings.set_schedule("karras")
    assert settings.is_default("steps")


def test_another_model_with_align_your_steps_is_still_a_valid_request(
    settings: ClipSettings,
) -> None:
    settings.models["ten"] = replace(settings.model, name="ten", steps=10)
    settings.set_schedule("ays")
    settings.set_model("ten")
    settings.set_model("svd-xt")
    settings.requests([A])


def test_low_medium_and_high_are_known_by_their_numbers(settings: ClipSettings) -> None:
    assert settings.motion == "medium"
    settings.set_motion("high")
    assert (settings.value("motion_bucket_id"), settings.value("noise_aug_strength")) == (200, 0.1)
    settings.set("noise_aug_strength", 0.2)
    assert settings.motion is None


def test_an_interval_whose_ends_cross_is_not_taken(settings: ClipSettings) -> None:
    settings.set_guidance_interval((1.0, 20.0))
    settings.set_guidance_interval((30.0, 20.0))
    assert settings.requests([A])[0].guidance_interval == (1.0, 20.0)
    settings.set_guidance_interval(None)
    assert settings.requests([A])[0].guidance_interval is None


def test_a_clips_request_comes_back_whole(settings: ClipSettings) -> None:
    clip = made(
        source=str(A), model="svd-xt", width=512, height=320, frames=20, steps=10, seed=7, fps=12,
        motion_bucket_id=20, noise_aug_strength=0.3, min_guidance=1.5, max_guidance=2.5,
        decode_chunk=3, schedule="ays", guidance_interval=(2.0, 9.0),
        computing=Computing(exact=True, memory="offload", compile="off"),
    )  # fmt: skip
    settings.set_variations(4)
    settings.load(clip)
    assert settings.requests([A]) == [clip]


def test_a_clip_of_a_model_that_is_not_here_keeps_the_chosen_one(settings: ClipSettings) -> None:
    before = settings.model
    settings.load(made(model="/somewhere/else", frames=5))
    assert settings.model == before
    assert settings.value("frames") == 5


def test_values_in_part_leave_the_rest(settings: ClipSettings) -> None:
    settings.set("fps", 12)
    settings.take({"steps": 10, "schedule": "ays"})
    (request,) = settings.requests([A])
    assert (request.fps, request.steps, request.schedule) == (12, 10, "ays")


def test_values_that_are_no_request_change_nothing(settings: ClipSettings) -> None:
    before = settings.to_json()
    with pytest.raises(SvdError, match="frames cannot be"):
        settings.take({"fps": 12, "frames": 4000})
    assert settings.to_json() == before


def test_what_changed_is_told_once_for_each(settings: ClipSettings) -> None:
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.take({**settings.to_json(), "fps": 12, "schedule": "ays", "steps": 10})
    assert sorted(told) == ["fps", "schedule", "steps"]


def test_the_defaults_are_the_models(settings: ClipSettings) -> None:
    settings.set_model("svd-xt")
    plain = settings.to_json()
    settings.set("fps", 12)
    settings.set_schedule("ays")
    settings.set_computing(exact=True)
    assert settings.defaults() == plain
    settings.take(settings.defaults())
    assert settings.to_json() == plain


def test_another_model_keeps_no_number_that_does_not_go_with_its_own(
    settings: ClipSettings,
) -> None:
    settings.set_model("svd-xt")
    settings.set("decode_chunk", 20)
    settings.set_model("svd-mini")  # of 14 frames
    (request,) = settings.requests([A])
    assert request.decode_chunk is None


def test_what_is_kept_goes_with_a_model_that_comes_later(settings: ClipSettings) -> None:
    settings.set_model("svd-xt")
    settings.set("decode_chunk", 20)
    settings.set("width", settings.models["svd-mini"].width)
    again = ClipSettings()
    again.restore(settings.kept())
    again.add_models([settings.model])
    again.set_model("svd-xt")
    assert again.to_json() == settings.to_json()
    assert again.is_default("frames")


def test_of_a_model_that_is_gone_nothing_of_its_own_is_left(settings: ClipSettings) -> None:
    settings.set_model("svd-xt")
    settings.set("fps", 12)
    again = ClipSettings()
    again.restore(settings.kept())
    untouched = ClipSettings()
    untouched.set("fps", 12)
    assert again.to_json() == untouched.to_json()


def test_kept_numbers_that_cross_fall_back(settings: ClipSettings) -> None:
    settings.restore({"min_guidance": 5, "max_guidance": 2, "frames": 6, "decode_chunk": 9})
    assert (settings.value("min_guidance"), settings.value("max_guidance")) == (1, 2)
    assert (settings.value("frames"), settings.value("decode_chunk")) == (6, 0)
