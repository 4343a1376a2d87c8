"""The window's language for sentences of the layers below, which speak English and know no Qt.

A sentence that came from there, perhaps through the library or the render process, is recognised by
the template it was made from: packaging/translations.py collects them all in sentences.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from string import Formatter

from PySide6.QtCore import QCoreApplication

from svd_desktop.core.errors import Reason
from svd_desktop.models.resources import resource

CONTEXT = "Sentences"  # in the files of the translators
_Found = tuple[int, str]  # how many letters are a template's own, and the translation
_ANY = "The disk is full."  # one that every translation has
_BETWEEN = re.compile(r"(?<=\.) ")  # perhaps the end of a sentence


@dataclass(frozen=True)
class Template:
    """A sentence with {0} for a value."""

    text: str
    literals: tuple[str, ...]  # before, between and after the values

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("(.*?)".join(map(re.escape, self.literals)), re.DOTALL)

    def values(self, sentence: str) -> tuple[str, ...] | None:
        """What stands in its places, or None where the sentence is another."""
        if not (sentence.startswith(self.literals[0]) and sentence.endswith(self.literals[-1])):
            return None
        match = self.pattern.fullmatch(sentence)
        return match.groups() if match else None


def told(reason: Reason) -> str:
    """What went wrong and what helps, in the window's language."""
    if _is_english():
        return reason.sentence
    known: dict[str, _Found | None] = {}
    parts = (reason.message, reason.remedy)  # one sentence each, whatever a path in it looks like
    found = [(_of_one(part, known) or (0, part))[1] for part in parts]
    return " ".join(found).strip()


def translated(english: str) -> str:
    """One sentence or several, with their values, in the window's language; words that no layer
    says, or that are translated already, as they are."""
    if _is_english():
        return english
    found = _of_all(english, {})
    return found[1] if found else english


def _is_english() -> bool:
    """Then nothing is read and nothing is compared: a queue paints many sentences."""
    return QCoreApplication.translate(CONTEXT, _ANY) == _ANY


@cache
def templates() -> tuple[Template, ...]:
    """Every sentence that the layers can say; each is compiled when it is first needed."""
    texts = json.loads(resource("translations", "sentences.json").read_text(encoding="utf-8"))
    return tuple(Template(text, tuple(_literals(text))) for text in texts)


@cache
def _by_letter() -> dict[str, list[Template]]:
    """The templates by their first letter, or "" where a value comes first."""
    groups: dict[str, list[Template]] = {"": []}
    for template in templates():
        groups.setdefault(template.literals[0][:1], []).append(template)
    return groups


def _literals(text: str) -> Iterator[str]:
    literal = ""
    for before, place, _, _ in Formatter().parse(text):
        literal += before  # in pieces where there are braces to be shown
        if place is not None:
            yield literal
            literal = ""
    yield literal


def _of_all(text: str, known: dict[str, _Found | None]) -> _Found | None:
    """The reading in which most of the text is templates' own: a path may hold any words, and a
    value whole sentences. `known` are texts read already."""
    if not text:
        return None
    if text not in known:
        readings = [_of_one(text, known)]
        for between in _BETWEEN.finditer(text):
            first = _of_one(text[: between.start()], known)
            rest = _of_all(text[between.end() :], known) if first else None
            if first and rest:
                readings.append((first[0] + rest[0], f"{first[1]} {rest[1]}"))
        known[text] = max(filter(None, readings), default=None, key=lambda reading: reading[0])
    return known[text]


def _of_one(sentence: str, known: dict[str, _Found | None]) -> _Found | None:
    best = None
    for template in (*_by_letter().get(sentence[:1], ()), *_by_letter()[""]):
        values = template.values(sentence)
        if values is None:
            continue
        read = [_of_value(value, known) for value in values]
        own = sum(map(len, template.literals)) + sum(letters for letters, _ in read)
        if best is None or own > best[0]:
            translation = QCoreApplication.translate(CONTEXT, template.text)
            best = own, translation.format(*(words for _, words in read))
    return best


def _of_value(value: str, known: dict[str, _Found | None]) -> _Found:
    """Some values are words too. The system's own are told without their capital."""
    found = _of_all(value, known)
    if not found:
        capital = value[:1].upper() + value[1:]
        found = _of_all(capital, known)
        if found and found[1] == capital:
            found = None
    return found or (0, value)
