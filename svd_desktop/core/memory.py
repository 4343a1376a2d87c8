"""Which memory settings a render uses: pure arithmetic over a model's costs and a device's memory.

The ladder's rungs from the fastest to the one that needs least; the first that fits is chosen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from svd_desktop.core.costs import BYTES, Costs, Precision
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import RUNGS, RenderRequest, Rung

GIB = 2**30
Residency = Literal["resident", "offload", "streamed"]
STAGES = ("encode", "denoise", "decode")

# Of what a GPU has free, the driver's context and the libraries' kernels take this much, and the
# allocator reserves so much more than it hands out (1.3 to 2 times were published, without
# expandable segments).
CONTEXT_BYTES = GIB // 2
FRAGMENTATION = 1.25
KERNELS_BYTES = GIB // 4  # of it, what libraries load only at their first use
# A display's other programs come and go, and Windows spills to host memory instead of failing.
WINDOWS_DISPLAY_BYTES = 3 * GIB // 4
# A CPU shares its memory with everything else; malloc returns what it no longer needs.
CPU_SHARE = 0.85
# Modules that streaming holds at once: one computing, one arriving, one whose memory waits for the
# stream that used it.
STREAMED_LEAVES = 3
PROCESS_BYTES = 3 * GIB // 2  # what the render process takes of RAM without any weights


@dataclass(frozen=True)
class DeviceMemory:
    """A device as a plan sees it. `free_bytes` just before the job, of its own memory (a CPU's is
    RAM); `ram_bytes` is what is free in the host. `has_context`: the driver's share is taken."""

    name: str
    precision: Precision
    free_bytes: int
    ram_bytes: int
    has_context: bool = False
    windows_display: bool = False
    hardware: str = ""  # the card's name
    teraflops: float | None = None  # a second, where it was measured

    @property
    def kind(self) -> str:
        return self.name.partition(":")[0]

    @property
    def limit_bytes(self) -> int:
        """What the allocator may take."""
        if self.kind == "cpu":
            return int(self.free_bytes * CPU_SHARE)
        free = self.free_bytes - (KERNELS_BYTES if self.has_context else CONTEXT_BYTES)
        return max(0, free - (WINDOWS_DISPLAY_BYTES if self.windows_display else 0))

    @property
    def budget_bytes(self) -> int:
        """What tensors may take."""
        return int(self.limit_bytes / (1 if self.kind == "cpu" else FRAGMENTATION))


@dataclass(frozen=True)
class MemoryPlan:
    """How a job uses a device. Chunks are in frames. `low_cpu_mem_usage`: weights that stream are
    pinned as they are needed instead of all at once, since RAM is short."""

    device: str
    precision: Precision
    rung: Rung
    feed_forward_chunk: int | None
    decode_chunk: int
    low_cpu_mem_usage: bool = False

    @property
    def residency(self) -> Residency:
        return residency_of(self.rung)

    @property
    def split_guidance(self) -> bool:
        return self.rung.endswith("-split")

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "residency": self.residency,
            "split_guidance": self.split_guidance,
        }


@dataclass(frozen=True)
class Option:
    """A rung at this request's size: bytes at the peak of each stage, weights included."""

    rung: Rung
    decode_chunk: int
    peaks: dict[str, int]
    predicted: dict[str, int]  # the same before what was measured corrected them
    fits: bool

    @property
    def peak(self) -> int:
        return max(self.peaks.values())


@dataclass(frozen=True)
class Offer:
    """A smaller clip that would fit where the one asked for does not."""

    width: int
    height: int
    frames: int
    rung: Rung


@dataclass(frozen=True)
class Planned:
    """The plan, and what a person may want to know about it. `chosen` is the plan's rung."""

    plan: MemoryPlan
    device: DeviceMemory
    chosen: Option
    options: tuple[Option, ...]
    weights_bytes: int
    ram_bytes: int
    sentence: str
    offers: tuple[Offer, ...] = field(default_factory=tuple)
    seconds_a_step: float | None = None

    @property
    def fits(self) -> bool:
        return self.chosen.fits

    def to_json(self) -> dict[str, Any]:
        return {
            "device": self.device.name,
            "budget_bytes": self.device.budget_bytes,
            "fits": self.fits,
            "plan": self.plan.to_json(),
            "peaks_bytes": self.chosen.peaks,
            "weights_bytes": self.weights_bytes,
            "alternatives": [
                {"rung": o.rung, "decode_chunk": o.decode_chunk, "peaks_bytes": o.peaks,
                 "fits": o.fits}
                for o in self.options
            ],
            "ram_bytes": self.ram_bytes,
            "seconds_a_step": self.seconds_a_step,
            "offers": [asdict(offer) for offer in self.offers],
            "sentence": self.sentence,
        }  # fmt: skip


# Peak in fact measured over the one predicted, by rung and stage; what is missing counts as 1.
Corrections = Mapping[tuple[str, str], float]


def residency_of(rung: Rung) -> Residency:
    for residency in get_args(Residency):
        if rung.startswith(residency):
            return residency  # type: ignore[no-any-return]
    raise ValueError(rung)


def is_chunked(rung: Rung) -> bool:
    return "chunked" in rung


def ladder(device: DeviceMemory) -> tuple[Rung, ...]:
    """The rungs that make a difference on a device: a CPU has nowhere to offload to."""
    return ("resident", "resident-chunked") if device.kind == "cpu" else RUNGS


def next_rung(device: DeviceMemory, rung: Rung) -> Rung | None:
    """The one below on the ladder, or None on the last."""
    rungs = ladder(device)
    after = rungs.index(rung) + 1 if rung in rungs else len(rungs)
    return rungs[after] if after < len(rungs) else None


def plan(
    request: RenderRequest,
    device: DeviceMemory,
    costs: Costs,
    corrections: Corrections | None = None,
    from_rung: Rung | None = None,
) -> Planned:
    """The fastest rung that fits, or the one the request names; where none fits, the last one, with
    offers of smaller clips. With `from_rung` no faster one is taken, nor the one asked for: those
    ran out of memory, whatever was predicted."""
    fitted = _choose(request, device, costs, corrections or {}, from_rung)
    rung = fitted.rung
    weights = sum(costs.weight_bytes(part, device.precision) for part in costs.weights)
    ram = _ram(rung, device, costs, weights)
    low = ram > device.ram_bytes and residency_of(rung) == "streamed"
    memory_plan = MemoryPlan(
        device=device.name,
        precision=device.precision,
        rung=rung,
        feed_forward_chunk=feed_forward_chunk(request.frames) if is_chunked(rung) else None,
        decode_chunk=fitted.decode_chunk,
        low_cpu_mem_usage=low,
    )
    # Every rung at the chosen one's decode chunk, so that they can be compared.
    same_chunk = request.with_(decode_chunk=fitted.decode_chunk)
    options = tuple(
        _option(name, same_chunk, device, costs, corrections or {}) for name in ladder(device)
    )
    offers = () if fitted.fits else _offers(request, device, costs, corrections or {})
    seconds = _seconds_a_step(request, device, costs)
    if low:
        ram -= costs.weight_bytes("unet", device.precision)
    planned = Planned(memory_plan, device, fitted, options, weights, ram, "", offers, seconds)
    return replace(planned, sentence=_sentence(request, planned))


def _choose(
    request: RenderRequest,
    device: DeviceMemory,
    costs: Costs,
    corrections: Corrections,
    from_rung: Rung | None = None,
) -> Option:
    wanted = request.computing.memory
    rungs = ladder(device)
    if from_rung:
        rungs = rungs[rungs.index(from_rung) :]
    elif wanted != "auto":
        rungs = (wanted,)
    options = [_option(rung, request, device, costs, corrections) for rung in rungs]
    return next((option for option in options if option.fits), options[-1])


def _option(
    rung: Rung,
    request: RenderRequest,
    device: DeviceMemory,
    costs: Costs,
    corrections: Corrections,
) -> Option:
    """With the decode chunk asked for, or else the largest that fits the budget."""
    width, height, precision = request.width, request.height, device.precision
    residency, budget = residency_of(rung), device.budget_bytes
    weights = {part: costs.weight_bytes(part, precision) for part in costs.weights}
    every = sum(weights.values())
    upcast = weights["vae"] * 4 // BYTES[precision] if costs.upcasts(precision) else weights["vae"]

    clip = weights["image_encoder"] + costs.clip_bytes(precision)
    encode = upcast + costs.encode_bytes(width, height, precision)
    batch = 2 if request.guided and not rung.endswith("-split") else 1
    unet = weights["unet"]
    if residency == "streamed":
        unet = min(unet, STREAMED_LEAVES * costs.largest_leaf * BYTES[precision])
    fed = feed_forward_chunk(request.frames) if is_chunked(rung) else request.frames
    denoise = costs.denoise_bytes(width, height, request.frames, precision, batch, fed)
    if residency == "resident":
        encode = every - weights["vae"] + encode
        peaks = {"encode": encode, "denoise": every + denoise}
        beside_decode = every
    else:  # one part at a time is on the device
        peaks = {"encode": max(clip, encode), "denoise": unet + denoise}
        beside_decode = weights["vae"]

    def corrected(stage: str, peak: int) -> int:
        return round(peak * corrections.get((rung, stage), 1.0))

    def decode(chunk: int) -> int:
        return beside_decode + costs.decode_bytes(width, height, chunk, precision)

    chunk = request.decode_chunk or _largest(
        request.frames, lambda n: corrected("decode", decode(n)) <= budget
    )
    predicted = {**peaks, "decode": decode(chunk)}
    peaks = {stage: corrected(stage, peak) for stage, peak in predicted.items()}
    return Option(rung, chunk, peaks, predicted, max(peaks.values()) <= budget)


def _largest(most: int, fits: Callable[[int], bool]) -> int:
    return next((n for n in range(most, 0, -1) if fits(n)), 1)


def _ram(rung: Rung, device: DeviceMemory, costs: Costs, weights: int) -> int:
    """Host memory a plan needs: parts wait there while they are not on the device; those that
    stream lie there once more, pinned."""
    if device.kind == "cpu" or residency_of(rung) == "resident":
        return PROCESS_BYTES
    again = costs.weight_bytes("unet", device.precision)
    return PROCESS_BYTES + weights + (again if residency_of(rung) == "streamed" else 0)


def smaller_than(request: RenderRequest, planned: Planned, costs: Costs) -> tuple[Offer, ...]:
    """What to offer when even the plan's rung ran out of memory: clips that need a tenth less."""
    share = 0.9 * planned.chosen.peak / max(planned.device.budget_bytes, planned.chosen.peak)
    device = replace(planned.device, free_bytes=int(planned.device.free_bytes * share))
    return _offers(request, device, costs, {})


def _offers(
    request: RenderRequest, device: DeviceMemory, costs: Costs, corrections: Corrections
) -> tuple[Offer, ...]:
    """The largest size of about the same aspect with all frames, and the most frames at this size;
    never taken without being asked for."""
    unit, least = costs.side_multiple, int(PARAMETERS["width"].minimum)
    ways = request.with_(decode_chunk=None)
    if request.computing.memory != "auto":
        ways = ways.with_(computing=replace(request.computing, memory="auto"))

    def fitting(width: int, height: int, frames: int) -> Offer | None:
        smaller = ways.with_(width=width, height=height, frames=frames)
        least = _option(ladder(device)[-1], smaller, device, costs, corrections)
        if not least.fits:
            return None
        found = _choose(smaller, device, costs, corrections)
        return Offer(width, height, frames, found.rung) if found.fits else None

    sizes = {
        (max(least, round(width / unit) * unit), max(least, round(height / unit) * unit))
        for width, height in (
            (request.width * share / 64, request.height * share / 64) for share in range(1, 64)
        )
    }
    smaller = sorted((s for s in sizes if s[0] * s[1] < request.width * request.height),
                     key=lambda size: -size[0] * size[1])  # fmt: skip
    by_size = next((o for s in smaller if (o := fitting(*s, request.frames))), None)
    by_frames = next(
        (o for n in range(request.frames - 1, 0, -1)
         if (o := fitting(request.width, request.height, n))), None,
    )  # fmt: skip
    return tuple(offer for offer in (by_size, by_frames) if offer)


def _seconds_a_step(request: RenderRequest, device: DeviceMemory, costs: Costs) -> float | None:
    if not device.teraflops:
        return None
    million = request.width * request.height * request.frames / 1e6
    return costs.teraflops * million * (2 if request.guided else 1) / device.teraflops


def _sentence(request: RenderRequest, planned: Planned) -> str:
    chosen, budget = planned.chosen, planned.device.budget_bytes
    rung = chosen.rung.replace("-", ", ", 1).replace("-", " and ")
    way = f"{rung}, decode {chosen.decode_chunk} at a time"
    amounts = f"{chosen.peak / GIB:.1f} of {budget / GIB:.1f} GiB"
    if planned.fits:
        hours = (planned.seconds_a_step or 0) * request.steps / 3600
        short = planned.device.ram_bytes < planned.ram_bytes
        beside = (
            f" It takes {planned.ram_bytes / GIB:.1f} GiB of the computer's memory beside, and "
            f"{planned.device.ram_bytes / GIB:.1f} are free."
        )
        long = f" Expect about {hours:.0f} hours on this processor." if hours >= 1 else ""
        return f"Fits: {way}: {amounts}.{long}{beside if short else ''}"
    sizes = [f"{o.width}x{o.height} with {o.frames} frames" for o in planned.offers]
    instead = f"What fits: {' or '.join(sizes)}." if sizes else "No smaller clip fits either."
    return f"Does not fit: {way} needs {amounts}. {instead}"


def feed_forward_chunk(frames: int) -> int:
    """Frames a feed-forward layer takes at a time: the largest divisor of `frames` up to its root.

    diffusers asks for a divisor: 5 for 25 frames, 2 for 14.
    """
    return max(n for n in range(1, math.isqrt(frames) + 1) if frames % n == 0)
