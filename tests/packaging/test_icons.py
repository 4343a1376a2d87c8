"""One drawing becomes every icon that a platform asks for, each drawn at its own size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import icons
import pytest
from PIL import Image


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    subprocess.run([sys.executable, icons.__file__, folder], check=True, timeout=60)
    return folder


def test_without_a_folder_it_says_how_to_call_it():
    said = subprocess.run([sys.executable, icons.__file__], capture_output=True, text=True)
    assert said.returncode == 2
    assert "icons.py FOLDER" in said.stderr


@pytest.mark.parametrize("size", icons.THEME)
def test_the_theme_has_every_size(folder: Path, size: int):
    path = folder / "hicolor" / f"{size}x{size}" / "apps" / "svd-desktop.png"
    with Image.open(path) as picture:
        assert picture.size == (size, size)
        assert picture.getpixel((0, 0))[3] == 0  # no ground: it fits light and dark
        assert picture.getpixel((size // 2, size // 2)) == (255, 255, 255, 255)


def test_the_theme_has_the_drawing_itself(folder: Path):
    drawing = folder / "hicolor" / "scalable" / "apps" / "svd-desktop.svg"
    assert drawing.read_bytes() == icons.SOURCE.read_bytes()


def test_windows_finds_each_size_in_one_file(folder: Path):
    with Image.open(folder / "svd-desktop.ico") as ico:
        assert ico.ico.sizes() == {(size, size) for size in icons.WINDOWS}
        assert ico.ico.getimage((16, 16)).tobytes() == icons.drawn(16).tobytes()


def test_macos_finds_each_size_in_one_file(folder: Path):
    with Image.open(folder / "svd-desktop.icns") as icns:
        kinds = icns.icns.itersizes()
        assert {width * scale for width, _, scale in kinds} == set(icons.MACOS)
        dense = icns.icns.getimage((16, 16, 2))
        assert dense.tobytes() == icons.drawn(32).tobytes()


def test_a_small_one_is_not_a_large_one_made_smaller():
    small, large = icons.drawn(16), icons.drawn(512)
    assert small.tobytes() != large.resize((16, 16)).tobytes()


def test_the_drawing_holds_nothing_that_has_to_be_fetched_or_run():
    text = icons.SOURCE.read_text(encoding="utf-8")
    assert not [word for word in ("href", "<script", "<image", "<text", "url(") if word in text]
