"""Eight clips through the queue, against the guide's script: load, resize, pipe(...), export.

    python tests/benchmarks/queued_clips.py [--clips 8]

Prints S (the script's start, until its pipeline is loaded), R (one of its renders with its export),
what S + N R come to, and what our command line took for N clips, in one run on one machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
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


def reference(folder: Path, clips: int) -> tuple[float, float]:
    """Seconds until it is loaded, with Python's own start, and seconds a clip."""
    begun = time.perf_counter()
    asked = [sys.executable, "-c", REFERENCE, str(MODEL), str(SAMPLE), str(clips), str(folder)]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()
    whole, a_clip = time.perf_counter() - begun, float(said[1])
    return whole - clips * a_clip, a_clip


def ours(folder: Path, clips: int) -> float:
    """Seconds from the start of the command to its end."""
    seeds = [part for number in range(clips) for part in ("--seed", str(number))]
    environment = os.environ | {"SVD_DESKTOP_HOME": str(folder)}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "svd_desktop", "render", str(SAMPLE), *seeds, "--framing",
         "stretch", "--output", str(folder / "clips"), "--json"],
        check=True, capture_output=True, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    took = time.perf_counter() - begun
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(event["event"] == "finished" for event in events) == clips
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=int, default=8)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    for _ in range(options.turns):
        with tempfile.TemporaryDirectory() as name:
            start, render = reference(Path(name), options.clips)
            whole, took = start + options.clips * render, ours(Path(name), options.clips)
        print(
            f"S {start:.1f} s, R {render:.1f} s, S + {options.clips} R {whole:.1f} s; "
            f"ours {took:.1f} s, ratio {took / whole:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
