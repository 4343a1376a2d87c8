"""JSON from a file that may come from anyone: one meaning, and only what JSON has."""

from __future__ import annotations

import json
from reprlib import Repr
from typing import Any, NoReturn

# Values from a file, for a sentence; they may be megabytes of anything.
_SHORT = Repr()
_SHORT.maxlevel, _SHORT.maxlist, _SHORT.maxstring = 2, 8, 80
shown = _SHORT.repr


def parse_object(text: bytes) -> dict[str, Any]:
    """The object that `text` is.

    Raises ValueError for anything else: not UTF-8, a name that is given twice, NaN, infinities,
    numbers of thousands of digits, nesting deeper than the interpreter follows.
    """
    try:
        values = json.loads(
            text.decode(), object_pairs_hook=_once_each, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(values, dict):
        raise ValueError("it is not an object")
    return values


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """json takes the last of two entries of one name, another reader may take the first."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise ValueError(f"{shown(name)} is given twice")
        name.encode()  # half of a surrogate pair raises ValueError: no text, and not to be printed
        values[name] = value
    return values


def _refuse_constant(literal: str) -> NoReturn:
    raise ValueError(f"{literal} is no JSON")
