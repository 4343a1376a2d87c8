"""What trials of the export presets have shown, remembered for as long as nothing has changed that
they depend on: the preset's arguments, ffmpeg and, where a GPU encodes, its driver."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from svd_desktop.library.export_presets import known_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.ffmpeg import ffmpeg_path
from svd_desktop.media.gpu_drivers import gpu_drivers
from svd_desktop.media.hardware import by_encoder
from svd_desktop.media.presets import AnyPreset, SequencePreset
from svd_desktop.media.publishing import write_atomically
from svd_desktop.media.trials import needs_gpu, try_presets


@dataclass(frozen=True)
class Trials:
    """Why each does not work; an empty text where it does.

    `presets` are those that there are, by name; `encoders` are those between which a built-in one
    has a choice, by its name and ffmpeg's name of the encoder.
    """

    presets: dict[str, str]
    encoders: dict[tuple[str, str], str]


def tried_presets(folders: Folders) -> Trials:
    """What each trial has shown.

    What was not tried so before is tried now, which takes seconds the first time. Raises SvdError
    without an ffmpeg or where a disk is full, OSError when the library's folder cannot be written.
    """
    path = folders.library / "presets.json"
    presets, encoders = known_presets(folders), by_encoder()
    wanted = {
        **{_key(name): preset for name, preset in presets.items()},
        **{_key(*names): preset for names, preset in encoders.items()},
    }
    ffmpeg, drivers = _program(), gpu_drivers()
    prints = {key: _fingerprint(preset, ffmpeg, drivers) for key, preset in wanted.items()}
    kept = _kept(path)
    fresh = {key: wanted[key] for key in wanted if kept.get(key, {}).get("of") != prints[key]}
    whys = {key: kept[key]["why"] for key in wanted if key not in fresh} | try_presets(fresh)
    if fresh:
        data = {key: {"of": prints[key], "why": whys[key]} for key in wanted}
        write_atomically(path, f"{json.dumps({'trials': data}, indent=2)}\n".encode())
    return Trials(
        {name: whys[_key(name)] for name in presets},
        {names: whys[_key(*names)] for names in encoders},
    )


def _key(*names: str) -> str:
    return " ".join(names)  # which no name has


def _kept(path: Path) -> dict[str, dict[str, str]]:
    """Nothing when nothing was tried yet, or cannot be read: a trial mends both."""
    try:
        trials = json.loads(path.read_bytes())["trials"]
        return {
            key: {"of": str(trial["of"]), "why": str(trial["why"])} for key, trial in trials.items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _fingerprint(preset: AnyPreset, ffmpeg: dict[str, Any], drivers: dict[str, Any]) -> str:
    """Another one when the outcome of a trial may be another."""
    if isinstance(preset, SequencePreset):
        recipe: list[Any] = [preset.pictures, preset.compression]
    else:
        recipe = [preset.arguments(codec) for codec in preset.codecs]
    depends = [recipe, ffmpeg, drivers if needs_gpu(preset) else None]
    return hashlib.sha256(json.dumps(depends).encode()).hexdigest()


def _program() -> dict[str, Any]:
    """What tells one build of ffmpeg from another without running it."""
    path = Path(ffmpeg_path())
    status = path.stat()
    return {"path": str(path), "bytes": status.st_size, "changed": status.st_mtime_ns}
