"""How a program of the console is started from a window."""

from __future__ import annotations

import sys

# On Windows it would open a console, for a moment. This is subprocess.CREATE_NO_WINDOW, which is
# known there alone.
NO_CONSOLE = 0x08000000 if sys.platform == "win32" else 0
