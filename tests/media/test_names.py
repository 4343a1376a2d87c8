"""Names that every platform takes and a person recognises."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.media.names import MAX_BYTES, check_template, file_name, name_pattern, sanitise


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "unnamed"), ("...", "unnamed"), (" . ", "unnamed"), ("..", "unnamed"),
        ("con", "con_"), ("NUL.txt", "NUL_.txt"), ("Com7", "Com7_"), ("lpt²", "lpt²_"),
        ("console", "console"), ("com", "com"), ("com10", "com10"),
        ("end. ", "end"), (" start", "start"), (".hidden", "hidden"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("tab\tnew\nline\0nul", "tab_new_line_nul"),
        ("bro\udcffken", "bro_ken"),
        ("Grüße & Küsse 한글 (1)", "Grüße & Küsse 한글 (1)"),
        (unicodedata.normalize("NFD", "Grüße 한글"), "Grüße 한글"),
        ("100%", "100%"), ("-dash", "-dash"),
    ],
)  # fmt: skip
def test_sanitise(name: str, expected: str) -> None:
    assert sanitise(name) == expected


@pytest.mark.parametrize("name", ["x" * 500, "한" * 500, "🚀" * 500, "x" * 179 + " " + "y" * 9])
def test_a_long_name_is_cut_between_characters(name: str) -> None:
    short = sanitise(name)
    assert MAX_BYTES - 4 < len(short.encode()) <= MAX_BYTES
    assert name.startswith(short)
    assert not short.endswith(" ")


def stem(request: RenderRequest, rate: Fraction = Fraction(7), version: int = 1) -> str:
    return file_name("", request, rate, "h264-review", version)


def test_the_usual_name(request_: RenderRequest) -> None:
    assert stem(request_) == "Grüße & 한글_7_7fps_h264-review_v001"


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Fraction(24000, 1001), "23.976"), (Fraction(30000, 1001), "29.97"),
        (Fraction(25, 4), "6.25"), (Fraction(6000, 1001), "5.994"), (Fraction(120), "120"),
    ],
)  # fmt: skip
def test_rates(request_: RenderRequest, rate: Fraction, text: str) -> None:
    assert f"_{text}fps_" in stem(request_, rate)


@pytest.mark.parametrize("source", ["x" * 300, "한" * 300])
def test_versions_of_a_long_name_stay_apart(request_: RenderRequest, source: str) -> None:
    request = request_.with_(source=f"{source}.png")
    assert stem(request, version=2).endswith("_7_7fps_h264-review_v002")
    assert len(stem(request).encode()) <= MAX_BYTES


def name(request: RenderRequest, template: str, version: int = 1) -> str:
    return file_name(template, request, Fraction(7), "p", version)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{preset}/{source}", "p/Grüße & 한글_v001"),
        ("{preset}\\{model}\\{version}", "p/svd-mini/1"),
        ("../..//{seed}", "unnamed/unnamed/7_v001"),
        ("/etc/{seed:04}_{version:02}", "etc/0007_01"),
        ("{width}x{height} {frames} {steps} {motion}", "1024x576 14 25 127_v001"),
        ("con/{{{seed}}}", "con_/{7}_v001"),
        ("/", "_v001"),
    ],
)
def test_a_template_makes_folders_inside_the_chosen_one(
    request_: RenderRequest, template: str, expected: str
) -> None:
    request = request_.with_(width=1024, height=576, frames=14, steps=25, motion_bucket_id=127)
    assert name(request, template) == expected


def test_a_slash_in_a_model_that_is_a_folder_makes_none(request_: RenderRequest) -> None:
    assert name(request_.with_(model="/models/my svd"), "{model}") == "my svd_v001"
    assert name(request_.with_(model="C:\\models\\svd"), "{model}") == "svd_v001"


@pytest.mark.parametrize("source", ["x" * 300, "한" * 300])
def test_each_folder_is_short_enough(request_: RenderRequest, source: str) -> None:
    parts = name(request_.with_(source=f"{source}.png"), "{source} of {seed}/{source}").split("/")
    assert all(len(part.encode()) <= MAX_BYTES for part in parts)
    assert parts[0].endswith(" of 7")
    assert parts[1].endswith("_v001")


def test_the_pattern_fits_every_version_and_no_other_name(request_: RenderRequest) -> None:
    template = "a/{source}+{version:02}_000"
    pattern = name_pattern(template, request_, Fraction(7), "p")
    for version in (1, 12, 1234):
        assert pattern.fullmatch(name(request_, template, version).removeprefix("a/"))
    assert not pattern.fullmatch("Grüße & 한글+x_000")
    assert not pattern.fullmatch("Grüße & 한글+01_0001")


@pytest.mark.parametrize(
    "template",
    [
        "{nothing}", "{", "}", "{0}", "{}", "{seed.x}", "{seed[0]}", "{seed!r}", "{source:d}",
        "{source:>999999999}", "{seed:0999999999}", "{seed:{width}}", "{preset:3}",
        "{version}/{source}", "a" * 180, "한" * 60,
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_filled(request_: RenderRequest, template: str) -> None:
    with pytest.raises(SvdError, match="template") as caught:
        name(request_, template)
    assert caught.value.reason.kind == "request"


def test_a_template_is_checked_without_a_clip() -> None:
    check_template("{preset}/{source}")
    with pytest.raises(SvdError, match="template"):
        check_template("{nothing}")


@pytest.mark.parametrize("template", ["{source}_{version}", "{source}{version:03}", "{version}"])
@pytest.mark.parametrize("length", [40, 57, 58, 59, 60, 61])
def test_a_name_of_any_length_is_found_again(
    request_: RenderRequest, template: str, length: int
) -> None:
    request = request_.with_(source="한" * length + ".png")
    pattern = name_pattern(template, request, Fraction(7), "p")
    names = {name(request, template, version) for version in (1, 9, 10, 999, 1000)}
    assert len(names) == 5
    assert all(pattern.fullmatch(one) for one in names)
