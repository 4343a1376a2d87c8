"""Why there is no window, said where a person will see it: on stderr, and in a box on the screen.

Where Qt cannot start, the box is the desktop's own.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from svd_desktop.core.errors import Reason
from svd_desktop.models.qt_libraries import has_screen

_TITLE = "SVD Desktop"
_COLUMNS = 60
_ERROR_ICON = 0x10  # MB_ICONERROR
# On macOS the words are arguments, not part of the script.
_ALERT = (
    "on run words",
    "display alert (item 1 of words) message (item 2 of words) as critical",
    "end run",
)


def refuse(reason: Reason, with_qt: bool) -> int:
    """Says it and returns the exit status. Whoever reads a terminal needs no box."""
    if sys.stderr:  # a windowed program on Windows has none
        sys.stderr.write(f"svd-desktop: {reason.sentence}\n")
        sys.stderr.flush()
    if has_screen() and not (sys.stderr and sys.stderr.isatty()):
        if with_qt:
            _show_with_qt(reason)
        else:
            _show_natively(reason.sentence)
    return 1


def _show_with_qt(reason: Reason) -> None:
    from PySide6.QtWidgets import QApplication, QMessageBox

    from svd_desktop.app.preferences import read_preferences
    from svd_desktop.app.sentences import told
    from svd_desktop.app.translations import install_language

    application = QApplication.instance() or QApplication(sys.argv[:1])
    install_language(application, read_preferences().language)
    QMessageBox.critical(None, _TITLE, told(reason))


def _show_natively(sentence: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, _TITLE, _ERROR_ICON)
        return
    import subprocess

    for command in _commands(sentence):
        with suppress(OSError):  # it is not installed
            done = subprocess.run(command, env=_environment(), stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            if done.returncode in (0, 1):  # 1: closed by its corner, seen all the same
                return


def _commands(sentence: str) -> list[list[str]]:
    if sys.platform == "darwin":
        script = [word for line in _ALERT for word in ("-e", line)]
        return [["osascript", *script, _TITLE, sentence]]
    import textwrap

    return [
        ["kdialog", "--title", _TITLE, "--error", sentence],
        ["zenity", "--error", "--no-markup", f"--title={_TITLE}", f"--text={sentence}"],
        ["xmessage", "-center", "-title", _TITLE, textwrap.fill(sentence, _COLUMNS)],
    ]


def _environment() -> dict[str, str]:
    """Ours, without what a frozen program sets for its own libraries."""
    ours = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH")
    return {name: value for name, value in os.environ.items() if name not in ours}
