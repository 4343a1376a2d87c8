"""Eight clips through the queue, against the guide's script: load, resize, pipe(...), export.

    python tests/benchmarks/queued_clips.py [--clips 8] [--turns 5]

Prints S (the script's start, until its pipeline is loaded), R (one of its renders with its export),
what S + N R come to, and what our command line took for N clips, in one run on one machine; then
the medians of all turns. Who comes first alternates: a machine that grows slower favours neither.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "samples" / "rocket.jpg"
MODEL = ROOT / "resources" / "svd_mini"

# The guide's script with this model's size and steps; frames go to ffmpeg as export_to_video does.
REFERENCE = """
import sys, time
begun = time.perf_counter()
import imageio_ffmpeg, torch
import numpy as np
from diffusers import StableVideoDiffusionPipeline
from PIL import Image
pipe = StableVideoDiffusionPipeline.from_pretrained(sys.argv[1], torch_dtype=torch.float32)
pipe.set_progress_bar_config(disable=True)
loaded = time.perf_counter()
for number in range(int(sys.argv[3])):
    image = Image.open(sys.argv[2]).convert("RGB").resize((256, 144))
    frames = pipe(image, 144, 256, decode_chunk_size=14, num_inference_steps=4, num_frames=14,
                  max_guidance_scale=1.0, generator=torch.manual_seed(number)).frames[0]
    writer = imageio_ffmpeg.write_frames(f"{sys.argv[4]}/{number}.mp4", (256, 144), fps=7)
    writer.send(None)
    for frame in frames:
        writer.send(np.asarray(frame).tobytes())
    writer.close()
print(loaded - begun, (time.perf_counter() - loaded) / int(sys.argv[3]))
"""


@dataclass(frozen=True)
class Ran:
    """`peak`: resident bytes of the process that needed most, of this one and all it started."""

    said: str
    seconds: float
    peak: int


def reference(folder: Path, clips: int) -> tuple[float, float, int]:
    """Seconds until it is loaded, with Python's own start, seconds a clip, and the peak."""
    ran = run(["-c", REFERENCE, str(MODEL), str(SAMPLE), str(clips), str(folder)], folder)
    a_clip = float(ran.said.split()[1])
    return ran.seconds - clips * a_clip, a_clip, ran.peak


def ours(folder: Path, clips: int) -> Ran:
    """From the start of the command to its end."""
    seeds = [part for number in range(clips) for part in ("--seed", str(number))]
    ran = run(
        ["-m", "svd_desktop", "render", str(SAMPLE), *seeds, "--framing", "stretch", "--output",
         str(folder / "clips"), "--json"], folder,
    )  # fmt: skip
    events = [json.loads(line) for line in ran.said.splitlines()]
    assert sum(event["event"] == "finished" for event in events) == clips
    return ran


def run(arguments: list[str], folder: Path) -> Ran:
    environment = os.environ | {"SVD_DESKTOP_HOME": str(folder)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    assert process.stdout
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, said
    return Ran(said, time.perf_counter() - begun, used.ru_maxrss * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=8)
    parser.add_argument("--turns", type=int, default=5)
    options = parser.parse_args()
    ratios: list[tuple[float, float]] = []
    for turn in range(options.turns):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if turn % 2:
                took = ours(folder, options.clips)
                start, render, peak = reference(folder, options.clips)
            else:
                start, render, peak = reference(folder, options.clips)
                took = ours(folder, options.clips)
        whole = start + options.clips * render
        ratios.append((took.seconds / whole, took.peak / peak))
        print(
            f"S {start:.1f} s, R {render:.1f} s, S + {options.clips} R {whole:.1f} s; "
            f"ours {took.seconds:.1f} s, ratio {took.seconds / whole:.3f}; "
            f"peak resident {took.peak / 2**20:.0f} of {peak / 2**20:.0f} MiB, "
            f"ratio {took.peak / peak:.3f}",
            flush=True,
        )
    seconds, peaks = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"medians of {options.turns} turns: seconds {seconds:.3f}, peak resident {peaks:.3f}")


if __name__ == "__main__":
    main()
