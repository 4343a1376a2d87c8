"""What the approximate settings save and change: fewer steps (AYS), guidance in an interval.

By hand, on a machine that does nothing else: `python tests/benchmarks/approximate.py`. Runs on
svd-mini, whose scheduler is given SVD's own sigmas (700 to 0.002) for this. Ratios of time and UNet
calls carry over to SVD; how far pixels move depends on the model, and svd-mini was not made for
these sigmas nor for guidance, so its differences only show that there are some.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from diffusers import EulerDiscreteScheduler

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from svd_desktop.core.request import AYS_STEPS, RenderRequest  # noqa: E402
from svd_desktop.engine.conditioning import Conditioning, encode_image, seeded  # noqa: E402
from svd_desktop.engine.decoding import decode  # noqa: E402
from svd_desktop.engine.denoising import denoise, draw_latents  # noqa: E402
from svd_desktop.engine.loading import Model  # noqa: E402
from svd_desktop.media.framing import frame  # noqa: E402
from svd_desktop.media.images import open_image  # noqa: E402
from svd_desktop.models.resources import resource  # noqa: E402
from tests.loaded import load_on_cpu  # noqa: E402

TURNS = 3  # the fastest counts: the others met other work
FULL = RenderRequest(
    source=str(resource("samples", "rocket.jpg")), model="svd-mini", width=160, height=96,
    frames=14, steps=25, seed=42,
)  # fmt: skip
AYS = {"schedule": "ays", "steps": AYS_STEPS}
INTERVAL = (1.0, 20.0)
SETTINGS = {
    "karras-25": FULL,
    "ays-10": FULL.with_(**AYS),
    f"karras-25, guidance from {INTERVAL[0]:g} to {INTERVAL[1]:g}": FULL.with_(
        guidance_interval=INTERVAL
    ),
    f"ays-10, guidance from {INTERVAL[0]:g} to {INTERVAL[1]:g}": FULL.with_(
        **AYS, guidance_interval=INTERVAL
    ),
    "karras-25, guidance off": FULL.with_(max_guidance=1.0),
}


@dataclass
class Measured:
    """`clips` is the sum of the batches of all UNet calls; `frames` [n, height, width, 3]."""

    seconds: float
    calls: int
    clips: int
    frames: np.ndarray


def main() -> None:
    model = load_on_cpu()
    scheduler = EulerDiscreteScheduler.from_config(
        model.scheduler.config, sigma_min=0.002, sigma_max=700.0
    )
    model = replace(model, scheduler=scheduler)
    measured = {name: measure(model, request) for name, request in SETTINGS.items()}
    full = measured["karras-25"]
    for name, one in measured.items():
        moved = np.abs(one.frames.astype(np.float64) - full.frames).mean()
        print(
            f"{name}: denoise {one.seconds:.1f} s, {full.seconds / one.seconds:.2f} times as fast; "
            f"{one.calls} UNet calls of {one.clips} clips, {full.clips / one.clips:.2f} times "
            f"fewer; pixels {moved:.2f} of 255 away on average"
        )


def measure(model: Model, request: RenderRequest) -> Measured:
    generator = seeded(request)
    image = open_image(Path(request.source), request.framing.background)
    image = frame(image, request.width, request.height, request.framing)
    conditioning = encode_image(model, image, request, generator)
    start = draw_latents(model, request, generator, torch.float32)
    run(model, conditioning, start, request.with_(guidance_interval=None), steps=1)  # warms up

    batches: list[int] = []
    hook = model.unet.register_forward_pre_hook(lambda _, inputs: batches.append(len(inputs[0])))
    run(model, conditioning, start, request)
    hook.remove()
    seconds = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        latents = run(model, conditioning, start, request)
        seconds.append(time.perf_counter() - begun)
    frames = np.concatenate(list(decode(model, latents, 8)))
    return Measured(min(seconds), len(batches), sum(batches), frames)


def run(
    model: Model,
    conditioning: Conditioning,
    start: torch.Tensor,
    request: RenderRequest,
    steps: int | None = None,
) -> torch.Tensor:
    """The latents after all steps, or after the first `steps` of them."""
    latents = start
    for done, step in enumerate(denoise(model, conditioning, start, request), 1):
        latents = step.latents
        if done == steps:
            break
    return latents


if __name__ == "__main__":
    main()
