"""Named sets: a draft and the same clip in full, and how much motion."""

import pytest

from svd_desktop.core.cautions import cautions_for
from svd_desktop.core.parameter_sets import MOTIONS, SETS, in_full, is_draft
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import Computing, Framing
from svd_desktop.models.catalogue import published
from tests.made import request

CHOSEN = {
    "source": "/pictures/cat.jpg", "width": 128, "height": 72, "frames": 5, "seed": 7, "fps": 12,
    "motion_bucket_id": 20, "noise_aug_strength": 0.1, "max_guidance": 2.0, "decode_chunk": 3,
    "framing": Framing("pad", background="#202020"), "computing": Computing(memory="offload"),
}  # fmt: skip


def test_a_draft_in_full_is_the_same_clip_with_the_models_own_steps():
    draft = request(**CHOSEN, **SETS["draft"], guidance_interval=(1.0, 20.0))
    assert in_full(draft, 25) == request(**CHOSEN, steps=25)


@pytest.mark.parametrize("approximate", [SETS["draft"], {"guidance_interval": (1.0, 20.0)}])
def test_whatever_is_approximate_makes_a_draft_and_in_full_it_is_none(approximate):
    draft = request(**{**CHOSEN, **approximate})
    assert is_draft(draft)
    assert not is_draft(in_full(draft, 25))


def test_in_full_has_nothing_approximate():
    full = in_full(request(**SETS["draft"], guidance_interval=(0.0, 20.0)), 4)
    assert (full.schedule, full.steps, full.guidance_interval) == ("karras", 4, None)


def test_what_is_in_full_stays_as_it_is():
    assert in_full(request(steps=25), 25) == request(steps=25)


@pytest.mark.parametrize("motion", MOTIONS)
def test_low_medium_and_high_motion_are_within_what_svd_was_trained_for(motion):
    model = published()["svd-xt"]
    values = {name: getattr(model, name, p.default) for name, p in PARAMETERS.items()}
    assert cautions_for({**values, **MOTIONS[motion]}, model) == []


def test_medium_motion_is_every_published_models_own():
    for model in published().values():
        assert {key: getattr(model, key) for key in MOTIONS["medium"]} == MOTIONS["medium"]
