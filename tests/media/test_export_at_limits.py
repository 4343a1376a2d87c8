"""Two hundred exporters at once, and a disk too small: each clip there once and whole, or not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER
from svd_desktop.media.masters import MasterWriter, read_frames
from svd_desktop.media.takes import read_take, write_take

MakeTake = Callable[[str], Path]
CROWD = 200
STEM = "Grüße & 한글_7_7fps"

# Imports once and splits into one process for each take. They wait at a pipe until all are there,
# and go when its other end is closed. Prints how many ended well.
CROWDED = """
import os, sys
from pathlib import Path
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.export import export

out, library = sys.argv[1:]
start, gate = os.pipe()
ready, here = os.pipe()
processes = []
for take in sorted(Path(library).iterdir()):
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(gate)
            os.write(here, b".")
            os.read(start, 1)
            export(take, Delivery(out, ("ffv1",)))
            status = 0
        finally:
            os._exit(status)
    processes.append(process)
arrived = 0
while arrived < len(processes):
    arrived += len(os.read(ready, len(processes)))
os.close(gate)
print(sum(os.waitpid(process, 0)[1] == 0 for process in processes))
"""

# Exports a take to a disk of 5 MB in each preset, prints a line of JSON for each.
CRAMPED = """
import json, os, sys
from pathlib import Path
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.export import export

take, small, disk, *presets = sys.argv[1:]
for preset in presets:
    try:
        export(Path(take), Delivery(disk, (preset,)))
        said = ["none", "", ""]
    except SvdError as error:
        said = [error.reason.kind, error.reason.message, error.reason.remedy]
    print(json.dumps({"preset": preset, "said": said, "left": os.listdir(disk)}))
export(Path(small), Delivery(disk))
print(json.dumps(sorted(os.listdir(disk))))
"""
LARGE = ["prores-4444", "ffv1", "png", "tiff", "exr"]  # by ffmpeg and by threads of ours


def test_two_hundred_processes_export_to_one_folder_under_one_name(
    tmp_path: Path, make_take: MakeTake
) -> None:
    library, out, size = tmp_path / "takes", tmp_path / "out", (64, 64)
    library.mkdir()
    described = replace(read_take(make_take("first")), request=request(*size, frames=2))
    shades = (10, 80, 150, 220)
    masters = {shade: tmp_path / f"{shade}.mkv" for shade in shades}
    for shade, path in masters.items():
        with MasterWriter(path, *size, Fraction(7)) as master:
            master.write(np.full((2, *size, 3), shade, np.uint8))
    for number in range(CROWD):
        folder = library / f"take{number}"
        folder.mkdir()
        shutil.copy(masters[shades[number % 4]], folder / MASTER)
        write_take(folder, replace(described, id=f"take{number}"))

    command = [sys.executable, "-c", CROWDED, str(out), str(library)]
    ended = subprocess.run(command, capture_output=True, text=True)

    assert (ended.stdout, ended.stderr) == (f"{CROWD}\n", "")
    stems = [f"{STEM}_ffv1_v{version:03}" for version in range(1, CROWD + 1)]
    expected = {stem + suffix for stem in stems for suffix in (".mkv", ".json")}
    assert {path.name for path in out.iterdir()} == expected
    seen = set()
    for stem in stems:
        take = json.loads((out / f"{stem}.json").read_text())["take"]
        seen.add(take)
        shade = shades[int(take.removeprefix("take")) % 4]
        clip = read_frames(out / f"{stem}.mkv")
        assert np.array_equal(clip, np.full((2, *size, 3), shade)), f"{stem} is not {take}"
    assert len(seen) == CROWD


def test_a_disk_of_five_megabytes_is_told_in_a_sentence_and_left_empty(
    tmp_path: Path, make_take: MakeTake
) -> None:
    small, large, disk = make_take("small"), tmp_path / "large", tmp_path / "disk"
    large.mkdir()
    disk.mkdir()
    described = read_take(small)
    noise = np.random.default_rng(0).integers(0, 256, (40, 256, 512, 3), np.uint8)
    with MasterWriter(large / MASTER, 512, 256, Fraction(7)) as master:
        master.write(noise)
    write_take(large, replace(described, id="large", request=request(512, 256, 40)))

    # A namespace of its own, which ends with the command, and the mount with it.
    mounted = 'mount -t tmpfs -o size=5m tmpfs "$1" && shift && exec "$@"'
    ended = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mounted, "sh", str(disk),
         sys.executable, "-c", CRAMPED, str(large), str(small), str(disk), *LARGE],
        capture_output=True, text=True,
    )  # fmt: skip

    assert ended.stderr == ""
    *failed, last = map(json.loads, ended.stdout.splitlines())
    for one, preset in zip(failed, LARGE, strict=True):
        kind, message, remedy = one["said"]
        assert (one["preset"], one["left"], kind) == (preset, [], "disk")
        assert message.startswith(str(disk))
        assert message.endswith(" cannot be written: no space left on device.")
        assert remedy == "Free some space and try again."
    assert last == [f"{STEM}_h264-review_v001.json", f"{STEM}_h264-review_v001.mp4"]


def request(width: int, height: int, frames: int) -> RenderRequest:
    return RenderRequest(
        "pictures/Grüße & 한글.png", "svd-mini", width=width, height=height, frames=frames,
        steps=2, seed=7,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other processes find the package where this one has."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
