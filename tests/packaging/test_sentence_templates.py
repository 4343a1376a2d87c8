"""What is read from sources: each way of making a sentence that the layers use, and what is not."""

from __future__ import annotations

import ast
import json
import textwrap

import pytest
import translations as script
from sentence_templates import LAYERS, Sources, UnseenError

ERRORS = """
class SvdError(Exception):
    def __init__(self, kind, message, remedy=""):
        pass
"""


@pytest.fixture
def read(tmp_path):
    """The templates of a module in a layer that raises errors."""

    def templates(source: str) -> list[str]:
        for name, text in (("core/errors", ERRORS), ("media/module", source)):
            path = tmp_path / "svd_desktop" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            top = "from svd_desktop.core.errors import SvdError\n" if name != "core/errors" else ""
            path.write_text(top + textwrap.dedent(text))
        return Sources(tmp_path).templates()

    return templates


def test_words_made_out_of_sight_are_refused_with_their_place(read):
    with pytest.raises(UnseenError, match=r"module\.py:3"):
        read("""
        raise SvdError("input", make_words())""")


def test_a_text_that_would_be_found_in_any_other_is_refused(read):
    with pytest.raises(UnseenError, match="says so little"):
        read('raise SvdError("input", f"{path}: {why}.")')


def test_values_are_numbered_and_braces_kept(read):
    assert read('raise SvdError("i", f"{a!r} of {b:.1f} is {{odd}}.", "Try it.")') == [
        "Try it.",
        "{0} of {1} is {{odd}}.",
    ]


def test_a_helper_says_whole_sentences_for_all_that_it_is_called_with(read):
    assert read("""
        def refused(path, what):
            return SvdError("input", f"{path} {what}.")

        refused(path, "is empty")
        refused(path, what=f"has {count + 1} pixels")
        refused(path, deeper())

        def deeper():
            return "is too long" if long else "was not kept"
        """) == [
        "{0} has {1} pixels.",
        "{0} is empty.",
        "{0} is too long.",
        "{0} was not kept.",
    ]


def test_names_tables_and_alternatives_are_followed(read):
    assert read("""
        CAUSES = {"a": "there is no compiler", "b": "it is not installed"}
        FIRST = "It ended early."

        def fail(said):
            why = said[0] or "nobody knows why"
            note = f"{FIRST} It goes on."
            raise SvdError("i", f"Not compiled: {CAUSES.get(key, why)}.")
        """) == [
        "It ended early. It goes on.",
        "Not compiled: it is not installed.",
        "Not compiled: nobody knows why.",
        "Not compiled: there is no compiler.",
        "Not compiled: {0}.",
    ]


def test_a_name_for_one_word_is_a_value(read):
    assert read("""
        FIELD = "width"
        raise SvdError("request", f"{FIELD} cannot be {value}.")
        """) == ["{0} cannot be {1}."]


def test_a_list_of_texts_is_told_with_one_and_with_two(read):
    assert read("""
        def fail(offers):
            sizes = [f"{o.width}x{o.height}" for o in offers]
            raise SvdError("memory", f"Please use {' or '.join(sizes)}.")
        """) == ["Please use {0}x{1} or {2}x{3}.", "Please use {0}x{1}."]


def test_words_passed_on_are_found_where_they_were_made(read):
    assert read("""
        def fail(message, error, notes):
            raise SvdError("i", message, error.reason.remedy)

        def note(take, before):
            note = f"It extends {before}."
            keep(note=f"{take.note} {note}".strip())

        fail("It is lost.", error, [])
        """) == ["It extends {0}.", "It is lost."]


def _written(call: ast.Call) -> list[str]:
    """The pieces of text in a call's arguments."""
    return [
        node.value.strip()
        for argument in call.args[1:]
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_no_error_of_the_layers_is_left_out():
    """By another way than the script's: every piece of text in a call that makes an error."""
    known = "\n".join(json.loads(script.SENTENCES.read_text(encoding="utf-8")))
    missing, seen = [], 0
    for layer in LAYERS:
        for path in sorted((script.CODE / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                if getattr(node.func, "id", "") not in ("SvdError", "Reason", "refuse", "_refused"):
                    continue
                seen += 1
                missing += [
                    f"{path.name}:{node.lineno}: {text}"
                    for text in _written(node)
                    if " " in text and text not in known
                ]
    assert seen > 60
    assert missing == [], "run packaging/translations.py"
