"""What a memory plan says to a person."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from svd_desktop.app import words
from svd_desktop.core.memory import GIB, Offer, Option, Planned
from svd_desktop.core.request import Rung


def _tr(text: str) -> str:
    return QCoreApplication.translate("plan", text)


def rung(name: Rung) -> str:
    return {
        "resident": _tr("resident"),
        "resident-chunked": _tr("resident, chunked"),
        "offload": _tr("offload"),
        "offload-chunked": _tr("offload, chunked"),
        "offload-chunked-split": _tr("offload, chunked and split"),
        "streamed-chunked": _tr("streamed, chunked"),
        "streamed-chunked-split": _tr("streamed, chunked and split"),
    }[name]


def rung_help(name: Rung) -> str:
    """What a rung does, and what it costs."""
    if name.startswith("resident"):
        help_text = _tr("The whole model stays on the device.")
    elif name.startswith("offload"):
        help_text = _tr("One part of the model at a time is on the device; little slower.")
    else:
        help_text = _tr("The model's layers come to the device as they are needed; slower.")
    if "chunked" in name:
        help_text += " " + _tr("Few frames at a time in the largest layers.")
    if name.endswith("split"):
        help_text += " " + _tr("The two halves of guidance one after the other.")
    return help_text


def sentence(planned: Planned) -> str:
    chosen, device = planned.chosen, planned.device
    way = _tr("{0}, decode {1} at a time").format(rung(chosen.rung), chosen.decode_chunk)
    amounts = (f"{chosen.peak / GIB:.1f}", f"{device.budget_bytes / GIB:.1f}")
    if not planned.fits:
        return _tr("Does not fit: {0} needs {1} of {2}\u00a0GiB.").format(way, *amounts)
    return _tr("Fits: {0}: {1} of {2}\u00a0GiB.").format(way, *amounts)


def remarks(planned: Planned, steps: int) -> list[str]:
    """What else there is to know: the time on a processor, and main memory that is short."""
    said = []
    seconds = (planned.seconds_a_step or 0) * steps
    if seconds >= 3600:
        text = _tr("Expect about {0} a clip on this processor.")
        said.append(text.format(words.duration(seconds)))
    if planned.fits and planned.device.ram_bytes < planned.ram_bytes:
        text = _tr("It takes {0} of main memory beside, and {1} are free.")
        said.append(
            text.format(words.size(planned.ram_bytes), words.size(planned.device.ram_bytes))
        )
    return said


def option(option: Option) -> str:
    fits = _tr("fits") if option.fits else _tr("does not fit")
    return _tr("{0}: {1}, {2}").format(rung(option.rung), words.size(option.peak), fits)


def offer(offer: Offer) -> str:
    return _tr("{0}x{1}, {2} frames").format(offer.width, offer.height, offer.frames)
