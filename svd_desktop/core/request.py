"""A render request: everything that affects the pixels, and nothing else."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal, get_args

from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameters import PARAMETERS

VERSION = 1
SIDE_MULTIPLE = 8  # the pipeline's own rule for width and height

MAX_ZOOM = 16  # of a 24-megapixel photograph, a crop this small is enlarged three times

AYS_STEPS = 10  # the schedule is a table of this many steps

FramingMode = Literal["crop", "pad", "stretch"]
Schedule = Literal["karras", "ays"]
Rung = Literal[
    "resident",
    "resident-chunked",
    "offload",
    "offload-chunked",
    "offload-chunked-split",
    "streamed-chunked",
    "streamed-chunked-split",
]
RUNGS: tuple[Rung, ...] = get_args(Rung)  # of the memory ladder, fastest first
Compile = Literal["auto", "on", "off"]


def refuse(name: str, value: object, remedy: str) -> SvdError:
    return SvdError("request", f"{name} cannot be {value!r}.", remedy)


@dataclass(frozen=True)
class Framing:
    """How a picture meets the clip's aspect.

    `focus` is the centre of the crop as fractions of the picture's width and height; `zoom` 1 is
    the largest crop, 2 one of half its width. `background` (#rrggbb) lies behind transparent
    pictures and beside padded ones.
    """

    mode: FramingMode = "crop"
    focus: tuple[float, float] = (0.5, 0.5)
    background: str = "#000000"
    zoom: float = 1.0

    def __post_init__(self) -> None:
        if self.mode not in ("crop", "pad", "stretch"):
            raise refuse("framing", self.mode, "Use crop, pad or stretch.")
        if len(self.focus) != 2 or not all(
            isinstance(x, (int, float)) and 0 <= x <= 1 for x in self.focus
        ):
            raise refuse("focus", self.focus, "Use two numbers from 0 to 1.")
        if (
            isinstance(self.zoom, bool)
            or not isinstance(self.zoom, (int, float))
            or not 1 <= self.zoom <= MAX_ZOOM
        ):
            raise refuse("zoom", self.zoom, f"Use a number from 1 to {MAX_ZOOM}.")
        digits = self.background[1:]
        if (
            self.background[:1] != "#"
            or len(digits) != 6
            or set(digits.lower()) - set("0123456789abcdef")
        ):
            raise refuse("background", self.background, "Use a colour such as #202020.")

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Framing:
        """Reads what `asdict` gave; raises SvdError, TypeError or ValueError for anything else."""
        values = dict(data)
        if "focus" in values:
            values["focus"] = tuple(values["focus"])
        return cls(**values)


@dataclass(frozen=True)
class Computing:
    """How the frames are computed; none of it moves a pixel by more than one level.

    `exact` gives the frames of diffusers' pipeline to the bit (on a CPU in fp32), without the
    savings that reorder arithmetic. `memory` is a rung of the ladder, or `auto`: the plan chooses.
    `compile` is whether torch.compile is used; `auto` where it gains.
    """

    exact: bool = False
    memory: Rung | Literal["auto"] = "auto"
    compile: Compile = "auto"

    def __post_init__(self) -> None:
        if not isinstance(self.exact, bool):
            raise refuse("exact", self.exact, "Use true or false.")
        if self.memory not in ("auto", *RUNGS):
            raise refuse("memory", self.memory, f"Use auto, {', '.join(RUNGS)}.")
        if self.compile not in get_args(Compile):
            raise refuse("compile", self.compile, "Use auto, on or off.")


@dataclass(frozen=True)
class RenderRequest:
    """One clip to render. Valid from the moment it is made.

    `model` is a catalogue name or a folder. `decode_chunk` None lets the memory plan choose; the
    take records the one used. Lengths are pixels, `fps` is the conditioning rate (the pipeline
    passes fps-1 to the UNet itself), guidance runs linearly from the first frame to the last.

    Two settings are faster and approximate: `schedule` "ays" (Align Your Steps, ten steps), and
    `guidance_interval`, the lowest and highest sigma at which guidance is used; None is all.

    Raises SvdError of kind `request` that names the field, the value and what would do.
    """

    source: str
    model: str
    width: int
    height: int
    frames: int
    steps: int
    seed: int
    fps: int = 7
    motion_bucket_id: int = 127
    noise_aug_strength: float = 0.02
    min_guidance: float = 1.0
    max_guidance: float = 3.0
    decode_chunk: int | None = None
    schedule: Schedule = "karras"
    guidance_interval: tuple[float, float] | None = None
    framing: Framing = field(default_factory=Framing)
    computing: Computing = field(default_factory=Computing)

    def __post_init__(self) -> None:
        if not isinstance(self.source, str) or not self.source:
            raise refuse("source", self.source, "Give the path of a picture.")
        if not isinstance(self.model, str) or not self.model:
            raise refuse("model", self.model, "Give a model's name or folder.")
        for name, parameter in PARAMETERS.items():
            value = getattr(self, name)
            if value is None and name == "decode_chunk":
                continue
            number = isinstance(value, int if parameter.whole else (int, float))
            # Whole numbers have no end, and one beyond a float's cannot be asked if it is finite.
            endless = isinstance(value, float) and not math.isfinite(value)
            if isinstance(value, bool) or not number or endless:
                kind = "a whole number" if parameter.whole else "a number"
                raise refuse(name, value, f"Use {kind}.")
            if not parameter.minimum <= value <= parameter.maximum:
                raise refuse(name, value, f"Use {parameter.minimum:g} to {parameter.maximum:.10g}.")
        for name in ("width", "height"):
            value = getattr(self, name)
            if value % SIDE_MULTIPLE:
                near = max(round(value / SIDE_MULTIPLE), 8) * SIDE_MULTIPLE
                raise refuse(name, value, f"Use a multiple of {SIDE_MULTIPLE}, such as {near}.")
        if self.min_guidance > self.max_guidance:
            raise refuse(
                "min_guidance", self.min_guidance,
                f"Use at most max_guidance, which is {self.max_guidance:g}.",
            )  # fmt: skip
        if self.decode_chunk is not None and self.decode_chunk > self.frames:
            raise refuse(
                "decode_chunk", self.decode_chunk,
                f"Use at most the number of frames, {self.frames}.",
            )  # fmt: skip
        if self.schedule not in get_args(Schedule):
            raise refuse("schedule", self.schedule, "Use karras or ays.")
        if self.schedule == "ays" and self.steps != AYS_STEPS:
            raise refuse("steps", self.steps, f"The schedule ays has {AYS_STEPS} steps.")
        if self.guidance_interval is not None and not _is_interval(self.guidance_interval):
            raise refuse(
                "guidance_interval", self.guidance_interval,
                "Use two sigmas from 0 on, the lower one first.",
            )  # fmt: skip

    @property
    def picture(self) -> str:
        """The source's name, also of a path from another platform."""
        return self.source.replace("\\", "/").rpartition("/")[2]

    @property
    def guided(self) -> bool:
        """Guidance off halves the work; diffusers' pipeline switches at the same place."""
        return self.max_guidance > 1

    def with_(self, **changes: Any) -> RenderRequest:
        return replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> RenderRequest:
        """Reads what `to_json` wrote; raises SvdError for anything else."""
        if not isinstance(data, dict) or data.get("version") != VERSION:
            version = data.get("version") if isinstance(data, dict) else data
            raise refuse(
                "version", version, "These settings were made by another version of the program."
            )
        known = {item.name for item in fields(cls)}
        unknown = set(data) - known - {"version"}
        if unknown:
            raise refuse("settings", sorted(unknown), "Remove what this version does not know.")
        values = {name: data[name] for name in known if name in data}
        try:
            framing = Framing.from_json(values.pop("framing", {}))
            if values.get("guidance_interval") is not None:
                values["guidance_interval"] = tuple(values["guidance_interval"])
            computing = Computing(**values.pop("computing", {}))
            return cls(framing=framing, computing=computing, **values)
        except (TypeError, ValueError) as error:
            raise SvdError("request", f"These settings are incomplete: {error}.") from error


def _is_interval(values: object) -> bool:
    return (
        isinstance(values, tuple)
        and len(values) == 2
        and all(isinstance(x, (int, float)) and math.isfinite(x) for x in values)
        and 0 <= values[0] < values[1]
    )
