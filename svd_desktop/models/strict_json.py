"""JSON from a file that may come from anyone: one meaning, and only what JSON has."""

from __future__ import annotations

import json
from typing import Any, NoReturn


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


def shown(value: object) -> str:
    """A value from a file, for a sentence; it may be megabytes of anything."""
    try:
        text = repr(value)
    except RecursionError:  # json follows one level more than repr
        return "nested too deep"
    return text if len(text) <= 80 else f"{text[:80]}…"


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
