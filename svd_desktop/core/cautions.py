"""What to warn of where settings leave what a model was trained for. Nothing here is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from svd_desktop.core.parameters import PARAMETERS

_BEST_MULTIPLE = 64  # of both sides: the UNet halves a latent of an eighth three times
_MUCH_MOTION = 200
_LITTLE_NOISE = 0.02  # the guide's noise for usual motion; it raises both together


class Trained(Protocol):
    """What a model was trained for; its defaults are always within it."""

    @property
    def title(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def frames(self) -> int: ...
    @property
    def tuned(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Caution:
    """One warning, and the parameter it belongs to."""

    parameter: str
    message: str


def cautions_for(values: Mapping[str, float], model: Trained) -> list[Caution]:
    """In the order of the parameters; `values` are by their names."""
    return list(_cautions(values, model))


def _cautions(values: Mapping[str, float], model: Trained) -> Iterator[Caution]:
    for name, parameter in PARAMETERS.items():
        value, default = values[name], float(getattr(model, name, parameter.default))
        if value == default:
            continue
        if name in model.tuned:
            yield Caution(name, f"{model.title} was tuned at {default:g} alone.")
        elif parameter.usual:
            # A model may have a default of its own outside of what is usual.
            low, high = min(parameter.usual[0], default), max(parameter.usual[1], default)
            if not low <= value <= high:
                yield Caution(name, f"Results are good from {low:g} to {high:g}.")
    if values["motion_bucket_id"] > _MUCH_MOTION and values["noise_aug_strength"] <= _LITTLE_NOISE:
        message = "This much motion with little noise smears: raise the noise to about 0.1."
        yield Caution("motion_bucket_id", message)
    if values["frames"] != model.frames:
        message = (
            f"{model.title} was trained for {model.frames} frames; other counts move less well."
        )
        yield Caution("frames", message)
    if values["decode_chunk"] == 1 and values["frames"] > 1:
        yield Caution("decode_chunk", "One frame at a time may flicker.")
    for name in ("width", "height"):
        value = int(values[name])
        if value % _BEST_MULTIPLE and value != getattr(model, name):
            below = max(value // _BEST_MULTIPLE, 1) * _BEST_MULTIPLE
            above = below + _BEST_MULTIPLE
            yield Caution(name, f"Best is a multiple of 64: {below} or {above}.")
    if (values["width"], values["height"]) != (model.width, model.height):
        size = f"{model.width}x{model.height}"
        message = f"{model.title} was trained at {size}; other sizes work less well."
        yield Caution("height", message)
