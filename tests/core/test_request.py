"""A request is valid from the moment it is made, or says what would do."""

import json
import math

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import Computing, Framing, RenderRequest
from tests.made import request

# The other fields as wide as a value at its limit needs them.
WIDE = {"frames": 60, "min_guidance": 1.0, "max_guidance": 10.0}
WHOLE = [name for name, parameter in PARAMETERS.items() if parameter.whole]
FRACTIONS = [name for name, parameter in PARAMETERS.items() if not parameter.whole]


def refusal(**changes) -> str:
    with pytest.raises(SvdError) as caught:
        request(**{**WIDE, **changes})
    assert caught.value.reason.kind == "request"
    return caught.value.reason.sentence


@pytest.mark.parametrize(
    ("name", "below", "above", "remedy"),
    [
        ("motion_bucket_id", 0, 256, "Use 1 to 255."),
        ("noise_aug_strength", -0.01, 1.01, "Use 0 to 1."),
        ("frames", 0, 61, "Use 1 to 60."),
        ("fps", 4, 31, "Use 5 to 30."),
        ("steps", 0, 101, "Use 1 to 100."),
        ("min_guidance", 0.9, 10.1, "Use 1 to 10."),
        ("max_guidance", 0.9, 10.1, "Use 1 to 10."),
        ("decode_chunk", 0, 61, "Use 1 to 60."),
        ("width", 56, 2056, "Use 64 to 2048."),
        ("height", 56, 2056, "Use 64 to 2048."),
        ("seed", -1, 2**32, "Use 0 to 4294967295."),
    ],
)
def test_a_value_out_of_range_is_named_with_what_would_do(name, below, above, remedy):
    assert refusal(**{name: below}) == f"{name} cannot be {below!r}. {remedy}"
    assert refusal(**{name: above}) == f"{name} cannot be {above!r}. {remedy}"


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_the_ends_of_every_range_are_in_it(name, end):
    value = getattr(PARAMETERS[name], end)
    assert getattr(request(**{**WIDE, name: value}), name) == value


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [14.0, 14.5, "14", True, math.inf])
def test_what_is_counted_takes_whole_numbers_alone(name, value):
    assert refusal(**{name: value}) == f"{name} cannot be {value!r}. Use a whole number."


@pytest.mark.parametrize("name", FRACTIONS)
@pytest.mark.parametrize("value", ["1", True, None, math.nan, math.inf, -math.inf])
def test_what_is_measured_takes_numbers_alone(name, value):
    assert refusal(**{name: value}) == f"{name} cannot be {value!r}. Use a number."


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "decode_chunk"])
def test_none_is_no_number(name):
    assert refusal(**{name: None}) == f"{name} cannot be None. Use a whole number."


def test_a_number_too_large_for_a_float_is_out_of_range_too():
    assert refusal(seed=10**400).endswith("Use 0 to 4294967295.")
    assert refusal(max_guidance=10**400).endswith("Use 1 to 10.")


@pytest.mark.parametrize("name", ["width", "height"])
@pytest.mark.parametrize(("value", "near"), [(100, 96), (69, 72), (65, 64), (2047, 2048)])
def test_a_side_that_is_no_multiple_of_8_gets_a_proposal(name, value, near):
    assert refusal(**{name: value}) == (
        f"{name} cannot be {value}. Use a multiple of 8, such as {near}."
    )


def test_guidance_may_not_fall():
    assert refusal(min_guidance=3.5, max_guidance=3.0) == (
        "min_guidance cannot be 3.5. Use at most max_guidance, which is 3."
    )


def test_no_more_frames_are_decoded_at_a_time_than_there_are():
    assert refusal(frames=14, decode_chunk=15) == (
        "decode_chunk cannot be 15. Use at most the number of frames, 14."
    )


@pytest.mark.parametrize("value", ["", None, 5])
def test_picture_and_model_are_named_by_text(value):
    assert refusal(source=value) == f"source cannot be {value!r}. Give the path of a picture."
    assert refusal(model=value) == f"model cannot be {value!r}. Give a model's name or folder."


@pytest.mark.parametrize("mode", ["fit", "", None, 1])
def test_an_unknown_framing_is_refused(mode):
    with pytest.raises(SvdError, match=r"framing cannot be .*\. Use crop, pad or stretch\."):
        Framing(mode)


@pytest.mark.parametrize("zoom", [0, 0.99, 16.1, float("nan"), float("inf"), True, "2"])
def test_a_zoom_out_of_range_is_refused(zoom):
    with pytest.raises(SvdError, match=r"zoom cannot be .*\. Use a number from 1 to 16\."):
        Framing(zoom=zoom)


@pytest.mark.parametrize(
    "focus",
    [(0.5,), (0.1, 0.2, 0.3), (-0.1, 0.5), (0.5, 1.1), (math.nan, 0), ("0", 0), (10**400, 0)],
)
def test_a_focus_outside_the_picture_is_refused(focus):
    with pytest.raises(SvdError, match=r"focus cannot be .*\. Use two numbers from 0 to 1\."):
        Framing(focus=focus)


@pytest.mark.parametrize("colour", ["", "#", "202020", "#20202", "#2020200", "#20202g", "black"])
def test_a_colour_that_is_none_is_refused(colour):
    with pytest.raises(SvdError, match=r"background cannot be .*\. Use a colour such as #202020"):
        Framing(background=colour)


@pytest.mark.parametrize(("most", "guided"), [(1, False), (1.0, False), (1.1, True), (3.0, True)])
def test_guidance_is_off_where_diffusers_has_it_off(most, guided):
    assert request(max_guidance=most).guided is guided


def test_json_and_back_is_the_same_request():
    whole = request(
        source="/Bilder/Straße 7 \N{ROCKET}.jpg", decode_chunk=2, noise_aug_strength=0.1,
        framing=Framing("pad", (0.25, 1.0), "#A0b1C2", zoom=2.5),
    )  # fmt: skip
    assert RenderRequest.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_json_and_back_keeps_a_name_that_is_no_text():
    whole = request(source="/pictures/\udcff.jpg")
    assert RenderRequest.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_what_may_be_left_out_takes_its_default():
    data = request().to_json()
    for name in ("fps", "motion_bucket_id", "decode_chunk", "framing"):
        del data[name]
    assert RenderRequest.from_json(data) == request()


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_settings_of_another_version_are_refused(version):
    with pytest.raises(SvdError, match="another version of the program"):
        RenderRequest.from_json({**request().to_json(), "version": version})


@pytest.mark.parametrize("data", [None, [], "settings", 1])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(SvdError, match="version cannot be"):
        RenderRequest.from_json(data)


def test_unknown_settings_are_named():
    with pytest.raises(SvdError, match=r"\['sharpness', 'upscale'\].*Remove what this version"):
        RenderRequest.from_json({**request().to_json(), "upscale": 2, "sharpness": 1})


def test_missing_settings_are_named():
    data = request().to_json()
    del data["seed"]
    with pytest.raises(SvdError, match=r"incomplete: .*'seed'"):
        RenderRequest.from_json(data)


@pytest.mark.parametrize(
    "framing", [7, None, {"focus": 1}, {"focus": None}, {"zoom": 0.5}, {"background": None}]
)
def test_broken_framing_is_refused(framing):
    with pytest.raises(SvdError) as caught:
        RenderRequest.from_json({**request().to_json(), "framing": framing})
    assert caught.value.reason.kind == "request"


def test_a_change_is_checked_as_well():
    assert request().with_(seed=7).seed == 7
    with pytest.raises(SvdError, match="steps cannot be 0"):
        request().with_(steps=0)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"schedule": "linear"}, "Use karras or ays"),
        ({"schedule": "ays", "steps": 25}, "steps cannot be 25. The schedule ays has 10"),
        ({"guidance_interval": (3.0, 1.0)}, "Use two sigmas from 0 on, the lower one first"),
        ({"guidance_interval": (-1.0, 1.0)}, "guidance_interval cannot be"),
        ({"guidance_interval": (1.0, float("inf"))}, "guidance_interval cannot be"),
    ],
)
def test_an_approximation_out_of_range_is_refused(changes, says):
    with pytest.raises(SvdError, match=says):
        request(**changes)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"memory": "huge"}, "memory cannot be 'huge'. Use auto, resident,"),
        ({"compile": "maybe"}, "Use auto, on or off"),
        ({"exact": "yes"}, "Use true or false"),
    ],
)
def test_a_way_of_computing_that_is_none_is_refused(values, says):
    with pytest.raises(SvdError, match=says):
        Computing(**values)


def test_the_way_of_computing_survives_json():
    asked = request(
        steps=10, schedule="ays", guidance_interval=(1.0, 20.0),
        computing=Computing(exact=True, memory="offload", compile="off"),
    )  # fmt: skip
    assert RenderRequest.from_json(json.loads(json.dumps(asked.to_json()))) == asked


def test_settings_of_the_first_version_have_no_way_of_computing():
    data = request().to_json()
    for name in ("schedule", "guidance_interval", "computing"):
        del data[name]
    assert RenderRequest.from_json(data) == request()
