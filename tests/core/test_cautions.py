"""What is said outside of what a model was trained for; within it nothing is."""

from __future__ import annotations

import pytest

from svd_desktop.core.cautions import cautions_for
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.models.catalogue import embedded, published

XT = published()["svd-xt"]
XT_1_1 = published()["svd-xt-1-1"]
MINI = embedded()["svd-mini"]


def told(model=XT, **changes):
    """What is warned of, by parameter, with the model's own settings but for `changes`."""
    values = {name: getattr(model, name, p.default) for name, p in PARAMETERS.items()}
    cautions = cautions_for({**values, "decode_chunk": 0, **changes}, model)
    return {caution.parameter: caution.message for caution in cautions}


@pytest.mark.parametrize("model", [*published().values(), MINI], ids=lambda model: model.name)
def test_a_models_own_settings_are_never_warned_of(model):
    assert told(model) == {}


@pytest.mark.parametrize(
    "changes, parameter, words",
    [
        ({"frames": 14}, "frames", "trained for 25 frames"),
        ({"width": 768, "height": 768}, "height", "trained at 1024x576"),
        ({"width": 1000}, "width", "a multiple of 64: 960 or 1024"),
        ({"steps": 4}, "steps", "from 10 to 40"),
        ({"max_guidance": 8}, "max_guidance", "from 1 to 4"),
        ({"noise_aug_strength": 0.6}, "noise_aug_strength", "from 0 to 0.3"),
        ({"motion_bucket_id": 210}, "motion_bucket_id", "raise the noise"),
        ({"decode_chunk": 1}, "decode_chunk", "flicker"),
    ],
)
def test_what_leaves_the_trained_range_is_warned_of_at_its_row(changes, parameter, words):
    assert words in told(**changes)[parameter]


def test_much_motion_with_the_noise_that_belongs_to_it_is_fine():
    assert told(motion_bucket_id=210, noise_aug_strength=0.1) == {}


def test_a_model_tuned_at_one_rate_says_so_and_others_take_any():
    assert "tuned at 6" in told(XT_1_1, fps=7)["fps"]
    assert "tuned at 127" in told(XT_1_1, motion_bucket_id=60)["motion_bucket_id"]
    assert told(XT, fps=12) == {}


def test_a_side_of_the_models_own_is_no_fault_though_64_does_not_divide_it():
    """svd-mini is 144 pixels high."""
    assert "width" in told(MINI, width=264)
    assert told(MINI, width=320).keys() == {"height"}  # of another size, and nothing of 64


def test_the_least_side_is_offered_no_smaller_one():
    assert "64 or 128" in told(width=72)["width"]
