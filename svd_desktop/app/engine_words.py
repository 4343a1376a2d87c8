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


def _share(pace: Pace) -> str:
    return f"{pace.done / max(pace.total, 1):.0%}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("engine", text)
