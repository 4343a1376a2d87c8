"""How each system is put to sleep or shut down."""

from __future__ import annotations

import sys
from typing import Literal

Power = Literal["sleep", "shutdown"]


def power_command(power: Power, platform: str = sys.platform) -> list[str]:
    """The program and its arguments; each asks the session as its own menu does."""
    if platform == "darwin":
        if power == "sleep":
            return ["pmset", "sleepnow"]
        return ["osascript", "-e", 'tell application "System Events" to shut down']
    if platform == "win32":
        if power == "sleep":
            return ["rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"]
        return ["shutdown", "/s", "/t", "0"]
    return ["systemctl", "suspend" if power == "sleep" else "poweroff"]
