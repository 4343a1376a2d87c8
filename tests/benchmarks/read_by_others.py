"""Every film we make, read by programs other than ours: melt, Blender, ffprobe and mediainfo.

    python tests/benchmarks/read_by_others.py [--preset NAME ...]

Needs Debian's packages melt, blender, ffmpeg and mediainfo. A take of 25 frames, a photograph that
drifts, is exported to each preset that is a film and put into an MLT timeline by
`svd-desktop timeline`. melt renders the film and the timeline, Blender the film as a strip of its
sequencer. Told are frames and PSNR against the master, beside that of our own ffmpeg; each frame
must be nearest to the master's frame of its number, and no more than LESS below our decoding.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import MASTER
from svd_desktop.media.export import export
from svd_desktop.media.ffmpeg import Frames, ffmpeg_path
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.metadata import read_request
from svd_desktop.media.presets import PRESETS, VideoPreset
from svd_desktop.media.takes import write_take
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES
from tests.benchmarks.export_matrix import BACK, mediainfo_faults, probed, psnr
from tests.benchmarks.export_speed import drifting
from tests.made import request, take

ROOT = Path(__file__).resolve().parents[2]
RATE = Fraction(25)
SIZE = (512, 288)
LESS = 1.5  # dB: others convert to RGB with less care than we ask our ffmpeg for
# What others cannot read, whoever wrote it.
NOT_READ = {
    ("webp", "melt"): "it has no reader of animated WebP",
    ("webp", "Blender"): "it says: not an anim",
    ("webp", "ffprobe"): "version 5.1 skips the chunks of an animation",
    ("apng", "melt"): "it takes every .png for a still picture",
    ("apng", "Blender"): "it says: not an anim",
}
FILMS = [preset for preset in PRESETS.values() if isinstance(preset, VideoPreset)]


def make_take(folder: Path) -> Frames:
    frames = np.ascontiguousarray(drifting()[:, ::2, ::2])
    described = request(source="/p/Grüße & 한글.png", width=SIZE[0], height=SIZE[1],
                        frames=len(frames))  # fmt: skip
    folder.mkdir()
    with MasterWriter(folder / MASTER, *SIZE, RATE) as master:
        master.write(frames)
    write_take(folder, take(request=described))
    return frames


def by_us(film: Path) -> Frames:
    # Animations are not of BT.709.
    back = BACK if film.suffix in MEDIA_SUFFIXES else "format=rgb24"
    command = [ffmpeg_path(), "-v", "error", "-i", f"file:{film}", "-vf", back,
               "-fps_mode", "passthrough", "-f", "rawvideo", "-"]  # fmt: skip
    return raw_frames(subprocess.run(command, capture_output=True, check=True).stdout)


def by_melt(film: Path, raw: Path) -> Frames:
    """What melt writes until it ends or does not; `raw` is gone after that."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            ["melt", "-quiet", str(film), "-consumer", f"avformat:{raw}", "f=rawvideo",
             "vcodec=rawvideo", "pix_fmt=rgb24", "an=1", "real_time=-1"],
            cwd="/", timeout=120, capture_output=True,
        )  # fmt: skip
    whole = raw.read_bytes() if raw.exists() else b""
    raw.unlink(missing_ok=True)
    return raw_frames(whole[: len(whole) // (3 * SIZE[0] * SIZE[1]) * 3 * SIZE[0] * SIZE[1]])


def raw_frames(raw: bytes) -> Frames:
    return np.frombuffer(raw, np.uint8).reshape(-1, SIZE[1], SIZE[0], 3)


def by_blender(films: list[Path], folder: Path) -> list[tuple[Frames, str]]:
    """Of each film what was rendered, and what Blender says of it."""
    folder.mkdir()
    script = Path(__file__).with_name("blender_frames.py")
    subprocess.run(
        ["blender", "--background", "--factory-startup", "--python", str(script), "--",
         str(folder), *map(str, films)],
        check=True, capture_output=True, timeout=1200,
    )  # fmt: skip
    answers = []
    for number, said in enumerate(json.loads((folder / "films.json").read_text())):
        pictures = sorted((folder / str(number)).glob("*.png"))
        found = [np.asarray(Image.open(path).convert("RGB")) for path in pictures]
        answers.append((np.array(found, np.uint8), json.dumps(said)))
    return answers


def as_timeline(home: Path, preset: VideoPreset, folder: Path) -> Path:
    """What the command line writes for melt."""
    project = folder / f"{preset.name} & 편집.mlt"
    subprocess.run(
        [sys.executable, "-m", "svd_desktop", "timeline", str(home), "--rate", str(RATE),
         "--preset", preset.name, "--output", str(project)],
        check=True, capture_output=True, cwd=ROOT,
        env={**os.environ, "SVD_DESKTOP_HOME": str(folder / "home")},
    )  # fmt: skip
    return project


def judged(who: str, found: Frames, right: Frames, least: float, note: str = "") -> bool:
    """Tells count and PSNR, and whether these are the expected frames."""
    if found.shape != right.shape:
        print(f"  {who:13} {found.shape} instead of {right.shape} {note} WRONG", flush=True)
        return False
    small = right[:, ::4, ::4].astype(np.float32)
    nearest = [int(((one[::4, ::4] - small) ** 2).mean((1, 2, 3)).argmin()) for one in found]
    in_order = nearest == list(range(len(right)))
    level = psnr(found, right)
    ok = in_order and level >= least
    words = "" if in_order else f"frames {nearest} "
    print(f"  {who:13} {len(found)} frames, {level:5.1f} dB {words}{'' if ok else 'WRONG'}",
          flush=True)  # fmt: skip
    return ok


def described_faults(preset: VideoPreset, film: Path, right: Frames) -> list[str]:
    """Where ffprobe and mediainfo do not say what was asked."""
    found, _, times = probed(film)
    faults = []
    if len(times) != len(right):
        faults.append(f"ffprobe: {len(times)} frames")
    if (found["width"], found["height"]) != SIZE:
        faults.append(f"ffprobe: {found['width']}x{found['height']}")
    if Fraction(found["r_frame_rate"]) != RATE:
        faults.append(f"ffprobe: {found['r_frame_rate']} fps")
    if preset.suffix in MEDIA_SUFFIXES:
        matrix = "gbr" if preset.name == "ffv1" else "bt709"
        if (found.get("color_space"), found.get("color_primaries")) != (matrix, "bt709"):
            faults.append(f"ffprobe: {found.get('color_space')}, {found.get('color_primaries')}")
        faults += mediainfo_faults(film, RATE, SIZE)
    if preset.embeds != "nowhere":
        read_request(film)
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--preset", action="append", choices=[film.name for film in FILMS])
    options = parser.parse_args()
    chosen = [film for film in FILMS if not options.preset or film.name in options.preset]
    wrong = unread = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        home = folder / "take"
        right = make_take(home)
        to = folder / "clips"
        films = [export(home, Delivery(str(to), (film.name,), RATE))[0] for film in chosen]
        blender = by_blender(films, folder / "blender")
        for preset, film, (strip, said) in zip(chosen, films, blender, strict=True):
            print(f"{preset.name}", flush=True)
            ours = psnr(by_us(film), right)
            print(f"  our ffmpeg    {len(right)} frames, {ours:5.1f} dB")
            least = min(ours, 50.0) - LESS  # rounding in between costs what is exact the most
            ok = True
            for who in ("melt", "Blender", "ffprobe"):
                if why := NOT_READ.get((preset.name, who)):
                    print(f"  {who:13} does not read it: {why}")
                    unread += 1
                elif who == "melt":
                    ok &= judged(who, by_melt(film, folder / "raw"), right, least)
                elif who == "Blender":
                    ok &= judged(who, strip, right, least, said)
                else:
                    for fault in described_faults(preset, film, right):
                        print(f"  {fault} WRONG")
                        ok = False
            if preset.suffix in MEDIA_SUFFIXES:
                project = as_timeline(home, preset, folder)
                ok &= judged("MLT timeline", by_melt(project, folder / "raw"), right, least)
            wrong += not ok
    print(f"{len(chosen) - wrong} of {len(chosen)} presets as expected by all that read them;"
          f" {unread} times one does not")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
