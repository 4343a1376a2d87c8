"""Finds Stable Video Diffusion where other programs keep their models, when the person asks."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from svd_desktop.core.errors import SvdError
from svd_desktop.models.checkpoint import INDEX, check_folder, weight_files
from svd_desktop.models.hub_cache import hub_cache
from svd_desktop.models.importing import frames_of, published_as
from svd_desktop.models.original_layout import layout_of
from svd_desktop.models.recognising import read_original
from svd_desktop.models.resources import resource

_COMFY_FILES = ("extra_model_paths.yaml", "extra_models_config.yaml")


@dataclass(frozen=True)
class Found:
    """A model that can be imported. `published` is the one that it is named after, `frames` what
    it makes, each None where nothing tells; `size` is the bytes of its weights."""

    path: Path
    kind: Literal["folder", "file"]
    published: str | None
    frames: int | None
    size: int


def found_models(places: Iterable[Path], architecture: Path | None = None) -> list[Found]:
    """All below the folders `places`, sorted by path, each once. `architecture` as in
    `import_model`. Reads the header of every safetensors file there: not for the UI's thread."""
    found: dict[Path, Found] = {}
    seen: set[Path] = set()
    for place in places:
        for path in _candidates(place, seen):
            with suppress(SvdError, OSError):
                model = _looked_at(path, architecture or resource("memory", "svd"))
                found.setdefault(path.resolve(), model)
    return sorted(found.values(), key=lambda model: model.path)


def known_places() -> list[Path]:
    """Where the hub's cache, ComfyUI and Stability Matrix keep models on this computer, as far as
    they are there."""
    home, data = Path.home(), _application_data()
    comfy = [home / "ComfyUI", home / "Documents" / "ComfyUI", data / "ComfyUI"]
    matrix = [data / "StabilityMatrix", *_matrix_library(data / "StabilityMatrix" / "library.json")]
    for library in matrix:
        comfy.append(library / "Packages" / "ComfyUI")
    places = [hub_cache()]
    for folder in comfy:
        places.append(folder / "models")
        for name in _COMFY_FILES:
            places += _comfy_places(folder / name)
    places += [library / "Models" for library in matrix]
    return [place for place in dict.fromkeys(places) if place.is_dir()]


def _candidates(place: Path, seen: set[Path]) -> Iterator[Path]:
    """Folders with a model_index.json, and safetensors files outside of such. Links to folders are
    followed, each folder is looked into once."""
    for root, folders, files in os.walk(place, followlinks=True):
        folder = Path(root)
        real = folder.resolve()
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        if INDEX in files:
            yield folder
            # A clone of the repository has the single file beside the parts.
            folders.clear()
        yield from (folder / name for name in files if name.lower().endswith(".safetensors"))


def _looked_at(path: Path, architecture: Path) -> Found:
    """Raises SvdError for anything that could not be imported."""
    if path.is_dir():
        check_folder(path)
        size = sum(file.stat().st_size for file in weight_files(path))
        return Found(path, "folder", published_as(path), frames_of(path), size)
    read_original(path, layout_of(architecture))
    return Found(path, "file", published_as(path), None, path.stat().st_size)


def _application_data() -> Path:
    """Where programs for the desktop keep what is theirs: the folder that .NET and Electron call
    application data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")


def _matrix_library(path: Path) -> list[Path]:
    """The folder that Stability Matrix was told to keep its models in, if it was."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        library = json.loads(path.read_text(encoding="utf-8-sig"))["LibraryPath"]
        return [Path(library)]
    return []


def _comfy_places(path: Path) -> list[Path]:
    """The folders of checkpoints and diffusers models in a ComfyUI's file of further places: a
    section each, paths relative to its `base_path`, several on lines of their own."""
    try:
        sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return []
    places = []
    for section in sections.values() if isinstance(sections, dict) else ():
        if isinstance(section, dict):
            base = path.parent / Path(str(section.get("base_path") or ".")).expanduser()
            for kind in ("checkpoints", "diffusers"):
                places += [base / line for line in _lines(section.get(kind))]
    return places


def _lines(value: Any) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else []
    return [line.strip() for line in lines if line.strip()]
