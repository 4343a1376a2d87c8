"""What the parameter panel shows and changes: the settings of the next clips."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import SIDE_MULTIPLE, Framing, FramingMode, RenderRequest
from svd_desktop.models.catalogue import Model, catalogue

_AUTO = 0.0  # of decode_chunk: the memory plan chooses


class ClipSettings(QObject):
    """One value for each parameter, always within its range, with the model's defaults.

    `decode_chunk` 0 leaves the choice to the memory plan.
    """

    changed = Signal(str)  # a parameter's name
    model_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: dict[str, Model] = catalogue()
        self._model = next(iter(self.models.values()))
        self._own: dict[str, float] = {}  # what differs from the model's defaults
        self.random_seed = True
        self.framing: FramingMode = "crop"

    @property
    def model(self) -> Model:
        return self._model

    def set_model(self, name: str) -> None:
        """Another model brings its own defaults; what the person changed stays."""
        if name in self.models and name != self._model.name:
            self._model = self.models[name]
            self._own = {key: x for key, x in self._own.items() if x != self.default(key)}
            self.model_changed.emit()

    def default(self, name: str) -> float:
        if name == "decode_chunk":
            return _AUTO
        return float(getattr(self._model, name, PARAMETERS[name].default))

    def value(self, name: str) -> float:
        return self._own.get(name, self.default(name))

    def is_default(self, name: str) -> bool:
        return name not in self._own

    def set(self, name: str, value: float) -> None:
        """Takes the nearest value allowed; moves the other end of a pair that would cross."""
        value = _allowed(name, value)
        if value == self.value(name):
            return
        if value == self.default(name):
            self._own.pop(name, None)
        else:
            self._own[name] = value
        self.changed.emit(name)
        if name == "min_guidance" and value > self.value("max_guidance"):
            self.set("max_guidance", value)
        elif name == "max_guidance" and value < self.value("min_guidance"):
            self.set("min_guidance", value)
        elif name == "frames" and value < self.value("decode_chunk"):
            self.set("decode_chunk", value)
        elif name == "decode_chunk" and value > self.value("frames"):
            self.set("decode_chunk", self.value("frames"))

    def set_framing(self, mode: FramingMode) -> None:
        self.framing = mode

    def set_random_seed(self, random_seed: bool) -> None:
        self.random_seed = random_seed
        self.changed.emit("seed")

    def reset(self, name: str) -> None:
        self.set(name, self.default(name))

    def load(self, request: RenderRequest) -> None:
        """Takes over another clip's settings, its seed included; its picture is not theirs."""
        self.set_model(request.model)
        # Twice: a value may be held back by one of its pair that comes later.
        for name in (*PARAMETERS, *PARAMETERS):
            value = getattr(request, name)
            self.set(name, _AUTO if value is None else value)
        self.set_framing(request.framing.mode)
        self.set_random_seed(False)

    def requests(self, sources: Sequence[Path]) -> list[RenderRequest]:
        """One request for each picture; random seeds are drawn here, one each."""
        values = {
            name: int(self.value(name)) if parameter.whole else self.value(name)
            for name, parameter in PARAMETERS.items()
        }
        values["decode_chunk"] = values["decode_chunk"] or None  # type: ignore[assignment]
        requests = []
        for source in sources:
            if self.random_seed:
                values["seed"] = random.randrange(int(PARAMETERS["seed"].maximum) + 1)
            requests.append(
                RenderRequest(
                    source=str(source),
                    model=self._model.name,
                    framing=Framing(mode=self.framing),
                    **values,  # type: ignore[arg-type]
                )
            )
        return requests


def _allowed(name: str, value: float) -> float:
    parameter = PARAMETERS[name]
    if name == "decode_chunk" and value < parameter.minimum:
        return _AUTO
    value = min(max(value, parameter.minimum), parameter.maximum)
    if name in ("width", "height"):
        value = round(value / SIDE_MULTIPLE) * SIDE_MULTIPLE
    return float(round(value)) if parameter.whole else round(value, 4)
