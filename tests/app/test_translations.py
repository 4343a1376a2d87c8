"""Languages: which one is chosen, and that no text is left out of any of them."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path

import pytest
import translations as script
from PySide6.QtCore import QCoreApplication, QTranslator

from svd_desktop.app import words
from svd_desktop.app.translations import chosen_language, languages
from svd_desktop.core.parameters import PARAMETERS

FILES = sorted(script.FOLDER.glob("svd_desktop_*.ts"))


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\d\}", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryLanguage:
    def test_has_every_text_of_the_code_and_no_other(self, path, tmp_path):
        fresh = Path(shutil.copy(path, tmp_path))
        script.collect(fresh)
        wanted = {text for text, _, _ in script.messages(fresh)}
        there = {text for text, _, _ in script.messages(path)}
        assert wanted - there == set(), "run packaging/translations.py"
        assert there - wanted == set(), "run packaging/translations.py"

    def test_is_finished(self, path):
        assert script.unfinished(path) == []

    def test_keeps_what_is_filled_in(self, path):
        wrong = [
            (source, text)
            for (_, source), text, _ in script.messages(path)
            if placeholders(source) != placeholders(text)
        ]
        assert wrong == []

    def test_is_what_the_window_loads(self, path):
        translator = QTranslator()
        assert translator.load(str(path.with_suffix(".qm")))
        stale = [
            source
            for (context, source), text, _ in script.messages(path)
            if translator.translate(context, source) != text
        ]
        assert stale == [], "run packaging/translations.py"


def test_every_sentence_of_the_layers_is_in_the_list_that_the_window_knows():
    known = json.loads(script.SENTENCES.read_text(encoding="utf-8"))
    assert known == script.sentences(), "run packaging/translations.py"


def test_texts_are_told_in_ways_that_are_collected():
    """A name other than self would be taken for the context, and what is computed is not seen."""
    wrong = []
    for path in sorted(script.CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of_self = getattr(node.func.value, "id", "") == "self"
            literal = bool(node.args) and isinstance(node.args[0], ast.Constant)
            if node.func.attr == "tr" and not (of_self and literal):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


@pytest.mark.parametrize(
    ("wanted", "system", "chosen"),
    [
        ("system", ["ko-KR", "ko", "en"], "ko"),
        ("system", ["en-US", "ko-KR"], "en"),  # their first, although their second has a file
        ("system", ["xx", "ko_KR"], "ko"),
        ("system", ["xx"], "en"),
        ("system", [], "en"),
        ("ko", ["en"], "ko"),
        ("en", ["ko"], "en"),
        ("klingon", ["ko"], "en"),
    ],
)
def test_the_language_is_the_one_wanted_or_the_persons_first(wanted, system, chosen):
    assert chosen_language(wanted, system) == chosen


def test_a_language_is_a_file_and_names_itself():
    assert languages() == {"en": "English", "ko": "한국어"}


def test_texts_of_the_program_and_of_qt_are_translated(korean):
    assert QCoreApplication.translate("MainWindow", "Render") == "렌더링"
    assert words.parameter_label(PARAMETERS["width"]) == "너비"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
