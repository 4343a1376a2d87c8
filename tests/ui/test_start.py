"""The start as a person does it: their language from the first text on, and one welcome."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

# Closes by itself: at the first start when the welcome is there, at others when the library is.
PROGRAM = """
import sys
from PySide6.QtCore import QTimer
import svd_desktop.ui.main as start

class Window(start.MainWindow):
    def __init__(self, session):
        super().__init__(session)
        session.opened.connect(lambda: QTimer.singleShot(0, self.tell))

    def tell(self):
        print(self.panel.render_button.text(), self.habits.welcome is not None)
        self.close()

start.MainWindow = Window
sys.exit(start.run([]))
"""


def start(home: Path) -> list[str]:
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM], capture_output=True, encoding="utf-8",
        timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    return said.stdout.split()


def test_a_start_speaks_the_persons_language_and_welcomes_once(home):
    (home / "settings.json").write_text(json.dumps({"version": 1, "language": "ko"}))
    assert start(home) == ["렌더링", "True"]
    assert start(home) == ["렌더링", "False"]
    assert json.loads((home / "settings.json").read_text())["language"] == "ko"
