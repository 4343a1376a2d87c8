"""Which frames a clip shows, in which order, how often and how fast."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from svd_desktop.core.edits import Edit, check_edit, frame_order, frames_written, repeats
from svd_desktop.core.errors import SvdError

F = Fraction
NTSC = F(24000, 1001)


@pytest.mark.parametrize(
    "bad",
    [
        {"trim": (0, 3)}, {"trim": (4, 3)}, {"trim": (1.0, 3)}, {"trim": (1, 2, 3)},
        {"loops": 0}, {"loops": 101}, {"loops": 1.5}, {"loops": True},
        {"retime": "fast"}, {"upscale": 3}, {"upscale": 0},
    ],
)  # fmt: skip
def test_a_bad_edit_names_the_field_and_what_would_do(bad: dict[str, Any]) -> None:
    with pytest.raises(SvdError) as caught:
        Edit(**bad)
    assert next(iter(bad)) in caught.value.reason.message
    assert caught.value.reason.kind == "request"
    assert caught.value.reason.remedy


@pytest.mark.parametrize(
    ("edit", "rate", "said"),
    [
        (Edit(trim=(2, 15)), None, "14 frames"),
        (Edit(retime="even"), None, "need a rate"),
        (Edit(retime="smooth"), None, "need a rate"),
        (Edit(retime="smooth"), F(7), "above the clip's own 7"),
        (Edit(retime="smooth"), F(6000, 1001), "not 5.994"),
    ],
)
def test_an_edit_that_a_clip_cannot_have(edit: Edit, rate: Fraction | None, said: str) -> None:
    with pytest.raises(SvdError) as caught:
        check_edit(edit, 14, F(7), rate)
    assert said in caught.value.reason.sentence


def test_an_edit_that_a_clip_can_have() -> None:
    check_edit(Edit(trim=(2, 14), retime="smooth"), 14, F(7), NTSC)
    check_edit(Edit(retime="even"), 14, F(7), F(5))


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (Edit(), (0, 1, 2, 3, 4)),
        (Edit(trim=(2, 4)), (1, 2, 3)),
        (Edit(trim=(3, 3), ping_pong=True, loops=2), (2, 2)),
        (Edit(ping_pong=True), (0, 1, 2, 3, 4, 3, 2, 1)),
        (Edit(trim=(1, 2), ping_pong=True, loops=2), (0, 1, 0, 1)),
        (Edit(loops=2), (0, 1, 2, 3, 4, 0, 1, 2, 3, 4)),
    ],
)
def test_the_order_of_frames(edit: Edit, shown: tuple[int, ...]) -> None:
    assert frame_order(edit, 5) == shown


def test_no_frame_is_doubled_where_a_loop_turns() -> None:
    order = frame_order(Edit(ping_pong=True, loops=3), 25)
    assert all(abs(one - next_) == 1 for one, next_ in pairwise(order))
    assert abs(order[-1] - order[0]) == 1  # also where a player begins again


@pytest.mark.parametrize(
    ("rate", "times"),
    [
        (F(5), 1), (F(7), 1), (F(9), 1), (F(10), 2), (NTSC, 3), (F(24), 3), (F(25), 4),
        (F(30000, 1001), 4), (F(30), 4), (F(50), 7), (F(60), 9),
    ],
)  # fmt: skip
def test_even_repeats_come_nearest_to_the_clips_own_speed(rate: Fraction, times: int) -> None:
    assert repeats(F(7), rate) == times
    speeds = {n: max(rate / n / 7, 7 * n / rate) for n in range(1, 20)}
    assert speeds[times] == min(speeds.values())


def test_of_two_speeds_as_near_the_faster() -> None:
    assert repeats(F(1), F(2)) == 2
    assert repeats(F(4), F(4)) == 1
    low, high = repeats(F(10), F(1411, 100)), repeats(F(10), F(1415, 100))  # about 10 * sqrt(2)
    assert (low, high) == (1, 2)


@pytest.mark.parametrize(
    ("edit", "rate", "written"),
    [
        (Edit(), F(25), 14), (Edit(loops=3), F(25), 42), (Edit(retime="even"), F(25), 56),
        (Edit(retime="smooth"), F(25), 50), (Edit(retime="smooth"), NTSC, 48),
        (Edit(trim=(1, 8), ping_pong=True, retime="smooth"), F(30), 60),
    ],
)  # fmt: skip
def test_how_many_frames_a_file_has(edit: Edit, rate: Fraction, written: int) -> None:
    assert frames_written(edit, 14, F(7), rate) == written


def test_an_edit_comes_back_from_json() -> None:
    edit = Edit((2, 9), True, 3, "smooth", 2)
    assert Edit.from_json(json.loads(json.dumps(edit.to_json()))) == edit
    assert Edit.from_json({}) == Edit()
