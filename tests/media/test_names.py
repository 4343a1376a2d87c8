"""Names that every platform takes and a person recognises."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RenderRequest
from svd_desktop.media.names import MAX_BYTES, TEMPLATE, file_stem, sanitise


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
    return file_stem(TEMPLATE, request, rate, "h264-review", version)


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


def test_a_slash_in_the_template_stays_in_the_folder(request_: RenderRequest) -> None:
    assert file_stem("../{source}", request_, Fraction(7), "p", 1) == "_Grüße & 한글"


@pytest.mark.parametrize("template", ["{nothing}", "{", "{0}", "{seed.x}", "{source:d}"])
def test_a_template_that_cannot_be_filled(request_: RenderRequest, template: str) -> None:
    with pytest.raises(SvdError, match="template") as caught:
        file_stem(template, request_, Fraction(7), "p", 1)
    assert caught.value.reason.kind == "request"
