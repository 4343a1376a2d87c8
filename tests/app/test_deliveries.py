"""What clips become, kept in the settings and read with care."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from svd_desktop.app.deliveries import keepable, kept_delivery
from svd_desktop.core.edits import Edit
from svd_desktop.core.jobs import Delivery, Extension

CHOSEN = Delivery(
    "/clips", ("gif", "png"), Fraction(24000, 1001), edit=Edit(trim=(2, 5), loops=2),
    template="{seed}", places={"gif": "/pages"},
)  # fmt: skip


@pytest.mark.parametrize(
    "kept",
    [
        {}, {"presets": 1}, {"presets": [1]}, {"presets": ["gif"]}, {"folder": 3, "presets": []},
        {**CHOSEN.to_json(), "rate": "fast"}, {**CHOSEN.to_json(), "edit": {"loops": 0}},
        {**CHOSEN.to_json(), "places": ["gif"]}, {**CHOSEN.to_json(), "edit": []},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_the_programs_own(kept) -> None:
    assert kept_delivery(kept, "/usual") == Delivery("/usual")


def test_a_choice_comes_back_as_it_was() -> None:
    assert kept_delivery(keepable(CHOSEN, "/usual"), "/usual") == CHOSEN


def test_the_usual_folder_stays_the_usual_one_wherever_that_will_be() -> None:
    kept = keepable(replace(CHOSEN, folder="/usual"), "/usual")
    assert kept_delivery(kept, "/moved").folder == "/moved"


def test_an_extension_is_no_choice() -> None:
    kept = replace(CHOSEN, extends=Extension("boat", 3)).to_json()
    assert kept_delivery(kept, "/usual").extends is None
