"""Events cross the process boundary unharmed, and nothing else passes for one."""

import json

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    LAST,
    Cancelled,
    Failed,
    Finished,
    Paused,
    Preview,
    Progress,
    Started,
    SteppedDown,
    Waiting,
    decode,
    encode,
)

EVENTS = [
    Waiting("job", "the window (process 7)"),
    Started("job", "cpu", {"decode_chunk": 8, "residency": "resident"}),
    Progress("job", "denoise", 3, 25, 12.5, 2**40),
    Progress("job", "load", 0, 1, None, 0),
    SteppedDown("job", "offload", "Ran out of memory and went on as offload."),
    Preview("job", "/takes/.job.part/Straße \N{ROCKET}\n.jpg"),
    Finished("job", "/takes/clip", {"load": 1.5}, 7, {"device": "cpu"}, ("/a.mp4", "/a.json")),
    Finished("job", "/takes/clip", {}, 7, {}),
    Failed("job", Reason("memory", "It does not fit.", "Use a smaller size.")),
    Cancelled("job"),
    Paused("job", 4),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_arrives_as_it_was_sent(event):
    assert decode(encode(event)) == event


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_one_line_with_its_name(event):
    line = encode(event)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["event"].replace("_", "") == type(event).__name__.lower()


@pytest.mark.parametrize(
    "line",
    [
        "", "\n", "null", "7", "[]", '"started"', "{}", "{", "hello", "\ufffd\ufffd",
        '{"event": "unheard of", "job": "a"}',
        '{"event": ["started"]}',
        '{"event": null}',
        '{"event": "cancelled"}',
        '{"event": "cancelled", "job": "a", "more": 1}',
        '{"event": "failed", "job": "a"}',
        '{"event": "failed", "job": "a", "reason": "broken"}',
        '{"event": "failed", "job": "a", "reason": {"kind": "model"}}',
        '{"event": "finished", "job": "a", "take": "/t", "seconds": {}, "files": 3}',
        '{"event": "progress", "job": "a", "stage": "denoise"',
    ],
)  # fmt: skip
def test_anything_else_is_no_event(line):
    with pytest.raises(ValueError, match="not an event"):
        decode(line)


def test_a_long_line_is_cut_in_the_message():
    with pytest.raises(ValueError, match="not an event") as caught:
        decode("x" * 10_000)
    assert len(str(caught.value)) < 300


def test_four_events_end_a_job():
    assert set(LAST) == {Finished, Failed, Cancelled, Paused}


def test_a_name_of_two_words_is_joined_by_an_underscore():
    assert json.loads(encode(SteppedDown("job", "offload", "")))["event"] == "stepped_down"
