"""Each layer, imported by a fresh interpreter, brings along only what the design allows."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import svd_desktop

TORCH = {"torch", "diffusers", "transformers", "accelerate", "safetensors"}
LAYERS = ["core", "library", "media", "models", "dispatch", "backends", "cli", "app", "ui"]
WITHOUT_QT = [layer for layer in LAYERS if layer not in ("app", "ui")]
PRINTS_MODULES = "import importlib, sys\n{}\nprint(*sys.modules, sep='\\n')"


@cache
def modules_of(layer: str) -> tuple[str, ...]:
    """Every module of a layer; but for the one that brings the engine into the command line."""
    folder = Path(svd_desktop.__file__).parent / layer
    names = [item.name for item in pkgutil.walk_packages([str(folder)], f"svd_desktop.{layer}.")]
    return tuple(name for name in names if name != "svd_desktop.cli.in_process")


@cache
def imported_with(*names: str) -> frozenset[str]:
    code = PRINTS_MODULES.format("\n".join(f"importlib.import_module({name!r})" for name in names))
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return frozenset(said.stdout.split())


def test_no_layer_is_forgotten_here():
    found = {item.name for item in pkgutil.iter_modules(svd_desktop.__path__) if item.ispkg}
    assert found == {*LAYERS, "engine"}


@pytest.mark.parametrize("layer", LAYERS)
def test_torch_is_in_the_engine_alone(layer):
    imported = imported_with(*modules_of(layer))
    assert set(modules_of(layer)) <= imported
    assert not TORCH & imported
    assert not [name for name in imported if name.startswith("svd_desktop.engine")]


@pytest.mark.parametrize("layer", WITHOUT_QT)
def test_qt_is_in_app_and_ui_alone(layer):
    assert "PySide6" not in imported_with(*modules_of(layer))


def test_widgets_are_in_ui_alone():
    assert "PySide6.QtWidgets" not in imported_with(*modules_of("app"))
    assert "PySide6.QtWidgets" in imported_with(*modules_of("ui"))


def test_core_reads_and_writes_nothing():
    outside = {"sqlite3", "subprocess", "PIL", "av", "psutil", "platformdirs", "numpy"}
    assert not outside & imported_with(*modules_of("core"))


def test_the_window_starts_without_what_its_first_frame_does_not_need():
    imported = imported_with("svd_desktop.ui.main")
    assert not (TORCH | {"numpy", "av", "PIL", "sqlite3"}) & imported


def test_the_way_in_chooses_before_it_imports():
    imported = imported_with("svd_desktop.__main__")
    mine = {name for name in imported if name.startswith("svd_desktop")}
    assert mine == {"svd_desktop", "svd_desktop.__main__"}
    assert not (TORCH | {"PySide6"}) & imported


def test_the_engine_knows_no_window():
    imported = imported_with(*modules_of("engine"))
    assert imported >= TORCH - {"accelerate"}
    assert "PySide6" not in imported
