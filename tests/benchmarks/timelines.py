"""Every MLT timeline opened by melt, and its frames counted and looked at.

    python tests/benchmarks/timelines.py [--melt melt]

Needs melt (Debian's package of that name). Three takes are exported, each of one colour that gets
brighter with every frame, and timelines of them made at several rates, with and without handles,
gaps and clips of another rate. melt renders each; every frame must be the very one of the clip that
lies there, or black.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import MASTER, Take
from svd_desktop.media.export import export
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.presets import PRESETS
from svd_desktop.media.takes import write_take
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES, build_timeline
from svd_desktop.media.timelines.description import Timeline
from svd_desktop.media.timelines.writing import write_timeline
from tests.made import request, take

SIZE = (256, 144)
FRAMES = 25
NAMES = ("Grüße & <eins>", "한글 #2", "drei 100%")  # the first is red, then green, then blue
STEP = 8  # levels from frame to frame
# rate of the timeline, of the clips, handles, gap
CASES = [
    (Fraction(25), Fraction(25), 0, 0),
    (Fraction(24000, 1001), Fraction(24000, 1001), 3, 0),
    (Fraction(30), Fraction(30), 2, 7),
    (Fraction(60000, 1001), Fraction(60000, 1001), 0, 12),
    (Fraction(25), Fraction(7), 0, 0),
    (Fraction(24), Fraction(7), 2, 5),
    (Fraction(25), Fraction(50), 0, 3),
]


def make_takes(folder: Path) -> list[tuple[Take, Path]]:
    made = []
    for number, name in enumerate(NAMES):
        source = request(source=f"/p/{name}.png", width=SIZE[0], height=SIZE[1], frames=FRAMES)
        described = take(id=str(number), request=source)
        home = folder / str(number)
        home.mkdir(parents=True)
        with MasterWriter(home / MASTER, *SIZE, Fraction(7)) as master:
            for index in range(FRAMES):
                master.write(np.full((1, SIZE[1], SIZE[0], 3), colour(number, index), np.uint8))
        write_take(home, described)
        made.append((described, home))
    return made


def colour(clip: int, frame: int) -> list[int]:
    values = [40, 40, 40]
    values[clip] += STEP * frame
    return values


def wanted(timeline: Timeline) -> np.ndarray:
    """Colours [F, 3]: at a timeline frame's beginning, the frame of the clip that begins nearest.

    None is one that a handle keeps back.
    """
    frames = [[0, 0, 0] for _ in range(timeline.frames)]
    for number, place in enumerate(timeline.places()):
        clip = place.clip
        half = Fraction(1, 2)
        begun = max(0, ceil((clip.first - half) * timeline.rate / clip.rate))
        for index in range(place.length):
            shown = min(floor((begun + index) * clip.rate / timeline.rate + half), clip.end - 1)
            frames[place.at + index] = colour(number, shown)
    return np.array(frames)


def rendered(melt: str, project: Path) -> np.ndarray:
    """Mean colour of each frame that melt renders, [F, 3]."""
    raw = project.with_suffix(".raw")
    # In an empty folder of its own: paths must be found from the project, not from here.
    subprocess.run(
        [melt, "-quiet", str(project), "-consumer", f"avformat:{raw}", "f=rawvideo",
         "vcodec=rawvideo", "pix_fmt=rgb24", "an=1", "real_time=-1"],
        check=True, cwd="/", timeout=120, capture_output=True,
    )  # fmt: skip
    frames = np.fromfile(raw, np.uint8).reshape(-1, SIZE[1], SIZE[0], 3)
    raw.unlink()
    return frames.mean((1, 2))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--melt", default="melt")
    melt = parser.parse_args().melt
    failures = 0
    with TemporaryDirectory() as name:
        folder = Path(name) / "Projekt & 편집"
        takes = make_takes(folder / "takes")
        for preset in PRESETS.values():
            if preset.suffix not in MEDIA_SUFFIXES:
                continue
            for number, (rate, clip_rate, handles, gap) in enumerate(CASES):
                to = Delivery(str(folder / "clips"), (preset.name,), clip_rate)
                media = [(described, export(home, to)[0]) for described, home in takes]
                timeline = build_timeline("cut", rate, media, handles=handles, gap=gap)
                project = folder / f"{preset.name} {number}.mlt"
                write_timeline(timeline, project)
                found, right = rendered(melt, project), wanted(timeline)
                same = len(found) == len(right)
                off = float(np.abs(found - right).max()) if same else float("nan")
                ok = same and off < STEP / 2
                failures += not ok
                print(
                    f"{preset.name:<18} {float(rate):7.3f} of {float(clip_rate):7.3f}"
                    f" handles {handles} gap {gap:2}: {len(found)} frames of {len(right)},"
                    f" off by {off:.1f} {'' if ok else 'WRONG'}"
                )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
