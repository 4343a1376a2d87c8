"""The commands that put a computer to sleep or shut it down. None is run here."""

from __future__ import annotations

import pytest

from svd_desktop.app.power import power_command


@pytest.mark.parametrize(
    ("platform", "sleep", "shut_down"),
    [
        ("linux", "systemctl suspend", "systemctl poweroff"),
        ("darwin", "pmset sleepnow", 'osascript -e tell application "System Events" to shut down'),
        ("win32", "rundll32.exe powrprof.dll,SetSuspendState 0,1,0", "shutdown /s /t 0"),
    ],
)
def test_each_system_is_asked_in_its_own_way(platform: str, sleep: str, shut_down: str) -> None:
    assert " ".join(power_command("sleep", platform)) == sleep
    assert " ".join(power_command("shutdown", platform)) == shut_down
    assert power_command("shutdown", "darwin")[2] == 'tell application "System Events" to shut down'
