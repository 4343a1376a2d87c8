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
    """One warning: the parameter it belongs to, a sentence with places, and what goes there."""

    parameter: str
    text: str
    values: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return self.text.format(*self.values)


FRAMES = "{0} was trained for {1} frames; other counts move less well."
SIZE = "{0} was trained at {1}x{2}; other sizes work less well."
SIDE = "Best is a multiple of 64: {0} or {1}."
TUNED = "{0} was tuned at {1} alone."
USUAL = "Results are good from {0} to {1}."
SMEARED = "This much motion with little noise smears: raise the noise to about 0.1."
FLICKER = "One frame at a time may flicker."
TEXTS = (FRAMES, SIZE, SIDE, TUNED, USUAL, SMEARED, FLICKER)


def cautions_for(values: Mapping[str, float], model: Trained) -> list[Caution]:
    """In the order of the parameters; `values` are by their names."""
    return list(_cautions(values, model))


def _cautions(values: Mapping[str, float], model: Trained) -> Iterator[Caution]:
    for name, parameter in PARAMETERS.items():
        value, default = values[name], float(getattr(model, name, parameter.default))
        if value == default:
            continue
        if name in model.tuned:
            yield Caution(name, TUNED, (model.title, f"{default:g}"))
        elif parameter.usual:
            # A model may have a default of its own outside of what is usual.
            low, high = min(parameter.usual[0], default), max(parameter.usual[1], default)
            if not low <= value <= high:
                yield Caution(name, USUAL, (f"{low:g}", f"{high:g}"))
    if values["motion_bucket_id"] > _MUCH_MOTION and values["noise_aug_strength"] <= _LITTLE_NOISE:
        yield Caution("motion_bucket_id", SMEARED)
    if values["frames"] != model.frames:
        yield Caution("frames", FRAMES, (model.title, str(model.frames)))
    if values["decode_chunk"] == 1 and values["frames"] > 1:
        yield Caution("decode_chunk", FLICKER)
    for name in ("width", "height"):
        value = int(values[name])
        if value % _BEST_MULTIPLE and value != getattr(model, name):
            below = max(value // _BEST_MULTIPLE, 1) * _BEST_MULTIPLE
            yield Caution(name, SIDE, (str(below), str(below + _BEST_MULTIPLE)))
    if (values["width"], values["height"]) != (model.width, model.height):
        yield Caution("height", SIZE, (model.title, str(model.width), str(model.height)))
