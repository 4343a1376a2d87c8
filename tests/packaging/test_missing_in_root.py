"""What is read of a program that lacks a library: one sentence, and the right package in it."""

from pathlib import Path

import missing_in_root
import pytest

SENTENCE = (
    "svd-desktop: The window cannot open: the system lacks libEGL.so.1, libGL.so.1. "
    "Run: sudo apt-get install libegl1 libgl1\n"
)


@pytest.mark.parametrize(
    ("said", "package"),
    [
        ("", "libegl1"),
        (SENTENCE, "libegl"),
        (SENTENCE, "libdrm2"),
        ("Traceback (most recent call last):\n" + SENTENCE, "libegl1"),
        (SENTENCE.removeprefix("svd-desktop: "), "libegl1"),
        (SENTENCE + "Aborted\n", "libegl1"),
    ],
)
def test_what_is_no_sentence_with_the_package_is_not_right(said: str, package: str):
    assert not missing_in_root.named(said, package)


@pytest.mark.parametrize("package", ["libegl1", "libgl1", "libgl1t64"])
def test_a_sentence_with_the_package_is_right(package: str):
    assert missing_in_root.named(SENTENCE, package)


def test_a_line_of_qts_before_the_sentence_does_no_harm():
    assert missing_in_root.one_sentence("PySide6/__init__.py: Unable to import\n" + SENTENCE)
    assert not missing_in_root.one_sentence("PySide6/__init__.py: Unable to import\n")


def test_a_library_is_put_back_whatever_happens(tmp_path: Path):
    library = tmp_path / "libnew.so.1"
    library.touch()
    with pytest.raises(KeyboardInterrupt), missing_in_root.away(library):
        assert not library.exists()
        raise KeyboardInterrupt
    assert library.exists()
