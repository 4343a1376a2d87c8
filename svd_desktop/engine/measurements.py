"""What renders in fact needed here, kept for later plans: peaks by stage, seconds a step.

One JSON file in the library. Each entry is for one card, model, rung and size of clip.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from svd_desktop.core.memory import DeviceMemory, Planned
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import RUNGS
from svd_desktop.engine.meter import Meter
from svd_desktop.media.publishing import write_atomically

_log = logging.getLogger(__name__)
_FILE = "measured.json"
# A peak far from the prediction says that something else was wrong.
_BELIEVED = (0.8, 1.5)


@dataclass(frozen=True)
class Measured:
    """`peaks` by rung and stage: measured over predicted. `seconds_a_step` on the fastest rung
    that was measured."""

    peaks: dict[tuple[str, str], float] = field(default_factory=dict)
    seconds_a_step: float | None = None


def corrections_for(library: Path, order: RenderOrder, device: DeviceMemory) -> Measured:
    entries = _read(library)
    peaks: dict[tuple[str, str], float] = {}
    seconds = None
    for rung in RUNGS:
        entry = entries.get(_key(order, device, rung))
        if entry is None:
            continue
        peaks |= {(rung, stage): ratio for stage, ratio in entry["peaks"].items()}
        seconds = seconds or entry["seconds_a_step"]
    return Measured(peaks, seconds)


def remember(
    library: Path, order: RenderOrder, planned: Planned, meter: Meter, as_planned: bool = True
) -> None:
    """Notes a finished render; its decode only if that went as planned. What goes wrong is logged:
    the take is safe without it."""
    least, most = _BELIEVED
    ratios = {
        stage: min(max(meter.peak_bytes[stage] / predicted, least), most)
        for stage, predicted in planned.chosen.predicted.items()
        if meter.counts_peaks and meter.peak_bytes.get(stage) and (as_planned or stage != "decode")
    }
    try:
        entries = _read(library)
        entries[_key(order, planned.device, planned.plan.rung)] = {
            "peaks": ratios, "seconds_a_step": meter.seconds_a_step,
        }  # fmt: skip
        write_atomically(library / _FILE, json.dumps(entries, indent=1).encode())
    except OSError:
        _log.warning("What was measured cannot be kept.", exc_info=True)


def _key(order: RenderOrder, device: DeviceMemory, rung: str) -> str:
    request = order.request
    size = f"{request.width}x{request.height}x{request.frames}"
    guided = "guided" if request.guided else "unguided"
    card = device.hardware or device.name
    return f"{card} {device.precision} {order.model_folder} {rung} {size} {guided}"


def _read(library: Path) -> dict[str, Any]:
    try:
        entries = json.loads((library / _FILE).read_bytes())
        return entries if isinstance(entries, dict) else {}
    except (OSError, ValueError):
        return {}
