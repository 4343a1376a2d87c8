"""Options for finished clips."""

from __future__ import annotations

import argparse
from fractions import Fraction

import pytest

from svd_desktop.cli.delivering import rate


@pytest.mark.parametrize("text", ["", "fast", "1/0", "0", "241", "-25"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is not"):
        rate(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("23.976", Fraction(24000, 1001)), ("29.97", Fraction(30000, 1001)),
        ("59.94", Fraction(60000, 1001)), ("24000/1001", Fraction(24000, 1001)),
        ("24", Fraction(24)), ("12.5", Fraction(25, 2)),
    ],
)  # fmt: skip
def test_a_rate_is_the_exact_one_that_is_meant(text: str, meant: Fraction) -> None:
    assert rate(text) == meant
