"""Chooses render process, command line or window before importing any of them."""

from __future__ import annotations

import sys

COMMANDS = (
    "render", "plan", "queue", "takes", "models", "presets", "timeline", "export", "engine",
    "doctor",
)  # fmt: skip
RENDER_PROCESS = "--render-process"
DESCRIBE_ENGINE = "--describe-engine"


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == [RENDER_PROCESS]:
        from svd_desktop.engine.process import main as serve

        return serve(parent=int(arguments[1]), idle_seconds=float(arguments[2]))
    if arguments[:1] == [DESCRIBE_ENGINE]:
        from svd_desktop.engine.describe import main as describe

        return describe(*arguments[1:4])
    if arguments[:1] and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from svd_desktop.cli.main import main as command_line

        return command_line(arguments)
    from svd_desktop.ui.start import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
