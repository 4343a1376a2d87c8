"""The real window on a real screen takes and gives files by drag and drop."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PIL import Image

from svd_desktop.core.takes import MASTER
from svd_desktop.library.folders import find_folders
from tests.desktop.conftest import Screen
from tests.made import publish_take, take

HERE = Path(__file__).parent


@pytest.mark.desktop
def test_two_files_dragged_from_another_program_become_inputs(
    screen: Screen, tmp_path: Path
) -> None:
    paths = [tmp_path / "Ein Boot & mehr.png", tmp_path / "강.jpg"]
    for path in paths:
        Image.new("RGB", (120, 80), (60, 90, 160)).save(path)
    window = screen.program(sys.executable, HERE / "window_program.py")
    source = screen.program(sys.executable, HERE / "drag_program.py", *paths)
    ours = screen.wait_for_window("SVD Desktop")
    theirs = screen.wait_for_window("A file manager")
    screen.do("windowmove", "--sync", ours, 200, 20)
    screen.do("windowmove", "--sync", theirs, 10, 600)
    screen.do("windowraise", theirs)

    screen.drag(
        [("--window", theirs, x, y) for x, y in ((60, 60), (70, 65), (90, 70), (110, 60))],
        lambda nudge: ("--window", ours, 300 + nudge, 200),
        source, "would CopyAction",
    )  # fmt: skip
    screen.do("mouseup", 1)
    said = screen.line(source)
    while said and said.startswith("would"):
        said = screen.line(source)
    assert said == "did CopyAction"
    listed: list[str] = []
    while len(listed) < 2:
        listed = json.loads(screen.line(window) or "")
    assert listed == [path.name for path in paths]


@pytest.mark.desktop
def test_a_take_dragged_into_another_program_is_its_file(screen: Screen, home: Path) -> None:
    folder = publish_take(find_folders().takes / "rocket_42_a", take(id="a"))
    target = screen.program(sys.executable, HERE / "drop_program.py")
    window = screen.program(sys.executable, HERE / "takes_program.py")
    ours = screen.wait_for_window("SVD Desktop")
    theirs = screen.wait_for_window("Another program")
    screen.do("windowmove", "--sync", ours, 20, 20)
    screen.do("windowsize", "--sync", ours, 1040, 740)  # what it covers comes not to the front
    screen.do("windowactivate", "--sync", ours)
    screen.do("key", "ctrl+2")
    told = screen.line(window)
    while newer := screen.line(window, seconds=1):
        told = newer
    x, y = json.loads(told or "")
    screen.do("windowmove", "--sync", theirs, 1100, 60)

    screen.drag(
        [(x + 10 * step, y) for step in range(5)],
        lambda nudge: ("--window", theirs, 30 + nudge % 100, 60),
        target, "entered",
    )  # fmt: skip
    screen.do("mousemove", "--sync", "--window", theirs, 80, 70)
    screen.do("mouseup", 1)
    got = json.loads(screen.line(target) or "")
    assert got == {"action": "CopyAction", "files": [str(folder / MASTER)]}
    assert (folder / MASTER).is_file()
