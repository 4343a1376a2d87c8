"""What the parameter panel shows and changes: the settings of the next clips."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

from PySide6.QtCore import QObject, Signal

from svd_desktop.core.cautions import Caution, cautions_for
from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameter_sets import MOTIONS
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import (
    AYS_STEPS,
    SIDE_MULTIPLE,
    Computing,
    Framing,
    FramingMode,
    RenderRequest,
    Schedule,
)
from svd_desktop.models.catalogue import Model, embedded

_NOBODY = "no picture"  # settings alone have none, and a request needs one
_AUTO = 0.0  # of decode_chunk: the memory plan chooses
MAX_VARIATIONS = 16

Interval = tuple[float, float]


class ClipSettings(QObject):
    """One value for each parameter, always within its range, with the model's defaults.

    `decode_chunk` 0 leaves the choice to the memory plan. `variations` is how many clips are made
    of each picture, with as many random seeds, or with the fixed one and those after it.
    """

    changed = Signal(str)  # the name of a parameter, or of another field of a request
    model_changed = Signal()
    models_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: dict[str, Model] = embedded()
        self._model = next(iter(self.models.values()))
        self._own: dict[str, float] = {}  # what differs from the model's defaults
        self.random_seed = True
        self.variations = 1
        self.framing: FramingMode = "crop"
        self.schedule: Schedule = "karras"
        self.guidance_interval: Interval | None = None
        self.computing = Computing()

    @property
    def model(self) -> Model:
        return self._model

    def add_models(self, models: Sequence[Model]) -> None:
        self.models = {**self.models, **{model.name: model for model in models}}
        self.models_changed.emit()

    def drop_model(self, name: str) -> None:
        """It is gone; if it was chosen, the demonstration model takes its place."""
        if name in self.models:
            if name == self._model.name:
                self.set_model(next(iter(self.models)))
            self.models = {key: model for key, model in self.models.items() if key != name}
            self.models_changed.emit()

    def set_model(self, name: str) -> None:
        """Another model brings its own defaults; what the person changed stays."""
        if name in self.models and name != self._model.name:
            self._model = self.models[name]
            self._own = {key: x for key, x in self._own.items() if x != self.default(key)}
            self._drop_what_crosses()
            if self.value("steps") != AYS_STEPS:
                self.schedule = "karras"
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
        elif name == "steps" and value != AYS_STEPS and self.schedule == "ays":
            self.set_schedule("karras")

    def set_schedule(self, schedule: Schedule) -> None:
        """Align Your Steps is a table of ten steps; without it the model's own number is back."""
        if schedule == self.schedule:
            return
        self.schedule = schedule
        self.changed.emit("schedule")
        if schedule == "ays":
            self.set("steps", AYS_STEPS)
        elif self.value("steps") == AYS_STEPS:
            self.reset("steps")

    def set_guidance_interval(self, interval: Interval | None) -> None:
        if interval is not None and not 0 <= interval[0] < interval[1]:
            return
        self._put("guidance_interval", interval)

    def set_computing(self, **changes: Any) -> None:
        """`exact`, `memory` or `compile`."""
        self._put("computing", replace(self.computing, **changes))

    def set_framing(self, mode: FramingMode) -> None:
        """For pictures that have no framing of their own."""
        self._put("framing", mode)

    @property
    def size(self) -> tuple[int, int]:
        """Of the clip, width and height in pixels."""
        return int(self.value("width")), int(self.value("height"))

    def set_random_seed(self, random_seed: bool) -> None:
        self.random_seed = random_seed
        self.changed.emit("seed")

    def set_variations(self, count: int) -> None:
        self.variations = min(max(count, 1), MAX_VARIATIONS)
        self.changed.emit("seed")

    def reset(self, name: str) -> None:
        self.set(name, self.default(name))

    @property
    def motion(self) -> str | None:
        """Low, medium or high, where the numbers are one of these."""
        return next(
            (name for name, values in MOTIONS.items()
             if all(self.value(key) == x for key, x in values.items())), None,
        )  # fmt: skip

    def set_motion(self, name: str) -> None:
        for key, value in MOTIONS[name].items():
            self.set(key, value)

    def cautions(self) -> list[Caution]:
        return cautions_for({name: self.value(name) for name in PARAMETERS}, self._model)

    def requests(
        self, sources: Sequence[Path], framings: Mapping[Path, Framing] | None = None
    ) -> list[RenderRequest]:
        """As many for each picture as there are variations; random seeds are drawn here.

        `framings` are the pictures' own; the others have the panel's.
        """
        template, framings = self.template(), framings or {}
        return [
            template.with_(
                source=str(source), seed=seed, framing=framings.get(source, template.framing)
            )
            for source in sources
            for seed in self._seeds()
        ]

    def to_json(self) -> dict[str, Any]:
        """A request's own form without source and seed: what a preset keeps."""
        return _without_picture(self.template())

    def defaults(self) -> dict[str, Any]:
        """The same form with the model's own settings."""
        values = _numbers(self.default)
        return _without_picture(RenderRequest(_NOBODY, self._model.name, **values))

    def take(self, values: Mapping[str, Any]) -> None:
        """Takes over a preset's values; what it does not name stays. A model that is not on this
        computer leaves the chosen one. Raises SvdError for what is no request's form."""
        fixed = {"source": _NOBODY, "seed": 0}
        self._take(RenderRequest.from_json({**self.to_json(), **values, **fixed}))

    def load(self, request: RenderRequest) -> None:
        """The settings a clip was made with, its seed too."""
        self._take(request)
        self.set("seed", request.seed)
        self.set_variations(1)
        self.set_random_seed(False)

    def with_seed(self) -> dict[str, Any]:
        """The same form with the seed of the next clips; None where it is not one."""
        several = self.random_seed or self.variations > 1
        return {**self.to_json(), "seed": None if several else int(self.value("seed"))}

    def kept(self) -> dict[str, Any]:
        """What `restore` takes at the next start: what differs from the model's own settings, so
        that a model that is gone by then leaves nothing of itself to the one in its place."""
        # A decode chunk is restored before a model in a folder is, and could exceed another's.
        frames = {"frames": self.value("frames")} if "decode_chunk" in self._own else {}
        return {
            **frames,
            **self._own,
            "schedule": self.schedule,
            "guidance_interval": self.guidance_interval,
            "framing": self.framing,
            **asdict(self.computing),
            "random_seed": self.random_seed,
            "variations": self.variations,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Takes what `kept` gave. What is unknown or not allowed is left out, it alone."""
        self._own = {name: float(value) for name, value in kept.items() if _is_allowed(name, value)}
        self._drop_what_crosses()
        for name in kept.keys() & {"schedule", "guidance_interval"}:
            value = kept[name]
            value = tuple(value) if isinstance(value, list) else value
            with suppress(SvdError, OverflowError):  # a request says what is allowed
                setattr(self, name, getattr(self.template().with_(**{name: value}), name))
        if kept.get("framing") in get_args(FramingMode):
            self.framing = kept["framing"]
        for name in asdict(self.computing).keys() & kept.keys():
            with suppress(SvdError):
                self.computing = replace(self.computing, **{name: kept[name]})
        if isinstance(kept.get("random_seed"), bool):
            self.random_seed = kept["random_seed"]
        if type(kept.get("variations")) is int:
            self.set_variations(kept["variations"])
        for name in (*PARAMETERS, "schedule", "guidance_interval", "framing", "computing"):
            self.changed.emit(name)

    def _take(self, request: RenderRequest) -> None:
        self.set_model(request.model)
        before = self.to_json()
        for name in PARAMETERS.keys() - {"seed"}:
            value = float(getattr(request, name) or _AUTO)
            self._own[name] = value
            if value == self.default(name):
                del self._own[name]
        self.schedule = request.schedule
        self.guidance_interval = request.guidance_interval
        self.computing = request.computing
        self.framing = request.framing.mode
        for name, value in self.to_json().items():
            if value != before[name]:
                self.changed.emit(name)

    def _drop_what_crosses(self) -> None:
        """Numbers of the person's that do not go with the other end of their pair."""
        if self.value("min_guidance") > self.value("max_guidance"):
            self._own.pop("min_guidance", None)
        if self.value("decode_chunk") > self.value("frames"):
            self._own.pop("decode_chunk", None)

    def _put(self, name: str, value: object) -> None:
        if getattr(self, name) != value:
            setattr(self, name, value)
            self.changed.emit(name)

    def _seeds(self) -> list[int]:
        end = int(PARAMETERS["seed"].maximum) + 1
        if self.random_seed:
            return [random.randrange(end) for _ in range(self.variations)]
        return [(int(self.value("seed")) + more) % end for more in range(self.variations)]

    def template(self) -> RenderRequest:
        """The next request, but for its picture and its seed."""
        return RenderRequest(
            source=_NOBODY,
            model=self._model.name,
            schedule=self.schedule,
            guidance_interval=self.guidance_interval,
            framing=Framing(mode=self.framing),
            computing=self.computing,
            **_numbers(self.value),
        )


def _numbers(value: Callable[[str], float]) -> dict[str, Any]:
    numbers: dict[str, Any] = {
        name: int(value(name)) if parameter.whole else value(name)
        for name, parameter in PARAMETERS.items()
    }
    numbers["decode_chunk"] = numbers["decode_chunk"] or None
    return numbers


def _without_picture(request: RenderRequest) -> dict[str, Any]:
    data = request.to_json()
    del data["source"], data["seed"]
    return data


def _is_allowed(name: str, value: object) -> bool:
    """Whether it is a value of that parameter, exactly as it would be set."""
    parameter = PARAMETERS.get(name)
    if parameter is None or isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    within = parameter.minimum <= value <= parameter.maximum
    return within and _allowed(name, value) == value


def _allowed(name: str, value: float) -> float:
    parameter = PARAMETERS[name]
    if name == "decode_chunk" and value < parameter.minimum:
        return _AUTO
    value = min(max(value, parameter.minimum), parameter.maximum)
    if name in ("width", "height"):
        value = round(value / SIDE_MULTIPLE) * SIDE_MULTIPLE
    return float(round(value)) if parameter.whole else round(value, 4)
