"""How long exports take, against the plain ffmpeg command line on the same frames.

    python tests/benchmarks/export_speed.py [--turns 5] [--preset NAME ...]

A take of 25 frames of 1024x576, a photograph that drifts. In turns: ffmpeg by itself, with the
preset's recipe, on raw frames from a file; our encoding of the frames, which lie in memory; our
whole export, from the master to the published clip and its sidecar. Told are medians of the ratios
of neighbours in time, and the processor's seconds, which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import MASTER
from svd_desktop.media.encoding import encode
from svd_desktop.media.export import export
from svd_desktop.media.ffmpeg import Frames, encoders, ffmpeg_path
from svd_desktop.media.masters import MasterWriter, read_frames
from svd_desktop.media.metadata import metadata_for
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset
from svd_desktop.media.takes import write_take
from tests.made import request, take

WIDTH, HEIGHT, COUNT = 1024, 576, 25
RATE = Fraction(25)
PHOTOGRAPH = Path(__file__).resolve().parents[2] / "resources" / "samples" / "rocket.jpg"
ASKED = 1.15
# What ffmpeg writes itself of the three kinds of pictures; the tool has no linear light for EXR.
PICTURES = {
    "png": "-c:v png -compression_level 1 -pred sub",
    "tiff": "-c:v tiff -compression_algo deflate",
    "exr": "-vf format=gbrpf32le -c:v exr -format half -compression zip16",
}
REQUEST = request(width=WIDTH, height=HEIGHT, frames=COUNT)


def drifting() -> Frames:
    """A photograph, 64 pixels larger than the frame, that moves by two pixels a frame."""
    with Image.open(PHOTOGRAPH) as opened:
        large = opened.convert("RGB").resize((WIDTH + 64, HEIGHT + 160), Image.Resampling.LANCZOS)
    pixels = np.asarray(large)
    return np.stack([pixels[at : at + HEIGHT, 2 * at : 2 * at + WIDTH] for at in range(COUNT)])


def command(preset: AnyPreset, raw: Path, target: Path) -> list[str]:
    if isinstance(preset, SequencePreset):
        target.mkdir()
        target /= f"clip.%04d{preset.frame_suffix}"
        output = [*PICTURES[preset.pictures].split(), "-f", "image2"]
    else:
        codec = next(one for one in preset.codecs if one.encoder in encoders())
        output = list(preset.arguments(codec))
    return [
        ffmpeg_path(), "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{WIDTH}x{HEIGHT}", "-framerate", str(RATE), "-i", str(raw), *output, str(target),
    ]  # fmt: skip


def processor_seconds() -> float:
    """Of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    begun, used = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - begun, processor_seconds() - used


def one_turn(preset: AnyPreset, frames: Frames, raw: Path, home: Path, to: Path,
             backwards: bool) -> dict[str, tuple[float, float]]:  # fmt: skip
    """Who comes first changes, so that a machine that grows slower favours nobody."""
    to.mkdir()

    def plain() -> None:
        subprocess.run(command(preset, raw, to / f"plain{preset.suffix}"), check=True,
                       stderr=subprocess.DEVNULL)  # fmt: skip

    def encoding() -> None:
        encode(preset, frames, RATE, to / f"ours{preset.suffix}", metadata_for(REQUEST))

    def exporting() -> None:
        export(home, Delivery(str(to / "out"), (preset.name,), RATE))

    works = {"plain": plain, "encode": encoding, "export": exporting}
    order = list(reversed(works)) if backwards else list(works)
    return {name: timed(works[name]) for name in order}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--preset", action="append", choices=sorted(PRESETS))
    options = parser.parse_args()
    frames, missed = drifting(), 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        raw, home = folder / "raw", folder / "take"
        raw.write_bytes(frames.tobytes())
        home.mkdir()
        with MasterWriter(home / MASTER, WIDTH, HEIGHT, RATE) as master:
            master.write(frames)
        write_take(home, take(request=REQUEST))
        used = timed(lambda: read_frames(home / MASTER))[1]
        print(f"decoding the master alone: {used:.2f} s of the processor")
        print("preset              ffmpeg     encode      export   processor: ffmpeg and export")
        for preset in map(PRESETS.__getitem__, options.preset or PRESETS):
            turns = [
                one_turn(preset, frames, raw, home, folder / f"{preset.name}{number}",
                         bool(number % 2))
                for number in range(options.turns)
            ]  # fmt: skip
            ratios = {
                who: statistics.median(turn[who][0] / turn["plain"][0] for turn in turns)
                for who in ("encode", "export")
            }
            clock = statistics.median(turn["plain"][0] for turn in turns)
            plain, ours = (
                statistics.median(turn[who][1] for turn in turns) for who in ("plain", "export")
            )
            slow = ratios["export"] > ASKED
            missed += slow
            print(
                f"{preset.name:17} {clock:7.2f} s  {ratios['encode']:7.2f}x"
                f"   {ratios['export']:7.2f}x   {plain:18.2f} s {ours:6.2f} s, {ours / plain:.2f}x"
                f"  {'over' if slow else ''}",
                flush=True,
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
