"""What the window says about the engine, in words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from svd_desktop.app import words
from svd_desktop.app.sentences import translated
from svd_desktop.models.listing import size_in_words

if TYPE_CHECKING:  # what they import is not for the first frame
    from svd_desktop.app.engine_shelf import Doing, EngineState
    from svd_desktop.backends.engine_install import Stage
    from svd_desktop.backends.torch_builds import Gpu, Kind
    from svd_desktop.models.parts import Pace


# In GB. For the processor both were measured on Linux with torch 2.13, 379 MB and 1.3 GB; for
# NVIDIA it is what the wheels for CUDA have in the public registry. Of others nothing is known.
_DOWNLOAD_GB: dict[Kind, float] = {"cpu": 0.4, "cuda": 3}
_KEPT_GB: dict[Kind, float] = {"cpu": 1.3}


def state(seen: EngineState) -> str:
    """In a sentence."""
    if seen.state == "ready" and seen.installed:
        return _tr("Ready: PyTorch {0}.").format(seen.installed.torch)
    if seen.state == "outdated":
        return _tr("Installed for another version of SVD Desktop.")
    if seen.fetched:
        size = size_in_words(seen.fetched)
        return _tr("Not installed completely; {0} have been fetched.").format(size)
    if seen.state == "unfinished":
        return _tr("Not installed completely.")
    return _tr("Not installed yet.")


def doing(what: Doing) -> str:
    """In a sentence."""
    return {
        "install": _tr("It is being installed."),
        "repair": _tr("It is being repaired."),
        "remove": _tr("It is being removed."),
    }[what]


def under_way(what: Doing, progress: tuple[Stage, Pace | None] | None) -> str:
    """In a sentence of its own, and how much of what is fetched has come."""
    text = {
        "install": _tr("The engine is being installed"),
        "repair": _tr("The engine is being repaired"),
        "remove": _tr("The engine is being removed"),
    }[what]
    pace = progress[1] if progress else None
    return f"{text}: {_share(pace)}" if pace else f"{text}."


def found(gpu: Gpu) -> str:
    """Which GPU the computer has."""
    if gpu.name:
        return gpu.name
    return {
        "cuda": _tr("An NVIDIA GPU"),
        "rocm": _tr("An AMD GPU"),
        "xpu": _tr("An Intel GPU"),
        "mps": _tr("The GPU of this Mac"),
        "cpu": _tr("No GPU was found: rendering works on the processor, slowly."),
    }[gpu.kind]


def renders_on(seen: EngineState) -> str:
    """What torch found, with a remark where a GPU is there that it does not use."""
    assert seen.installed is not None
    device = seen.installed.device
    known = {
        "cpu": _tr("The processor"),
        "mps": _tr("The GPU of this Mac"),
        "xpu": _tr("An Intel GPU"),
    }
    return f"{known.get(device, device)}. {translated(seen.installed.note)}".strip()


def kinds(gpu: Gpu) -> dict[Kind, str]:
    """For what the engine can be installed on this system."""
    if sys.platform == "darwin":  # there is one build of torch
        return {gpu.kind: _tr("This Mac")}
    return {
        "cuda": _tr("NVIDIA (CUDA)"),
        "rocm": _tr("AMD (ROCm)"),
        "xpu": _tr("Intel (XPU)"),
        "cpu": _tr("Processor"),
    }


def download(kind: Kind) -> str:
    """How much an installation fetches, empty where that is not known."""
    size = _DOWNLOAD_GB.get(kind)
    return _tr("About {0} GB.").format(size) if size else ""


def disk(kind: Kind) -> str:
    """What an installation takes of it."""
    made = _tr("About {0} GB while it is made.").format(_most(kind))
    kept = _KEPT_GB.get(kind)
    return f"{made} {_tr('{0} GB stay.').format(kept)}" if kept else made


def costs(kind: Kind) -> str:
    """Both of these, in a sentence of its own."""
    size, kept, most = _DOWNLOAD_GB.get(kind), _KEPT_GB.get(kind), _most(kind)
    if size and kept:
        return _tr("About {0} GB are fetched, and {1} GB stay on the disk.").format(size, kept)
    if size:
        return _tr(
            "About {0} GB are fetched, and up to {1} GB of the disk are needed while it is made."
        ).format(size, most)
    return _tr("Up to {0} GB of the disk are needed while it is made.").format(most)


def not_found(kind: Kind) -> str:
    """The question whether it is wanted all the same; there is always a processor."""
    return {
        "cuda": _tr("No NVIDIA GPU was found. Install for it all the same?"),
        "rocm": _tr("No AMD GPU was found. Install for it all the same?"),
        "xpu": _tr("No Intel GPU was found. Install for it all the same?"),
    }[kind]


def leftovers(seen: EngineState) -> str:
    """The question whether what an unfinished installation left is to go."""
    if seen.fetched:
        return _tr("Delete what was fetched ({0})?").format(size_in_words(seen.fetched))
    return _tr("Delete what there is of the engine?")


def progress(stage: Stage, pace: Pace | None) -> str:
    """What is being done, and while bytes come how far it is, how fast, and for how long."""
    said = [
        {
            "python": _tr("Getting Python"),
            "choose": _tr("Choosing the packages for this computer"),
            "check": _tr("Checking what is there"),
            "fetch": _tr("Fetching"),
            "unpack": _tr("Unpacking"),
            "start": _tr("Starting it for the first time"),
        }[stage]
    ]
    if pace:
        done, total = size_in_words(pace.done), size_in_words(pace.total)
        said += [_share(pace), _tr("{0} of {1}").format(done, total)]
        if pace.per_second:
            said.append(_tr("{0} MB a second").format(f"{pace.per_second / 1e6:.1f}"))
        if pace.seconds_left is not None:
            said.append(_tr("about {0} left").format(words.duration(pace.seconds_left)))
    return "  ·  ".join(said)


def _most(kind: Kind) -> int:
    from svd_desktop.backends.torch_builds import DISK_GB  # not for the first frame

    return DISK_GB[kind]


def _share(pace: Pace) -> str:
    return f"{pace.done / max(pace.total, 1):.0%}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("engine", text)
