"""Every parameter of a render: its range, default, unit and one sentence of help.

Ranges and defaults are those of diffusers' guide to Stable Video Diffusion and of its pipeline.
The panel, the command line and the request's own validation all read this one table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """One number a person may set. `usual` is the range the models were trained or tuned for."""

    name: str
    label: str
    minimum: float
    maximum: float
    default: float
    help: str
    step: float = 1
    unit: str = ""
    usual: tuple[float, float] | None = None

    @property
    def whole(self) -> bool:
        return isinstance(self.step, int)


_ALL = (
    Parameter(
        "motion_bucket_id", "Motion bucket", 1, 255, 127,
        "More is more motion, of camera and subject.",
        usual=(20, 220),
    ),
    Parameter(
        "noise_aug_strength", "Noise on the picture", 0, 1, 0.02,
        "More gives the model more freedom: more motion, less likeness to the picture.",
        step=0.01, usual=(0, 0.3),
    ),
    Parameter(
        "frames", "Frames", 1, 60, 14,
        "How many frames are made; SVD was trained for 14, SVD-XT for 25.", unit="frames",
    ),
    Parameter(
        "fps", "Conditioning rate", 5, 30, 7,
        "The rate the model imagines: higher means less movement from frame to frame. "
        "The rate of the file is chosen at export.", unit="fps",
    ),
    Parameter(
        "steps", "Steps", 1, 100, 25, "More steps refine the clip and take longer.",
        unit="steps", usual=(10, 40),
    ),
    Parameter(
        "min_guidance", "Guidance, first frame", 1, 10, 1.0,
        "How closely the first frame follows the picture.", step=0.1, usual=(1, 3),
    ),
    Parameter(
        "max_guidance", "Guidance, last frame", 1, 10, 3.0,
        "How closely the last frame follows the picture; 1 switches guidance off and halves "
        "the work.", step=0.1, usual=(1, 4),
    ),
    Parameter(
        "decode_chunk", "Frames decoded at a time", 1, 60, 8,
        "Fewer need less memory; one at a time may flicker.", unit="frames",
    ),
    Parameter("width", "Width", 64, 2048, 1024, "A multiple of 8, best of 64.", step=8, unit="px"),
    Parameter("height", "Height", 64, 2048, 576, "A multiple of 8, best of 64.", step=8, unit="px"),
    Parameter(
        "seed", "Seed", 0, 2**32 - 1, 0,
        "The same seed with the same settings gives the same clip again.",
    ),
)  # fmt: skip

PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for parameter in _ALL}

# The two ends of `guidance_interval`, in sigmas of the schedule, which falls from 700 to 0.002. The
# defaults are the interval that tests/benchmarks/approximate.py measures.
INTERVAL = (
    Parameter(
        "guidance_low", "Lowest sigma", 0, 699, 1, "Steps with less noise run without guidance.",
        step=0.1,
    ),
    Parameter(
        "guidance_high", "Highest sigma", 0.1, 700, 20, "Steps with more noise run without it.",
        step=0.1,
    ),
)  # fmt: skip
