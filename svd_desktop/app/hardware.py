"""What this computer can do, in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from svd_desktop.app import words
from svd_desktop.app.sentences import translated


def described(found: dict[str, Any]) -> tuple[str, str]:
    """What was found, and what SVD-XT at its full size would be on it, in two sentences."""
    from svd_desktop.core.memory import GIB, DeviceMemory, plan
    from svd_desktop.core.request import RenderRequest
    from svd_desktop.models.catalogue import published
    from svd_desktop.models.costs import known_costs

    device = DeviceMemory(**found["memory"])
    model = published()["svd-xt"]
    costs = known_costs(model.folder)
    assert costs is not None  # travels with the program
    request = RenderRequest(
        source="a picture", model=model.name, seed=0, width=model.width, height=model.height,
        frames=model.frames, steps=model.steps,
    )  # fmt: skip
    planned = plan(request, device, costs)
    if device.kind == "cpu":
        hours = (planned.seconds_a_step or 0) * request.steps / 3600
        return (
            translated(found["note"])
            if "note" in found
            else _tr("No GPU was found; clips are rendered on the processor."),
            _tr(
                "The demonstration model renders in seconds. {0} would take about {1} hours a clip."
            ).format(words.model_title(model), max(1, round(hours))),
        )
    size = found.get("vram_bytes", device.free_bytes)
    card = _tr("{0}, {1} GiB.").format(device.hardware or device.name, f"{size / GIB:.0f}")
    if not planned.fits:
        return card, _tr(
            "{0} does not fit at full size; smaller clips do, and the demonstration model."
        ).format(words.model_title(model))
    return card, {
        "resident": _tr("{0} runs at full size, wholly on the card."),
        "offload": _tr("{0} runs at full size; its parts take turns on the card."),
        "streamed": _tr("{0} runs at full size, slowly: its weights come piece by piece."),
    }[planned.plan.residency].format(words.model_title(model))


def _tr(text: str) -> str:
    return QCoreApplication.translate("hardware", text)
