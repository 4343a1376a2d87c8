"""The table of parameters agrees with itself and with the request."""

from dataclasses import fields

import pytest

from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import RenderRequest

EVERY = pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)


def test_every_number_of_a_request_is_in_the_table():
    assert set(PARAMETERS) == {item.name for item in fields(RenderRequest)} - {
        "source", "model", "framing", "schedule", "guidance_interval", "computing",
    }  # fmt: skip


@EVERY
def test_the_default_is_in_the_range(parameter):
    assert parameter.minimum <= parameter.default <= parameter.maximum


@EVERY
def test_the_usual_range_is_in_the_range(parameter):
    least, most = parameter.usual or (parameter.minimum, parameter.maximum)
    assert parameter.minimum <= least < most <= parameter.maximum


@EVERY
def test_each_has_a_label_and_a_sentence(parameter):
    assert parameter.label
    assert parameter.help.endswith(".")


def test_the_guides_defaults_are_the_tables():
    """diffusers' guide and StableVideoDiffusionPipeline.__call__."""
    guide = {
        "motion_bucket_id": 127, "noise_aug_strength": 0.02, "fps": 7, "steps": 25,
        "min_guidance": 1.0, "max_guidance": 3.0, "width": 1024, "height": 576, "decode_chunk": 8,
    }  # fmt: skip
    assert {name: PARAMETERS[name].default for name in guide} == guide


def test_what_is_counted_is_whole():
    fractions = {name for name, parameter in PARAMETERS.items() if not parameter.whole}
    assert fractions == {"noise_aug_strength", "min_guidance", "max_guidance"}
